// SPDX-License-Identifier: EUPL-1.2
// The part of a visit that a client can go on with later, by a code.
#include "kiosk/visit/visit.h"

#include <algorithm>

namespace anlaufstelle::visit {
namespace {

// No draft opens under a finger that was meant for the screen before.
constexpr std::chrono::milliseconds kSettle{300};

}  // namespace

bool Visit::code_offered() const {
  if (checking_ || !keeper_.available() || walk_ == nullptr) return false;
  if (walk_->session().form().ephemeral()) return false;
  return state_ == State::kNotice || state_ == State::kQuestions || state_ == State::kReview;
}

bool Visit::entry_offered() const {
  return keeper_.available() && walk_ == nullptr && form_offered();
}

void Visit::show_code() {
  if (code_offered() && aside_ == Aside::kNone) aside_ = Aside::kCode;
}

void Visit::take_code() {
  if (aside_ == Aside::kCode && code_offered()) keeper_.take();
}

void Visit::show_code_entry() {
  if (state_ != State::kHome || !entry_offered()) return;
  keeper_.say(CodeTrouble::kNone);
  enter(State::kCodeEntry);
}

void Visit::open_draft(std::string_view typed_code) {
  if (state_ != State::kCodeEntry || aside_ != Aside::kNone || too_soon(kSettle)) return;
  keeper_.open(typed_code);
}

std::chrono::milliseconds Visit::code_wait() const {
  return services_.drafts == nullptr ? std::chrono::milliseconds{0}
                                     : services_.drafts->try_again_in();
}

void Visit::keep_answers() {
  if (!keeper_.keeps() || walk_ == nullptr) return;
  records::RecordContent content = record();
  add_answers(content);
  keeper_.save(std::move(content));
}

void Visit::take_draft() {
  const bool took_code = keeper_.working();
  auto draft = keeper_.update();
  // The first answers are kept when the code is on the screen: before, nobody could open them.
  if (took_code && keeper_.keeps() && !draft) keep_answers();
  if (!draft) return;
  if (state_ == State::kCodeEntry && go_on_with(*draft)) {
    idle_.restart();
    enter_screen();
  } else if (state_ != State::kEnded) {
    keeper_.say(CodeTrouble::kUnreadable);
    enter(State::kCodeEntry);
  }
  wipe(*draft);
}

bool Visit::go_on_with(const records::RecordContent& draft) {
  const auto offered = forms();
  const auto here = std::find_if(offered.begin(), offered.end(),
                                 [&](const auto& one) { return one->id() == draft.form_id; });
  if (here == offered.end()) return false;
  std::shared_ptr<const forms::FormDef> form = *here;
  if (draft.form_version != form->version())
    form = services_.older_form ? services_.older_form(draft.form_id, draft.form_version) : nullptr;
  if (form == nullptr) return false;
  auto walk = FormWalk::resume(std::move(form), environment(), draft.full_xml);
  if (!walk) return false;
  walk_ = std::move(walk).value();
  for (const records::RecordFile& file : draft.files) walk_->restore_file(file.name, file.bytes);
  return true;
}

}  // namespace anlaufstelle::visit
