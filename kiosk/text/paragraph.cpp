// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/paragraph.h"

#include <pango/pango.h>

#include <algorithm>
#include <cmath>

#include "kiosk/text/persian_digits.h"
#include "kiosk/text/sound_spec.h"
#include "storage/base/secret.h"

namespace anlaufstelle::text {
namespace {

float px(int pango_units) {
  return static_cast<float>(pango_units) / PANGO_SCALE;
}

bool same(const Span& a, const Span& b) {
  return a.begin == b.begin && a.end == b.end && a.bold == b.bold && a.italic == b.italic &&
         a.link == b.link;
}

// Pango's LEFT is not "start": it stands for the context's base direction being left to right.
// In kAuto Pango itself swaps the sides of a line that runs against the context.
PangoAlignment side(Align align, bool context_from_right) {
  if (align == Align::kCenter) return PANGO_ALIGN_CENTER;
  return (align == Align::kStart) == context_from_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

PangoFontDescription* description_of(const ParagraphSpec& spec, const FamilyList& families) {
  PangoFontDescription* description = pango_font_description_new();
  pango_font_description_set_family(description, families.joined.c_str());
  pango_font_description_set_absolute_size(description,
                                           static_cast<double>(spec.size_px) * PANGO_SCALE);
  pango_font_description_set_weight(
      description, spec.weight == Weight::kBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  return description;
}

// A word that is wider than its line breaks without a hyphen: in an e-mail address or a number it
// would be read as a part. A soft hyphen still shows, because a range doesn't reach its own ends.
void forbid_hyphens(std::string_view text, PangoAttrList* attributes) {
  constexpr std::string_view kSoftHyphen = "\u00AD";
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t found = text.find(kSoftHyphen, begin);
    const std::size_t end =
        found == std::string_view::npos ? text.size() : found + kSoftHyphen.size();
    PangoAttribute* attribute = pango_attr_insert_hyphens_new(FALSE);
    attribute->start_index = static_cast<guint>(begin);
    attribute->end_index = static_cast<guint>(end);
    pango_attr_list_insert(attributes, attribute);
    begin = end;
  }
}

// A pen position split into a whole pixel and quarters.
struct Pen {
  int pixel, quarters;
  explicit Pen(float position) {
    const int in_quarters = static_cast<int>(std::floor(position * 4 + 0.5f));
    pixel = in_quarters >> 2;
    quarters = in_quarters & 3;
  }
};

}  // namespace

PangoParagraph::PangoParagraph(const ParagraphSpec& given, const FamilyList* families,
                               PangoContext* context)
    : text_(layout_part(given.text)),
      language_(given.language),
      families_(families),
      size_px_(given.size_px),
      width_px_(given.width_px),
      line_spacing_(given.line_spacing),
      weight_(given.weight),
      align_(given.align),
      direction_(given.direction),
      spans_(given.spans.begin(), given.spans.end()),
      layout_(pango_layout_new(context)) {
  const ParagraphSpec spec = bounded(given);
  PangoFontDescription* description = description_of(spec, *families);
  pango_layout_set_font_description(layout_, description);
  pango_font_description_free(description);
  auto replaced = mended(text_);
  const std::string& sound = replaced ? *replaced : text_;
  pango_layout_set_text(layout_, sound.data(), static_cast<int>(sound.size()));
  if (replaced) wipe(*replaced);
  pango_layout_set_auto_dir(layout_, direction_ == BaseDirection::kAuto);
  pango_layout_set_alignment(
      layout_, side(align_, pango_context_get_base_dir(context) == PANGO_DIRECTION_RTL));
  pango_layout_set_wrap(layout_, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing(layout_, std::max(spec.line_spacing, families->least_line_spacing));
  apply_spans();
  PangoRectangle logical;
  float wrap_px = spec.width_px;
  if (given.width_px > 0 && given.width_px < wrap_px) {
    // What needs no break may stand in a box that is too narrow to break lines in.
    pango_layout_get_extents(layout_, nullptr, &logical);
    if (px(logical.width) <= given.width_px) wrap_px = given.width_px;
  }
  if (wrap_px > 0) {
    pango_layout_set_width(
        layout_, static_cast<int>(std::lround(static_cast<double>(wrap_px) * PANGO_SCALE)));
  }
  pango_layout_get_extents(layout_, nullptr, &logical);
  width_ = px(logical.width);
  height_ = px(logical.height);
}

PangoParagraph::~PangoParagraph() {
  wipe_layout();
  wipe(text_);
  g_object_unref(layout_);
}

// What a client has typed must not stay behind in freed memory: the text, the glyphs that stand
// for it, and where they were drawn.
void PangoParagraph::wipe_layout() {
  for (GSList* line = pango_layout_get_lines_readonly(layout_); line; line = line->next) {
    for (GSList* run = static_cast<PangoLayoutLine*>(line->data)->runs; run; run = run->next) {
      PangoGlyphString* glyphs = static_cast<PangoLayoutRun*>(run->data)->glyphs;
      wipe(glyphs->glyphs, sizeof(PangoGlyphInfo) * static_cast<std::size_t>(glyphs->num_glyphs));
    }
  }
  // The layout owns this copy and has no call that clears it; it is freed right after.
  wipe(const_cast<char*>(pango_layout_get_text(layout_)), text_.size());
  wipe(quads_.data(), quads_.size() * sizeof(GlyphQuad));
}

void PangoParagraph::apply_spans() {
  PangoAttrList* attributes = pango_attr_list_new();
  forbid_hyphens(text_, attributes);
  keep_persian_digits(text_, language_, attributes);
  const auto add = [&](PangoAttribute* attribute, const Span& span) {
    attribute->start_index = static_cast<guint>(snapped(span.begin));
    attribute->end_index = static_cast<guint>(snapped(span.end));
    pango_attr_list_insert(attributes, attribute);
  };
  for (const Span& span : spans_) {
    if (snapped(span.begin) >= snapped(span.end)) continue;
    if (span.bold) add(pango_attr_weight_new(PANGO_WEIGHT_BOLD), span);
    if (span.italic) add(pango_attr_style_new(PANGO_STYLE_ITALIC), span);
    has_links_ = has_links_ || span.link >= 0;
  }
  pango_layout_set_attributes(layout_, attributes);
  pango_attr_list_unref(attributes);
}

bool PangoParagraph::made_from(const ParagraphSpec& spec, const FamilyList* families) const {
  return families_ == families && size_px_ == spec.size_px && width_px_ == spec.width_px &&
         line_spacing_ == spec.line_spacing && weight_ == spec.weight && align_ == spec.align &&
         direction_ == spec.direction && text_ == layout_part(spec.text) &&
         language_ == spec.language &&
         std::equal(spans_.begin(), spans_.end(), spec.spans.begin(), spec.spans.end(), same);
}

int PangoParagraph::line_count() const {
  return pango_layout_get_line_count(layout_);
}

float PangoParagraph::baseline() const {
  return px(pango_layout_get_baseline(layout_));
}

int PangoParagraph::unknown_glyphs() const {
  return pango_layout_get_unknown_glyphs_count(layout_);
}

Box PangoParagraph::ink() const {
  PangoRectangle ink;
  pango_layout_get_extents(layout_, &ink, nullptr);
  return {px(ink.x), px(ink.y), px(ink.width), px(ink.height)};
}

int PangoParagraph::link_of_byte(std::size_t byte) const {
  for (const Span& span : spans_) {
    if (span.link >= 0 && span.begin <= byte && byte < span.end) return span.link;
  }
  return -1;
}

const std::vector<GlyphQuad>& PangoParagraph::quads(GlyphCache& glyphs,
                                                    const GlyphAtlas& atlas) const {
  if (quads_epoch_ != atlas.epoch()) {
    make_quads(glyphs, atlas);
    // What an overfull atlas has left out is tried again in the next epoch.
    quads_epoch_ = atlas.overflowed() ? 0 : atlas.epoch();
  }
  return quads_;
}

void PangoParagraph::make_quads(GlyphCache& glyphs, const GlyphAtlas& atlas) const {
  quads_.clear();
  const float scale = 1.0f / static_cast<float>(atlas.size());
  PangoLayoutIter* iter = pango_layout_get_iter(layout_);
  do {
    const PangoLayoutRun* run = pango_layout_iter_get_run_readonly(iter);
    if (!run) continue;
    const GlyphCache::Font font = glyphs.font(run->item->analysis.font);
    if (font.face < 0) continue;
    PangoRectangle logical;
    pango_layout_iter_get_run_extents(iter, nullptr, &logical);
    const float baseline = std::round(px(pango_layout_iter_get_baseline(iter)));
    int advance = logical.x;
    for (int i = 0; i < run->glyphs->num_glyphs; ++i) {
      const PangoGlyphInfo& info = run->glyphs->glyphs[i];
      const Pen x(px(advance + info.geometry.x_offset));
      const Pen y(baseline + px(info.geometry.y_offset));
      advance += info.geometry.width;
      if (info.glyph == PANGO_GLYPH_EMPTY) continue;
      // Glyph 0 is the font's own "missing" box.
      const std::uint32_t id = info.glyph & PANGO_GLYPH_UNKNOWN_FLAG ? 0 : info.glyph;
      const auto* image = glyphs.image(font, id, x.quarters, y.quarters);
      if (!image || image->w == 0) continue;
      const auto left = static_cast<float>(x.pixel + image->left);
      const auto top = static_cast<float>(y.pixel + image->top);
      const auto w = static_cast<float>(image->w), h = static_cast<float>(image->h);
      const auto u = static_cast<float>(image->x), v = static_cast<float>(image->y);
      const int byte = run->item->offset + run->glyphs->log_clusters[i];
      quads_.push_back({left, top, left + w, top + h, u * scale, v * scale, (u + w) * scale,
                        (v + h) * scale,
                        has_links_ ? link_of_byte(static_cast<std::size_t>(byte)) : -1});
    }
  } while (pango_layout_iter_next_run(iter));
  pango_layout_iter_free(iter);
}

}  // namespace anlaufstelle::text
