// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/base/id.h"
#include "storage/crypto/office.h"

namespace anlaufstelle::records {

// A drawing or photograph that the whole submission names.
struct RecordFile {
  std::string name;  // letters, digits, '-', '_' and '.', which doesn't come first; at most 64
  Bytes bytes;
  bool operator==(const RecordFile&) const = default;
};

// What the kiosk hands over in clear, once, to be sealed. RecordWriter wipes it when the sealed
// record is committed. No field but the XML may hold a control character.
struct RecordContent {
  std::string form_id, form_version;
  std::string language;     // BCP 47 tag the client used
  std::string number;       // call number, e.g. "B 27"
  std::int64_t minute = 0;  // hand-in, minutes since 1970-01-01 UTC
  std::string urgency;      // space-separated U-codes without U13, "" for none
  std::string slip_xml;     // submission XML reduced to what print class P (and ticked p) allows
  std::string full_xml;     // the whole submission; "" for a minimal urgent record
  std::vector<RecordFile> files;  // what full_xml names; they go where it goes
};

// Overwrites and empties every text and file.
void wipe(RecordContent& content);

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

// The beginnings of a record's two parts, made ahead of its hand-in: the public-key work, most of
// what sealing costs. Used for one record.
struct SealStart {
  std::string set_id;  // of the key set
  crypto::AgeStart slip, full;
};
Result<SealStart> start_seal(const crypto::KeySet& keys, Random& random);

// `content` is only read; its owner wipes it. A `start` of the kiosk's newest set is used up, of
// another one it isn't. Errors: InvalidInput (a control character or a
// text longer than the format allows; see storage/FORMAT.md).
Result<SealedRecord> seal_record(const RecordId& id, const RecordContent& content,
                                 const crypto::KioskKeys& keys, Random& random,
                                 std::optional<SealStart> start = std::nullopt);

// Signature of an enrolled kiosk over domain ‖ id ‖ kiosk id ‖ form id ‖ SHA-256 of both parts.
// Errors: NotFound (unknown kiosk), Corrupt (signature doesn't fit).
Status verify_record(const SealedRecord& record, const crypto::DeskTrust& trust);

// What a key opens. Reception gets slip fields only; full_xml stays empty. `has_full` says that
// full_xml is there: false for reception, and for everyone where the record is a minimal one.
// Inner id, kiosk and form are compared with the outer ones, both parts with each other.
// Verify first: age says nothing about who sealed. Errors: WrongKey, Corrupt, TooNew.
struct OpenedRecord {
  RecordContent content;
  bool has_full = false;
};
Result<OpenedRecord> open_record(const SealedRecord& record, const crypto::OpenedRole& role);

}  // namespace anlaufstelle::records
