// SPDX-License-Identifier: EUPL-1.2
#include "tests/storage/sync/fault_proxy.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <deque>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace anlaufstelle {
namespace {

constexpr int kTickMs = 2, kQuietMs = 300;

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

bool is_folder(const LineEnd& end) {
  return end.host.starts_with('/');
}
std::string file_of(const LineEnd& end) {
  return end.host + "/.s.PGSQL." + std::to_string(end.port);
}

struct Address {
  explicit Address(const LineEnd& end) {
    if (is_folder(end)) {
      auto& path = reinterpret_cast<sockaddr_un&>(bytes);
      path.sun_family = AF_UNIX;
      file_of(end).copy(path.sun_path, sizeof path.sun_path - 1);
      size = sizeof path;
    } else {
      auto& ip = reinterpret_cast<sockaddr_in&>(bytes);
      ip.sin_family = AF_INET;
      ip.sin_port = htons(static_cast<std::uint16_t>(end.port));
      inet_pton(AF_INET, end.host.c_str(), &ip.sin_addr);
      size = sizeof ip;
    }
  }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&bytes); }
  sockaddr_storage bytes{};
  socklen_t size = 0;
};

int new_socket(const LineEnd& end) {
  return socket(is_folder(end) ? AF_UNIX : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

void do_not_block(int fd) {
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
  const int at_once = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
}

int connected_to(const LineEnd& end) {
  const int fd = new_socket(end);
  const Address address(end);
  if (connect(fd, address.get(), address.size) != 0) {
    close(fd);
    return -1;
  }
  do_not_block(fd);
  return fd;
}

void end(int& fd) {
  if (fd >= 0) close(fd);
  fd = -1;
}

// What came just now; `fd` is closed where the other side is gone.
Bytes received(int& fd) {
  Bytes bytes(65'536);
  const ssize_t n = fd < 0 ? 0 : recv(fd, bytes.data(), bytes.size(), 0);
  if (fd >= 0 && (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))) end(fd);
  bytes.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
  return bytes;
}

// Bytes on their way, each portion not before its time.
class Queue {
 public:
  void add(Bytes bytes, std::int64_t due) {
    if (!portions_.empty()) due = std::max(due, portions_.back().second);
    if (!bytes.empty()) portions_.emplace_back(std::move(bytes), due);
  }
  void pump(int& fd, std::int64_t now) {
    if (fd < 0) portions_.clear();
    while (!portions_.empty() && portions_.front().second <= now) {
      Bytes& bytes = portions_.front().first;
      const ssize_t n = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
      if (n < 0) {
        end(fd);
        portions_.clear();
        return;
      }
      bytes.erase(bytes.begin(), bytes.begin() + n);
      if (bytes.empty()) portions_.pop_front();
    }
  }
  [[nodiscard]] bool empty() const { return portions_.empty(); }

 private:
  std::deque<std::pair<Bytes, std::int64_t>> portions_;
};

int count(std::string_view text, std::string_view word) {
  int n = 0;
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) ++n;
  return n;
}

}  // namespace

struct FaultProxy::Stream {
  int client = -1, server = -1, shadow = -1;
  LineFault fault = LineFault::kNone;
  std::size_t limit = 0;                  // bytes until it happens
  std::int64_t hold_ms = 0, act_at = -1;  // from then on; -1: not yet
  std::size_t up_bytes = 0, down_bytes = 0, shadow_sent = 0;
  Queue up, down;
  Bytes said;  // all that the kiosk said
  bool cut = false, replayed = false;
  std::int64_t last_word = 0;

  void end_all() {
    end(client);
    end(server);
    end(shadow);
  }
  [[nodiscard]] bool over() const { return client < 0 && server < 0 && shadow < 0; }
  [[nodiscard]] bool happened() const { return act_at >= 0; }

  // As much of `bytes` as goes before it happens.
  Bytes before_limit(Bytes bytes, std::size_t& passed) {
    if (passed + bytes.size() >= limit) {
      bytes.resize(limit - passed);
      cut = true;
    }
    passed += bytes.size();
    return bytes;
  }

  void from_client(Bytes bytes, std::int64_t now, SeededRandom& random) {
    if (bytes.empty()) return;
    const std::size_t whole = bytes.size();
    switch (fault) {
      case LineFault::kDelay:
        up.add(std::move(bytes), now + static_cast<std::int64_t>(random.below(25)));
        break;
      case LineFault::kCutUp:
        if (!cut) up.add(before_limit(std::move(bytes), up_bytes), now);
        return;
      case LineFault::kLate:
      case LineFault::kSilence: {
        const std::size_t now_already = std::min(whole, limit - std::min(limit, up_bytes));
        if (now_already < whole && !happened()) act_at = now + hold_ms;
        const auto border = bytes.begin() + static_cast<std::ptrdiff_t>(now_already);
        up.add(Bytes(bytes.begin(), border), now);
        if (fault == LineFault::kLate) up.add(Bytes(border, bytes.end()), act_at);
        break;
      }
      case LineFault::kTwice:
      case LineFault::kAgain:
        said.insert(said.end(), bytes.begin(), bytes.end());
        up.add(std::move(bytes), now);
        break;
      default:
        up.add(std::move(bytes), now);
    }
    up_bytes += whole;
  }

