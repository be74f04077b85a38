// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/casework/office.h"
#include "storage/records/record_store.h"

namespace anlaufstelle::casework {

// Destroys the key sets that were superseded longer ago than records are kept and that no record
// needs, in the store (records::unused_sets) or in quarantine, from where it may be moved back;
// each is in the audit trail. Returns their ids. From then on backups of what was sealed to them
// open with the recovery sheet only. Blocks; reads every record, but only when a set's time is
// over. REQUIRES: a clock that can be believed, an inbox that was just taken, a role with a signer.
// Errors: those of the office folder and the store, and a record that can't be read.
Result<std::vector<std::string>> destroy_spent_key_sets(const OfficePlaces& places,
                                                        records::RecordStore& store,
                                                        const crypto::OpenedRole& role,
                                                        std::int64_t minute);

}  // namespace anlaufstelle::casework
