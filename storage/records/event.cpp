// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/event.h"

#include <algorithm>
#include <cassert>

#include "storage/base/byte_reader.h"

namespace anlaufstelle::records {
namespace {

// ON DISK: do not change.
constexpr std::string_view kMagic = "ANLEVT";
constexpr std::uint8_t kVersion = 1;
constexpr std::string_view kDomain = "anlaufstelle/event/1";
constexpr std::string_view kStaff = "staff/", kKiosk = "kiosk/";
constexpr std::size_t kMaxActor = 64, kMaxDetail = 256;

Error corrupt(const char* what) {
  return Error{ErrorCode::kCorrupt, std::string("event: ") + what};
}

bool is_text(std::string_view text, std::size_t max) {
  return text.size() <= max && std::none_of(text.begin(), text.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte < 32 || byte == 127;
         });
}

// All but the signature.
Bytes signed_bytes(const Event& event) {
  ByteWriter out;
  out.raw(as_bytes(kMagic));
  out.u8(kVersion);
  out.raw(event.previous);
  out.u64(event.seq);
  out.u8(static_cast<std::uint8_t>(event.kind));
  out.u64(static_cast<std::uint64_t>(event.minute));
  out.raw(event.record.value_or(RecordId{}).bytes);
  out.sized(as_bytes(event.actor));
  out.sized(as_bytes(event.detail));
  return out.take();
}

const crypto::VerifyKey* key_of(const std::string& actor, const crypto::DeskTrust& trust) {
  for (const crypto::StaffCard& card : trust.staff) {
    if (actor == std::string(kStaff) + card.id) return &card.key;
  }
  for (const crypto::KioskCard& card : trust.kiosks) {
    if (actor == std::string(kKiosk) + card.kiosk_id) return &card.key;
  }
  return nullptr;
}

}  // namespace

std::string_view name_of(EventKind kind) {
  switch (kind) {
    case EventKind::kPrinted:
      return "printed";
    case EventKind::kInCounselling:
      return "in counselling";
    case EventKind::kDone:
      return "done";
    case EventKind::kExported:
      return "exported";
    case EventKind::kDeleted:
      return "deleted";
    case EventKind::kWithdrawn:
      return "withdrawn";
    case EventKind::kOpened:
      return "opened";
    case EventKind::kUnlocked:
      return "unlocked";
    case EventKind::kRestored:
      return "restored";
    case EventKind::kKeySetDestroyed:
      return "key set destroyed";
    case EventKind::kHeadNoted:
      return "head noted";
    case EventKind::kDayClosed:
      return "day closed";
    case EventKind::kOutcome:
      return "outcome";
  }
  return "unknown";
}

std::optional<RecordState> state_after(EventKind kind) {
  switch (kind) {
    case EventKind::kPrinted:
      return RecordState::kPrinted;
    case EventKind::kInCounselling:
      return RecordState::kInCounselling;
    case EventKind::kDone:
      return RecordState::kDone;
    case EventKind::kExported:
      return RecordState::kExported;
    case EventKind::kDeleted:
    case EventKind::kWithdrawn:
      return RecordState::kDeleted;
    case EventKind::kOpened:
    case EventKind::kUnlocked:
    case EventKind::kRestored:
    case EventKind::kKeySetDestroyed:
    case EventKind::kHeadNoted:
    case EventKind::kDayClosed:
    case EventKind::kOutcome:
      break;
  }
  return std::nullopt;
}

EventSigner signer_of(const crypto::OpenedRole& role) {
  assert(role.signer.has_value());
  return {std::string(kStaff) + role.staff_id, &*role.signer};
}

EventSigner signer_of(const crypto::KioskKeys& keys) {
  return {std::string(kKiosk) + keys.kiosk_id, &keys.signer};
}

Bytes write_event(Event& event, const crypto::SigningKey& key) {
  assert(!event.actor.empty() && is_text(event.actor, kMaxActor) &&
         is_text(event.detail, kMaxDetail));
  Bytes entry = signed_bytes(event);
  event.signature = key.sign(kDomain, entry);
  entry.insert(entry.end(), event.signature.begin(), event.signature.end());
  return entry;
}

Result<Event> read_event(ByteView entry) {
  ByteReader in(entry);
  TRY_ASSIGN(const ByteView magic, in.take(kMagic.size()));
  if (as_text(magic) != kMagic) return corrupt("not one");
  TRY_ASSIGN(const std::uint8_t version, in.u8());
  if (version > kVersion) return Error{ErrorCode::kTooNew, "event of a newer version"};
  if (version == 0) return corrupt("version");
  Event event;
  TRY_ASSIGN(const ByteView previous, in.take(event.previous.size()));
  std::copy(previous.begin(), previous.end(), event.previous.begin());
  TRY_ASSIGN(event.seq, in.u64());
  TRY_ASSIGN(const std::uint8_t kind, in.u8());
  if (kind == 0 || kind > static_cast<std::uint8_t>(EventKind::kOutcome)) return corrupt("kind");
  event.kind = static_cast<EventKind>(kind);
  TRY_ASSIGN(const std::uint64_t minute, in.u64());
  event.minute = static_cast<std::int64_t>(minute);
  RecordId id;
  TRY_ASSIGN(const ByteView record, in.take(id.bytes.size()));
  std::copy(record.begin(), record.end(), id.bytes.begin());
  if (id != RecordId{}) event.record = id;
  TRY_ASSIGN(const ByteView actor, in.sized());
  TRY_ASSIGN(const ByteView detail, in.sized());
  TRY_ASSIGN(const ByteView signature, in.take(event.signature.size()));
  if (in.left() != 0 || actor.empty() || !is_text(as_text(actor), kMaxActor) ||
      !is_text(as_text(detail), kMaxDetail)) {
    return corrupt("texts");
  }
  event.actor = as_text(actor);
  event.detail = as_text(detail);
  std::copy(signature.begin(), signature.end(), event.signature.begin());
  return event;
}

EventHash hash_of(ByteView entry) {
  return crypto::sha256(entry);
}

Status verify_event(const Event& event, const crypto::DeskTrust& trust) {
  const crypto::VerifyKey* const key = key_of(event.actor, trust);
  if (key == nullptr) return Error{ErrorCode::kNotFound, "event: nobody of this name"};
  if (!crypto::verify(*key, kDomain, signed_bytes(event), event.signature)) {
    return corrupt("its signature doesn't fit");
  }
  return ok_status();
}

}  // namespace anlaufstelle::records
