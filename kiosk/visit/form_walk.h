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
#include "kiosk/visit/counted_answers.h"
#include "kiosk/visit/date_draft.h"
#include "kiosk/visit/drawing.h"
#include "kiosk/visit/time_draft.h"

namespace anlaufstelle::visit {

// Why a screen can't be left yet. kConstraint is said once and then let pass: what looks wrong
// is for the counsellor to clear up, never a wall.
enum class Complaint {
  kRequired,
  kConstraint,
  kUnreadable,
  kUnfinishedDate,
  kUnfinishedTime,
  kNotKept  // a picture for which the record has no room
};

// Whether a question waits for an answer: not a note, and not the head of a table of choices
// (appearance "label"), whose words stand on every row here.
bool can_be_answered(const forms::Question& question);

// A repeat holds no more instances than this on a screen that is touched, counted or added.
inline constexpr std::size_t kMostInstances = 50;

// Of a picture on the screen, pixels.
inline constexpr int kMostPictureSide = 1600;

// One person's way through one open form: where they are, what they have answered, what they
// have begun to type. In memory only; wiped when it dies. UI thread.
//
// Where they are is a ScreenId, a place in the form's outline: instances of repeats come and go
// before, behind and around it. The outline is a tree laid flat. A repeat's cards are one screen
// on their level, and each instance is a level of its own below them: "back" and "forward" stay on
// a level as long as it has screens, and lead from an instance to its cards. So each visit to an
// instance starts and ends at the cards, and "forward" from the cards first leads into what has
// not been on the screen yet.
class FormWalk {
 public:
  static Result<std::unique_ptr<FormWalk>> start(std::shared_ptr<const forms::FormDef> form,
                                                 forms::SessionEnvironment environment);
  // Goes on where a submission of the same form ends: at the first screen behind its answers.
  // Errors: those of FormSession::resume.
  static Result<std::unique_ptr<FormWalk>> resume(std::shared_ptr<const forms::FormDef> form,
                                                  forms::SessionEnvironment environment,
                                                  std::string_view submission_xml);
  void restore_file(std::string_view name, ByteView file) { session_->restore_file(name, file); }
  ~FormWalk();
  FormWalk(const FormWalk&) = delete;
  FormWalk& operator=(const FormWalk&) = delete;

  [[nodiscard]] const forms::FormSession& session() const { return *session_; }
  void set_language(std::string_view tag) { session_->set_language(tag); }

  // Where ---------------------------------------------------------------------------------------
  [[nodiscard]] const forms::Screen& screen() const { return session_->screens()[index()]; }
  [[nodiscard]] forms::ScreenId place() const { return screen().id; }
  // The instance that the screen is in; 0 for none.
  [[nodiscard]] forms::NodeId level() const;
  // Whether a level is this one or lies in it.
  [[nodiscard]] bool level_holds(forms::NodeId level) const;
  // Relevant questions of the screen, in order.
  [[nodiscard]] std::vector<forms::Question> questions() const;
  // The privacy notice stands before this screen: the one with role "privacy-notice", or the
  // first that doesn't ask what is urgent. Never in a check, which keeps nothing.
  [[nodiscard]] bool at_gate() const { return place() == gate_; }
  // Whether the form is a perspective check: it has ways (role "way-result"), whose screens are not
  // walked but shown all together (kiosk/visit/perspective.h).
  [[nodiscard]] bool is_check() const { return !results_.empty(); }
  // Relevant screens up to and with this one, and all of them. At a repeat's cards those of its
  // instances that have been seen count as done.
  struct Progress {
    int done, total;
  };
  [[nodiscard]] Progress progress() const;
  // False (and no move) where there is no further relevant screen. kOnlyNew: skip what has been
  // on the screen before, from here on and then from the form's start.
  enum class Forward { kNext, kOnlyNew };
  bool forward(Forward which);
  bool backward();
  void go_to(forms::ScreenId screen);
  void go_to_last();  // relevant screen of the top level
  [[nodiscard]] forms::ScreenId screen_of(forms::NodeId question) const;

  // Cards ---------------------------------------------------------------------------------------
  struct Card {
    forms::NodeId instance;
    std::size_t number;
    bool seen;        // something of it has been on the screen
    bool unfinished;  // something of it keeps the form from being handed in
  };
  // Of the screen; empty unless it is a repeat's.
  [[nodiscard]] std::vector<Card> cards() const;
  // Its answered questions, those of repeats inside it too, document order.
  [[nodiscard]] std::vector<forms::NodeId> answered_in(forms::NodeId instance) const;
  void open_card(forms::NodeId instance);
  // Makes an instance and opens it. False where the form or the limit allows none.
  bool add_card();
  void remove_card(forms::NodeId instance);  // with everything in it

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

