// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/font_set.h"

#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>

#include <algorithm>

namespace anlaufstelle::text {
namespace {

// Outlines as designed: no hinting, because glyphs stand at quarters of a pixel.
void set_rendering(FcPattern* pattern, gpointer) {
  FcPatternDel(pattern, FC_HINTING);
  FcPatternAddBool(pattern, FC_HINTING, FcFalse);
  FcPatternDel(pattern, FC_ANTIALIAS);
  FcPatternAddBool(pattern, FC_ANTIALIAS, FcTrue);
}

// Debian's bold Nastaliq says in its tables that it is as light as the regular one, and either
// would be taken for the other. Its style name is right.
void mend_weight(FcPattern* font) {
  FcChar8* style = nullptr;
  int weight = 0;
  if (FcPatternGetString(font, FC_STYLE, 0, &style) != FcResultMatch ||
      FcPatternGetInteger(font, FC_WEIGHT, 0, &weight) != FcResultMatch)
    return;
  if (std::string_view(reinterpret_cast<const char*>(style)) != "Bold" || weight == FC_WEIGHT_BOLD)
    return;
  FcPatternDel(font, FC_WEIGHT);
  FcPatternAddInteger(font, FC_WEIGHT, FC_WEIGHT_BOLD);
}

bool written_from_the_right(PangoLanguage* language) {
  int count = 0;
  const PangoScript* scripts = pango_language_get_scripts(language, &count);
  constexpr PangoScript kRightToLeft[] = {PANGO_SCRIPT_ARABIC, PANGO_SCRIPT_HEBREW,
                                          PANGO_SCRIPT_SYRIAC, PANGO_SCRIPT_THAANA,
                                          PANGO_SCRIPT_NKO};
  return count > 0 && std::find(std::begin(kRightToLeft), std::end(kRightToLeft), scripts[0]) !=
                          std::end(kRightToLeft);
}

}  // namespace

Result<std::unique_ptr<FontSet>> FontSet::open(const std::vector<std::filesystem::path>& files) {
  for (const auto& file : files) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
      return Error{ErrorCode::kNotFound, "font " + file.string()};
  }
  FcConfig* config = FcConfigCreate();
  if (!config) return Error{ErrorCode::kIo, "fontconfig"};
  for (const auto& file : files) {
    const auto* name = reinterpret_cast<const FcChar8*>(file.c_str());
    const FcFontSet* known = FcConfigGetFonts(config, FcSetApplication);
    const int before = known ? known->nfont : 0;
    const bool added = FcConfigAppFontAddFile(config, name) == FcTrue;
    known = FcConfigGetFonts(config, FcSetApplication);
    // fontconfig takes a file that is no font without a word.
    if (!added || !known || known->nfont == before) {
      FcConfigDestroy(config);
      return Error{ErrorCode::kCorrupt, "font " + file.string()};
    }
    for (int i = before; i < known->nfont; ++i) mend_weight(known->fonts[i]);
  }
  FcConfigSetCurrent(config);
  // pangoft2's map, not pangocairo's: the same shapes, without cairo in a process that only draws.
  PangoFontMap* map = pango_ft2_font_map_new();
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
  pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(map), set_rendering, nullptr, nullptr);
  return std::unique_ptr<FontSet>(new FontSet(config, map));
}

FontSet::~FontSet() {
  for (const auto& [key, context] : contexts_) g_object_unref(context);
  // Pango 1.50's map does not give the configuration back by itself.
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map_), nullptr);
  g_object_unref(map_);
  if (FcConfigGetCurrent() == config_) {
    // Fonts go with the set that brought them; the system's must not come in their place.
    FcConfig* empty = FcConfigCreate();
    FcConfigSetCurrent(empty);
    FcConfigDestroy(empty);
  }
  FcConfigDestroy(config_);
}

PangoContext* FontSet::context(std::string_view language, BaseDirection direction) {
  PangoLanguage* named = pango_language_from_string(std::string(language).c_str());
  const bool from_right = direction == BaseDirection::kRightToLeft ||
                          (direction == BaseDirection::kAuto && written_from_the_right(named));
  const auto [at, is_new] = contexts_.try_emplace({std::string(language), from_right}, nullptr);
  if (is_new) {
    PangoContext* context = pango_font_map_create_context(map_);
    pango_context_set_language(context, named);
    pango_context_set_base_dir(context, from_right ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_context_set_round_glyph_positions(context, FALSE);
    at->second = context;
  }
  return at->second;
}

void FontSet::Unref::operator()(PangoFont* font) const {
  g_object_unref(font);
}

FontSet::Font FontSet::load(const std::string& families) {
  PangoFontDescription* description = pango_font_description_new();
  pango_font_description_set_family(description, families.c_str());
  pango_font_description_set_absolute_size(description, 16.0 * PANGO_SCALE);
  PangoFont* font =
      pango_font_map_load_font(map_, context("de", BaseDirection::kLeftToRight), description);
  pango_font_description_free(description);
  return Font(font);
}

float FontSet::line_height_ratio(const std::string& families) {
  const Font font = load(families);
  hb_font_t* shaper = font ? pango_font_get_hb_font(font.get()) : nullptr;
  hb_font_extents_t extents;
  if (!shaper || !hb_font_get_h_extents(shaper, &extents)) return 0;
  int x_scale = 0, y_scale = 0;
  hb_font_get_scale(shaper, &x_scale, &y_scale);
  return static_cast<float>(extents.ascender - extents.descender) / static_cast<float>(y_scale);
}

}  // namespace anlaufstelle::text
