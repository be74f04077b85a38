// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/forms/form_session.h"

namespace anlaufstelle::visit {

// The numbers that a range offers, in its own order: from its start towards its end in equal steps
// (which may go down), counted from 0. XForms 1.1, 8.1.5.
class RangeSteps {
 public:
  explicit RangeSteps(const forms::Range& range);

  [[nodiscard]] int count() const { return count_; }  // at least 1
  // As it is stored: with as many digits behind the point as start and step have.
  [[nodiscard]] std::string value(int index) const;
  // How far that many steps lead, without a sign.
  [[nodiscard]] std::string distance(int steps) const;
  // Which of them a stored value is; the nearest for one between two.
  [[nodiscard]] std::optional<int> index_of(std::string_view value) const;

 private:
  [[nodiscard]] std::string written(double number) const;

  double start_, step_;
  int count_, decimals_;
};

}  // namespace anlaufstelle::visit
