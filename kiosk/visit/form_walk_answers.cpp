// SPDX-License-Identifier: EUPL-1.2
// The part of a walk that takes answers, and adds and removes cards.
#include <algorithm>
#include <sstream>

#include "kiosk/visit/form_walk.h"
#include "storage/base/secret.h"

namespace anlaufstelle::visit {
namespace {

using forms::NodeId;
using forms::Question;
using forms::Screen;
using forms::Standing;

bool is_answered(const Question& question) {
  return can_be_answered(question) &&
         (!question.value.empty() || question.standing != Standing::kNone);
}

}  // namespace

bool FormWalk::any_answer() const {
  if (!unreadable_.empty() || any_begun()) return true;
  const auto nodes = session_->questions();
  return std::any_of(nodes.begin(), nodes.end(),
                     [&](NodeId node) { return is_answered(session_->question(node)); });
}

std::vector<NodeId> FormWalk::answerable() const {
  std::vector<NodeId> found;
  for (const NodeId node : session_->questions()) {
    if (can_be_answered(session_->question(node))) found.push_back(node);
  }
  return found;
}

// An answer has changed: what was said about the old one no longer holds, and instances may have
// come and gone.
void FormWalk::changed(NodeId node) {
  complaints_.erase(node);
  warned_.erase(node);
  counted_.follow(*session_);
  settle();
}

// Leaves nothing behind of instances that have gone.
void FormWalk::settle() {
  const auto gone = [&](NodeId node) { return session_->question(node).ref.empty(); };
  for (auto& [node, text] : unreadable_) {
    if (gone(node)) wipe(text);
  }
  std::erase_if(unreadable_, [&](const auto& entry) { return gone(entry.first); });
  std::erase_if(dates_, [&](const auto& entry) { return gone(entry.first); });
  std::erase_if(times_, [&](const auto& entry) { return gone(entry.first); });
  std::erase_if(other_dates_, [&](const auto& entry) { return gone(entry.first.first); });
  std::erase_if(drawings_, [&](const auto& entry) { return gone(entry.first); });
  std::erase_if(shown_, [&](const auto& entry) { return gone(entry.first); });
  std::erase_if(complaints_, [&](const auto& entry) { return gone(entry.first); });
  std::erase_if(warned_, gone);
  if (!find(at_)) go_to(place());
}

void FormWalk::forget(NodeId node) {
  const auto old = unreadable_.find(node);
  if (old == unreadable_.end()) return;
  wipe(old->second);
  unreadable_.erase(old);
}

void FormWalk::type(NodeId node, std::string_view text) {
  forget(node);
  if (!session_->answer(node, text)) {
    unreadable_[node] = text;
    (void)session_->answer(node, "");
  }
  changed(node);
}

std::string FormWalk::typed(NodeId node) const {
  const auto kept = unreadable_.find(node);
  return kept != unreadable_.end() ? kept->second : session_->question(node).value;
}

void FormWalk::choose(NodeId node, std::string_view value) {
  const bool again = session_->question(node).value == value;
  (void)session_->answer(node, again ? "" : value);
  changed(node);
}

void FormWalk::toggle(NodeId node, std::string_view value) {
  std::istringstream words(session_->question(node).value);
  std::string joined;
  bool was_there = false;
  for (std::string word; words >> word;) {
    if (word == value) {
      was_there = true;
      continue;
    }
    joined += (joined.empty() ? "" : " ") + word;
  }
  if (!was_there) joined += (joined.empty() ? "" : " ") + std::string(value);
  (void)session_->answer(node, joined);
  changed(node);
}

void FormWalk::set_standing(NodeId node, Standing standing) {
  const bool again = session_->question(node).standing == standing;
  session_->set_standing(node, again ? Standing::kNone : standing);
  forget(node);
  dates_.erase(node);
  times_.erase(node);
  drawings_.erase(node);
  std::erase_if(other_dates_, [&](const auto& entry) { return entry.first.first == node; });
  changed(node);
}

void FormWalk::set_print_ticked(NodeId node, bool ticked) {
  session_->set_print_ticked(node, ticked);
}

std::vector<NodeId> FormWalk::answered_in(NodeId instance) const {
  std::vector<NodeId> found;
  for (const Screen& screen : session_->screens()) {
    const bool in_it =
        std::any_of(screen.inside.begin(), screen.inside.end(),
                    [&](const forms::Inside& around) { return around.instance == instance; });
    if (!in_it) continue;
    for (const NodeId node : screen.questions) {
      const Question question = session_->question(node);
      const bool begun = unreadable_.contains(node) || !date(node).empty() || !time(node).empty();
      if (is_answered(question) || (begun && can_be_answered(question))) found.push_back(node);
    }
  }
  return found;
}

std::vector<FormWalk::Card> FormWalk::cards() const {
  std::vector<Card> found;
  const std::size_t here = index();
  const auto& screens = session_->screens();
  if (!screens[here].cards) return found;
  for (const NodeId instance : screens[here].cards->instances)
    found.push_back({instance, found.size() + 1, false, false});
  const std::size_t depth = screens[here].inside.size();
  for (std::size_t i = here + 1; i < screens.size() && is_inside(i, here); ++i) {
    const auto& [cards, instance, number, title] = screens[i].inside[depth];
    if (number == 0 || found[number - 1].instance != instance) continue;
    if (seen_.contains(screens[i].id)) found[number - 1].seen = true;
    if (!found[number - 1].unfinished) found[number - 1].unfinished = obstacle_on(i).has_value();
  }
  return found;
}

void FormWalk::open_card(NodeId instance) {
  const auto& screens = session_->screens();
  for (std::size_t i = 0; i < screens.size(); ++i) {
    const auto& around = screens[i].inside;
    if (around.empty() || around.back().instance != instance) continue;
    if (session_->screen_relevant(i)) return go_to(screens[i].id);
  }
}

bool FormWalk::add_card() {
  const auto& cards = screen().cards;
  if (!cards) return false;
  const auto made = session_->add_repeat(cards->ref);
  if (!made) return false;
  counted_.follow(*session_);
  open_card(*made);
  return true;
}

void FormWalk::remove_card(NodeId instance) {
  if (!session_->remove_repeat(instance)) return;
  counted_.forget();
  counted_.follow(*session_);
  settle();
}

}  // namespace anlaufstelle::visit
