// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/client.h"

#include "kiosk/screens/cards.h"
#include "kiosk/screens/code.h"
#include "kiosk/screens/home.h"
#include "kiosk/screens/languages.h"
#include "kiosk/screens/look.h"
#include "kiosk/screens/page_blocks.h"
#include "kiosk/screens/pages.h"
#include "kiosk/screens/pauses.h"
#include "kiosk/screens/perspective.h"
#include "kiosk/screens/question.h"
#include "kiosk/screens/receipt.h"
#include "kiosk/screens/review.h"
#include "kiosk/screens/scene.h"
#include "kiosk/screens/take_away.h"
#include "kiosk/screens/urgent.h"

namespace anlaufstelle::screens {
namespace {

using visit::Aside;
using visit::State;
using visit::Visit;
using Draw = void (*)(Scene&);

void draw_nothing(Scene& scene) {
  scene.ui.fill(scene.ui.screen(), scene.ui.theme().background);
}

Draw screen_of(State state) {
  switch (state) {
    case State::kStart:
      return draw_start;
    case State::kHome:
      return draw_home;
    case State::kCodeEntry:
      return draw_code_entry;
    case State::kPages:
      return draw_page_list;
    case State::kPage:
      return draw_page;
    case State::kNotice:
      return draw_notice;
    case State::kQuestions:
      return draw_question;
    case State::kUrgent:
      return draw_urgent;
    case State::kReview:
      return draw_review;
    case State::kResult:
      return draw_result;
    case State::kForms:
      return draw_forms;
    case State::kHandingIn:
      return draw_handing_in;
    case State::kReceipt:
      return draw_receipt;
    case State::kEnded:
      return draw_nothing;
  }
  return draw_nothing;
}

bool idle_warning_shown(const Visit& visit) {
  return visit.idle().phase() == visit::IdleClock::Phase::kWarning &&
         visit.state() != State::kStart && visit.state() != State::kHandingIn &&
         visit.state() != State::kEnded;
}

Draw screen_of(const Visit& visit, const ViewState& view) {
  if (idle_warning_shown(visit)) return draw_idle_warning;
  if (view.look_open) return draw_look;
  if (visit.aside() == Aside::kLanguages) return draw_language_choice;
  if (visit.aside() == Aside::kCode) return draw_code;
  if (visit.aside() == Aside::kConfirmEnd) return draw_confirm_end;
  if (visit.aside() == Aside::kConfirmRemove) return draw_confirm_remove;
  if (view.term) return draw_term;
  if (view.take_away) return draw_take_away;
  if (view.enlarged != nullptr) return draw_enlarged;  // below whatever else covers a question
  if (visit.state() == State::kQuestions && visit.form().screen().cards) return draw_cards;
  return screen_of(visit.state());
}

// Names what the screen is about, under what stands before it for a moment.
std::string name_of_screen(const Visit& visit) {
  std::string name = std::to_string(static_cast<int>(visit.state()));
  if (visit.state() == State::kPage) name += ":" + std::string(visit.page());
  if (visit.state() == State::kQuestions) {
    const auto [node, repeat] = visit.form().place();
    name += ":" + std::to_string(node) + ":" + std::to_string(repeat);
  }
  return name;
}

class ClientOfKiosk : public Client {
 public:
  ~ClientOfKiosk() override { stop_devices(); }
  explicit ClientOfKiosk(const ClientServices& services)
      : services_(services),
        visit_({.clock = services.clock,
                .random = services.random,
                .pages = services.pages,
                .form = services.form,
                .check = services.check,
                .writer = services.writer,
                .drafts = services.drafts,
                .more_forms = services.more_forms,
                .older_form = services.older_form,
                .idle_warning = services.idle_warning,
                .idle_end = services.idle_end,
                .wake = services.wake}) {}

  [[nodiscard]] const language::Language& language() const override {
    for (const language::Language& one : services_.languages) {
      if (one.tag == visit_.language()) return one;
    }
    return services_.languages.front();
  }

  [[nodiscard]] widgets::Look look() const override { return view_.look; }

  void draw(widgets::Ui& ui) override {
    keep_awake_while_playing();
    visit_.update();
    view_.enter(name_of_screen(visit_));
    stop_what_has_gone();
    view_.camera_wanted = false;
    view_.seen.reset();
    Scene scene(ui, visit_, services_, view_);
    screen_of(visit_, view_)(scene);
    const std::vector<Event> events = scene.take_events();
    changed_ = !events.empty();
    for (const Event& event : events) event(visit_);
    if (visit_.state() == State::kEnded) return stop_devices();
    if (services_.camera != nullptr && !view_.camera_wanted) services_.camera->stop();
  }

  void touched() override { visit_.touched(); }

  [[nodiscard]] std::optional<std::chrono::milliseconds> next_change() const override {
    // What a touch has changed is on the screen only after another frame.
    return changed_ ? std::chrono::milliseconds(0) : visit_.next_change();
  }

  [[nodiscard]] bool finished() const override { return visit_.state() == State::kEnded; }

 private:
  void stop_devices() {
    if (services_.sounds != nullptr) services_.sounds->stop();
    if (services_.camera != nullptr) services_.camera->stop();
  }

  // Who listens touches nothing; the time to answer begins at the sound's end.
  void keep_awake_while_playing() {
    if (services_.sounds == nullptr) return;
    const bool playing = services_.sounds->state() == media::SoundState::kPlaying;
    if (playing || was_playing_) visit_.touched();
    was_playing_ = playing;
  }

  // A sound belongs to the screen, and the language, that it was started in.
  void stop_what_has_gone() {
    if (services_.sounds == nullptr) return;
    const std::string now =
        view_.screen + visit_.language() + std::to_string(static_cast<int>(visit_.aside()));
    if (now != heard_on_) services_.sounds->stop();
    heard_on_ = now;
  }

  ClientServices services_;
  Visit visit_;
  ViewState view_;
  std::string heard_on_;
  bool changed_ = false, was_playing_ = false;
};

}  // namespace

std::unique_ptr<Client> Client::create(const ClientServices& services) {
  return std::make_unique<ClientOfKiosk>(services);
}

}  // namespace anlaufstelle::screens
