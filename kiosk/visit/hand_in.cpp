// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/hand_in.h"

#include <mutex>

namespace anlaufstelle::visit {

struct HandIn::Mailbox {
  std::mutex mutex;
  std::optional<Result<std::string>> outcome;
};

void HandIn::start(records::RecordWriter& writer, records::RecordContent content,
                   std::function<void()> wake) {
  mailbox_ = std::make_shared<Mailbox>();
  writer.hand_in(std::move(content),
                 [mailbox = mailbox_, wake = std::move(wake)](Result<std::string> number,
                                                              records::RecordContent returned) {
                   // The open form still holds every answer; this copy is not needed.
                   wipe(returned);
                   {
                     const std::lock_guard lock(mailbox->mutex);
                     mailbox->outcome.emplace(std::move(number));
                   }
                   if (wake) wake();
                 });
}

std::optional<Result<std::string>> HandIn::take_outcome() {
  if (!mailbox_) return std::nullopt;
  std::optional<Result<std::string>> outcome;
  {
    const std::lock_guard lock(mailbox_->mutex);
    outcome.swap(mailbox_->outcome);
  }
  if (outcome) mailbox_.reset();
  return outcome;
}

}  // namespace anlaufstelle::visit
