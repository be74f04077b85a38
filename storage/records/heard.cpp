// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/heard.h"

#include <algorithm>

#include "storage/base/byte_reader.h"
#include "storage/crypto/hex.h"
#include "storage/records/burial.h"
#include "storage/records/database.h"
#include "storage/records/event_log.h"

namespace anlaufstelle::records {
namespace {

// ON DISK: do not change.
constexpr std::string_view kMagic = "ANLWRD";
constexpr std::uint8_t kVersion = 1;
constexpr std::string_view kStaff = "staff/";
constexpr std::size_t kPaddingStep = 4096;

Error corrupt(const char* what) {
  return Error{ErrorCode::kCorrupt, std::string("word: ") + what};
}

bool is_told(EventKind kind) {
  switch (kind) {
    case EventKind::kPrinted:
    case EventKind::kInCounselling:
    case EventKind::kDone:
    case EventKind::kExported:
    case EventKind::kWithdrawn:
    case EventKind::kOutcome:
      return true;
    default:
      return false;
  }
}

// Whoever left could have kept the key: nothing new is taken of them, whatever time it claims.
bool may_tell(const Event& event, const crypto::DeskTrust& trust) {
  return std::any_of(trust.staff.begin(), trust.staff.end(), [&](const crypto::StaffCard& card) {
    return event.actor == std::string(kStaff) + card.id &&
           card.state == crypto::StaffState::kActive &&
           (card.role == crypto::Role::kCounselling ||
            (card.role == crypto::Role::kReception && event.kind != EventKind::kOutcome &&
             event.kind != EventKind::kExported));
  });
}

Result<Event> verified(const Word& word, const crypto::DeskTrust& trust) {
  TRY_ASSIGN(Event event, read_event(word.entry));
  TRY(verify_event(event, trust));
  if (!event.record || !is_told(event.kind) || !may_tell(event, trust))
    return corrupt("nobody here may say that");
  const bool whole =
      event.kind == EventKind::kOutcome
          ? word.outcome && event.detail == crypto::to_hex(crypto::sha256(word.outcome->age))
          : !word.outcome;
  if (!whole) return corrupt("its outcome");
  return event;
}

Result<bool> is_there(Database& database, const char* sql, ByteView key) {
  TRY_ASSIGN(Statement query, database.prepare(sql));
  query.bind(1, key);
  return query.step();
}

// By its bytes; the own trail has it after a backup of it was read back.
Result<bool> is_known(Database& database, const Word& word, const Event& event) {
  TRY_ASSIGN(const bool heard,
             is_there(database, "SELECT 1 FROM heard WHERE hash = ?", hash_of(word.entry)));
  if (heard) return true;
  TRY_ASSIGN(Statement own, database.prepare("SELECT 1 FROM event WHERE record = ? AND entry = ?"));
  own.bind(1, ByteView(event.record->bytes));
  own.bind(2, ByteView(word.entry));
  return own.step();
}

Status keep_word(Database& database, const Word& word, const Event& event) {
  TRY_ASSIGN(Statement row,
             database.prepare("INSERT INTO heard (hash, record, entry) VALUES (?, ?, ?)"));
  const EventHash hash = hash_of(word.entry);
  row.bind(1, ByteView(hash));
  row.bind(2, ByteView(event.record->bytes));
  row.bind(3, ByteView(word.entry));
  return row.run();
}

// Unless a later one is here.
Status keep_outcome(Database& database, const Word& word, const Event& event) {
  TRY_ASSIGN(Statement query, database.prepare("SELECT entry FROM outcome WHERE record = ?"));
  query.bind(1, ByteView(event.record->bytes));
  TRY_ASSIGN(const bool found, query.step());
  if (found) {
    const auto here = read_event(query.bytes(0));
    if (here && here->minute > event.minute) return ok_status();
  }
  TRY_ASSIGN(Statement row,
             database.prepare("REPLACE INTO outcome (record, entry, key_set, sealed) "
                              "VALUES (?, ?, ?, ?)"));
  row.bind(1, ByteView(event.record->bytes));
  row.bind(2, ByteView(word.entry));
  row.bind(3, std::string_view(word.outcome->key_set));
  row.bind(4, ByteView(word.outcome->age));
  return row.run();
}

Result<std::optional<SealedOutcome>> outcome_of(Database& database, ByteView entry) {
  TRY_ASSIGN(Statement query,
             database.prepare("SELECT key_set, sealed FROM outcome WHERE entry = ?"));
  query.bind(1, entry);
  TRY_ASSIGN(const bool found, query.step());
  if (!found) return std::optional<SealedOutcome>();
  const ByteView age = query.bytes(1);
  return std::optional(SealedOutcome{query.text(0), Bytes(age.begin(), age.end())});
}

}  // namespace

Result<Bytes> seal_word(const Word& word, const crypto::KeySet& keys, Random& random) {
  ByteWriter out;
  out.sized(as_bytes(kMagic));
  out.u8(kVersion);
  out.sized(word.entry);
  out.sized(as_bytes(word.outcome ? std::string_view(word.outcome->key_set) : ""));
  out.sized(word.outcome ? ByteView(word.outcome->age) : ByteView());
  Bytes text = out.take();
  text.resize((text.size() / kPaddingStep + 1) * kPaddingStep);
  return crypto::age_seal(text, keys.slip_recipients(), random);
}

Result<Word> open_word(ByteView sealed, std::span<const crypto::Identity> identities) {
  TRY_ASSIGN(const SecretBytes text, crypto::age_open(sealed, identities));
  ByteReader in(text.view());
  TRY_ASSIGN(const ByteView magic, in.sized());
  if (as_text(magic) != kMagic) return corrupt("not one");
  TRY_ASSIGN(const std::uint8_t version, in.u8());
  if (version > kVersion) return Error{ErrorCode::kTooNew, "word of a newer version"};
  if (version == 0) return corrupt("version");
  TRY_ASSIGN(const ByteView entry, in.sized());
  TRY_ASSIGN(const ByteView key_set, in.sized());
  TRY_ASSIGN(const ByteView age, in.sized());
  TRY_ASSIGN(const ByteView rest, in.take(in.left()));
  if (key_set.empty() != age.empty() ||
      std::any_of(rest.begin(), rest.end(), [](std::uint8_t byte) { return byte != 0; }))
    return corrupt("form");
  Word word{Bytes(entry.begin(), entry.end()), std::nullopt};
  if (!age.empty())
    word.outcome = SealedOutcome{std::string(as_text(key_set)), Bytes(age.begin(), age.end())};
  return word;
}

Result<std::vector<Heard::Untold>> Heard::untold(std::size_t at_most) {
  TRY_ASSIGN(Database* const db, store_.database());
  TRY_ASSIGN(const std::int64_t told, db->integer("SELECT seq FROM told"));
  TRY_ASSIGN(Statement rows,
             db->prepare("SELECT seq, entry FROM event WHERE seq > ? AND record IS NOT NULL "
                         "ORDER BY seq"));
  rows.bind(1, told);
  std::vector<Untold> untold;
  while (untold.size() < at_most) {
    TRY_ASSIGN(const bool row, rows.step());
    if (!row) break;
    TRY_ASSIGN(const Event event, read_event(rows.bytes(1)));
    // What was heard itself is signed here once more: the other desk has told it to all.
    if (!is_told(event.kind) || event.detail.starts_with(kHeardFrom)) continue;
    const ByteView entry = rows.bytes(1);
    Untold one{static_cast<std::uint64_t>(rows.integer(0)), {}, {}};
    one.word.entry.assign(entry.begin(), entry.end());
    if (event.kind == EventKind::kWithdrawn) one.withdrawn = event.record;
    if (event.kind == EventKind::kOutcome) {
      TRY_ASSIGN(one.word.outcome, outcome_of(*db, entry));
      if (!one.word.outcome) continue;  // a later one took its place, or it is gone
    }
    untold.push_back(std::move(one));
  }
  return untold;
}

Status Heard::told(std::uint64_t seq) {
  return store_.in_transaction([&](Database& database) -> Status {
    TRY_ASSIGN(Statement row, database.prepare("UPDATE told SET seq = max(seq, ?)"));
    row.bind(1, static_cast<std::int64_t>(seq));
    return row.run();
  });
}

Result<Heard::Taken> Heard::take_into(Database& database, const Word& word, const Event& event,
                                      std::int64_t minute, const EventSigner& signer) {
  const RecordId id = *event.record;
  TRY_ASSIGN(const bool known, is_known(database, word, event));
  TRY_ASSIGN(const bool gone, is_there(database, "SELECT 1 FROM tombstone WHERE id = ?", id.bytes));
  if (known || gone) return Taken::kKnown;
  if (event.kind == EventKind::kWithdrawn) {
    TRY(bury(database, id, OutcomeAtEnd::kForget));
    TRY(EventLog::add(database,
                      {EventKind::kWithdrawn, id, std::string(kHeardFrom) + event.actor, minute},
                      signer));
    return Taken::kNew;
  }
  TRY_ASSIGN(const bool here, is_there(database, "SELECT 1 FROM record WHERE id = ?", id.bytes));
  if (!here) return Taken::kTooEarly;
  TRY(keep_word(database, word, event));
  if (word.outcome) TRY(keep_outcome(database, word, event));
  return Taken::kNew;
}

Result<Heard::Taken> Heard::take(const Word& word, const crypto::DeskTrust& trust,
                                 std::int64_t minute, const EventSigner& signer) {
  TRY_ASSIGN(const Event event, verified(word, trust));
  Taken taken = Taken::kKnown;
  const Status done = store_.in_transaction([&](Database& database) -> Status {
    TRY_ASSIGN(taken, take_into(database, word, event, minute, signer));
    return ok_status();
  });
  TRY(done);
  // What was deleted is in the log until that is emptied.
  if (taken == Taken::kNew && event.kind == EventKind::kWithdrawn) TRY(store_.checkpoint());
  return taken;
}

Result<std::vector<RecordId>> Heard::records() {
  TRY_ASSIGN(Database* const db, store_.database());
  TRY_ASSIGN(Statement rows, db->prepare("SELECT DISTINCT record FROM heard"));
  std::vector<RecordId> ids;
  for (;;) {
    TRY_ASSIGN(const bool row, rows.step());
    if (!row) return ids;
    RecordId id;
    const ByteView bytes = rows.bytes(0);
    if (bytes.size() != id.bytes.size()) return corrupt("record id");
    std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
    ids.push_back(id);
  }
}

}  // namespace anlaufstelle::records
