// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/card_index.h"

#include <algorithm>

#include "storage/base/byte_reader.h"
#include "storage/base/file.h"
#include "storage/records/sealed_record.h"

namespace anlaufstelle::casework {
namespace {

// ON DISK: do not change.
constexpr std::string_view kMagic = "ANLIDX", kDomain = "anlaufstelle/index/1";
constexpr std::uint8_t kVersion = 2;
constexpr std::size_t kPaddingStep = 64 * 1024, kMaxIndex = 256u << 20;

Error corrupt(const char* what) {
  return Error{ErrorCode::kCorrupt, std::string("index: ") + what};
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

void write_card(ByteWriter& out, const QueueEntry& card) {
  out.raw(card.id.bytes);
  for (const std::string* text : {&card.kiosk_id, &card.number, &card.language, &card.form_id}) {
    out.sized(as_bytes(*text));
  }
  out.sized(as_bytes(joined(card.urgency)));
  out.u64(static_cast<std::uint64_t>(card.minute));
  out.u8(card.interpreter ? 1 : 0);
  out.u8(static_cast<std::uint8_t>(card.state));
  out.sized(as_bytes(card.with));
}

Result<QueueEntry> read_card(ByteReader& in) {
  QueueEntry card;
  TRY_ASSIGN(const ByteView id, in.take(card.id.bytes.size()));
  std::copy(id.begin(), id.end(), card.id.bytes.begin());
  for (std::string* text : {&card.kiosk_id, &card.number, &card.language, &card.form_id}) {
    TRY_ASSIGN(const ByteView bytes, in.sized());
    *text = as_text(bytes);
  }
  TRY_ASSIGN(const ByteView urgency, in.sized());
  card.urgency = urgency_codes(as_text(urgency));
  TRY_ASSIGN(const std::uint64_t minute, in.u64());
  card.minute = static_cast<std::int64_t>(minute);
  TRY_ASSIGN(const std::uint8_t interpreter, in.u8());
  card.interpreter = interpreter != 0;
  TRY_ASSIGN(const std::uint8_t state, in.u8());
  if (state > static_cast<std::uint8_t>(records::RecordState::kDeleted)) return corrupt("state");
  card.state = static_cast<records::RecordState>(state);
  TRY_ASSIGN(const ByteView with, in.sized());
  card.with = as_text(with);
  return card;
}

// Who wrote it must work here now: somebody who left could have kept the signing key.
const crypto::VerifyKey* key_of(const std::string& staff_id, const crypto::DeskTrust& trust) {
  const auto card = std::find_if(trust.staff.begin(), trust.staff.end(), [&](const auto& one) {
    return one.id == staff_id && one.state == crypto::StaffState::kActive &&
           one.role != crypto::Role::kAdministration;
  });
  return card == trust.staff.end() ? nullptr : &card->key;
}

struct Index {
  records::EventLog::Head head;  // the states are those of then
  Cards cards;
};

Result<Index> read_index(ByteView text) {
  ByteReader in(text);
  Index index;
  TRY_ASSIGN(index.head.seq, in.u64());
  TRY_ASSIGN(const ByteView hash, in.take(index.head.hash.size()));
  std::copy(hash.begin(), hash.end(), index.head.hash.begin());
  TRY_ASSIGN(const std::uint32_t count, in.u32());
  std::map<std::string, std::string> names;  // one look for each language
  for (std::uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(QueueEntry card, read_card(in));
    auto name = names.find(card.language);
    if (name == names.end()) {
      name = names.emplace(card.language, language::language_name(card.language, "de")).first;
    }
    card.language_german = name->second;
    index.cards.emplace_hint(index.cards.end(), card.id, std::move(card));
  }
  return index;
}

}  // namespace

std::filesystem::path index_beside(const std::filesystem::path& store_file) {
  return store_file.parent_path() / "desk.index";
}

Status remove_index(const std::filesystem::path& store_file) {
  std::error_code failed;
  std::filesystem::remove(index_beside(store_file), failed);
  if (failed) return Error{ErrorCode::kIo, "index: " + failed.message()};
  return ok_status();
}

Result<Cards> load_cards(const std::filesystem::path& file, records::RecordStore& store,
                         const crypto::DeskTrust& trust, const crypto::OpenedRole& role) {
  TRY_ASSIGN(const Bytes bytes, read_file(file, kMaxIndex));
  ByteReader in(bytes);
  TRY_ASSIGN(const ByteView magic, in.take(kMagic.size()));
  if (as_text(magic) != kMagic) return corrupt("not one");
  TRY_ASSIGN(const std::uint8_t version, in.u8());
  if (version != kVersion) return Error{ErrorCode::kTooNew, "index of another version"};
  TRY_ASSIGN(const ByteView writer, in.sized());
  TRY_ASSIGN(const ByteView sealed, in.sized());
  crypto::Signature signature{};
  TRY_ASSIGN(const ByteView signed_by, in.take(signature.size()));
  std::copy(signed_by.begin(), signed_by.end(), signature.begin());
  const crypto::VerifyKey* const key = key_of(std::string(as_text(writer)), trust);
  if (in.left() != 0 || key == nullptr || !crypto::verify(*key, kDomain, sealed, signature)) {
    return corrupt("nobody who works here signed it");
  }
  TRY_ASSIGN(const SecretBytes text, crypto::age_open(sealed, role.identities));
  TRY_ASSIGN(Index index, read_index(text.view()));
  TRY_ASSIGN(const auto events, records::EventLog(store).since(index.head, trust));
  for (const records::Event& event : events) {
    if (!event.record) continue;
    const auto card = index.cards.find(*event.record);
    if (card == index.cards.end()) continue;
    records::EventLog::Standing standing{card->second.state, card->second.with};
    records::EventLog::note_state(standing, event);
    card->second.state = standing.state;
    card->second.with = standing.with;
  }
  return std::move(index.cards);
}

Status save_cards(const std::filesystem::path& file, const Cards& cards,
                  records::RecordStore& store, const crypto::DeskTrust& trust,
                  const crypto::OpenedRole& role, Random& random) {
  TRY_ASSIGN(const auto head, records::EventLog(store).head());
  ByteWriter out;
  out.u64(head.seq);
  out.raw(head.hash);
  out.u32(static_cast<std::uint32_t>(cards.size()));
  for (const auto& [id, card] : cards) write_card(out, card);
  Bytes text = out.take();
  text.resize((text.size() / kPaddingStep + 1) * kPaddingStep);
  auto sealed = crypto::age_seal(text, trust.sets.front().slip_recipients(), random);
  wipe(text.data(), text.size());
  if (!sealed) return sealed.error();
  ByteWriter whole;
  whole.raw(as_bytes(kMagic));
  whole.u8(kVersion);
  whole.sized(as_bytes(role.staff_id));
  whole.sized(*sealed);
  whole.raw(role.signer->sign(kDomain, *sealed));
  return write_file_durably(file, whole.bytes());
}

}  // namespace anlaufstelle::casework
