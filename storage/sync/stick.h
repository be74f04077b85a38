// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>

#include "storage/crypto/office.h"
#include "storage/records/record_store.h"

namespace anlaufstelle::sync {

// Envelopes by way of a stick, where kiosk and desk share no folder and no network
// (storage/FORMAT.md, Stick). The stick is a folder: envelopes as in an inbox, a manifest that the
// kiosk signed, and on the way back a receipt that somebody of staff signed. Each file is written
// to a temporary name, fsynced and renamed: a stick that is pulled leaves whole files and work
// to be done again. The store's thread.

// At the kiosk: takes the receipts that came back, so that those records count as handed over, then
// writes everything else in the outbox, and the manifest. A receipt that isn't one for this kiosk,
// signed by somebody whom the office root has made staff, changes nothing and is counted.
// Errors: Unreachable (no folder), and those of store and disk.
struct ToStick {
  int handed_over = 0, written = 0, refused_receipts = 0;
};
Result<ToStick> write_to_stick(const std::filesystem::path& folder, records::RecordStore& store,
                               const crypto::KioskKeys& keys);

// At the desk: takes the envelopes as from an inbox, what can't be verified goes to the stick's
// quarantine, and leaves a receipt for each manifest whose kiosk is enrolled and not revoked, of
// those records that the store has now. `office_folder`: holds the staff's cards, which the kiosk
// has not. REQUIRES: a role with a signer. Errors: Unreachable, and those of store and disk.
struct FromStick {
  int stored = 0, already = 0, quarantined = 0, receipts = 0, refused_manifests = 0;
  int missing = 0;  // named by a manifest, neither on the stick nor in the store
};
Result<FromStick> read_stick(const std::filesystem::path& folder,
                             const std::filesystem::path& office_folder,
                             records::RecordStore& store, const crypto::DeskTrust& trust,
                             const crypto::OpenedRole& role);

}  // namespace anlaufstelle::sync
