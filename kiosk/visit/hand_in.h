// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "storage/base/result.h"
#include "storage/records/record_writer.h"

namespace anlaufstelle::visit {

// One record on its way to the storage thread and the answer on its way back. It may outlive
// the visit: the storage thread holds its own share of the mailbox. UI thread.
class HandIn {
 public:
  // `wake` is called on the storage thread when the outcome is there.
  void start(records::RecordWriter& writer, records::RecordContent content,
             std::function<void()> wake);
  [[nodiscard]] bool running() const { return mailbox_ != nullptr; }
  // The call number or why there is none, once; nothing while the storage thread works.
  std::optional<Result<std::string>> take_outcome();

 private:
  struct Mailbox;
  std::shared_ptr<Mailbox> mailbox_;
};

}  // namespace anlaufstelle::visit
