// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "storage/records/record_store.h"

namespace anlaufstelle::records {

// The kiosk's storage thread: the only one that touches the kiosk's store. The UI thread posts
// work and is called back on the storage thread; callbacks only enqueue (kiosk/app wakes the UI).
class RecordWriter {
 public:
  using Done = std::function<void(Result<std::string> number)>;

  // Opens the store on the calling thread so that errors are seen at start.
  static Result<std::unique_ptr<RecordWriter>> start(const std::filesystem::path& store_file,
                                                     crypto::KioskKeys keys, Random& random);
  ~RecordWriter();  // finishes queued work, then closes the store

  // Seals and commits `content` (its number is filled in here) and wipes it. `done` gets the
  // call number only after the commit is durable. Any thread.
  void hand_in(RecordContent content, Done done);

  // Runs `job` on the storage thread (sync uses this to read the outbox). Any thread.
  void post(std::function<void(RecordStore&)> job);

 private:
  struct Impl;
  explicit RecordWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace anlaufstelle::records
