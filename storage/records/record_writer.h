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
  // `number`: the call number of the committed record. `returned`: on an error the content as it
  // was handed in, so that no answer is lost and the client may try again; empty on success.
  using Done = std::function<void(Result<std::string> number, RecordContent returned)>;

  // Opens the store on the calling thread so that errors are seen at start. `random` must
  // outlive the writer. Errors: those of RecordStore::open.
  static Result<std::unique_ptr<RecordWriter>> start(const std::filesystem::path& store_file,
                                                     crypto::KioskKeys keys, Random& random,
                                                     std::uint64_t ballast_bytes = 0);
  ~RecordWriter();  // finishes queued work, then closes the store

  // Whether a client should begin: false while the disk has no room but the ballast's, which is
  // for those who have begun. Any thread.
  [[nodiscard]] bool has_room() const;

  // Seals and commits `content` (its number is filled in here), wipes it only then, and calls
  // `done` with the number; so a number that is shown has a durable record. Any thread.
  // Errors (in `done`): Full, Corrupt, Io, Conflict, InvalidInput: nothing is stored.
  void hand_in(RecordContent content, Done done);

  // Deletes what was handed over long enough ago (Retention). Runs on the storage thread; `done`
  // may be empty. Any thread.
  void apply_retention(std::int64_t keep_minutes, std::int64_t minute,
                       std::function<void(Status)> done);

  // From the next hand-in on seals with what `load` reads on the storage thread, and as before
  // where it can't: a kiosk may wait for days, and the key set it began with be superseded
  // meanwhile. `done` may be empty. Any thread.
  void renew_keys(std::function<Result<crypto::KioskKeys>()> load,
                  std::function<void(Status)> done);

  // Runs `job` on the storage thread (sync uses this to read the outbox). Any thread.
  void post(std::function<void(RecordStore&)> job);
  // The same with the keys that it seals with just then.
  void post(std::function<void(RecordStore&, const crypto::KioskKeys&)> job);

 private:
  struct Impl;
  explicit RecordWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace anlaufstelle::records
