// SPDX-License-Identifier: EUPL-1.2
// XPath 1.0, 4.4, and ODK XForms' mathematics.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "kiosk/forms/xpath/functions.h"

namespace anlaufstelle::forms::xpath {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Value fn_number(const Call& call) {
  if (call.size() > 0) return call.number(0);
  const NodeRef& node = call.context().node;
  return text_to_number(node.tree->string_value(node.ix), call.zone());
}

std::vector<double> flat_numbers(const Call& call) {
  std::vector<double> out;
  for (std::size_t i = 0; i < call.size(); ++i) {
    const Value value = call.value(i);
    const auto* nodes = std::get_if<NodeSet>(&value);
    if (nodes == nullptr) {
      out.push_back(call.evaluation().number(value));
      continue;
    }
    for (const NodeRef& ref : *nodes)
      out.push_back(text_to_number(ref.tree->string_value(ref.ix), call.zone()));
  }
  return out;
}

// The extreme of all arguments; not a number if one isn't, or if there is none.
template <typename Better>
double extreme(const std::vector<double>& numbers, Better better) {
  if (numbers.empty()) return kNaN;
  double out = numbers.front();
  for (const double number : numbers) {
    if (std::isnan(number)) return kNaN;
    if (better(number, out)) out = number;
  }
  return out;
}

Value fn_min(const Call& call) {
  return extreme(flat_numbers(call), [](double a, double b) { return a < b; });
}
Value fn_max(const Call& call) {
  return extreme(flat_numbers(call), [](double a, double b) { return a > b; });
}

Value fn_sum(const Call& call) {
  double out = 0;
  for (const NodeRef& ref : call.nodes(0))
    out += text_to_number(ref.tree->string_value(ref.ix), call.zone());
  return out;
}

Value fn_floor(const Call& call) {
  return std::floor(call.number(0));
}
Value fn_ceiling(const Call& call) {
  return std::ceil(call.number(0));
}
Value fn_int(const Call& call) {
  return std::trunc(call.number(0));
}
Value fn_abs(const Call& call) {
  return std::fabs(call.number(0));
}

// Halves go towards positive infinity (XPath 1.0, 4.4), and the sign of zero is kept.
double round_plain(double number) {
  if (!std::isfinite(number) || std::fabs(number) >= 4.5e15) return number;
  const double out = std::floor(number + 0.5);
  return out == 0 && std::signbit(number) ? -0.0 : out;
}

// ODK round(number, places); places may be negative. Halves go away from zero.
Value fn_round(const Call& call) {
  const double number = call.number(0);
  if (call.size() == 1) return round_plain(number);
  const double places = std::trunc(call.number(1));
  if (std::isnan(places) || !std::isfinite(number)) return kNaN;
  if (places > 15) return number;
  if (places < -308) return 0.0;
  const double factor = std::pow(10.0, std::fabs(places));
  const double scaled = places < 0 ? number / factor : number * factor;
  const double whole = std::copysign(std::floor(std::fabs(scaled) + 0.5), scaled);
  return places < 0 ? whole * factor : whole / factor;
}

template <double (*Apply)(double)>
Value fn_of_one(const Call& call) {
  return Apply(call.number(0));
}

double exp10_of(double x) {
  return std::pow(10.0, x);
}

Value fn_pow(const Call& call) {
  return std::pow(call.number(0), call.number(1));
}
Value fn_atan2(const Call& call) {
  return std::atan2(call.number(0), call.number(1));
}
Value fn_pi(const Call&) {
  return std::numbers::pi;
}

// Uniform in [0, 1), from the random source that the session was given.
Value fn_random(const Call& call) {
  std::array<std::uint8_t, 8> bytes{};
  call.surroundings().random->fill(bytes);
  std::uint64_t bits = 0;
  for (const std::uint8_t byte : bytes) bits = bits << 8 | byte;
  return static_cast<double>(bits >> 11) * 0x1p-53;
}

constexpr std::array kTable = {
    Function{"number", 0, 1, fn_number},
    Function{"min", 1, kAnyNumber, fn_min},
    Function{"max", 1, kAnyNumber, fn_max},
    Function{"sum", 1, 1, fn_sum},
    Function{"floor", 1, 1, fn_floor},
    Function{"ceiling", 1, 1, fn_ceiling},
    Function{"int", 1, 1, fn_int},
    Function{"abs", 1, 1, fn_abs},
    Function{"round", 1, 2, fn_round},
    Function{"pow", 2, 2, fn_pow},
    Function{"sqrt", 1, 1, fn_of_one<std::sqrt>},
    Function{"exp", 1, 1, fn_of_one<std::exp>},
    Function{"exp10", 1, 1, fn_of_one<exp10_of>},
    Function{"log", 1, 1, fn_of_one<std::log>},
    Function{"log10", 1, 1, fn_of_one<std::log10>},
    Function{"sin", 1, 1, fn_of_one<std::sin>},
    Function{"cos", 1, 1, fn_of_one<std::cos>},
    Function{"tan", 1, 1, fn_of_one<std::tan>},
    Function{"asin", 1, 1, fn_of_one<std::asin>},
    Function{"acos", 1, 1, fn_of_one<std::acos>},
    Function{"atan", 1, 1, fn_of_one<std::atan>},
    Function{"atan2", 2, 2, fn_atan2},
    Function{"pi", 0, 0, fn_pi},
    Function{"random", 0, 0, fn_random},
};

}  // namespace

std::span<const Function> number_functions() {
  return kTable;
}

}  // namespace anlaufstelle::forms::xpath
