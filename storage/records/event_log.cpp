// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/event_log.h"

#include <algorithm>
#include <limits>

#include "storage/records/database.h"

namespace anlaufstelle::records {
namespace {

constexpr std::size_t kMaxDetail = 256;

bool is_detail(const std::string& text) {
  return text.size() <= kMaxDetail && std::none_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) < 32 || c == 127;
         });
}

std::string head_text(std::uint64_t seq, const EventHash& hash) {
  // The form of a fingerprint: what people compare by eye.
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string text = std::to_string(seq);
  for (std::size_t i = 0; i < 16; ++i) {
    if (i % 2 == 0) text += ' ';
    text += kDigits[hash[i] >> 4];
    text += kDigits[hash[i] & 15];
  }
  return text;
}

Result<EventLog::Head> head_of(Database& database) {
  TRY_ASSIGN(Statement last,
             database.prepare("SELECT seq, entry FROM event ORDER BY seq DESC LIMIT 1"));
  TRY_ASSIGN(const bool found, last.step());
  if (!found) return EventLog::Head{};
  return EventLog::Head{static_cast<std::uint64_t>(last.integer(0)), hash_of(last.bytes(1))};
}

// The row's column, which is there to be searched, against what was signed.
bool names_record(const Statement& row, int column, const Event& event) {
  const ByteView named = row.bytes(column);
  if (!event.record) return named.empty();
  return std::equal(named.begin(), named.end(), event.record->bytes.begin(),
                    event.record->bytes.end());
}

// One row (seq, entry, record) against its neighbours and its signer; "" where all is well.
std::string fault_of(const Statement& row, const EventLog::Head& before,
                     const crypto::DeskTrust& trust) {
  const auto seq = static_cast<std::uint64_t>(row.integer(0));
  const Result<Event> event = read_event(row.bytes(1));
  if (!event) return event.error().context;
  if (event->seq != seq) return "event: another number inside";
  if (!names_record(row, 2, *event)) return "event: another record inside";
  if (seq != before.seq + 1) return "event: numbers are missing before it";
  if (event->previous != before.hash) return "event: the one before was changed";
  const Status signature = verify_event(*event, trust);
  return signature ? std::string() : signature.error().context;
}

}  // namespace

bool EventLog::note_state(Standing& standing, const Event& event) {
  const auto state = state_after(event.kind);
  if (!state) return false;
  standing.state = *state;
  if (event.kind == EventKind::kInCounselling) standing.with = event.detail;
  return true;
}

std::string EventLog::Head::text() const {
  return head_text(seq, hash);
}

Result<Bytes> EventLog::add(Database& database, const NewEvent& made, const EventSigner& signer) {
  if (!is_detail(made.detail)) return Error{ErrorCode::kInvalidInput, "event: detail"};
  TRY_ASSIGN(const Head before, head_of(database));
  Event event;
  event.previous = before.hash;
  event.seq = before.seq + 1;
  event.kind = made.kind;
  event.minute = made.minute;
  event.record = made.record;
  event.actor = signer.actor;
  event.detail = made.detail;
  Bytes entry = write_event(event, *signer.key);
  TRY_ASSIGN(Statement row,
             database.prepare("INSERT INTO event (seq, record, entry) VALUES (?, ?, ?)"));
  row.bind(1, static_cast<std::int64_t>(event.seq));
  if (event.record) row.bind(2, ByteView(event.record->bytes));
  row.bind(3, ByteView(entry));
  TRY(row.run());
  return entry;
}

Status EventLog::append(const NewEvent& event, const EventSigner& signer) {
  return store_.in_transaction([&](Database& database) -> Status {
    if (event.record) {
      TRY_ASSIGN(Statement query, database.prepare("SELECT 1 FROM record WHERE id = ?"));
      query.bind(1, ByteView(event.record->bytes));
      TRY_ASSIGN(const bool found, query.step());
      if (!found) return Error{ErrorCode::kNotFound, "store: no record " + event.record->hex()};
    }
    TRY(add(database, event, signer));
    return ok_status();
  });
}

Result<EventLog::Head> EventLog::head() {
  TRY_ASSIGN(Database* const db, store_.database());
  return head_of(*db);
}

