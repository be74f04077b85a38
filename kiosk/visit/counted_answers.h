// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <set>
#include <string>
#include <vector>

#include "kiosk/forms/form_session.h"

namespace anlaufstelle::visit {

// What was answered in instances that the form counts (jr:count). Their number follows an answer:
// whoever deletes the 3 of "3 children" to write a 4 takes all three away for a moment, and finds
// in them what they had said when they are back. Wiped when it dies. UI thread.
class CountedAnswers {
 public:
  CountedAnswers() = default;
  ~CountedAnswers();
  CountedAnswers(const CountedAnswers&) = delete;
  CountedAnswers& operator=(const CountedAnswers&) = delete;

  // To be called after each change: gives instances that are new what they had, then takes down
  // what stands in all of them.
  void follow(forms::FormSession& session);
  // After instances have been removed by hand: the others' positions are no longer what they were.
  void forget();

 private:
  struct Answer {
    std::string ref;  // "/data/kind[2]/name"
    std::string value;
    forms::Standing standing = forms::Standing::kNone;
    bool print_ticked = false;
  };
  void restore(forms::FormSession& session, const std::string& instance);
  void take_down(const forms::FormSession& session, const std::vector<std::string>& alive);

  std::vector<Answer> answers_;  // document order within an instance
  std::set<forms::NodeId> known_;
};

}  // namespace anlaufstelle::visit
