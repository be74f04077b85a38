// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>

#include "storage/records/heard.h"

namespace anlaufstelle::sync {

// The words of other desks that lie in an inbox folder, `<desk>-<number>.word` each, into the
// store; to be called after take_inbox, so that their records are there. What nobody here may have
// said goes to quarantine. What concerns a record that isn't here waits `keep_minutes` for it, and
// so does what this person can't open. Errors: Unreachable (no folder), Full, Io: the words stay.
struct WordsTaken {
  int fresh = 0, quarantined = 0;
  std::vector<RecordId> withdrawn;  // deleted here because of them
};
Result<WordsTaken> take_words(const std::filesystem::path& folder, records::RecordStore& store,
                              const crypto::DeskTrust& trust, const crypto::OpenedRole& role,
                              std::int64_t minute, std::int64_t keep_minutes);

}  // namespace anlaufstelle::sync
