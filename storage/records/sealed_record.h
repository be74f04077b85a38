// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>

#include "storage/base/id.h"
#include "storage/crypto/office.h"

namespace anlaufstelle::records {

// What the kiosk hands over in clear, once, to be sealed. Both texts are wiped by the sealer.
struct RecordContent {
  std::string form_id, form_version;
  std::string language;      // BCP 47 tag the client used
  std::string number;        // call number, e.g. "B 27"
  std::int64_t minute = 0;   // hand-in, minutes since 1970-01-01 UTC
  std::string urgency;       // space-separated U-codes without U13, "" for none
  std::string slip_xml;      // submission XML reduced to what print class P (and ticked p) allows
  std::string full_xml;      // the whole submission; "" for a minimal urgent record
};

// The sealed envelope as it is stored and shipped: two age files, a signature, almost nothing
// in clear. Byte format: storage/FORMAT.md, Envelope.
struct SealedRecord {
  RecordId id;
  std::string kiosk_id;
  std::string form_id;
  Bytes slip_age, full_age;
  crypto::Signature signature{};

  [[nodiscard]] Bytes encode() const;
  // Checks structure and sizes only. Errors: Corrupt, TooNew.
  static Result<SealedRecord> decode(ByteView bytes);
  bool operator==(const SealedRecord&) const = default;
};

Result<SealedRecord> seal_record(const RecordId& id, const RecordContent& content,
                                 const crypto::KioskKeys& keys, Random& random);

// Signature of an enrolled kiosk over domain ‖ id ‖ kiosk id ‖ SHA-256 of both parts.
// Errors: NotFound (unknown kiosk), Corrupt (signature doesn't fit).
Status verify_record(const SealedRecord& record, const crypto::DeskTrust& trust);

// What a key opens. Reception gets slip fields only; full_xml stays empty.
// Inner id, kiosk and form are compared with the outer ones. Errors: WrongKey, Corrupt.
struct OpenedRecord {
  RecordContent content;
  bool has_full = false;
};
Result<OpenedRecord> open_record(const SealedRecord& record, const crypto::OpenedRole& role);

}  // namespace anlaufstelle::records
