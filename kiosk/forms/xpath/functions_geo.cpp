// SPDX-License-Identifier: EUPL-1.2
// area() and distance() of places that are written in a text. The kiosk asks for no places; forms
// may bring them along in tables. The same sphere and formulas as JavaRosa.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

#include "kiosk/forms/xpath/functions.h"

namespace anlaufstelle::forms::xpath {

namespace {

constexpr double kRadius = 6'378'100.0;  // metres
constexpr double kRadians = std::numbers::pi / 180.0;

struct Place {
  double latitude = 0, longitude = 0;  // degrees
};

// "latitude longitude[ altitude[ accuracy]]"
std::optional<Place> read_place(std::string_view text, const TimeZone& zone) {
  text = trim(text);
  const auto space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view rest = trim(text.substr(space));
  const Place out{text_to_number(text.substr(0, space), zone),
                  text_to_number(rest.substr(0, rest.find(' ')), zone)};
  const bool fits = std::fabs(out.latitude) <= 90 && std::fabs(out.longitude) <= 180;
  return fits ? std::optional(out) : std::nullopt;
}

// The places of all arguments, divided by semicolons; nothing if a part is no place.
std::optional<std::vector<Place>> places_of(const Call& call) {
  std::vector<Place> out;
  for (const std::string& text : call.flat_texts(0)) {
    std::string_view left = text;
    while (!trim(left).empty()) {
      const auto size = std::min(left.find(';'), left.size());
      const auto place = read_place(left.substr(0, size), call.zone());
      if (!place) return std::nullopt;
      out.push_back(*place);
      left.remove_prefix(std::min(size + 1, left.size()));
    }
  }
  return out;
}

double to_centimetres(double metres) {
  return std::round(metres * 100.0) / 100.0;
}

Value fn_area(const Call& call) {
  const auto places = places_of(call);
  if (!places) return std::nan("");
  if (places->size() < 3) return 0.0;
  const Place& first = places->front();
  const double metres_per_degree = kRadius * kRadians;
  double sum = 0, x = 0, y = 0;
  for (const Place& place : *places) {
    const double next_y = (place.latitude - first.latitude) * metres_per_degree;
    const double next_x = (place.longitude - first.longitude) * metres_per_degree *
                          std::cos(place.latitude * kRadians);
    sum += (y * next_x - x * next_y) / 2;
    x = next_x;
    y = next_y;
  }
  return to_centimetres(std::fabs(sum));
}

double between(const Place& a, const Place& b) {
  const double sin_y = std::sin((b.latitude - a.latitude) * kRadians / 2);
  const double sin_x = std::sin((b.longitude - a.longitude) * kRadians / 2);
  const double h = sin_y * sin_y + std::cos(a.latitude * kRadians) *
                                       std::cos(b.latitude * kRadians) * sin_x * sin_x;
  return 2 * kRadius * std::asin(std::sqrt(std::min(1.0, h)));
}

Value fn_distance(const Call& call) {
  const auto places = places_of(call);
  if (!places) return std::nan("");
  double sum = 0;
  for (std::size_t i = 1; i < places->size(); ++i) sum += between((*places)[i - 1], (*places)[i]);
  return to_centimetres(sum);
}

constexpr std::array kTable = {
    Function{"area", 1, kAnyNumber, fn_area},
    Function{"distance", 1, kAnyNumber, fn_distance},
};

}  // namespace

std::span<const Function> geo_functions() {
  return kTable;
}

}  // namespace anlaufstelle::forms::xpath