Result<std::vector<Event>> EventLog::list(const char* sql, const RecordId* id) {
  TRY_ASSIGN(Database* const db, store_.database());
  TRY_ASSIGN(Statement rows, db->prepare(sql));
  if (id != nullptr) rows.bind(1, ByteView(id->bytes));
  std::vector<Event> events;
  for (;;) {
    TRY_ASSIGN(const bool row, rows.step());
    if (!row) return events;
    TRY_ASSIGN(Event event, read_event(rows.bytes(0)));
    if (id != nullptr && event.record != *id) {
      return Error{ErrorCode::kCorrupt, "event: another record inside"};
    }
    events.push_back(std::move(event));
  }
}

Result<std::vector<Event>> EventLog::all() {
  return list("SELECT entry FROM event ORDER BY seq", nullptr);
}

Result<std::vector<Event>> EventLog::since(const Head& head, const crypto::DeskTrust& trust) {
  TRY_ASSIGN(Database* const db, store_.database());
  if (head.seq > 0) {
    TRY_ASSIGN(Statement at, db->prepare("SELECT entry FROM event WHERE seq = ?"));
    at.bind(1, static_cast<std::int64_t>(head.seq));
    TRY_ASSIGN(const bool found, at.step());
    if (!found || hash_of(at.bytes(0)) != head.hash) {
      return Error{ErrorCode::kNotFound, "event: the head isn't on the trail"};
    }
  }
  TRY_ASSIGN(Statement rows, db->prepare("SELECT entry FROM event WHERE seq > ? ORDER BY seq"));
  rows.bind(1, static_cast<std::int64_t>(head.seq));
  std::vector<Event> events;
  for (;;) {
    TRY_ASSIGN(const bool row, rows.step());
    if (!row) return events;
    TRY_ASSIGN(Event event, read_event(rows.bytes(0)));
    TRY(verify_event(event, trust));
    events.push_back(std::move(event));
  }
}

Result<std::vector<Event>> EventLog::of(const RecordId& id, const crypto::DeskTrust& trust) {
  TRY_ASSIGN(std::vector<Event> events,
             list("SELECT entry FROM event WHERE record = ? ORDER BY seq", &id));
  for (const Event& event : events) TRY(verify_event(event, trust));
  return events;
}

Result<std::vector<Event>> EventLog::heard_of(const RecordId& id, const crypto::DeskTrust& trust) {
  TRY_ASSIGN(std::vector<Event> events, list("SELECT entry FROM heard WHERE record = ?", &id));
  for (const Event& event : events) TRY(verify_event(event, trust));
  return events;
}

Result<EventLog::Standing> EventLog::standing(const RecordId& id, const crypto::DeskTrust& trust) {
  TRY_ASSIGN(const std::vector<Event> own, of(id, trust));
  Standing standing;
  std::int64_t minute = std::numeric_limits<std::int64_t>::min();
  for (const Event& event : own) {
    if (!note_state(standing, event)) continue;
    minute = event.minute;
  }
  TRY_ASSIGN(const std::vector<Event> heard, heard_of(id, trust));
  for (const Event& event : heard) {
    const auto state = state_after(event.kind);
    if (!state || event.minute < minute || (event.minute == minute && *state <= standing.state))
      continue;
    note_state(standing, event);
    minute = event.minute;
  }
  return standing;
}

Result<RecordState> EventLog::state(const RecordId& id, const crypto::DeskTrust& trust) {
  TRY_ASSIGN(const Standing now, standing(id, trust));
  return now.state;
}

Result<std::vector<EventLog::Break>> EventLog::check(const crypto::DeskTrust& trust,
                                                     const std::optional<std::string>& seen) {
  TRY_ASSIGN(Database* const db, store_.database());
  TRY_ASSIGN(Statement rows, db->prepare("SELECT seq, entry, record FROM event ORDER BY seq"));
  std::vector<Break> breaks;
  Head before;
  bool passed = !seen || *seen == before.text();
  for (;;) {
    TRY_ASSIGN(const bool row, rows.step());
    if (!row) break;
    const auto seq = static_cast<std::uint64_t>(rows.integer(0));
    std::string fault = fault_of(rows, before, trust);
    if (!fault.empty()) breaks.push_back({seq, std::move(fault)});
    before = {seq, hash_of(rows.bytes(1))};
    passed = passed || *seen == before.text();
  }
  if (!passed) {
    breaks.push_back({before.seq,
                      "the head that was noted doesn't lie on the trail: its end was "
                      "cut off or another trail put in its place"});
  }
  return breaks;
}

}  // namespace anlaufstelle::records
