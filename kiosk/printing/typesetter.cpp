// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/typesetter.h"

#include "kiosk/text/moved_spans.h"
#include "kiosk/text/persian_digits.h"

namespace anlaufstelle::printing {

namespace {

// Hebrew to N'Ko, U+0590 to U+07FF, and the Arabic forms from U+FB1D on.
bool has_letter_from_right(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    if ((byte >= 0xD6 && byte <= 0xDF) || (byte == 0xEF && next >= 0xAC && next <= 0xBB))
      return true;
  }
  return false;
}

}  // namespace

double height_of(PangoLayout* layout) {
  int height = 0;
  pango_layout_get_size(layout, nullptr, &height);
  return static_cast<double>(height) / PANGO_SCALE;
}

Typesetter::Typesetter(const std::vector<language::Language>& languages)
    : languages_(languages), map_(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)) {
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map_.get()), 72);
}

std::shared_ptr<PangoLayout> Typesetter::set(std::string_view text, Face face, double width,
                                             std::string_view tag, Side side,
                                             std::span<const text::Span> spans) {
  const Object<PangoContext> context = make_context(tag);
  std::shared_ptr<PangoLayout> layout(pango_layout_new(context.get()), Unref());
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family(font, families(tag).c_str());
  pango_font_description_set_absolute_size(font, face.size * PANGO_SCALE);
  if (face.bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);
  // Words that begin in Arabic read from the right, in whatever language the screens were:
  // their first strong letter decides (UAX #9 P2).
  pango_layout_set_auto_dir(layout.get(), side == Side::kOfText ? TRUE : FALSE);
  const bool right = side == Side::kOfLanguage && runs_from_right(tag);
  // A German sentence among Arabic ones stays one, at their side.
  const bool foreign = right && !has_letter_from_right(text);
  if (right) pango_layout_set_alignment(layout.get(), PANGO_ALIGN_RIGHT);
  if (right && !foreign) pango_context_set_base_dir(context.get(), PANGO_DIRECTION_RTL);
  std::string isolated;
  std::vector<text::Span> bold(spans.begin(), spans.end());
  if (right && !foreign) {
    const std::string_view plain = text;
    text = language::prepare_text(plain, language::Direction::kRightToLeft, isolated);
    bold = text::move_spans(plain, text, spans);
  }
  pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  PangoAttrList* attributes = pango_attr_list_new();
  text::keep_persian_digits(text, tag, attributes);
  for (const text::Span& span : bold) {
    if (!span.bold) continue;
    PangoAttribute* weight = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
    weight->start_index = static_cast<guint>(span.begin);
    weight->end_index = static_cast<guint>(span.end);
    pango_attr_list_insert(attributes, weight);
  }
  pango_layout_set_attributes(layout.get(), attributes);
  pango_attr_list_unref(attributes);
  if (tag == "de") unknown_ += pango_layout_get_unknown_glyphs_count(layout.get());
  return layout;
}

// One for each layout: a layout follows its context when that is changed later.
Object<PangoContext> Typesetter::make_context(std::string_view tag) {
  Object<PangoContext> context(pango_font_map_create_context(map_.get()));
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context.get(), options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context.get(), FALSE);
  pango_context_set_base_dir(context.get(), PANGO_DIRECTION_LTR);
  pango_context_set_language(context.get(), pango_language_from_string(std::string(tag).c_str()));
  return context;
}

bool Typesetter::runs_from_right(std::string_view tag) const {
  for (const auto& language : languages_) {
    if (language.tag == tag) return language.direction == language::Direction::kRightToLeft;
  }
  return false;
}

std::string Typesetter::families(std::string_view tag) const {
  std::string all;
  for (const auto& wanted : {tag, std::string_view("de")}) {
    for (const auto& language : languages_) {
      if (language.tag != wanted) continue;
      for (const auto& family : language.font_families) all += family + ",";
    }
  }
  return all + "Noto Sans";
}

}  // namespace anlaufstelle::printing
