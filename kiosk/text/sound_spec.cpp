// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/sound_spec.h"

#include <pango/pango.h>

#include <algorithm>
#include <cmath>

namespace anlaufstelle::text {
namespace {

constexpr float kMaxWidth = 100'000;  // pixels; Pango counts 1/1024 of one in an int
constexpr float kMinSize = 1, kMinSpacing = 0.5f, kMaxSpacing = 4;
constexpr float kMaxHeight = 2'000'000;  // pixels; more than Pango's int holds otherwise
constexpr float kMaxLineEm = 3;          // the highest line of any font, Nastaliq's

bool continues_code_point(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

float bounded(float value, float low, float high, float otherwise) {
  return std::isnan(value) ? otherwise : std::clamp(value, low, high);
}

}  // namespace

std::string_view layout_part(std::string_view text) {
  if (text.size() <= kMaxParagraphBytes) return text;
  return text.substr(0, code_point_start(text, kMaxParagraphBytes));
}

std::optional<std::string> mended(std::string_view text) {
  const char* bad = nullptr;
  if (g_utf8_validate_len(text.data(), text.size(), &bad)) return std::nullopt;
  std::string sound(text);
  std::size_t at = 0;
  do {
    at = static_cast<std::size_t>(bad - text.data());
    sound[at++] = '?';
  } while (!g_utf8_validate_len(text.data() + at, text.size() - at, &bad));
  return sound;
}

std::size_t code_point_start(std::string_view text, std::size_t byte) {
  if (byte >= text.size()) return text.size();
  // A code point has four bytes at most; more of them are no UTF-8.
  for (int i = 0; i < 3 && byte > 0 && continues_code_point(text[byte]); ++i) --byte;
  return byte;
}

ParagraphSpec bounded(ParagraphSpec spec) {
  const ParagraphSpec usual;
  spec.size_px = bounded(spec.size_px, kMinSize, kMaxSizePx, usual.size_px);
  spec.width_px = bounded(spec.width_px, 0, kMaxWidth, usual.width_px);
  spec.line_spacing = bounded(spec.line_spacing, kMinSpacing, kMaxSpacing, usual.line_spacing);
  // Every character may be a line of its own.
  const std::string_view text = layout_part(spec.text);
  const auto lines = static_cast<float>(
      1 + std::count_if(text.begin(), text.end(), [](char c) { return !continues_code_point(c); }));
  spec.size_px = std::min(spec.size_px, kMaxHeight / (lines * kMaxLineEm * spec.line_spacing));
  if (spec.width_px > 0) spec.width_px = std::max(spec.width_px, kMinWidthEm * spec.size_px);
  return spec;
}

}  // namespace anlaufstelle::text
