// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/range_steps.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace anlaufstelle::visit {
namespace {

constexpr double kMostSteps = 1'000'000;
constexpr int kMostDecimals = 9;
constexpr double kNearlyWhole = 1e-6;

int decimals_of(double number) {
  int decimals = 0;
  double scaled = std::fabs(number);
  while (decimals < kMostDecimals && std::fabs(scaled - std::round(scaled)) > kNearlyWhole) {
    scaled *= 10;
    ++decimals;
  }
  return decimals;
}

}  // namespace

RangeSteps::RangeSteps(const forms::Range& range)
    : start_(range.start),
      step_(std::copysign(range.step, range.end - range.start)),
      decimals_(std::max(decimals_of(range.start), decimals_of(range.step))) {
  const double steps = range.step == 0 ? 0 : (range.end - range.start) / step_;
  count_ = 1 + static_cast<int>(std::clamp(std::floor(steps + kNearlyWhole), 0.0, kMostSteps));
}

std::string RangeSteps::value(int index) const {
  return written(start_ + step_ * index);
}

std::string RangeSteps::distance(int steps) const {
  return written(std::fabs(step_ * steps));
}

std::string RangeSteps::written(double number) const {
  std::array<char, 400> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(),
                                 std::fabs(number) < kNearlyWhole ? 0.0 : number,
                                 std::chars_format::fixed, decimals_);
  return {text.data(), end.ptr};
}

std::optional<int> RangeSteps::index_of(std::string_view value) const {
  if (value.starts_with('+')) value.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (value.empty() || error != std::errc{} || end != value.data() + value.size())
    return std::nullopt;
  const double index = std::round((number - start_) / step_);
  if (!(index >= 0) || index >= count_) return std::nullopt;
  return static_cast<int>(index);
}

}  // namespace anlaufstelle::visit
