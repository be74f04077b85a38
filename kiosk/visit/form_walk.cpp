// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/form_walk.h"

#include <algorithm>
#include <sstream>

#include "storage/base/secret.h"

namespace anlaufstelle::visit {
namespace {

using forms::ControlKind;
using forms::NodeId;
using forms::Question;
using forms::Standing;

bool is_table_head(const Question& question) {
  const auto& tokens = question.appearance;
  return (question.kind == ControlKind::kSelect1 || question.kind == ControlKind::kSelect) &&
         std::find(tokens.begin(), tokens.end(), "label") != tokens.end();
}

bool is_missing(const Question& question) {
  return can_be_answered(question) && question.required && question.value.empty() &&
         question.standing == Standing::kNone;
}

}  // namespace

bool can_be_answered(const Question& question) {
  return question.relevant && !question.readonly && question.kind != ControlKind::kNone &&
         question.kind != ControlKind::kNote && !is_table_head(question);
}

Result<std::unique_ptr<FormWalk>> FormWalk::start(std::shared_ptr<const forms::FormDef> form,
                                                  const forms::SessionEnvironment& environment) {
  TRY_ASSIGN(auto zone, forms::TimeZone::load(environment.time_zone));
  TRY_ASSIGN(auto session, forms::FormSession::start(std::move(form), environment));
  if (session->screens().empty()) return Error{ErrorCode::kInvalidInput, "a form without screens"};
  return std::unique_ptr<FormWalk>(new FormWalk(std::move(session), std::move(zone)));
}

FormWalk::FormWalk(std::unique_ptr<forms::FormSession> session, forms::TimeZone zone)
    : session_(std::move(session)), zone_(std::move(zone)) {
  gate_ = find_gate();
  const auto& screens = session_->screens();
  while (screen_ + 1 < screens.size() && !session_->screen_relevant(screen_)) ++screen_;
  seen_.insert(screen_);
}

FormWalk::~FormWalk() {
  for (auto& [node, text] : unreadable_) wipe(text);
}

std::size_t FormWalk::find_gate() const {
  const auto& screens = session_->screens();
  const auto has_role = [&](std::size_t screen, std::string_view role) {
    const auto& nodes = screens[screen].questions;
    return std::any_of(nodes.begin(), nodes.end(),
                       [&](NodeId node) { return session_->question(node).role == role; });
  };
  for (std::size_t i = 0; i < screens.size(); ++i) {
    if (has_role(i, "privacy-notice")) return i;
  }
  for (std::size_t i = 0; i < screens.size(); ++i) {
    if (!has_role(i, "urgent")) return i;
  }
  return 0;
}

std::vector<Question> FormWalk::questions() const {
  std::vector<Question> shown;
  for (const NodeId node : session_->screens()[screen_].questions) {
    Question question = session_->question(node);
    if (question.relevant) shown.push_back(std::move(question));
  }
  return shown;
}

FormWalk::Progress FormWalk::progress() const {
  Progress progress{0, 0};
  for (std::size_t i = 0; i < session_->screens().size(); ++i) {
    if (!session_->screen_relevant(i)) continue;
    ++progress.total;
    if (i <= screen_) ++progress.done;
  }
  return progress;
}

bool FormWalk::forward(bool only_new) {
  for (std::size_t i = screen_ + 1; i < session_->screens().size(); ++i) {
    if (!session_->screen_relevant(i) || (only_new && seen_.count(i) != 0)) continue;
    go_to(i);
    return true;
  }
  return false;
}

bool FormWalk::backward() {
  for (std::size_t i = screen_; i-- > 0;) {
    if (!session_->screen_relevant(i)) continue;
    go_to(i);
    return true;
  }
  return false;
}

void FormWalk::go_to(std::size_t screen) {
  screen_ = screen;
  seen_.insert(screen);
  complaints_.clear();
}

void FormWalk::go_to_last() {
  for (std::size_t i = session_->screens().size(); i-- > 0;) {
    if (session_->screen_relevant(i)) return go_to(i);
  }
}

std::size_t FormWalk::screen_of(NodeId node) const {
  const auto& screens = session_->screens();
  for (std::size_t i = 0; i < screens.size(); ++i) {
    const auto& nodes = screens[i].questions;
    if (std::find(nodes.begin(), nodes.end(), node) != nodes.end()) return i;
  }
  return screen_;
}

bool FormWalk::any_answer() const {
  if (!unreadable_.empty() || any_begun()) return true;
  const auto nodes = session_->questions();
  return std::any_of(nodes.begin(), nodes.end(), [&](NodeId node) {
    const Question question = session_->question(node);
    return can_be_answered(question) &&
           (!question.value.empty() || question.standing != Standing::kNone);
  });
}

std::vector<NodeId> FormWalk::answerable() const {
  std::vector<NodeId> found;
  for (const NodeId node : session_->questions()) {
    if (can_be_answered(session_->question(node))) found.push_back(node);
  }
  return found;
}

// An answer has changed: what was said about the old one no longer holds.
void FormWalk::changed(NodeId node) {
  complaints_.erase(node);
  warned_.erase(node);
}

void FormWalk::type(NodeId node, std::string_view text) {
  if (const auto old = unreadable_.find(node); old != unreadable_.end()) {
    wipe(old->second);
    unreadable_.erase(old);
  }
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
  if (const auto old = unreadable_.find(node); old != unreadable_.end()) {
    wipe(old->second);
    unreadable_.erase(old);
  }
  dates_.erase(node);
  times_.erase(node);
  std::erase_if(other_dates_, [&](const auto& entry) { return entry.first.first == node; });
  changed(node);
}

void FormWalk::set_print_ticked(NodeId node, bool ticked) {
  session_->set_print_ticked(node, ticked);
}

std::optional<Complaint> FormWalk::complaint_about(const Question& question) const {
  if (!can_be_answered(question)) return std::nullopt;
  if (unreadable_.count(question.node) != 0) return Complaint::kUnreadable;
  if (const auto begun = unfinished(question)) return begun;
  if (is_missing(question)) return Complaint::kRequired;
  if (question.violation == forms::Violation::kConstraint) return Complaint::kConstraint;
  return std::nullopt;
}

bool FormWalk::may_leave() {
  complaints_.clear();
  bool free = true;
  for (const Question& question : questions()) {
    const auto complaint = complaint_about(question);
    if (!complaint) continue;
    if (*complaint == Complaint::kConstraint && !warned_.insert(question.node).second) continue;
    complaints_[question.node] = *complaint;
    free = false;
  }
  return free;
}

std::optional<FormWalk::Obstacle> FormWalk::first_obstacle() const {
  for (const NodeId node : session_->questions()) {
    const auto complaint = complaint_about(session_->question(node));
    if (complaint && *complaint != Complaint::kConstraint) return Obstacle{node, *complaint};
  }
  return std::nullopt;
}

}  // namespace anlaufstelle::visit
