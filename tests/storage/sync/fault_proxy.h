// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

#include "storage/base/secret.h"
#include "tests/storage/seeded_random.h"

namespace anlaufstelle {

// Where something listens: the folder of PostgreSQL's Unix socket, or an IPv4 address and a port.
struct LineEnd {
  std::string host;
  int port = 5432;
};

// What may happen to one connection.
enum class LineFault {
  kNone,
  kDelay,    // each portion comes up to 25 ms late
  kCutUp,    // ends in the middle of what the kiosk says
  kCutDown,  // ends in the middle of what the server answers
  kTwice,    // the server hears everything on two connections at once
  kAgain,    // … and a second time when the kiosk is gone
  kLate,     // the rest arrives after the kiosk gave up, and mostly after its next connection
  kSilence,  // the rest gets lost, both ways, without a word
  kAway      // all connections end, and for a while none is taken
};
constexpr std::size_t kLineFaults = 9;

// A line between kiosks and a server that does to the first `faulty` connections what lines do, by
// chance but repeatably as far as the order of connections is; to all after these nothing. It knows
// nothing of what runs through it, but counts the server's words to those who are gone.
class FaultProxy {
 public:
  FaultProxy(const LineEnd& at, LineEnd server, std::uint64_t seed, int faulty);
  ~FaultProxy();
  FaultProxy(const FaultProxy&) = delete;
  FaultProxy& operator=(const FaultProxy&) = delete;

  // Nothing is under way any more, neither for whom it was sent nor for those who gave up. Any
  // thread.
  [[nodiscard]] bool quiet() const { return streams_ == 0; }

  struct Seen {
    std::array<int, kLineFaults> faults{};
    int stored = 0, already = 0;  // answers that nobody waited for
  };
  // REQUIRES: quiet().
  [[nodiscard]] const Seen& seen() const { return seen_; }

 private:
  struct Stream;
  void run();
  void take(std::vector<Stream>& streams);
  LineFault draw();

  LineEnd server_;
  SeededRandom random_;
  int faulty_, listener_ = -1;
  std::string socket_file_;
  std::int64_t away_until_ms_ = 0;
  Seen seen_;
  std::atomic<int> streams_ = 0;
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

}  // namespace anlaufstelle
