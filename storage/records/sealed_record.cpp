// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/sealed_record.h"

#include <algorithm>

#include "storage/base/byte_reader.h"
#include "storage/records/inner_envelope.h"

namespace anlaufstelle::records {
namespace {

// ON DISK: do not change.
constexpr std::string_view kMagic = "ANLENV";
constexpr std::uint8_t kVersion = 1;
constexpr std::string_view kDomain = "anlaufstelle/envelope/1";
constexpr std::size_t kMaxKioskId = 32;
constexpr std::size_t kMaxPart = kMaxXml + kMaxFiles_bytes + 64 * 1024;

Error corrupt(const char* what) {
  return Error{ErrorCode::kCorrupt, what};
}

bool is_name(ByteView bytes, std::size_t max) {
  return !bytes.empty() && bytes.size() <= max &&
         std::none_of(bytes.begin(), bytes.end(),
                      [](std::uint8_t b) { return b < 32 || b == 127; });
}

Bytes signed_bytes(const SealedRecord& record) {
  ByteWriter out;
  out.raw(record.id.bytes);
  out.sized(as_bytes(record.kiosk_id));
  out.sized(as_bytes(record.form_id));
  out.raw(crypto::sha256(record.slip_age));
  out.raw(crypto::sha256(record.full_age));
  return out.take();
}

Result<Bytes> seal_part(Part part, const RecordId& id, const RecordContent& content,
                        const crypto::KioskKeys& keys, std::optional<crypto::AgeStart> start,
                        Random& random) {
  TRY_ASSIGN(const SecretBytes text, write_inner(part, id, keys.kiosk_id, content));
  if (start) return crypto::age_seal(text.view(), std::move(*start), random);
  return crypto::age_seal(
      text.view(), part == Part::kSlip ? keys.keys.slip_recipients() : keys.keys.full_recipients(),
      random);
}

Result<InnerEnvelope> open_part(Part part, const SealedRecord& record,
                                const crypto::OpenedRole& role) {
  const Bytes& file = part == Part::kSlip ? record.slip_age : record.full_age;
  TRY_ASSIGN(const SecretBytes text, crypto::age_open(file, role.identities));
  TRY_ASSIGN(InnerEnvelope inner, read_inner(part, text.view()));
  if (inner.id != record.id || inner.kiosk_id != record.kiosk_id ||
      inner.content.form_id != record.form_id) {
    return corrupt("the inside belongs to another record");
  }
  return inner;
}

bool same_heading(const RecordContent& a, const RecordContent& b) {
  return a.form_id == b.form_id && a.form_version == b.form_version && a.language == b.language &&
         a.number == b.number && a.minute == b.minute && a.urgency == b.urgency;
}

}  // namespace

void wipe(RecordContent& content) {
  for (std::string* text :
       {&content.form_id, &content.form_version, &content.language, &content.number,
        &content.urgency, &content.slip_xml, &content.full_xml}) {
    anlaufstelle::wipe(*text);
  }
  for (RecordFile& file : content.files) anlaufstelle::wipe(file.bytes.data(), file.bytes.size());
  content.files.clear();
  content.minute = 0;
}

Bytes SealedRecord::encode() const {
  ByteWriter out;
  out.raw(as_bytes(kMagic));
  out.u8(kVersion);
  out.raw(id.bytes);
  out.sized(as_bytes(kiosk_id));
  out.sized(as_bytes(form_id));
  out.sized(slip_age);
  out.sized(full_age);
  out.raw(signature);
  return out.take();
}

Result<SealedRecord> SealedRecord::decode(ByteView bytes) {
  ByteReader in(bytes);
  TRY_ASSIGN(const ByteView magic, in.take(kMagic.size()));
  if (as_text(magic) != kMagic) return corrupt("not an envelope");
  TRY_ASSIGN(const std::uint8_t version, in.u8());
  if (version > kVersion) return Error{ErrorCode::kTooNew, "envelope of a newer version"};
  if (version == 0) return corrupt("envelope version");
  SealedRecord record;
  TRY_ASSIGN(const ByteView id, in.take(record.id.bytes.size()));
  std::copy(id.begin(), id.end(), record.id.bytes.begin());
  TRY_ASSIGN(const ByteView kiosk, in.sized());
  TRY_ASSIGN(const ByteView form, in.sized());
  TRY_ASSIGN(const ByteView slip, in.sized());
  TRY_ASSIGN(const ByteView full, in.sized());
  TRY_ASSIGN(const ByteView signature, in.take(record.signature.size()));
  if (in.left() != 0) return corrupt("bytes after the envelope");
  if (!is_name(kiosk, kMaxKioskId) || !is_name(form, kMaxField)) return corrupt("envelope names");
  if (slip.empty() || full.empty() || slip.size() > kMaxPart || full.size() > kMaxPart) {
    return corrupt("envelope part size");
  }
  record.kiosk_id = as_text(kiosk);
  record.form_id = as_text(form);
  record.slip_age.assign(slip.begin(), slip.end());
  record.full_age.assign(full.begin(), full.end());
  std::copy(signature.begin(), signature.end(), record.signature.begin());
  return record;
}

Result<SealStart> start_seal(const crypto::KeySet& keys, Random& random) {
  TRY_ASSIGN(crypto::AgeStart slip, crypto::AgeStart::make(keys.slip_recipients(), random));
  TRY_ASSIGN(crypto::AgeStart full, crypto::AgeStart::make(keys.full_recipients(), random));
  return SealStart{keys.id, std::move(slip), std::move(full)};
}

Result<SealedRecord> seal_record(const RecordId& id, const RecordContent& content,
                                 const crypto::KioskKeys& keys, Random& random,
                                 std::optional<SealStart> start) {
  if (content.form_id.empty()) return Error{ErrorCode::kInvalidInput, "record: no form id"};
  SealedRecord record;
  record.id = id;
  record.kiosk_id = keys.kiosk_id;
  record.form_id = content.form_id;
  std::optional<crypto::AgeStart> slip, full;
  if (start && start->set_id == keys.keys.id) {
    slip = std::move(start->slip);
    full = std::move(start->full);
  }
  TRY_ASSIGN(record.slip_age, seal_part(Part::kSlip, id, content, keys, std::move(slip), random));
  TRY_ASSIGN(record.full_age, seal_part(Part::kFull, id, content, keys, std::move(full), random));
  record.signature = keys.signer.sign(kDomain, signed_bytes(record));
  return record;
}

Status verify_record(const SealedRecord& record, const crypto::DeskTrust& trust) {
  const auto kiosk =
      std::find_if(trust.kiosks.begin(), trust.kiosks.end(),
                   [&](const crypto::KioskCard& card) { return card.kiosk_id == record.kiosk_id; });
  if (kiosk == trust.kiosks.end()) {
    return Error{ErrorCode::kNotFound, "the office has no kiosk of this name"};
  }
  if (!crypto::verify(kiosk->key, kDomain, signed_bytes(record), record.signature)) {
    return corrupt("the kiosk's signature doesn't fit");
  }
  return ok_status();
}

Result<OpenedRecord> open_record(const SealedRecord& record, const crypto::OpenedRole& role) {
  TRY_ASSIGN(InnerEnvelope slip, open_part(Part::kSlip, record, role));
  OpenedRecord opened;
  opened.content = std::move(slip.content);
  if (role.role == crypto::Role::kReception) return opened;
  TRY_ASSIGN(InnerEnvelope full, open_part(Part::kFull, record, role));
  if (!same_heading(opened.content, full.content)) {
    return corrupt("slip and full record contradict each other");
  }
  opened.content.full_xml = std::move(full.content.full_xml);
  opened.content.files = std::move(full.content.files);
  opened.has_full = !opened.content.full_xml.empty();
  return opened;
}

}  // namespace anlaufstelle::records
