// SPDX-License-Identifier: EUPL-1.2
#include "storage/sync/server_pull.h"

#include <algorithm>

#include "storage/base/file.h"
#include "storage/sync/inbox_file.h"

namespace anlaufstelle::sync {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kStretch = 2'000;  // rows that a slow transaction may be behind
constexpr std::size_t kPage = 5'000;
constexpr std::chrono::hours kWholeEvery{24};
constexpr std::string_view kKioskLogin = "kiosk_", kDeskLogin = "desk_";  // server_login()
constexpr std::uint32_t kUuid = 2950;  // its OID in every PostgreSQL

Error not_ours(const char* what) {
  return Error{ErrorCode::kCorrupt, std::string("server: ") + what};
}

// PostgreSQL's binary formats: big-endian.
template <typename T>
void append(Bytes& to, T value) {
  for (int shift = static_cast<int>(sizeof value - 1) * 8; shift >= 0; shift -= 8)
    to.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> shift));
}
Bytes of_integer(std::int64_t value) {
  Bytes bytes;
  append(bytes, value);
  return bytes;
}
std::optional<std::int64_t> integer_of(const std::optional<Bytes>& bytes) {
  if (!bytes || bytes->size() != 8) return std::nullopt;
  std::uint64_t value = 0;
  for (const std::uint8_t byte : *bytes) value = value << 8 | byte;
  return static_cast<std::int64_t>(value);
}
std::optional<RecordId> id_of(const std::optional<Bytes>& bytes) {
  RecordId id;
  if (!bytes || bytes->size() != id.bytes.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), id.bytes.begin());
  return id;
}
// One dimension, no NULL, from index 1.
Bytes of_ids(const std::vector<RecordId>& ids) {
  Bytes bytes;
  for (const std::uint32_t word : {1u, 0u, kUuid, static_cast<std::uint32_t>(ids.size()), 1u})
    append(bytes, word);
  for (const RecordId& id : ids) {
    append(bytes, static_cast<std::uint32_t>(id.bytes.size()));
    bytes.insert(bytes.end(), id.bytes.begin(), id.bytes.end());
  }
  return bytes;
}

bool lies_at(const fs::path& file) {
  std::error_code failed;
  return fs::exists(fs::symlink_status(file, failed));
}

// A kiosk's or desk's id out of its login's name; it becomes a file's name.
std::optional<std::string> name_of(const std::optional<Bytes>& login, std::string_view prefix) {
  if (!login || !as_text(*login).starts_with(prefix)) return std::nullopt;
  std::string id(as_text(*login).substr(prefix.size()));
  const bool plain =
      !id.empty() && id.size() <= 32 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      });
  return plain ? std::optional(id) : std::nullopt;
}

}  // namespace

Result<std::vector<ServerPull::Listed>> ServerPull::list(std::int64_t behind) {
  const std::optional<Bytes> values[] = {of_integer(behind)};
  TRY_ASSIGN(const auto rows,
             link_.ask("SELECT id, seq, taken_at IS NOT NULL FROM intake.envelope WHERE seq > "
                       "$1::bigint AND envelope IS NOT NULL AND gone_at IS NULL "
                       "ORDER BY seq LIMIT 5000",
                       values));
  std::vector<Listed> page;
  for (const auto& row : rows) {
    const auto id = row.size() == 3 ? id_of(row[0]) : std::nullopt;
    const auto seq = id ? integer_of(row[1]) : std::nullopt;
    if (!seq || !row[2] || row[2]->size() != 1) return not_ours("envelope");
    page.push_back({*id, *seq, row[2]->front() != 0});
  }
  return page;
}

// Nothing came where retention was quicker.
Result<bool> ServerPull::pull(const RecordId& id) {
  const std::optional<Bytes> values[] = {Bytes(id.bytes.begin(), id.bytes.end())};
  TRY_ASSIGN(const auto rows,
             link_.ask("SELECT envelope FROM intake.envelope WHERE id = $1::uuid", values));
  if (rows.empty() || rows.front().empty() || !rows.front().front()) return false;
  const Bytes& envelope = *rows.front().front();
  if (envelope.size() > kMaxEnvelope) return not_ours("an envelope that is too large");
  TRY(write_file_durably(inbox_ / (id.hex() + std::string(kEnvelopeSuffix)), envelope, 0640));
  return true;
}

Status ServerPull::tell_taken(const std::vector<RecordId>& ids) {
  if (ids.empty()) return ok_status();
  const std::optional<Bytes> values[] = {of_ids(ids)};
  TRY(link_.ask("SELECT intake.taken($1::uuid[])", values));
  return ok_status();
}

