// SPDX-License-Identifier: EUPL-1.2
// The part of a walk that goes from screen to screen.
#include "kiosk/visit/form_walk.h"

#include <algorithm>

#include "storage/base/secret.h"

namespace anlaufstelle::visit {
namespace {

using forms::ControlKind;
using forms::NodeId;
using forms::Question;
using forms::Screen;

bool is_table_head(const Question& question) {
  const auto& tokens = question.appearance;
  return (question.kind == ControlKind::kSelect1 || question.kind == ControlKind::kSelect) &&
         std::find(tokens.begin(), tokens.end(), "label") != tokens.end();
}

bool is_missing(const Question& question) {
  return question.required && question.value.empty() && question.standing == forms::Standing::kNone;
}

NodeId level_of(const Screen& screen) {
  return screen.inside.empty() ? 0 : screen.inside.back().instance;
}

forms::SessionEnvironment on_the_kiosk(forms::SessionEnvironment environment) {
  environment.most_instances = kMostInstances;
  environment.outputs = forms::Outputs::kIsolated;
  return environment;
}

}  // namespace

bool can_be_answered(const Question& question) {
  return question.relevant && !question.readonly && question.kind != ControlKind::kNone &&
         question.kind != ControlKind::kNote && !is_table_head(question);
}

Result<std::unique_ptr<FormWalk>> FormWalk::on(Result<std::unique_ptr<forms::FormSession>> session,
                                               const std::string& time_zone) {
  if (!session) return session.error();
  TRY_ASSIGN(auto zone, forms::TimeZone::load(time_zone));
  if ((*session)->screens().empty())
    return Error{ErrorCode::kInvalidInput, "a form without screens"};
  return std::unique_ptr<FormWalk>(new FormWalk(std::move(session).value(), std::move(zone)));
}

Result<std::unique_ptr<FormWalk>> FormWalk::start(std::shared_ptr<const forms::FormDef> form,
                                                  forms::SessionEnvironment environment) {
  return on(forms::FormSession::start(std::move(form), on_the_kiosk(environment)),
            environment.time_zone);
}

Result<std::unique_ptr<FormWalk>> FormWalk::resume(std::shared_ptr<const forms::FormDef> form,
                                                   forms::SessionEnvironment environment,
                                                   std::string_view submission_xml) {
  TRY_ASSIGN(const auto fresh, forms::FormSession::start(form, on_the_kiosk(environment)));
  TRY_ASSIGN(auto walk, on(forms::FormSession::resume(std::move(form), on_the_kiosk(environment),
                                                      submission_xml),
                           environment.time_zone));
  walk->go_behind_answers(*fresh);
  return walk;
}

FormWalk::FormWalk(std::unique_ptr<forms::FormSession> session, forms::TimeZone zone)
    : session_(std::move(session)), zone_(std::move(zone)) {
  counted_.follow(*session_);
  results_ = session_->with_role("way-result");
  gate_ = find_gate();
  const auto& screens = session_->screens();
  std::size_t first = 0;
  while (first + 1 < screens.size() && !session_->screen_relevant(first)) ++first;
  go_to(screens[first].id);
}

FormWalk::~FormWalk() {
  for (auto& [node, text] : unreadable_) wipe(text);
}

std::optional<forms::ScreenId> FormWalk::find_gate() const {
  if (is_check()) return std::nullopt;
  const auto& screens = session_->screens();
  const auto has_role = [&](const Screen& screen, std::string_view role) {
    const auto& nodes = screen.questions;
    return std::any_of(nodes.begin(), nodes.end(),
                       [&](NodeId node) { return session_->question(node).has_role(role); });
  };
  for (const Screen& screen : screens) {
    if (has_role(screen, "privacy-notice")) return screen.id;
  }
  for (const Screen& screen : screens) {
    if (!has_role(screen, "urgent")) return screen.id;
  }
  return screens.front().id;
}

std::optional<std::size_t> FormWalk::find(forms::ScreenId wanted) const {
  const auto& screens = session_->screens();
  const auto found = std::find_if(screens.begin(), screens.end(),
                                  [&](const Screen& screen) { return screen.id == wanted; });
  if (found == screens.end()) return std::nullopt;
  return static_cast<std::size_t>(found - screens.begin());
}

// Where the instance around the screen has gone, its cards are what is left of the way.
std::size_t FormWalk::index() const {
  if (const auto here = find(at_)) return *here;
  for (auto up = way_up_.rbegin(); up != way_up_.rend(); ++up) {
    if (const auto cards = find(*up)) return *cards;
  }
  return 0;
}

NodeId FormWalk::level() const {
  return level_of(screen());
}

bool FormWalk::level_holds(NodeId level) const {
  const auto& around = screen().inside;
  if (around.empty()) return true;
  // The level may have gone; then only the top is around everything.
  for (const Screen& other : session_->screens()) {
    if (level_of(other) != level) continue;
    return other.inside.size() >= around.size() &&
           other.inside[around.size() - 1].instance == around.back().instance;
  }
  return false;
}

std::vector<Question> FormWalk::questions() const {
  std::vector<Question> shown;
  for (const NodeId node : screen().questions) {
    Question question = session_->question(node);
    if (question.relevant) shown.push_back(std::move(question));
  }
  return shown;
}

bool FormWalk::is_inside(std::size_t screen, std::size_t cards) const {
  const auto& screens = session_->screens();
  const std::size_t depth = screens[cards].inside.size();
  const auto& around = screens[screen].inside;
  return around.size() > depth && around[depth].cards == cards;
}

bool FormWalk::is_walked(std::size_t screen) const {
  const auto& questions = session_->screens()[screen].questions;
  const bool result = !questions.empty() && std::find(results_.begin(), results_.end(),
                                                      questions.front()) != results_.end();
  return !result && session_->screen_relevant(screen);
}

bool FormWalk::is_new(std::size_t screen) const {
  return is_walked(screen) && !seen_.contains(session_->screens()[screen].id);
}

FormWalk::Progress FormWalk::progress() const {
  const std::size_t here = index();
  const auto& screens = session_->screens();
  Progress progress{0, 0};
  for (std::size_t i = 0; i < screens.size(); ++i) {
    if (!is_walked(i)) continue;
    ++progress.total;
    if (i <= here || (is_inside(i, here) && seen_.contains(screens[i].id))) ++progress.done;
  }
  return progress;
}

bool FormWalk::go_to_new() {
  const std::size_t here = index(), count = session_->screens().size();
  for (std::size_t step = 1; step < count; ++step) {
    const std::size_t i = (here + step) % count;
    if (!is_new(i)) continue;
    go_to(session_->screens()[i].id);
    return true;
  }
  return false;
}

bool FormWalk::forward(Forward which) {
  const auto& screens = session_->screens();
  const std::size_t here = index();
  for (std::size_t i = here + 1; i < screens.size() && is_inside(i, here); ++i) {
    if (!is_new(i)) continue;
    go_to(screens[i].id);
    return true;
  }
  if (which == Forward::kOnlyNew) return go_to_new();
  const NodeId level = level_of(screens[here]);
  for (std::size_t i = here + 1; i < screens.size(); ++i) {
    if (level_of(screens[i]) != level || !is_walked(i)) continue;
    go_to(screens[i].id);
    return true;
  }
  return go_up();
}

bool FormWalk::backward() {
  const auto& screens = session_->screens();
  const std::size_t here = index();
  const NodeId level = level_of(screens[here]);
  for (std::size_t i = here; i-- > 0;) {
    if (level_of(screens[i]) != level || !is_walked(i)) continue;
    go_to(screens[i].id);
    return true;
  }
  return go_up();
}

bool FormWalk::go_up() {
  const auto& around = screen().inside;
  if (around.empty()) return false;
  go_to(session_->screens()[around.back().cards].id);
  return true;
}

void FormWalk::go_to(forms::ScreenId place) {
  const auto found = find(place);
  if (!found) return;
  const auto& screens = session_->screens();
  at_ = place;
  way_up_.clear();
  for (const forms::Inside& around : screens[*found].inside)
    way_up_.push_back(screens[around.cards].id);
  seen_.insert(place);
  complaints_.clear();
}

// What stands before the last answer has been on the screen, with what was left out there. What
// the form itself fills in is nobody's answer.
void FormWalk::go_behind_answers(const forms::FormSession& fresh) {
  const auto is_answer = [&](NodeId node) {
    const Question question = session_->question(node);
    if (!can_be_answered(question)) return false;
    if (question.standing != forms::Standing::kNone) return true;
    const auto before = fresh.find(question.ref);
    return question.value != (before ? fresh.question(*before).value : "");
  };
  const auto& screens = session_->screens();
  std::optional<std::size_t> last;
  for (std::size_t i = 0; i < screens.size(); ++i) {
    const auto& nodes = screens[i].questions;
    if (std::any_of(nodes.begin(), nodes.end(), is_answer)) last = i;
  }
  if (!last) return;
  for (std::size_t i = 0; i < *last; ++i)
    if (session_->screen_relevant(i)) seen_.insert(screens[i].id);
  go_to(screens[*last].id);
  forward(Forward::kNext);
}

void FormWalk::go_to_last() {
  const auto& screens = session_->screens();
  for (std::size_t i = screens.size(); i-- > 0;) {
    if (screens[i].inside.empty() && is_walked(i)) return go_to(screens[i].id);
  }
}

forms::ScreenId FormWalk::screen_of(NodeId question) const {
  for (const Screen& screen : session_->screens()) {
    const auto& nodes = screen.questions;
    if (std::find(nodes.begin(), nodes.end(), question) != nodes.end()) return screen.id;
  }
  return place();
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
  if (screen().cards) return may_leave_cards();
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

// What is new comes first: forward() leads there, and what it asks isn't missing yet.
bool FormWalk::may_leave_cards() {
  const std::size_t here = index();
  const std::size_t count = session_->screens().size();
  std::optional<Obstacle> first;
  for (std::size_t i = here + 1; i < count && is_inside(i, here); ++i) {
    if (is_new(i)) return true;
    if (!first) first = obstacle_on(i);
  }
  if (!first) return true;
  go_to_obstacle(*first);
  return false;
}

std::optional<FormWalk::Obstacle> FormWalk::obstacle_on(std::size_t screen) const {
  for (const NodeId node : session_->screens()[screen].questions) {
    const auto complaint = complaint_about(session_->question(node));
    if (complaint && *complaint != Complaint::kConstraint) return Obstacle{node, *complaint};
  }
  return std::nullopt;
}

std::optional<FormWalk::Obstacle> FormWalk::first_obstacle() const {
  for (std::size_t i = 0; i < session_->screens().size(); ++i) {
    if (const auto obstacle = obstacle_on(i)) return obstacle;
  }
  return std::nullopt;
}

void FormWalk::go_to_obstacle(const Obstacle& obstacle) {
  go_to(screen_of(obstacle.node));
  complaints_[obstacle.node] = obstacle.complaint;
}

}  // namespace anlaufstelle::visit
