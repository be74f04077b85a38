// SPDX-License-Identifier: EUPL-1.2
#include "storage/sync/server_connection.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

namespace anlaufstelle::sync {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// How far a connection got tells what is wrong where the server can't say it: libpq gives no code
// for that. Later steps count more, because one name may have several addresses.
int step_of(ConnStatusType status) {
  switch (status) {
    case CONNECTION_SSL_STARTUP:
      return 1;
    case CONNECTION_AWAITING_RESPONSE:
    case CONNECTION_AUTH_OK:
      return 2;
    case CONNECTION_CHECK_WRITABLE:
    case CONNECTION_CONSUME:
    case CONNECTION_CHECK_TARGET:
    case CONNECTION_CHECK_STANDBY:
      return 3;
    default:
      return 0;
  }
}

ServerState state_after(int step) {
  constexpr ServerState kStates[] = {ServerState::kUnreachable, ServerState::kNotOurServer,
                                     ServerState::kTurnedAway, ServerState::kNoPrimary};
  return kStates[step];
}

// With PQERRORS_SQLSTATE what the server refuses with ends in "FATAL:  28000".
std::string sqlstate_in(std::string_view message) {
  if (message.size() < 6) return {};
  const auto code = message.substr(message.size() - 5);
  const bool fits = std::all_of(code.begin(), code.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  });
  return fits && message[message.size() - 6] == ' ' ? std::string(code) : std::string();
}

std::string without_line_ends(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

Connection begin(const Host& host, const ServerAddress& address) {
  const std::string ca = address.certificates / "ca.crt";
  const std::string certificate = address.certificates / "client.crt";
  const std::string key = address.certificates / "client.key";
  const std::string no_passwords = address.certificates / "no-passwords";  // isn't there
  const std::pair<const char*, const char*> words[] = {
      {"host", host.name.c_str()},
      {"port", host.port.c_str()},
      {"dbname", address.database.c_str()},
      {"user", address.login.c_str()},
      {"application_name", "anlaufstelle"},
      {"client_encoding", "UTF8"},
      // By a Unix socket libpq speaks no TLS, whatever stands here.
      {"sslmode", "verify-full"},
      {"ssl_min_protocol_version", "TLSv1.3"},
      {"sslrootcert", ca.c_str()},
      {"sslcert", certificate.c_str()},
      {"sslkey", key.c_str()},
      {"gssencmode", "disable"},
      {"passfile", no_passwords.c_str()},
      {"target_session_attrs", "read-write"},
      {"keepalives_idle", "30"},
      {"keepalives_interval", "10"},
      {"keepalives_count", "3"},
      {"tcp_user_timeout", "60000"},
  };
  std::vector<const char*> keys, values;
  for (const auto& [word, value] : words) {
    keys.push_back(word);
    values.push_back(value);
  }
  keys.push_back(nullptr);
  values.push_back(nullptr);
  return Connection(PQconnectStartParams(keys.data(), values.data(), 0));
}

}  // namespace

Interrupt::Interrupt() : event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

Interrupt::~Interrupt() {
  if (event_ >= 0) close(event_);
}

void Interrupt::set() {
  set_ = true;
  const std::uint64_t one = 1;
  // It stays readable: everybody who waits from now on wakes at once.
  if (write(event_, &one, sizeof one) < 0) return;
}

Interrupt::Woken Interrupt::wait(int socket, short events, milliseconds at_most) const {
  pollfd both[2] = {{socket, events, 0}, {event_, POLLIN, 0}};
  const auto until = steady_clock::now() + at_most;
  for (;;) {
    if (is_set()) return Woken::kInterrupted;
    const auto left = std::chrono::ceil<milliseconds>(until - steady_clock::now());
    if (left.count() < 0) return Woken::kTimeOut;
    const int ready = poll(both, 2, static_cast<int>(left.count()));
    if (ready > 0 && both[1].revents == 0) return Woken::kReady;
    if (ready == 0) return Woken::kTimeOut;
  }
}

std::vector<Host> hosts_of(const std::string& text) {
  std::vector<Host> hosts;
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    std::string_view one = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (one.empty()) continue;
    // An IPv6 address with a port stands in brackets.
    const auto colon = one.rfind(':');
    const bool with_port =
        colon != std::string_view::npos &&
        (one.find(':') == colon || (one.front() == '[' && one[colon - 1] == ']'));
    Host host{std::string(with_port ? one.substr(0, colon) : one),
              with_port ? std::string(one.substr(colon + 1)) : "5432"};
    if (host.name.starts_with('[') && host.name.ends_with(']'))
      host.name = host.name.substr(1, host.name.size() - 2);
    hosts.push_back(std::move(host));
  }
  return hosts;
}

Meaning meaning_of(const char* sqlstate) {
  const std::string_view code = sqlstate == nullptr ? "" : sqlstate;
  if (code.starts_with("53")) return {ErrorCode::kFull, ServerState::kFull};
  if (code.starts_with("28")) return {ErrorCode::kRefused, ServerState::kTurnedAway};
  if (code == "25006") return {ErrorCode::kUnreachable, ServerState::kNoPrimary};
  if (code == "22023") return {ErrorCode::kCorrupt, ServerState::kReady};
  // No such database, schema, function, column or right.
  if (code.starts_with("3D") || code.starts_with("3F") || code.starts_with("42"))
    return {ErrorCode::kRefused, ServerState::kNotPrepared};
  return {};  // starting, stopping, cancelled, a conflict of transactions: later
}

Attempt try_host(const Host& host, const ServerAddress& address, milliseconds patience,
                 const Interrupt& interrupt) {
  Attempt attempt;
  Connection connection = begin(host, address);
  if (!connection) {
    attempt.words = "no memory";
    return attempt;
  }
  PQsetErrorVerbosity(connection.get(), PQERRORS_SQLSTATE);
  const auto until = steady_clock::now() + patience;
  int step = 0;
  PostgresPollingStatusType now = PGRES_POLLING_WRITING;
  if (PQstatus(connection.get()) == CONNECTION_BAD) now = PGRES_POLLING_FAILED;
  while (now == PGRES_POLLING_READING || now == PGRES_POLLING_WRITING) {
    const auto left = std::chrono::ceil<milliseconds>(until - steady_clock::now());
    const short events = now == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    if (interrupt.wait(PQsocket(connection.get()), events, left) != Interrupt::Woken::kReady) {
      attempt.words = host.name + ": no answer in time";
      return attempt;
    }
    step = std::max(step, step_of(PQstatus(connection.get())));
    now = PQconnectPoll(connection.get());
  }
  if (now == PGRES_POLLING_OK) {
    PQsetErrorVerbosity(connection.get(), PQERRORS_DEFAULT);
    attempt.state = ServerState::kReady;
    attempt.connection = std::move(connection);
    return attempt;
  }
  attempt.words = without_line_ends(PQerrorMessage(connection.get()));
  // It let us in and told about itself: it is only the wrong one of the servers.
  if (PQparameterStatus(connection.get(), "server_version") != nullptr) step = 3;
  const std::string sqlstate = sqlstate_in(attempt.words);
  attempt.state = sqlstate.empty() ? state_after(step) : meaning_of(sqlstate.c_str()).state;
  return attempt;
}

}  // namespace anlaufstelle::sync
