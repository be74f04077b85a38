// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>

#include "kiosk/casework/office.h"
#include "storage/records/event_log.h"
#include "storage/records/record_store.h"

namespace anlaufstelle::casework {

// What the list shows, kept from one unlocking to the next, so that a hundred thousand records
// needn't be opened again: a file beside the desk's store, sealed to the slip keys of the newest
// set and signed by whoever wrote it (storage/FORMAT.md, Index). It is only ever a copy: whatever
// is wrong with it, the cards are read from their records. The store's thread. Call names are
// not in it: reception doesn't open them.
using Cards = std::map<RecordId, QueueEntry>;

std::filesystem::path index_beside(const std::filesystem::path& store_file);

// For whoever deletes records, or replaces the store, without an office: what is gone leaves
// nothing here either. Errors: Io.
Status remove_index(const std::filesystem::path& store_file);

// The cards with the states that the trail says now. Errors: NotFound, WrongKey, Corrupt, TooNew:
// read the records instead.
Result<Cards> load_cards(const std::filesystem::path& file, records::RecordStore& store,
                         const crypto::DeskTrust& trust, const crypto::OpenedRole& role);

// Replaces the file. REQUIRES: a role with a signer. Errors: Full, Io.
Status save_cards(const std::filesystem::path& file, const Cards& cards,
                  records::RecordStore& store, const crypto::DeskTrust& trust,
                  const crypto::OpenedRole& role, Random& random);

}  // namespace anlaufstelle::casework
