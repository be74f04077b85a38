// SPDX-License-Identifier: EUPL-1.2
// Text of UiState: labels, the client's words, rich paragraphs with links, messages.
#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/text/moved_spans.h"
#include "kiosk/widgets/drawing/icons.h"
#include "kiosk/widgets/ui_state.h"
#include "storage/base/secret.h"

namespace anlaufstelle::widgets {

namespace {

using language::Direction;

bool is_heading(TextStyle style) {
  return style == TextStyle::kHeading || style == TextStyle::kTitle;
}

constexpr float kNoticePaddingMm = 4, kNoticeIconMm = 7.5f, kNoticeGapMm = 3.5f;
constexpr float kNoticeRadiusMm = 2.2f, kUrgentEdgeMm = 0.8f, kNoticeEdgeMm = 0.4f;
constexpr float kDotMm = 0.45f;         // of the line below a word with an explanation
constexpr float kLinkTargetMm = 12.7f;  // links stand in running text: touched beside it too

Rect enclosing(const Rect& a, const Rect& b) {
  const float x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

}  // namespace

float UiState::cap_px(TextStyle style) const {
  return mm(cap_height_mm(style, look_.text_size));
}

text::ParagraphSpec UiState::spec(TextStyle style, float width_px) const {
  text::ParagraphSpec spec;
  spec.language = language().tag;
  spec.families = &language().font_families;
  spec.size_px = std::round(cap_px(style) / cap_ratio_ * language().font_scale * 4) / 4;
  spec.width_px = std::floor(width_px);
  const bool bold = style == TextStyle::kLabel || is_heading(style);
  spec.weight = bold ? text::Weight::kBold : text::Weight::kRegular;
  spec.direction = direction() == Direction::kRightToLeft ? text::BaseDirection::kRightToLeft
                                                          : text::BaseDirection::kLeftToRight;
  return spec;
}

UiState::Layout UiState::lay_out(std::string_view text, TextStyle style, float width_px,
                                 text::Align align) {
  text::ParagraphSpec wanted = spec(style, width_px);
  wanted.align = align;
  std::string buffer;
  wanted.text = language::prepare_text(text, direction(), buffer);
  return text_.layout(wanted);
}

UiState::Layout UiState::lay_out_rich(const RichText& rich, TextStyle style, float width_px) {
  text::ParagraphSpec wanted = spec(style, width_px);
  std::string buffer;
  wanted.text = language::prepare_text(rich.text, direction(), buffer);
  wanted.spans = rich.spans;
  std::vector<text::Span> moved;
  if (wanted.text.data() != rich.text.data()) {
    moved = text::move_spans(rich.text, wanted.text, rich.spans);
    wanted.spans = moved;
  }
  return text_.layout(wanted);
}

// By capitals and baselines, not by the line box: that of Naskh is far from symmetric.
float UiState::centred_top(const text::Paragraph& paragraph, const Rect& between, float cap) const {
  const auto lines = static_cast<float>(std::max(1, paragraph.line_count()));
  const float line = paragraph.height() / lines;
  const float above = paragraph.baseline() - cap;
  const float visible = (lines - 1) * line + cap;
  return between.y + (between.h - visible) / 2 - above;
}

void UiState::draw_text(const text::Paragraph& paragraph, float x, float y, Color color,
                        int first_term) {
  canvas_.paragraph(paragraph, x, y, color, theme_.accent, first_term);
  if (!described()) return;
  const text::Box ink = paragraph.ink();
  const Rect letters{x + ink.x, y + ink.y, ink.w, ink.h};
  drawn_text_ = drawn_text_.w > 0 ? enclosing(drawn_text_, letters) : letters;
}

// Breaks are where the text engine breaks lines: at spaces, and behind hyphens and slashes. A
// no-break space holds words together.
float UiState::widest_word(std::string_view plain, TextStyle style) {
  std::string buffer;
  const std::string_view text = language::prepare_text(plain, Direction::kLeftToRight, buffer);
  float widest = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n-/", begin), text.size());
    const std::size_t past = std::min(end + 1, text.size());
    const bool printed = end < text.size() && (text[end] == '-' || text[end] == '/');
    const std::string_view word = text.substr(begin, (printed ? past : end) - begin);
    if (!word.empty()) widest = std::max(widest, lay_out(word, style, 0)->width());
    begin = past;
  }
  // Short words don't stand alone: the text engine breaks no line narrower than this.
  const float least_line = std::ceil(anlaufstelle::text::kMinWidthEm * spec(style, 0).size_px);
  if (widest < least_line) widest = std::min(least_line, lay_out(plain, style, 0)->width());
  return std::ceil(widest);
}

float UiState::measure(std::string_view text, TextStyle style, float width_px) {
  return whole_height(*lay_out(text, style, width_px));
}

float UiState::measure(const RichText& rich, TextStyle style, float width_px) {
  return whole_height(*lay_out_rich(rich, style, width_px));
}

float UiState::ink_above(const text::Paragraph& paragraph) {
  return std::max(0.0f, std::ceil(-paragraph.ink().y));
}

// With what a hanging script (Nastaliq) draws above and below its line box.
float UiState::whole_height(const text::Paragraph& paragraph) const {
  const text::Box ink = paragraph.ink();
  const float below = std::max(0.0f, ink.y + ink.h - paragraph.height());
  return std::ceil(ink_above(paragraph) + paragraph.height() + below);
}

// Height of a box in whose middle the paragraph stands (centred_top), all its ink inside.
float UiState::boxed_height(const text::Paragraph& paragraph, float cap, float padding) const {
  constexpr float kLeastMm = 1;  // between ink and edge
  const auto lines = static_cast<float>(std::max(1, paragraph.line_count()));
  const float visible = (lines - 1) * paragraph.height() / lines + cap;
  const float middle = paragraph.baseline() - cap + visible / 2;  // of the box, in the paragraph
  const text::Box ink = paragraph.ink();
  const float reach = std::max(middle - ink.y, ink.y + ink.h - middle) + mm(kLeastMm);
  return std::ceil(std::max(paragraph.height() + 2 * padding, 2 * reach));
}

float UiState::label(const Rect& where, std::string_view text, TextStyle style, text::Align align) {
  return label(where, text, style, style == TextStyle::kSmall ? theme_.text_quiet : theme_.text,
               align);
}

float UiState::label(const Rect& where, std::string_view text, TextStyle style, Color color,
                     text::Align align) {
  const Layout paragraph = lay_out(text, style, where.w, align);
  draw_text(*paragraph, where.x, where.y + ink_above(*paragraph), color);
  const float height = whole_height(*paragraph);
  describe(is_heading(style) ? NodeRole::kHeading : NodeRole::kText, "text:", text,
           {where.x, where.y, where.w, height});
  return height;
}

UiState::Layout UiState::lay_out_user_text(std::string_view text, TextStyle style, float width_px) {
  std::string isolated = language::isolate_user_text(text);
  text::ParagraphSpec wanted = spec(style, width_px);
  wanted.text = isolated;
  Layout paragraph = text_.layout(wanted);
  wipe(isolated);
  return paragraph;
}

float UiState::measure_user_text(std::string_view text, TextStyle style, float width_px) {
  return whole_height(*lay_out_user_text(text, style, width_px));
}

float UiState::user_text(const Rect& where, std::string_view text, TextStyle style) {
  const Layout paragraph = lay_out_user_text(text, style, where.w);
  draw_text(*paragraph, where.x, where.y + ink_above(*paragraph), theme_.text);
  const float height = whole_height(*paragraph);
  const Rect rect{where.x, where.y, where.w, height};
  if (SemanticNode* node = describe(NodeRole::kText, "text:", {}, rect)) node->value = text;
  return height;
}

std::optional<int> UiState::rich(std::string_view id, const Rect& where, const RichText& text,
                                 TextStyle style, float& used_px) {
  const Layout paragraph = lay_out_rich(text, style, where.w);
  const float above = ink_above(*paragraph);
  draw_text(*paragraph, where.x, where.y + above, theme_.text, text.first_term);
  used_px = whole_height(*paragraph);
  const NodeRole role = is_heading(style) ? NodeRole::kHeading : NodeRole::kText;
  describe(role, id, text.text, {where.x, where.y, where.w, used_px});
  std::optional<int> tapped;
  for (const text::Span& span : text.spans) {
    if (span.link < 0) continue;
    const Rect place{where.x, where.y + above, where.w, where.h};
    if (link(id, place, text, span, *paragraph)) tapped = span.link;
  }
  return tapped;
}

// One link: underlined, and touched on each line that it stands on.
bool UiState::link(std::string_view id, const Rect& where, const RichText& rich,
                   const text::Span& span, const text::Paragraph& paragraph) {
  const std::string name = std::string(id) + ":link:" + std::to_string(span.link);
  const ControlId control = control_id(name);
  const std::vector<text::Box> boxes = paragraph.link_boxes(span.link);
  const auto place = [&](const text::Box& box) {
    return Rect{where.x + box.x, where.y + box.y, box.w, box.h};
  };
  const Rect first = boxes.empty() ? Rect{where.x, where.y, 0, 0} : place(boxes.front());
  const bool has_focus = focusable(name, first);
  Touch finger;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    // The parts of one link are one control: the press may move from line to line.
    const Rect line = place(boxes[i]);
    const float beside = std::max(0.0f, (mm(kLinkTargetMm) - line.h) / 2);
    const Touch part = touch(control, line.inset(0, -beside));
    finger.held = finger.held || part.held;
    finger.tapped = finger.tapped || part.tapped;
  }
  const auto lines = static_cast<float>(std::max(1, paragraph.line_count()));
  const float below_baseline = paragraph.baseline() + mm(0.9f);
  for (const text::Box& box : boxes) {
    const Rect line = place(box);
    const float y = line.y + std::min(below_baseline, paragraph.height() / lines);
    const float thick = std::max(1.0f, mm(finger.held ? 0.6f : 0.3f));
    if (span.link < rich.first_term) {
      canvas_.fill({line.x, y, line.w, thick}, theme_.accent);
    } else {
      const float dot = std::max(2.0f, mm(kDotMm));
      for (float x = 0; x < line.w; x += 2 * dot)
        canvas_.fill({line.x + x, y, std::min(dot, line.w - x), thick}, theme_.accent);
    }
    if (has_focus) focus_ring(line, 1);
  }
  describe(NodeRole::kLink, name, rich.text.substr(span.begin, span.end - span.begin), first,
           {.focused = has_focus});
  return activated(control, finger, has_focus);
}

