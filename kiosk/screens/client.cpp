// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/client.h"

#include "kiosk/screens/cards.h"
#include "kiosk/screens/code.h"
#include "kiosk/screens/home.h"
#include "kiosk/screens/languages.h"
#include "kiosk/screens/look.h"
#include "kiosk/screens/pages.h"
#include "kiosk/screens/pauses.h"
#include "kiosk/screens/question.h"
#include "kiosk/screens/receipt.h"
#include "kiosk/screens/review.h"
#include "kiosk/screens/scene.h"
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
  explicit ClientOfKiosk(const ClientServices& services)
      : services_(services),
        visit_({.clock = services.clock,
                .random = services.random,
                .pages = services.pages,
                .form = services.form,
                .writer = services.writer,
                .drafts = services.drafts,
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
    visit_.update();
    view_.enter(name_of_screen(visit_));
    Scene scene(ui, visit_, services_, view_);
    screen_of(visit_, view_)(scene);
    const std::vector<Event> events = scene.take_events();
    changed_ = !events.empty();
    for (const Event& event : events) event(visit_);
  }

  void touched() override { visit_.touched(); }

  [[nodiscard]] std::optional<std::chrono::milliseconds> next_change() const override {
    // What a touch has changed is on the screen only after another frame.
    return changed_ ? std::chrono::milliseconds(0) : visit_.next_change();
  }

  [[nodiscard]] bool finished() const override { return visit_.state() == State::kEnded; }

 private:
  ClientServices services_;
  Visit visit_;
  ViewState view_;
  bool changed_ = false;
};

}  // namespace

std::unique_ptr<Client> Client::create(const ClientServices& services) {
  return std::make_unique<ClientOfKiosk>(services);
}

}  // namespace anlaufstelle::screens
