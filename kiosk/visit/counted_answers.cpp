// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/counted_answers.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "storage/base/secret.h"

namespace anlaufstelle::visit {
namespace {

using forms::FormSession;
using forms::NodeId;
using forms::Screen;
using forms::Standing;

struct Counted {
  NodeId instance;
  std::string ref;
};

// Outermost instances only: what is in them goes and comes with them.
std::vector<Counted> counted_instances(const FormSession& session) {
  std::vector<Counted> found;
  for (const Screen& screen : session.screens()) {
    if (!screen.cards || !screen.cards->counted) continue;
    const bool in_another =
        std::any_of(screen.inside.begin(), screen.inside.end(), [&](const forms::Inside& around) {
          return session.screens()[around.cards].cards->counted;
        });
    if (in_another) continue;
    for (const NodeId instance : screen.cards->instances)
      found.push_back({instance, session.question(instance).ref});
  }
  return found;
}

bool is_below(const std::string& ref, const std::string& instance) {
  return ref.size() > instance.size() && ref.starts_with(instance) && ref[instance.size()] == '/';
}

// The node that a path names; instances that people add and that are missing are made.
std::optional<NodeId> reach(FormSession& session, const std::string& ref) {
  for (std::size_t end = ref.find(']'); end != std::string::npos; end = ref.find(']', end + 1)) {
    const std::string instance = ref.substr(0, end + 1);
    if (!session.find(instance) && !session.add_repeat(instance)) return std::nullopt;
  }
  return session.find(ref);
}

}  // namespace

CountedAnswers::~CountedAnswers() {
  forget();
}

void CountedAnswers::forget() {
  for (Answer& answer : answers_) wipe(answer.value);
  answers_.clear();
  known_.clear();
}

void CountedAnswers::restore(FormSession& session, const std::string& instance) {
  for (const Answer& answer : answers_) {
    if (!is_below(answer.ref, instance)) continue;
    const auto node = reach(session, answer.ref);
    if (!node) continue;
    if (answer.standing != Standing::kNone) session.set_standing(*node, answer.standing);
    if (!answer.value.empty()) (void)session.answer(*node, answer.value);
    session.set_print_ticked(*node, answer.print_ticked);
  }
}

void CountedAnswers::take_down(const FormSession& session, const std::vector<std::string>& alive) {
  std::vector<Answer> kept;
  for (Answer& answer : answers_) {
    const bool is_alive = std::any_of(alive.begin(), alive.end(), [&](const std::string& instance) {
      return is_below(answer.ref, instance);
    });
    const auto node = session.find(answer.ref);
    // What isn't relevant now reads as empty and is still there.
    const bool still_there = node.has_value() && !session.question(*node).relevant;
    if (!is_alive || still_there) {
      kept.push_back(std::move(answer));
    } else {
      wipe(answer.value);
    }
  }
  answers_ = std::move(kept);
  for (const Screen& screen : session.screens()) {
    const auto is_known = [&](const forms::Inside& in) { return known_.contains(in.instance); };
    if (std::none_of(screen.inside.begin(), screen.inside.end(), is_known)) continue;
    for (const NodeId node : screen.questions) {
      const forms::Question question = session.question(node);
      const bool given = !question.value.empty() || question.standing != Standing::kNone;
      if (given && question.relevant && !question.readonly)
        answers_.push_back(
            {question.ref, question.value, question.standing, question.print_ticked});
    }
  }
}

void CountedAnswers::follow(FormSession& session) {
  std::vector<Counted> now = counted_instances(session);
  if (now.empty() && known_.empty()) return;
  for (const Counted& one : now)
    if (!known_.contains(one.instance)) restore(session, one.ref);
  now = counted_instances(session);
  known_.clear();
  std::vector<std::string> alive;
  for (Counted& one : now) {
    known_.insert(one.instance);
    alive.push_back(std::move(one.ref));
  }
  take_down(session, alive);
}

}  // namespace anlaufstelle::visit