float UiState::notice(const Rect& where, std::string_view text, Icon icon) {
  const bool urgent = icon == Icon::kWarning;
  const float padding = mm(kNoticePaddingMm);
  const float icon_side = icon == Icon::kNone ? 0 : beside_text(kNoticeIconMm);
  Rect inner = where.inset(padding);
  const Rect icon_box = inner.cut_start(icon_side, direction());
  if (icon != Icon::kNone) inner.cut_start(mm(kNoticeGapMm), direction());
  const Layout paragraph = lay_out(text, TextStyle::kBody, inner.w);
  const float cap = cap_px(TextStyle::kBody);
  const float height = std::max(boxed_height(*paragraph, cap, padding), icon_side + 2 * padding);
  const Rect box{where.x, where.y, where.w, height};
  if (urgent)
    edged_card(box, theme_.surface, theme_.warning, kUrgentEdgeMm, kNoticeRadiusMm);
  else if (theme_.surface_selected == theme_.background)
    edged_card(box, theme_.surface, theme_.outline, kNoticeEdgeMm, kNoticeRadiusMm);
  else
    canvas_.card(box, px(kNoticeRadiusMm), theme_.surface_selected);
  const float top = centred_top(*paragraph, box, cap);
  draw_text(*paragraph, inner.x, top, theme_.text);
  // The icon stands level with the first line.
  const float icon_y = top + paragraph->baseline() - (cap + icon_side) / 2;
  draw_icon(canvas_, icon, {icon_box.x, icon_y, icon_box.w, icon_side},
            urgent ? theme_.warning : theme_.accent, direction());
  describe(urgent ? NodeRole::kAlert : NodeRole::kText, "text:", text, box);
  return box.h;
}

}  // namespace anlaufstelle::widgets
