// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "kiosk/widgets/geometry.h"

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

}  // namespace

TEST_CASE("contrast is computed as WCAG does") {
  CHECK(contrast({0, 0, 0}, {255, 255, 255}) == doctest::Approx(21));
  CHECK(contrast({0x77, 0x77, 0x77}, {255, 255, 255}) == doctest::Approx(4.48).epsilon(0.01));
}

TEST_CASE("every text has a contrast of at least 7 to 1 on the grounds it stands on") {
  const Theme t = default_theme();
  for (const Color ground : {t.background, t.surface, t.surface_pressed, t.surface_selected})
    CHECK(contrast(t.text, ground) >= 7);
  for (const Color ground : {t.background, t.surface}) {
    CHECK(contrast(t.text_quiet, ground) >= 7);
    CHECK(contrast(t.accent, ground) >= 7);
    CHECK(contrast(t.warning, ground) >= 7);
  }
  CHECK(contrast(t.accent_pressed, t.surface_pressed) >= 7);
  CHECK(contrast(t.on_accent, t.accent) >= 7);
  CHECK(contrast(t.on_accent, t.accent_pressed) >= 7);
  CHECK(contrast(t.on_warning, t.warning) >= 7);
}

TEST_CASE("outlines, icons and the focus ring have a contrast of at least 3 to 1") {
  const Theme t = default_theme();
  for (const Color ground : {t.background, t.surface, t.surface_selected}) {
    CHECK(contrast(t.outline, ground) >= 3);
    CHECK(contrast(t.focus, ground) >= 3);
    CHECK(contrast(t.accent, ground) >= 3);
  }
  CHECK(contrast(t.accent, t.outline) >= 1.8);  // done and not done, beside their shapes
}

}  // namespace anlaufstelle::widgets
