// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::sync {

// The association's PostgreSQL (storage/FORMAT.md, Server).

struct ServerAddress {
  // "db1.example.org,db2.example.org:5433": those that may be the primary now, tried in turn. One
  // that begins with "/" is the folder of a Unix socket. Others are spoken to by TLS only, and only
  // when their certificate is of `ca.crt` and of that very name.
  std::string hosts;
  std::string database = "anlaufstelle";
  std::string login;                   // server_schema.h
  std::filesystem::path certificates;  // holds ca.crt, client.crt and client.key (0600)
};

// How long one step may stay without any progress before it is in doubt.
struct ServerPatience {
  std::chrono::milliseconds connect{10'000}, answer{30'000};
};

// What is known about the way to the server, for staff.
enum class ServerState {
  kUntried,
  kReady,
  kUnreachable,   // nothing answers, not in time, or it is just starting
  kNotOurServer,  // no TLS, or not the certificate of our server
  kTurnedAway,    // it doesn't take our certificate or name
  kNoPrimary,     // only servers that may not be written to
  kFull,          // its disk, its connections or this kiosk's limit for the day
  kNotPrepared,   // its schema or this login's rights are missing
};
std::string_view name_of(ServerState state);  // "not-our-server", as in files
std::string_view sentence_of(ServerState state);

// One connection, made when it is needed and dropped at any doubt: an answer that came with a
// warning, or not in time, is none. REQUIRES: one thread; but interrupt() from any.
// Errors of all calls: Unreachable (try again later), Refused (somebody must do something), Full;
// state() says more, and the context holds the server's words.
class ServerLink {
 public:
  ServerLink(ServerAddress address, ServerPatience patience);
  ~ServerLink();
  ServerLink(const ServerLink&) = delete;
  ServerLink& operator=(const ServerLink&) = delete;

  Status connect();  // nothing to do while connected
  void disconnect();
  [[nodiscard]] bool connected() const;
  [[nodiscard]] ServerState state() const;

  // One statement in a transaction of its own. Parameters and columns in binary; nothing for NULL.
  using Row = std::vector<std::optional<Bytes>>;
  Result<std::vector<Row>> ask(const char* sql, std::span<const std::optional<Bytes>> values = {});

  // `SELECT intake.put(…)` for each of these, each in a transaction of its own, sent without
  // waiting for the answers before. One answer for each; an error of the way is also that of all
  // which had no answer yet. Errors: also Conflict, Corrupt (it is no envelope for the server).
  struct Put {
    ByteView id, envelope;
  };
  std::vector<Status> put_all(std::span<const Put> puts);

  // Waits for a notice on a channel that was listened to, so long at most: true when one came.
  // It is a hint and may get lost. Errors: Unreachable (the connection is gone).
  Result<bool> wait_for_notice(std::chrono::milliseconds at_most);

  // Any thread: ends what is running with Unreachable, and all that comes after.
  void interrupt();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace anlaufstelle::sync