Status ServerPull::take_page(std::span<const Listed> page, Round& round) {
  std::vector<Listed> open;
  std::copy_if(page.begin(), page.end(), std::back_inserter(open),
               [&](const Listed& one) { return !settled_.contains(one.id); });
  std::vector<RecordId> ids;
  for (const Listed& one : open) ids.push_back(one.id);
  TRY_ASSIGN(const std::vector<bool> known, store_.knows(ids));
  std::vector<RecordId> to_tell;
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (known[i]) {
      if (!open[i].taken) to_tell.push_back(ids[i]);
      continue;
    }
    const std::string name = ids[i].hex() + std::string(kEnvelopeSuffix);
    if (lies_at(inbox_ / kQuarantineFolder / name)) continue;  // somebody must look at it
    if (lies_at(inbox_ / name)) {
      ++round.waiting;
      continue;
    }
    TRY_ASSIGN(const bool came, pull(ids[i]));
    round.pulled += came ? 1 : 0;
    round.waiting += came ? 1 : 0;
  }
  TRY(tell_taken(to_tell));
  for (std::size_t i = 0; i < open.size(); ++i)
    if (known[i]) settled_.insert(ids[i]);
  return ok_status();
}

Status ServerPull::pull_heads() {
  TRY_ASSIGN(const auto rows, link_.ask("SELECT kiosk, head FROM intake.head"));
  for (const auto& row : rows) {
    const auto kiosk = row.size() == 2 ? name_of(row[0], kKioskLogin) : std::nullopt;
    if (!kiosk || !row[1] || heads_[*kiosk] == *row[1]) continue;
    TRY(write_file_durably(inbox_ / (*kiosk + std::string(kHeadSuffix)), *row[1], 0640));
    heads_[*kiosk] = *row[1];
  }
  return ok_status();
}

Status ServerPull::pull_words(bool whole, Round& round) {
  std::int64_t at = whole ? 0 : std::max<std::int64_t>(0, furthest_word_ - kStretch);
  for (bool more = true; more;) {
    const std::optional<Bytes> values[] = {of_integer(at)};
    TRY_ASSIGN(const auto rows,
               link_.ask("SELECT seq, desk, number, event FROM intake.event WHERE seq > "
                         "$1::bigint AND desk <> session_user ORDER BY seq LIMIT 500",
                         values));
    for (const auto& row : rows) {
      const auto seq = row.size() == 4 ? integer_of(row[0]) : std::nullopt;
      const auto desk = seq ? name_of(row[1], kDeskLogin) : std::nullopt;
      const auto number = desk ? integer_of(row[2]) : std::nullopt;
      if (!number || !row[3] || row[3]->size() > kMaxWord) return not_ours("a desk's word");
      at = *seq;
      if (heard_.contains(*seq)) continue;
      const std::string file = *desk + "-" + std::to_string(*number) + std::string(kWordSuffix);
      TRY(write_file_durably(inbox_ / file, *row[3], 0640));
      heard_.insert(*seq);
      ++round.words;
    }
    furthest_word_ = std::max(furthest_word_, at);
    more = rows.size() == 500;
  }
  return ok_status();
}

// Numbers are given anew behind the last one that the server has of this desk: what was sent, but
// not acknowledged, is told twice, and heard once.
Status ServerPull::tell(Round& round) {
  while (store_.has_untold()) {
    TRY_ASSIGN(const auto untold, store_.untold());
    if (untold.empty()) break;
    TRY_ASSIGN(const auto last, link_.ask("SELECT coalesce(max(number), 0) FROM intake.event "
                                          "WHERE desk = session_user"));
    auto number = last.size() == 1 && last[0].size() == 1 ? integer_of(last[0][0]) : std::nullopt;
    if (!number) return not_ours("the last word");
    for (const auto& one : untold) {
      std::optional<Bytes> gone;
      if (one.withdrawn) gone.emplace(one.withdrawn->bytes.begin(), one.withdrawn->bytes.end());
      const std::optional<Bytes> values[] = {of_integer(++*number), one.sealed, gone};
      TRY_ASSIGN(const auto answer,
                 link_.ask("SELECT intake.put_event($1::bigint, $2::bytea, $3::uuid)", values));
      const bool stored = answer.size() == 1 && answer[0].size() == 1 && answer[0][0] &&
                          as_text(*answer[0][0]) == "stored";
      if (!stored) return Error{ErrorCode::kConflict, "server: another desk has this one's name"};
      TRY(store_.told(one.seq));
      ++round.told;
    }
  }
  return ok_status();
}

Result<ServerPull::Round> ServerPull::run(std::chrono::milliseconds monotonic) {
  std::error_code failed;
  if (!fs::is_directory(inbox_, failed))
    return Error{ErrorCode::kUnreachable, inbox_.string() + ": no such folder"};
  const bool whole = monotonic >= next_whole_;
  Round round;
  std::int64_t at = whole ? 0 : std::max<std::int64_t>(0, furthest_ - kStretch);
  for (;;) {
    TRY_ASSIGN(const std::vector<Listed> page, list(at));
    TRY(take_page(page, round));
    if (!page.empty()) at = page.back().seq;
    furthest_ = std::max(furthest_, at);
    if (page.size() < kPage) break;
  }
  TRY(pull_heads());
  TRY(pull_words(whole, round));
  TRY(tell(round));
  if (whole) next_whole_ = monotonic + kWholeEvery;
  return round;
}

}  // namespace anlaufstelle::sync
