// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/forms/form_session.h"
#include "kiosk/forms/time_zone.h"
#include "kiosk/visit/date_draft.h"
#include "kiosk/visit/time_draft.h"

namespace anlaufstelle::visit {

// Why a screen can't be left yet. kConstraint is said once and then let pass: what looks wrong
// is for the counsellor to clear up, never a wall.
enum class Complaint { kRequired, kConstraint, kUnreadable, kUnfinishedDate, kUnfinishedTime };

// Whether a question waits for an answer: not a note, and not the head of a table of choices
// (appearance "label"), whose words stand on every row here.
bool can_be_answered(const forms::Question& question);

// One person's way through one open form: where they are, what they have answered, what they
// have begun to type. In memory only; wiped when it dies. UI thread.
class FormWalk {
 public:
  static Result<std::unique_ptr<FormWalk>> start(std::shared_ptr<const forms::FormDef> form,
                                                 const forms::SessionEnvironment& environment);
  ~FormWalk();
  FormWalk(const FormWalk&) = delete;
  FormWalk& operator=(const FormWalk&) = delete;

  [[nodiscard]] const forms::FormSession& session() const { return *session_; }
  void set_language(std::string_view tag) { session_->set_language(tag); }

  // Where ---------------------------------------------------------------------------------------
  [[nodiscard]] std::size_t screen() const { return screen_; }
  [[nodiscard]] const std::string& title() const { return session_->screens()[screen_].title; }
  // Relevant questions of the screen, in order.
  [[nodiscard]] std::vector<forms::Question> questions() const;
  // The privacy notice stands before this screen: the one with role "privacy-notice", or the
  // first that doesn't ask what is urgent.
  [[nodiscard]] bool at_gate() const { return screen_ == gate_; }
  // Relevant screens up to and with this one, and all of them.
  struct Progress {
    int done, total;
  };
  [[nodiscard]] Progress progress() const;
  // False (and no move) where there is no further relevant screen. `only_new`: skip what has
  // been on the screen before.
  bool forward(bool only_new);
  bool backward();
  void go_to(std::size_t screen);
  void go_to_last();  // relevant screen
  [[nodiscard]] std::size_t screen_of(forms::NodeId node) const;

  // Answers -------------------------------------------------------------------------------------
  [[nodiscard]] bool any_answer() const;
  // Every relevant question that can be answered, document order.
  [[nodiscard]] std::vector<forms::NodeId> answerable() const;
  // Keeps the text even if the type can't hold it (then the session has no answer).
  void type(forms::NodeId node, std::string_view text);
  // What stands in the question's text field.
  [[nodiscard]] std::string typed(forms::NodeId node) const;
  void choose(forms::NodeId node, std::string_view value);  // select one; again takes it back
  void toggle(forms::NodeId node, std::string_view value);  // select many
  void set_standing(forms::NodeId node, forms::Standing standing);  // again takes it back
  void set_print_ticked(forms::NodeId node, bool ticked);
  // Dates and times are picked part by part; the session has the answer once all are there.
  void pick(forms::NodeId node, DatePart part, int value);
  void pick(forms::NodeId node, TimePart part, int value);
  // From now on the date is picked in this calendar. A whole date stays the day it is; what has
  // been picked of another waits until its calendar comes back.
  void set_calendar(forms::NodeId node, language::Calendar calendar);
  [[nodiscard]] DateDraft date(forms::NodeId node) const;
  [[nodiscard]] TimeDraft time(forms::NodeId node) const;

  // Leaving -------------------------------------------------------------------------------------
  // What is wrong with a question as it stands, if anything.
  [[nodiscard]] std::optional<Complaint> complaint_about(const forms::Question& question) const;
  // Checks the screen; true if it may be left. Otherwise complaints() tells why.
  bool may_leave();
  [[nodiscard]] const std::map<forms::NodeId, Complaint>& complaints() const { return complaints_; }
  // The first question of the whole form that keeps it from being handed in: unanswered though
  // required, or begun and not finished.
  struct Obstacle {
    forms::NodeId node;
    Complaint complaint;
  };
  [[nodiscard]] std::optional<Obstacle> first_obstacle() const;
  void complain(forms::NodeId node, Complaint complaint) { complaints_[node] = complaint; }

 private:
  FormWalk(std::unique_ptr<forms::FormSession> session, forms::TimeZone zone);
  void changed(forms::NodeId node);
  void store_picked(forms::NodeId node);
  [[nodiscard]] bool any_begun() const;
  [[nodiscard]] std::optional<Complaint> unfinished(const forms::Question& question) const;
  [[nodiscard]] std::size_t find_gate() const;

  std::unique_ptr<forms::FormSession> session_;
  forms::TimeZone zone_;
  std::size_t screen_ = 0, gate_ = 0;
  std::set<std::size_t> seen_;
  std::map<forms::NodeId, std::string> unreadable_;  // typed, but not of the question's type
  std::map<forms::NodeId, DateDraft> dates_;         // begun or complete
  std::map<forms::NodeId, TimeDraft> times_;         // likewise
  // What was picked in the calendars that a question isn't picked in now.
  std::map<std::pair<forms::NodeId, language::Calendar>, DateDraft> other_dates_;
  std::map<forms::NodeId, Complaint> complaints_;
  std::set<forms::NodeId> warned_;  // constraint has been said about the answer as it stands
};

}  // namespace anlaufstelle::visit
