// SPDX-License-Identifier: EUPL-1.2
#include "storage/sync/outbox_pump.h"

#include <algorithm>
#include <charconv>

#include "storage/sync/server_link.h"

namespace anlaufstelle::sync {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kAnHour{3'600'000};
// ON DISK: do not change.
constexpr std::string_view kTitle = "anlaufstelle-sync/1\n", kNone = "-";
constexpr std::string_view kKeys[] = {"state", "waiting", "refused", "oldest", "since"};

std::optional<std::string_view> take_line(std::string_view& text, std::string_view key) {
  const auto end = text.find('\n');
  const std::string start = std::string(key) + ": ";
  if (end == std::string_view::npos || !text.starts_with(start)) return std::nullopt;
  const std::string_view value = text.substr(start.size(), end - start.size());
  text.remove_prefix(end + 1);
  return value;
}

template <typename Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failed == std::errc() && end == text.data() + text.size() && number >= 0;
}

std::string age_text(std::chrono::seconds age) {
  using namespace std::chrono;
  if (age < minutes(2)) return "less than 2 minutes";
  if (age < hours(2)) return std::to_string(floor<minutes>(age).count()) + " minutes";
  if (age < days(2)) return std::to_string(floor<hours>(age).count()) + " hours";
  return std::to_string(floor<days>(age).count()) + " days";
}

std::string sentence(const std::string& state) {
  for (int i = 0; i <= static_cast<int>(ServerState::kNotPrepared); ++i) {
    if (name_of(static_cast<ServerState>(i)) == state)
      return std::string(sentence_of(static_cast<ServerState>(i)));
  }
  return "Last error: " + state + ".";
}

}  // namespace

milliseconds BackOff::after(int failures, Random& random) const {
  milliseconds whole = first;
  for (int i = 1; i < failures && whole < most; ++i) whole *= 2;
  whole = std::min(whole, most);
  std::uint8_t chance[2];
  random.fill(chance);
  const auto part = (chance[0] << 8 | chance[1]) * whole.count() / 65'536;
  return milliseconds(whole.count() / 2 + part / 2);
}

std::string SyncReport::text(UnixSeconds now) const {
  if (waiting == 0) return "Every record is handed over.";
  std::string text = std::to_string(waiting) + (waiting == 1 ? " record waits" : " records wait") +
                     ", the oldest for " +
                     age_text(std::max(now - since, std::chrono::seconds(0))) + ". " +
                     sentence(state);
  if (refused > 0) {
    text += " " + std::to_string(refused) +
            " of them can't be handed over: damaged, or another content has their id there.";
  }
  return text;
}

std::string write_report(const SyncReport& report) {
  const std::string values[] = {report.state, std::to_string(report.waiting),
                                std::to_string(report.refused),
                                report.oldest ? report.oldest->hex() : std::string(kNone),
                                std::to_string(report.since.time_since_epoch().count())};
  std::string text(kTitle);
  for (std::size_t i = 0; i < std::size(kKeys); ++i)
    text += std::string(kKeys[i]) + ": " + values[i] + "\n";
  return text;
}

Result<SyncReport> read_report(std::string_view text) {
  const Error damaged{ErrorCode::kCorrupt, "sync report"};
  if (!text.starts_with(kTitle)) return damaged;
  text.remove_prefix(kTitle.size());
  std::string_view values[std::size(kKeys)];
  for (std::size_t i = 0; i < std::size(kKeys); ++i) {
    const auto value = take_line(text, kKeys[i]);
    if (!value) return damaged;
    values[i] = *value;
  }
  SyncReport report;
  report.state = values[0];
  std::int64_t since = 0;
  if (!text.empty() || !read_number(values[1], report.waiting) ||
      !read_number(values[2], report.refused) || !read_number(values[4], since)) {
    return damaged;
  }
  report.since = UnixSeconds(std::chrono::seconds(since));
  if (values[3] == kNone) return report;
  TRY_ASSIGN(report.oldest, RecordId::from_hex(values[3]));
  return report;
}

void OutboxPump::note(const Shipped& shipped, UnixSeconds now) {
  refused_.insert(shipped.refused.begin(), shipped.refused.end());
  error_ = shipped.error;
  const bool closed = error_ && !concerns_one_record(error_->code);
  failures_ = closed ? failures_ + 1 : 0;
  const std::string_view trouble = transport_.trouble();
  report_.state = "ready";
  if (closed) {
    report_.state =
        trouble.empty() || trouble == "ready" ? name_of(error_->code) : std::string(trouble);
  }
  report_.refused = static_cast<int>(refused_.size());
  const auto ids = outbox_.waiting();
  if (!ids) return;
  std::map<RecordId, UnixSeconds> seen;
  for (const RecordId& id : *ids) {
    const auto known = seen_.find(id);
    const bool before = report_.oldest == id;
    seen.emplace(id, known != seen_.end() ? known->second : before ? report_.since : now);
  }
  seen_ = std::move(seen);
  report_.waiting = static_cast<int>(ids->size());
  report_.oldest = ids->empty() ? std::nullopt : std::optional(ids->front());
  report_.since = ids->empty() ? UnixSeconds{} : seen_.at(ids->front());
}

milliseconds OutboxPump::run(UnixSeconds now, milliseconds monotonic, Why why) {
  if (monotonic >= next_ || (why == Why::kWoken && failures_ == 0)) {
    note(ship(outbox_, transport_, refused_), now);
    next_ = monotonic + (failures_ == 0 ? kAnHour : back_off_.after(failures_, random_));
  }
  return next_ - monotonic;
}

}  // namespace anlaufstelle::sync
