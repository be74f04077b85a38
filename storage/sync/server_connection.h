// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <libpq-fe.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "storage/sync/server_link.h"

namespace anlaufstelle::sync {

// libpq without its blocking calls; for server_link.cpp and its neighbours only.

struct ConnectionEnd {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using Connection = std::unique_ptr<PGconn, ConnectionEnd>;
struct ResultEnd {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, ResultEnd>;

// A flag that wakes whoever waits for a socket.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  void set();
  [[nodiscard]] bool is_set() const { return set_; }

  enum class Woken { kReady, kTimeOut, kInterrupted };
  // `events`: of poll(2).
  [[nodiscard]] Woken wait(int socket, short events, std::chrono::milliseconds at_most) const;

 private:
  std::atomic<bool> set_ = false;
  int event_ = -1;
};

struct Host {
  std::string name, port;
};
// "a, b:5433, [::1]:5434, /folder"
std::vector<Host> hosts_of(const std::string& text);

// What became of trying one host.
struct Attempt {
  Connection connection;  // nothing where it failed
  ServerState state = ServerState::kUnreachable;
  std::string words;  // the server's or libpq's
};
Attempt try_host(const Host& host, const ServerAddress& address, std::chrono::milliseconds patience,
                 const Interrupt& interrupt);

// What an error that the server sent means; `sqlstate` may be null.
struct Meaning {
  ErrorCode code = ErrorCode::kUnreachable;
  ServerState state = ServerState::kUnreachable;
};
Meaning meaning_of(const char* sqlstate);

}  // namespace anlaufstelle::sync
