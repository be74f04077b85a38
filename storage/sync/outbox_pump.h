// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "storage/base/clock.h"
#include "storage/base/id.h"
#include "storage/sync/transport.h"

namespace anlaufstelle::sync {

// How long to wait after the n-th failure in a row: doubles up to a cap, of which chance takes up
// to half, so that a thousand kiosks don't come back in the same second.
struct BackOff {
  std::chrono::milliseconds first{2'000}, most{300'000};
  [[nodiscard]] std::chrono::milliseconds after(int failures, Random& random) const;
};

// What staff may want to know about the way to the office. Nothing in it is secret; it outlives
// the process as a file (storage/FORMAT.md, Server).
struct SyncReport {
  int waiting = 0;                 // records that aren't handed over
  std::optional<RecordId> oldest;  // of these, and since when it is known to wait
  UnixSeconds since{};
  int refused = 0;  // of these: another content has their id at the office, or they are damaged
  std::string state = "untried";  // name_of(ServerState), or of an error's code
  bool operator==(const SyncReport&) const = default;
  // "3 records wait, the oldest for 2 days. The server can't be reached."
  [[nodiscard]] std::string text(UnixSeconds now) const;
};
std::string write_report(const SyncReport& report);
Result<SyncReport> read_report(std::string_view text);  // Errors: Corrupt

// Sends what waits whenever it is time to, and remembers how that went. No thread and no clock of
// its own: the caller says what time it is and comes back. REQUIRES: all given outlive it.
class OutboxPump {
 public:
  OutboxPump(Outbox& outbox, Transport& transport, Random& random, BackOff back_off = {})
      : outbox_(outbox), transport_(transport), random_(random), back_off_(back_off) {}

  // Goes on from an earlier process's report.
  void resume(const SyncReport& report) { report_ = report; }

  // One round, if one is due, or if something new came (kWoken) and nothing was wrong last. Answers
  // how long to wait for the next: at most an hour.
  enum class Why { kTime, kWoken };
  std::chrono::milliseconds run(UnixSeconds now, std::chrono::milliseconds monotonic, Why why);

  [[nodiscard]] const SyncReport& report() const { return report_; }
  // Of the last round.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  void note(const Shipped& shipped, UnixSeconds now);

  Outbox& outbox_;
  Transport& transport_;
  Random& random_;
  BackOff back_off_;
  SyncReport report_;
  std::optional<Error> error_;
  std::set<RecordId> refused_;            // not tried again by this process
  std::map<RecordId, UnixSeconds> seen_;  // since when it waits, as far as this process knows
  int failures_ = 0;
  std::chrono::milliseconds next_{0};
};

}  // namespace anlaufstelle::sync
