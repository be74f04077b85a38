// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/outcome.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "storage/crypto/hex.h"
#include "storage/records/database.h"
#include "storage/records/event_log.h"
#include "storage/records/figures.h"

namespace anlaufstelle::records {
namespace {

// ON DISK: do not change.
constexpr std::string_view kKind = "anlaufstelle-outcome/";
constexpr std::string_view kTitle = "anlaufstelle-outcome/1\n";
constexpr std::string_view kStaff = "staff/";
constexpr std::size_t kPaddingStep = 256;

Error corrupt(const std::string& what) {
  return Error{ErrorCode::kCorrupt, "outcome: " + what};
}

std::string text_of(const Outcome& outcome) {
  std::string text(kTitle);
  const auto line = [&](std::string_view what, const std::string& value) {
    text.append(what).append(" ").append(value).append("\n");
  };
  line("month", outcome.month);
  for (const std::string& path : outcome.paths) line("path", path);
  for (const std::string& referral : outcome.referrals) line("referral", referral);
  line("result", outcome.result);
  text.resize((text.size() / kPaddingStep + 1) * kPaddingStep, '\n');
  return text;
}

// Each code can be counted later, and none twice.
bool is_outcome(const Outcome& outcome) {
  std::set<std::string> seen;
  const auto codes_of = [&](const char* what, const std::vector<std::string>& codes) {
    return std::all_of(codes.begin(), codes.end(), [&](const std::string& code) {
      return is_figure({outcome.month, what, code}) && seen.insert(what + code).second;
    });
  };
  return codes_of("path", outcome.paths) && codes_of("referral", outcome.referrals) &&
         is_figure({outcome.month, "result", outcome.result});
}

}  // namespace

Result<SealedOutcome> seal_outcome(const Outcome& outcome, const crypto::KeySet& keys,
                                   Random& random) {
  if (!is_outcome(outcome)) return Error{ErrorCode::kInvalidInput, "outcome: a code"};
  std::string text = text_of(outcome);
  auto sealed = crypto::age_seal(as_bytes(text), keys.full_recipients(), random);
  anlaufstelle::wipe(text);
  if (!sealed) return sealed.error();
  return SealedOutcome{keys.id, std::move(*sealed)};
}

Result<Outcome> open_outcome(ByteView age, std::span<const crypto::Identity> identities) {
  TRY_ASSIGN(const SecretBytes opened, crypto::age_open(age, identities));
  const std::string_view text = opened.text();
  if (!text.starts_with(kTitle)) {
    if (text.starts_with(kKind)) return Error{ErrorCode::kTooNew, "outcome of a newer version"};
    return corrupt("title");
  }
  Outcome outcome;
  std::istringstream lines{std::string(text.substr(kTitle.size()))};
  std::string what, value;
  while (lines >> what >> value) {
    if (what == "month") outcome.month = value;
    if (what == "path") outcome.paths.push_back(value);
    if (what == "referral") outcome.referrals.push_back(value);
    if (what == "result") outcome.result = value;
  }
  // Each content has one text: anything else in it is damage.
  std::string again = text_of(outcome);
  const bool same = is_outcome(outcome) && again == text;
  anlaufstelle::wipe(again);
  if (!same) return corrupt("form");
  return outcome;
}

bool may_enter_outcome(const std::string& actor, const crypto::DeskTrust& trust) {
  return std::any_of(trust.staff.begin(), trust.staff.end(), [&](const crypto::StaffCard& card) {
    return card.role == crypto::Role::kCounselling && actor == std::string(kStaff) + card.id;
  });
}

Status Outcomes::put(const RecordId& id, const SealedOutcome& outcome, std::int64_t minute,
                     const EventSigner& signer) {
  return store_.in_transaction([&](Database& database) -> Status {
    {
      TRY_ASSIGN(Statement query, database.prepare("SELECT 1 FROM record WHERE id = ?"));
      query.bind(1, ByteView(id.bytes));
      TRY_ASSIGN(const bool found, query.step());
      if (!found) return Error{ErrorCode::kNotFound, "store: no record " + id.hex()};
    }
    TRY_ASSIGN(const Bytes entry,
               EventLog::add(
                   database,
                   {EventKind::kOutcome, id, crypto::to_hex(crypto::sha256(outcome.age)), minute},
                   signer));
    TRY_ASSIGN(Statement row,
               database.prepare("REPLACE INTO outcome (record, entry, key_set, sealed) "
                                "VALUES (?, ?, ?, ?)"));
    row.bind(1, ByteView(id.bytes));
    row.bind(2, ByteView(entry));
    row.bind(3, std::string_view(outcome.key_set));
    row.bind(4, ByteView(outcome.age));
    return row.run();
  });
}

Result<std::optional<Outcomes::Kept>> Outcomes::of(const RecordId& id,
                                                   const crypto::DeskTrust& trust) {
  TRY_ASSIGN(Database* const db, store_.database());
  TRY_ASSIGN(Statement row, db->prepare("SELECT entry, sealed FROM outcome WHERE record = ?"));
  row.bind(1, ByteView(id.bytes));
  TRY_ASSIGN(const bool found, row.step());
  if (!found) return std::optional<Kept>();
  TRY_ASSIGN(Event event, read_event(row.bytes(0)));
  TRY(verify_event(event, trust));
  const ByteView age = row.bytes(1);
  if (event.kind != EventKind::kOutcome || event.record != id ||
      event.detail != crypto::to_hex(crypto::sha256(age))) {
    return corrupt("not what was signed");
  }
  if (!may_enter_outcome(event.actor, trust)) return corrupt("not by a counsellor");
  return std::optional(Kept{std::move(event), Bytes(age.begin(), age.end())});
}

Result<std::vector<Bytes>> Outcomes::loose() {
  TRY_ASSIGN(Database* const db, store_.database());
  TRY_ASSIGN(Statement rows, db->prepare("SELECT sealed FROM outcome WHERE record IS NULL"));
  std::vector<Bytes> sealed;
  for (;;) {
    TRY_ASSIGN(const bool row, rows.step());
    if (!row) return sealed;
    const ByteView age = rows.bytes(0);
    sealed.emplace_back(age.begin(), age.end());
  }
}

Result<std::vector<std::string>> Outcomes::key_sets() {
  TRY_ASSIGN(Database* const db, store_.database());
  TRY_ASSIGN(Statement rows, db->prepare("SELECT DISTINCT key_set FROM outcome"));
  std::vector<std::string> ids;
  for (;;) {
    TRY_ASSIGN(const bool row, rows.step());
    if (!row) return ids;
    ids.push_back(rows.text(0));
  }
}

}  // namespace anlaufstelle::records
