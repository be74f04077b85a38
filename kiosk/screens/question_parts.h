// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/screens/question.h"

namespace anlaufstelle::screens {

// One part of an answer that is picked part by part: the day of a date, the hour of a time. A
// part that is picked folds into one tile; tapping that opens it again.
struct Part {
  std::string id = {};  // "date:seit:month"; its tiles are "<id>:<value>"
  std::string heading = {};
  std::vector<int> values = {};
  std::optional<int> picked = {};
  std::size_t columns = 1;
  std::function<std::string(int)> name = {};
  std::function<void(int)> pick = {};
  // Further values, shown once `more` has been tapped ("<id>:more").
  std::vector<int> all_values = {};
  std::string more = {};
};

// True once the part is picked: the next one may follow.
bool draw_part(Scene& scene, Flow& flow, const Part& part);

// "first", "first + step" … up to and with `last`.
std::vector<int> counted(int first, int last, int step = 1);

}  // namespace anlaufstelle::screens
