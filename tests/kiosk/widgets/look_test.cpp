// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/look.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace anlaufstelle::widgets {

namespace {

// WCAG 2.2, relative luminance and contrast ratio.
double linear(std::uint8_t channel) {
  const double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Color c) {
  return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

double contrast(Color a, Color b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

// Every ink that letters have, with every ground that they stand on.
std::vector<std::pair<Color, Color>> texts_on_grounds(const Theme& t) {
  std::vector<std::pair<Color, Color>> pairs{{t.on_pressed, t.surface_pressed},
                                             {t.on_accent, t.accent},
                                             {t.on_accent_pressed, t.accent_pressed},
                                             {t.on_warning, t.warning},
                                             {t.text, t.surface_selected},
                                             {t.accent, t.surface_selected},
                                             {t.text, t.selection}};
  for (const Color ground : {t.background, t.surface}) {
    for (const Color ink : {t.text, t.text_quiet, t.accent, t.warning})
      pairs.emplace_back(ink, ground);
  }
  return pairs;
}

}  // namespace

TEST_CASE("contrast is computed as WCAG does") {
  CHECK(contrast({0, 0, 0}, {255, 255, 255}) == doctest::Approx(21));
  CHECK(contrast({0x77, 0x77, 0x77}, {255, 255, 255}) == doctest::Approx(4.48).epsilon(0.01));
}

TEST_CASE("every text reaches the contrast that its theme promises") {
  const auto reaches = [](Contrast theme, double least) {
    for (const auto& [ink, ground] : texts_on_grounds(theme_of(theme)))
      CHECK(contrast(ink, ground) >= least);
  };
  reaches(Contrast::kNormal, 7);
  reaches(Contrast::kHigh, 15);
  reaches(Contrast::kInverted, 20.999);
}

TEST_CASE("outlines, icons and the focus ring have a contrast of at least 3 to 1 in every theme") {
  for (const Contrast theme : kContrasts) {
    CAPTURE(static_cast<int>(theme));
    const Theme& t = theme_of(theme);
    for (const Color ground : {t.background, t.surface, t.surface_selected}) {
      CHECK(contrast(t.outline, ground) >= 3);
      CHECK(contrast(t.focus, ground) >= 3);
      CHECK(contrast(t.accent, ground) >= 3);
    }
    CHECK(contrast(t.accent, t.selection) >= 3);  // the bar below selected letters
    CHECK(contrast(t.outline, t.board) >= 3);     // the edges of its keys
    CHECK(contrast(t.focus, t.board) >= 3);       // the cursor on them
  }
}

TEST_CASE("a press can be seen: ground and ink differ from those at rest in every theme") {
  for (const Contrast theme : kContrasts) {
    const Theme& t = theme_of(theme);
    for (const Color ground : {t.surface, t.background}) CHECK_FALSE(t.surface_pressed == ground);
    for (const Color ink : {t.text, t.accent}) CHECK_FALSE(t.on_pressed == ink);
    CHECK_FALSE(t.accent_pressed == t.accent);
    CHECK_FALSE(t.on_accent_pressed == t.on_accent);
  }
}

TEST_CASE("running text has the cap heights that were promised, and headings never less") {
  const float wanted_mm[] = {3.8f, 5.2f, 6.8f, 8.8f};
  for (std::size_t i = 0; i < kTextSizes.size(); ++i) {
    const TextSize size = kTextSizes[i];
    CHECK(cap_height_mm(TextStyle::kBody, size) == doctest::Approx(wanted_mm[i]));
    CHECK(cap_height_mm(TextStyle::kSmall, size) >= wanted_mm[i] - 0.001f);
    CHECK(cap_height_mm(TextStyle::kLabel, size) >= wanted_mm[i] - 0.001f);
    CHECK(cap_height_mm(TextStyle::kHeading, size) > wanted_mm[i]);
    CHECK(cap_height_mm(TextStyle::kTitle, size) > cap_height_mm(TextStyle::kHeading, size));
  }
  // EN 301 549, 5.1.4: a capital H under 0.7 degrees at 50 cm.
  CHECK(cap_height_mm(TextStyle::kSmall, TextSize::kLarger) >= 500 * 0.7 * 3.14159265 / 180);
}

}  // namespace anlaufstelle::widgets
