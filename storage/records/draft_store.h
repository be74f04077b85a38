// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>

#include "storage/base/clock.h"
#include "storage/crypto/resume_code.h"
#include "storage/records/sealed_record.h"

namespace anlaufstelle::records {

// Drafts that clients have a code for, one age file each, sealed to a key that follows from the
// code and to nobody else (storage/FORMAT.md, Drafts). Blocks. REQUIRES: one thread at a time.
class DraftStore {
 public:
  static constexpr std::chrono::days kKept{30};  // since it was saved last

  // Makes the folder (0700) and its salt if need be. Errors: Refused (others may read it),
  // Corrupt (the salt), Full, Io.
  static Result<DraftStore> open(const std::filesystem::path& folder);

  [[nodiscard]] const crypto::DraftKey::Salt& salt() const { return salt_; }

  // Where a draft goes: enough to seal it, not to open it.
  struct Place {
    RecordId id;
    crypto::Recipient recipient;
  };
  // Replaces what was saved there before; durable when it returns. Only full_xml, its files and the
  // names of form and language are kept of `content`, and the minute. Errors: InvalidInput, Full,
  // Io: the former draft is still there.
  Status save(const Place& place, const RecordContent& content, Random& random);

  // Errors: NotFound (no such code, or its time is over), Corrupt, TooNew, Io.
  Result<RecordContent> load(const crypto::DraftKey& key);

  // Nothing there is no error.
  Status remove(const RecordId& id);

  // Removes what was saved last more than kKept ago, and what a killed save left half done.
  Status sweep(UnixSeconds now);

 private:
  DraftStore(std::filesystem::path folder, const crypto::DraftKey::Salt& salt)
      : folder_(std::move(folder)), salt_(salt) {}
  [[nodiscard]] std::filesystem::path file(const RecordId& id) const;

  std::filesystem::path folder_;
  crypto::DraftKey::Salt salt_;
};

}  // namespace anlaufstelle::records
