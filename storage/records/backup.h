// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>

#include "storage/records/event.h"
#include "storage/records/record_store.h"

namespace anlaufstelle::records {

// A store in one file and back again (storage/FORMAT.md, Backup). Blocks.

// A whole, compact copy, durable when it returns; sealed as the store itself, but nothing in it
// dies with this store. Errors: Conflict (`file` is there), and those of the store and the disk.
Status write_backup(RecordStore& store, const std::filesystem::path& file);

// Checks the backup, copies it to `store_file` and notes that in its audit trail. A record that
// was deleted after the backup is there again: retention and withdrawals must be run again.
// Errors: Conflict (`store_file` is there: move it away first), Corrupt, TooNew, NotFound.
Status restore_backup(const std::filesystem::path& file, const std::filesystem::path& store_file,
                      std::int64_t minute, const EventSigner& signer);

}  // namespace anlaufstelle::records
