// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "storage/records/drafts.h"

namespace anlaufstelle::visit {

// What stood in the way of a code, or of going on with one.
enum class CodeTrouble {
  kNone,
  kNotMade,     // no memory or no disk for a code
  kMistyped,    // no code at all: a letter is wrong or missing
  kUnknown,     // nothing is kept for it here, or not any more
  kTooEarly,    // a wrong code was tried just now
  kUnreadable,  // what is kept is damaged, or its form is not here any more
};

// One visit's dealings with records::Drafts: a code is taken or typed, and from then on what is
// answered is saved. Its thread answers through a mailbox, which may outlive the visit. UI thread.
class DraftKeeper {
 public:
  // `drafts` may be null: then nothing is offered. `wake` is called on the drafts' thread.
  DraftKeeper(records::Drafts* drafts, std::function<void()> wake);

  [[nodiscard]] bool available() const { return drafts_ != nullptr; }
  // A key is being derived, which takes about a second; then nothing else is begun.
  [[nodiscard]] bool working() const { return working_; }
  [[nodiscard]] bool keeps() const { return keeps_; }  // save() has a place
  // In groups, for as long as the visit lasts; "" also after open(): whoever typed it has it.
  [[nodiscard]] std::string_view code() const { return code_.text(); }
  [[nodiscard]] CodeTrouble trouble() const { return trouble_; }
  void say(CodeTrouble trouble) { trouble_ = trouble; }
  [[nodiscard]] bool save_failed() const { return save_failed_; }  // the last save that ended

  void take();
  void open(std::string_view typed);
  // Takes in what the thread has answered. A draft that was opened, once; its owner wipes it.
  std::optional<records::RecordContent> update();
  void save(records::RecordContent content);
  void drop();  // what is kept; and the code is worth nothing from then on

 private:
  struct Mailbox;
  records::Drafts* drafts_;
  std::function<void()> wake_;
  std::shared_ptr<Mailbox> mailbox_;
  SecretBytes code_;
  bool working_ = false, keeps_ = false, save_failed_ = false;
  CodeTrouble trouble_ = CodeTrouble::kNone;
};

}  // namespace anlaufstelle::visit