  void from_server(Bytes bytes, std::int64_t now, SeededRandom& random, Seen& seen) {
    if (bytes.empty()) return;
    last_word = now;
    const bool unheard =
        client < 0 || (happened() && (fault == LineFault::kLate || fault == LineFault::kSilence));
    if (unheard) {
      note(bytes, seen);
    } else if (fault == LineFault::kCutDown) {
      if (!cut) down.add(before_limit(std::move(bytes), down_bytes), now);
    } else {
      const auto late = fault == LineFault::kDelay ? random.below(25) : 0;
      down.add(std::move(bytes), now + static_cast<std::int64_t>(late));
    }
  }

  static void note(const Bytes& bytes, Seen& seen) {
    seen.stored += count(as_text(bytes), "stored");
    seen.already += count(as_text(bytes), "already");
  }

  void shadow_step(const LineEnd& to, std::int64_t now, Seen& seen) {
    const bool due =
        fault == LineFault::kTwice || (fault == LineFault::kAgain && client < 0 && server < 0);
    if (due && !replayed) {
      if (!happened()) act_at = now + (fault == LineFault::kAgain ? hold_ms : 0);
      if (now < act_at) return;
      shadow = connected_to(to);
      replayed = true;
      last_word = now;
    }
    if (shadow < 0) return;
    while (shadow_sent < said.size()) {
      const ssize_t n =
          send(shadow, said.data() + shadow_sent, said.size() - shadow_sent, MSG_NOSIGNAL);
      if (n < 0 && errno != EAGAIN && errno != EINTR) return end(shadow);
      if (n <= 0) break;
      shadow_sent += static_cast<std::size_t>(n);
    }
    const Bytes bytes = received(shadow);
    note(bytes, seen);
    if (!bytes.empty()) last_word = now;
    if (client < 0 && server < 0 && now > last_word + kQuietMs) end(shadow);
  }

  [[nodiscard]] bool waits_for_replay() const {
    return fault == LineFault::kAgain && !replayed && !said.empty();
  }

  void step(const LineEnd& to, std::int64_t now, SeededRandom& random, Seen& seen) {
    from_client(received(client), now, random);
    from_server(received(server), now, random, seen);
    up.pump(server, now);
    down.pump(client, now);
    if (cut && up.empty() && down.empty()) return end_all();
    if (fault == LineFault::kSilence && happened() && now > act_at) return end_all();
    // One side is gone: the other gets what is still under way, then the same. What is late goes
    // on.
    const bool answers_due =
        fault == LineFault::kLate && happened() && now < std::max(act_at, last_word) + kQuietMs;
    if (client < 0 && up.empty() && !answers_due) end(server);
    if (server < 0 && down.empty()) end(client);
    if (fault == LineFault::kTwice || waits_for_replay() || shadow >= 0) shadow_step(to, now, seen);
  }
};

FaultProxy::FaultProxy(const LineEnd& at, LineEnd server, std::uint64_t seed, int faulty)
    : server_(std::move(server)), random_(seed), faulty_(faulty) {
  listener_ = new_socket(at);
  const int again = 1;
  setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &again, sizeof again);
  if (is_folder(at)) socket_file_ = file_of(at);
  const Address address(at);
  if (bind(listener_, address.get(), address.size) != 0 || listen(listener_, 64) != 0)
    throw std::runtime_error("bind " + at.host);
  do_not_block(listener_);
  thread_ = std::thread([this] { run(); });
}

FaultProxy::~FaultProxy() {
  ending_ = true;
  thread_.join();
  end(listener_);
  if (!socket_file_.empty()) unlink(socket_file_.c_str());
}

// A fifth of the faulty ones stay whole: lines are mostly good.
LineFault FaultProxy::draw() {
  if (faulty_ <= 0 || --faulty_ < 0 || random_.below(5) == 0) return LineFault::kNone;
  return static_cast<LineFault>(1 + random_.below(kLineFaults - 1));
}

void FaultProxy::take(std::vector<Stream>& streams) {
  for (;;) {
    Stream stream;
    stream.client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (stream.client < 0) return;
    if (now_ms() < away_until_ms_) {
      end(stream.client);
      continue;
    }
    stream.fault = draw();
    ++seen_.faults[static_cast<std::size_t>(stream.fault)];
    if (stream.fault == LineFault::kAway) {
      away_until_ms_ = now_ms() + 50 + static_cast<std::int64_t>(random_.below(200));
      for (Stream& other : streams) other.end_all();
      end(stream.client);
      continue;
    }
    do_not_block(stream.client);
    // Saying hello takes some hundred bytes each way, an envelope thousands, its answer a hundred.
    stream.limit = stream.fault == LineFault::kCutDown ? random_.below(3'000)
                   : random_.below(4) == 0             ? random_.below(200)
                                                       : 150 + random_.below(50'000);
    stream.hold_ms = 50 + static_cast<std::int64_t>(random_.below(450));
    stream.server = connected_to(server_);
    streams.push_back(std::move(stream));
  }
}

void FaultProxy::run() {
  std::vector<Stream> streams;
  while (!ending_) {
    std::vector<pollfd> waits{{listener_, POLLIN, 0}};
    for (const Stream& stream : streams) {
      for (const int fd : {stream.client, stream.server, stream.shadow})
        waits.push_back({fd, POLLIN, 0});
    }
    poll(waits.data(), waits.size(), kTickMs);
    take(streams);
    const std::int64_t now = now_ms();
    for (Stream& stream : streams) stream.step(server_, now, random_, seen_);
    std::erase_if(streams, [](const Stream& one) { return one.over() && !one.waits_for_replay(); });
    streams_ = static_cast<int>(streams.size());
  }
  for (Stream& stream : streams) stream.end_all();
}

}  // namespace anlaufstelle
