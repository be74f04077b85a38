// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "storage/records/record_writer.h"
#include "storage/sync/outbox_pump.h"
#include "storage/sync/server_link.h"

namespace anlaufstelle::sync {

// A kiosk's records to the association's server, on a thread of its own: nobody waits for it. It
// asks the storage thread for what waits and tells it what arrived.
class OutboxSender {
 public:
  struct Way {
    ServerAddress address;
    ServerPatience patience;
    BackOff back_off;
    std::filesystem::path report_file;  // of a SyncReport, for staff
    // On that thread, after each round that went wrong; may be empty.
    std::function<void(const Error&)> failed;
  };
  // REQUIRES: `writer` outlives it.
  static std::unique_ptr<OutboxSender> start(records::RecordWriter& writer, Way way);
  // Ends what is under way: what wasn't answered is sent again by the next process. A thread that
  // looks up a name just then, which nothing can end, is left behind; it touches nothing any more.
  ~OutboxSender();

  // Something was handed in. Any thread.
  void wake();
  [[nodiscard]] SyncReport report() const;  // any thread

 private:
  struct Impl;
  explicit OutboxSender(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<Impl> impl_;  // the thread's, too
};

}  // namespace anlaufstelle::sync
