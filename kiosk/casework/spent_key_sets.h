// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/casework/office.h"
#include "storage/records/record_store.h"

namespace anlaufstelle::casework {

// Destroys the key sets that were superseded longer ago than records are kept, once no record in
// the store or in quarantine needs one of them; returns their ids. From then on backups of what was
// sealed to them open with the recovery sheet only. A record needs them where it doesn't open
// without them: so whatever this person can't open keeps them. The office's worker thread; reads
// every record, but only when a set's time is over.
// REQUIRES: a clock that retention believes, and an inbox that was just taken.
// Errors: those of the office folder and the store; nothing more is destroyed then.
Result<std::vector<std::string>> destroy_spent_key_sets(const OfficePlaces& places,
                                                        records::RecordStore& store,
                                                        const crypto::OpenedRole& role,
                                                        std::int64_t minute);

}  // namespace anlaufstelle::casework
