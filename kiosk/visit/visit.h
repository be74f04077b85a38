// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/forms/form_def.h"
#include "kiosk/pages/page_store.h"
#include "kiosk/visit/draft_keeper.h"
#include "kiosk/visit/form_walk.h"
#include "kiosk/visit/hand_in.h"
#include "kiosk/visit/idle_clock.h"
#include "kiosk/visit/perspective.h"
#include "storage/base/clock.h"
#include "storage/base/id.h"

namespace anlaufstelle::visit {

enum class State {
  kStart,
  kHome,
  kCodeEntry,  // going on with a code
  kPages,
  kPage,
  kNotice,
  kQuestions,
  kUrgent,
  kReview,
  kResult,  // of the check
  kForms,   // which of several forms
  kHandingIn,
  kReceipt,
  kEnded
};
// What stands before the state for a moment and leads back to it.
enum class Aside { kNone, kLanguages, kConfirmEnd, kConfirmRemove, kCode };

// The privacy notice's two layers: ids of pages in group "notice".
inline constexpr std::string_view kNoticePage = "datenschutz-kurz";
inline constexpr std::string_view kNoticeFullPage = "datenschutz";

// References and the writer outlive the visit.
struct VisitServices {
  const Clock& clock;
  Random& random;
  const pages::PageStore& pages;
  std::shared_ptr<const forms::FormDef> form;             // may be null: only information then
  std::shared_ptr<const forms::FormDef> check = nullptr;  // the perspective check; may be null
  records::RecordWriter* writer = nullptr;                // likewise
  records::Drafts* drafts = nullptr;                      // null: no codes
  // What else than `form` may be filled in; none: nobody is asked which.
  std::vector<std::shared_ptr<const forms::FormDef>> more_forms = {};
  // A form of any version, for what was begun with it; null where it is not here.
  std::function<std::shared_ptr<const forms::FormDef>(const std::string& id,
                                                      const std::string& version)>
      older_form;
  std::chrono::seconds idle_warning{150}, idle_end{180};
  std::function<void()> wake;  // any thread
};

// One client's visit from the start screen to its end; no drawing. Answers live in memory only
// and reach a disk solely sealed: through RecordWriter, and for who took a code through Drafts,
// whenever a screen of the form is left. Calls that don't fit the state change nothing. UI thread.
class Visit {
 public:
  explicit Visit(VisitServices services);

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] Aside aside() const { return aside_; }
  [[nodiscard]] const std::string& language() const { return language_; }
  // Information only where the form, a notice that is still valid, the storage or, before the form
  // is begun, room on the disk is missing.
  [[nodiscard]] bool form_offered() const;
  [[nodiscard]] const IdleClock& idle() const { return idle_; }

  // Time ----------------------------------------------------------------------------------------
  void update();   // each frame, first: hand-in outcome, idle end, end of the receipt
  void touched();  // restarts the idle clock, except during its warning
  void stay();     // the warning's answer
  [[nodiscard]] std::optional<std::chrono::milliseconds> next_change() const;

  // Everywhere ----------------------------------------------------------------------------------
  void show_languages();
  void choose_language(std::string_view tag);  // at the start: begins the visit
  void ask_to_end();                           // asks once if there are answers
  void close_aside();
  void end();             // wipes everything; what a code keeps stays
  void end_and_delete();  // that goes too
  // Whether the end of the visit would be the end of answers, as it is now.
  [[nodiscard]] bool answers_would_go() const;
  void go_home();
  void back();

  // Information ---------------------------------------------------------------------------------
  void show_pages();
  void open_page(std::string_view id);
  [[nodiscard]] std::string_view page() const;