  // Pictures: each stroke is drawn on the sheet, and the picture of them all is the answer.
  [[nodiscard]] const Drawing& drawing(forms::NodeId node) const;
  // Of the answer; nullptr for none. Until the next answer.
  [[nodiscard]] const forms::Picture* picture(forms::NodeId node) const;
  // What the strokes are drawn on: the answer as it was before them; nullptr for white.
  [[nodiscard]] const forms::Picture* picture_below(forms::NodeId node) const;
  void pen_down(forms::NodeId node, float x, float y);
  void pen_move(forms::NodeId node, float x, float y);
  void undo_stroke(forms::NodeId node);
  // The picture of all strokes becomes the answer; without any there is none.
  void keep_picture(forms::NodeId node, ByteView png);
  void keep_photo(forms::NodeId node, ByteView jpeg);  // strokes begin anew on it
  void clear_picture(forms::NodeId node);

  // Leaving -------------------------------------------------------------------------------------
  // What is wrong with a question as it stands, if anything.
  [[nodiscard]] std::optional<Complaint> complaint_about(const forms::Question& question) const;
  // Checks the screen; true if it may be left. Otherwise complaints() tells why; what keeps cards
  // from being left is on the screen then.
  bool may_leave();
  [[nodiscard]] const std::map<forms::NodeId, Complaint>& complaints() const { return complaints_; }
  // The first question of the whole form that keeps it from being handed in: unanswered though
  // required, or begun and not finished.
  struct Obstacle {
    forms::NodeId node;
    Complaint complaint;
  };
  [[nodiscard]] std::optional<Obstacle> first_obstacle() const;
  void go_to_obstacle(const Obstacle& obstacle);  // and complains there

 private:
  FormWalk(std::unique_ptr<forms::FormSession> session, forms::TimeZone zone);
  static Result<std::unique_ptr<FormWalk>> on(Result<std::unique_ptr<forms::FormSession>> session,
                                              const std::string& time_zone);
  void go_behind_answers(const forms::FormSession& fresh);
  [[nodiscard]] std::size_t index() const;
  [[nodiscard]] std::optional<std::size_t> find(forms::ScreenId screen) const;
  [[nodiscard]] std::optional<forms::ScreenId> find_gate() const;
  [[nodiscard]] bool is_walked(std::size_t screen) const;
  [[nodiscard]] bool is_inside(std::size_t screen, std::size_t cards) const;
  [[nodiscard]] bool is_new(std::size_t screen) const;
  [[nodiscard]] std::optional<Obstacle> obstacle_on(std::size_t screen) const;
  bool go_to_new();
  bool go_up();
  bool may_leave_cards();
  void forget(forms::NodeId node);
  struct ShownPicture {
    std::string name;  // of the answer's file
    forms::Picture picture;

    ShownPicture() = default;
    ~ShownPicture();
    ShownPicture(const ShownPicture&) = delete;
    ShownPicture& operator=(const ShownPicture&) = delete;
  };
  struct BegunDrawing {
    Drawing drawing;
    forms::Picture below;

    BegunDrawing() = default;
    ~BegunDrawing() { wipe(below.rgba.data(), below.rgba.size()); }
    BegunDrawing(const BegunDrawing&) = delete;
    BegunDrawing& operator=(const BegunDrawing&) = delete;
  };
  void changed(forms::NodeId node);
  void store_picked(forms::NodeId node);
  [[nodiscard]] bool any_begun() const;
  [[nodiscard]] std::optional<Complaint> unfinished(const forms::Question& question) const;
  void settle();

  std::unique_ptr<forms::FormSession> session_;
  forms::TimeZone zone_;
  forms::ScreenId at_;
  std::optional<forms::ScreenId> gate_;
  std::vector<forms::NodeId> results_;
  std::vector<forms::ScreenId> way_up_;  // the cards around at_, outermost first
  std::set<forms::ScreenId> seen_;
  CountedAnswers counted_;
  std::map<forms::NodeId, std::string> unreadable_;  // typed, but not of the question's type
  std::map<forms::NodeId, DateDraft> dates_;         // begun or complete
  std::map<forms::NodeId, TimeDraft> times_;         // likewise
  // What was picked in the calendars that a question isn't picked in now.
  std::map<std::pair<forms::NodeId, language::Calendar>, DateDraft> other_dates_;
  std::map<forms::NodeId, BegunDrawing> drawings_;
  mutable std::map<forms::NodeId, ShownPicture> shown_;  // decoded answers
  std::map<forms::NodeId, Complaint> complaints_;
  std::set<forms::NodeId> warned_;  // constraint has been said about the answer as it stands
};

}  // namespace anlaufstelle::visit
