// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/draft_keeper.h"

#include <mutex>
#include <utility>

namespace anlaufstelle::visit {
namespace {

CodeTrouble trouble_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidInput:
      return CodeTrouble::kMistyped;
    case ErrorCode::kNotFound:
      return CodeTrouble::kUnknown;
    case ErrorCode::kRefused:
      return CodeTrouble::kTooEarly;
    default:
      return CodeTrouble::kUnreadable;
  }
}

}  // namespace

struct DraftKeeper::Mailbox {
  std::mutex mutex;
  std::optional<Result<SecretBytes>> code;
  std::optional<Result<records::RecordContent>> draft;
  std::optional<Status> saved;

  ~Mailbox() {
    if (draft && *draft) wipe(draft->value());
  }
};

DraftKeeper::DraftKeeper(records::Drafts* drafts, std::function<void()> wake)
    : drafts_(drafts), wake_(std::move(wake)), mailbox_(std::make_shared<Mailbox>()) {}

void DraftKeeper::take() {
  if (!available() || working_ || keeps_) return;
  working_ = true;
  trouble_ = CodeTrouble::kNone;
  drafts_->begin([mailbox = mailbox_, wake = wake_](Result<SecretBytes> code) {
    {
      const std::lock_guard lock(mailbox->mutex);
      mailbox->code.emplace(std::move(code));
    }
    if (wake) wake();
  });
}

void DraftKeeper::open(std::string_view typed) {
  if (!available() || working_ || keeps_) return;
  working_ = true;
  trouble_ = CodeTrouble::kNone;
  drafts_->resume(SecretBytes(as_bytes(typed)),
                  [mailbox = mailbox_, wake = wake_](Result<records::RecordContent> draft) {
                    {
                      const std::lock_guard lock(mailbox->mutex);
                      mailbox->draft.emplace(std::move(draft));
                    }
                    if (wake) wake();
                  });
}

std::optional<records::RecordContent> DraftKeeper::update() {
  if (!available()) return std::nullopt;
  const std::lock_guard lock(mailbox_->mutex);
  if (const auto saved = std::exchange(mailbox_->saved, std::nullopt)) save_failed_ = !saved->ok();
  if (auto code = std::exchange(mailbox_->code, std::nullopt)) {
    working_ = false;
    keeps_ = code->ok();
    if (keeps_) code_ = std::move(*code).value();
    if (!keeps_) trouble_ = CodeTrouble::kNotMade;
  }
  auto draft = std::exchange(mailbox_->draft, std::nullopt);
  if (!draft) return std::nullopt;
  working_ = false;
  keeps_ = draft->ok();
  if (keeps_) return std::move(*draft).value();
  trouble_ = trouble_of(draft->error().code);
  return std::nullopt;
}

void DraftKeeper::save(records::RecordContent content) {
  if (!keeps_) return wipe(content);
  drafts_->save(std::move(content), [mailbox = mailbox_, wake = wake_](Status saved) {
    const bool failed = !saved.ok();
    {
      const std::lock_guard lock(mailbox->mutex);
      mailbox->saved.emplace(std::move(saved));
    }
    if (failed && wake) wake();
  });
}

void DraftKeeper::drop() {
  if (!keeps_) return;
  drafts_->drop();
  keeps_ = save_failed_ = false;
  code_ = SecretBytes();
}

}  // namespace anlaufstelle::visit