  // Going on later ------------------------------------------------------------------------------
  [[nodiscard]] bool code_offered() const;   // a code may be taken, or is shown again
  [[nodiscard]] bool entry_offered() const;  // a form may be gone on with by a code
  [[nodiscard]] const DraftKeeper& keeper() const { return keeper_; }
  void show_code();  // an aside of the form's screens
  void take_code();
  void show_code_entry();
  void open_draft(std::string_view typed_code);
  // Until a further code may be tried.
  [[nodiscard]] std::chrono::milliseconds code_wait() const;

  // The perspective check -----------------------------------------------------------------------
  // A form of its own beside the other: no code keeps it, no record holds it.
  [[nodiscard]] bool check_offered() const { return services_.check && !check_failed_; }
  void open_check();                                         // begins it, or goes on
  [[nodiscard]] bool checking() const { return checking_; }  // what form() is now
  // In that language, as `services.pages` and today have them. REQUIRES: checking.
  [[nodiscard]] std::vector<CheckedWay> ways(std::string_view tag) const;

  // The form ------------------------------------------------------------------------------------
  void open_form();  // begins it, or goes on where it was left; asks which if there are several
  // The offered ones, the main form first.
  [[nodiscard]] std::vector<std::shared_ptr<const forms::FormDef>> forms() const;
  void choose_form(std::string_view id);
  void next();
  // REQUIRES for the next two: a form has been opened and the visit hasn't ended.
  [[nodiscard]] FormWalk& form() { return checking_ ? *check_ : *walk_; }
  [[nodiscard]] const FormWalk& form() const { return checking_ ? *check_ : *walk_; }
  void edit(forms::ScreenId screen);  // from the review
  // At a repeat's cards.
  void open_card(forms::NodeId instance);
  void add_card();
  void ask_to_remove(forms::NodeId instance);  // asks if answers would go
  [[nodiscard]] forms::NodeId asked_to_remove() const { return to_remove_; }
  void remove_card();  // the one that was asked about
  void hand_in();
  void hand_in_minimal();  // from the urgent stop: number, minute, language, urgency codes
  // The last attempt to hand in failed; every answer is still there.
  [[nodiscard]] bool hand_in_failed() const { return hand_in_failed_; }
  [[nodiscard]] const std::string& number() const { return number_; }  // at the receipt

 private:
  void enter(State state);
  void begin(const std::shared_ptr<const forms::FormDef>& form);
  void enter_screen();  // the notice or the questions of form().screen()
  void leave_screen();
  void leave_check();
  [[nodiscard]] bool editing() const;
  void leave_notice();
  enum class What { kWhole, kMinimal };
  void send(records::RecordContent content, What what);
  void take_outcome();
  void keep_answers();  // where a code was taken
  void take_draft();
  bool go_on_with(const records::RecordContent& draft);
  [[nodiscard]] bool too_soon(std::chrono::milliseconds least) const;
  [[nodiscard]] records::RecordContent record() const;
  void add_answers(records::RecordContent& content) const;  // all of them, and their files
  [[nodiscard]] forms::SessionEnvironment environment() const;

  VisitServices services_;
  State state_ = State::kStart;
  Aside aside_ = Aside::kNone;
  State form_state_ = State::kQuestions;   // where the form was left
  State check_state_ = State::kQuestions;  // and the check
  State page_from_ = State::kPages;
  State hand_in_from_ = State::kReview;
  What handing_in_ = What::kWhole;
  std::vector<std::string> opened_pages_;  // the last one is on the screen
  std::string language_ = "de", number_;
  IdleClock idle_;
  std::chrono::milliseconds entered_;  // when the state or screen last changed
  // The level that the review led to: "next" and "back" there go back to the review. In instances
  // that are opened from there they go on as everywhere.
  std::optional<forms::NodeId> edited_level_;
  forms::NodeId to_remove_ = 0;
  bool form_failed_ = false, check_failed_ = false, hand_in_failed_ = false;
  bool checking_ = false;
  std::unique_ptr<FormWalk> walk_, check_;
  HandIn hand_in_;
  DraftKeeper keeper_;
};

}  // namespace anlaufstelle::visit
