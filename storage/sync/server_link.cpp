// SPDX-License-Identifier: EUPL-1.2
#include "storage/sync/server_link.h"

#include <poll.h>

#include <utility>

#include "storage/sync/server_connection.h"
#include "storage/sync/server_pipeline.h"

namespace anlaufstelle::sync {
namespace {

struct StateWords {
  std::string_view name, sentence;
};
// In the order of the enum. The names are ON DISK: do not change.
constexpr StateWords kWords[] = {
    {"untried", "Not tried yet."},
    {"ready", "The server answers."},
    {"unreachable", "The server can't be reached."},
    {"not-our-server",
     "What answers there doesn't show our server's certificate: wrong name or expired, no TLS, or "
     "the line broke."},
    {"turned-away",
     "The server doesn't take this machine's certificate: revoked, expired, or not enrolled "
     "there."},
    {"no-primary", "Only servers that may not be written to answer."},
    {"full", "The server has no room, or the limit of this kiosk is reached for today."},
    {"not-prepared", "The server's schema or this login's rights are missing or too old."},
};

}  // namespace

std::string_view name_of(ServerState state) {
  return kWords[static_cast<std::size_t>(state)].name;
}
std::string_view sentence_of(ServerState state) {
  return kWords[static_cast<std::size_t>(state)].sentence;
}

struct ServerLink::Impl {
  Impl(ServerAddress to, ServerPatience how_long)
      : address(std::move(to)), patience(how_long), hosts(hosts_of(address.hosts)) {}

  // Any warning may mean that what was answered isn't kept: "committed locally, but might not
  // have been replicated".
  static void noticed(void* impl, const PGresult*) { static_cast<Impl*>(impl)->warned = true; }

  Error fail(Meaning meaning, const std::string& words) {
    state = meaning.state;
    connection.reset();
    return Error{meaning.code, "server: " + words};
  }
  Error lost(const char* why) {
    return fail({}, std::string(why) + ": " + PQerrorMessage(connection.get()));
  }

  Status connect();
  Result<Answer> next_answer();
  Result<Answer> run(const char* sql, std::span<const std::optional<Bytes>> values);

  ServerAddress address;
  ServerPatience patience;
  std::vector<Host> hosts;
  std::size_t last_good = 0;
  Interrupt interrupt;
  Connection connection;
  ServerState state = ServerState::kUntried;
  bool warned = false;
};

Status ServerLink::Impl::connect() {
  if (connection) return ok_status();
  if (interrupt.is_set()) return Error{ErrorCode::kUnreachable, "server: closing"};
  Attempt worst;
  worst.words = "no host is set";
  for (std::size_t i = 0; i < hosts.size() && !interrupt.is_set(); ++i) {
    const std::size_t at = (last_good + i) % hosts.size();
    Attempt attempt = try_host(hosts[at], address, patience.connect, interrupt);
    if (attempt.connection) {
      last_good = at;
      connection = std::move(attempt.connection);
      PQsetNoticeReceiver(connection.get(), noticed, this);
      if (PQsetnonblocking(connection.get(), 1) != 0) return lost("connection");
      state = ServerState::kReady;
      return ok_status();
    }
    // What somebody must do something about is worth more than a host that is down, and that more
    // than a standby, which does nothing but its duty.
    const auto rank = [](ServerState one) {
      return one == ServerState::kNoPrimary ? 0 : one == ServerState::kUnreachable ? 1 : 2;
    };
    if (i == 0 || rank(attempt.state) > rank(worst.state)) worst = std::move(attempt);
  }
  state = worst.state;
  const bool somebody_must_act = state == ServerState::kNotOurServer ||
                                 state == ServerState::kTurnedAway ||
                                 state == ServerState::kNotPrepared;
  const ErrorCode code = state == ServerState::kFull ? ErrorCode::kFull
                         : somebody_must_act         ? ErrorCode::kRefused
                                                     : ErrorCode::kUnreachable;
  return Error{code, "server: " + worst.words};
}

// Of what was sent; nothing at its end.
Result<Answer> ServerLink::Impl::next_answer() {
  for (;;) {
    const int unsent = PQflush(connection.get());
    if (unsent < 0) return lost("lost");
    if (unsent == 0 && PQisBusy(connection.get()) == 0) {
      return Answer(PQgetResult(connection.get()));
    }
    const auto events = static_cast<short>(POLLIN | (unsent > 0 ? POLLOUT : 0));
    switch (interrupt.wait(PQsocket(connection.get()), events, patience.answer)) {
      case Interrupt::Woken::kReady:
        break;
      case Interrupt::Woken::kTimeOut:
        return fail({}, "no answer in time");
      case Interrupt::Woken::kInterrupted:
        return fail({}, "closing");
    }
    if (PQconsumeInput(connection.get()) == 0) return lost("lost");
  }
}

Result<Answer> ServerLink::Impl::run(const char* sql,
                                     std::span<const std::optional<Bytes>> values) {
  TRY(connect());
  std::vector<const char*> bytes;
  std::vector<int> sizes, formats(values.size(), 1);
  for (const auto& value : values) {
    bytes.push_back(value ? reinterpret_cast<const char*>(value->data()) : nullptr);
    sizes.push_back(value ? static_cast<int>(value->size()) : 0);
  }
  warned = false;
  if (PQsendQueryParams(connection.get(), sql, static_cast<int>(values.size()), nullptr,
                        bytes.data(), sizes.data(), formats.data(), 1) == 0) {
    return lost("send");
  }
  Answer kept;
  for (;;) {
    TRY_ASSIGN(Answer next, next_answer());
    if (!next) break;
    kept = std::move(next);
  }
  const ExecStatusType status = PQresultStatus(kept.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
    return fail(meaning_of(PQresultErrorField(kept.get(), PG_DIAG_SQLSTATE)),
                PQresultErrorMessage(kept.get()));
  }
  if (warned) return fail({}, "answered with a warning");
  return kept;
}

ServerLink::ServerLink(ServerAddress address, ServerPatience patience)
    : impl_(std::make_unique<Impl>(std::move(address), patience)) {}
ServerLink::~ServerLink() = default;

Status ServerLink::connect() {
  return impl_->connect();
}
void ServerLink::disconnect() {
  impl_->connection.reset();
}
bool ServerLink::connected() const {
  return impl_->connection != nullptr;
}
ServerState ServerLink::state() const {
  return impl_->state;
}
void ServerLink::interrupt() {
  impl_->interrupt.set();
}

Result<std::vector<ServerLink::Row>> ServerLink::ask(const char* sql,
                                                     std::span<const std::optional<Bytes>> values) {
  TRY_ASSIGN(const Answer answer, impl_->run(sql, values));
  std::vector<Row> rows;
  for (int i = 0; i < PQntuples(answer.get()); ++i) {
    Row row;
    for (int k = 0; k < PQnfields(answer.get()); ++k) {
      const auto* const bytes =
          reinterpret_cast<const std::uint8_t*>(PQgetvalue(answer.get(), i, k));
      const auto size = static_cast<std::size_t>(PQgetlength(answer.get(), i, k));
      row.push_back(PQgetisnull(answer.get(), i, k) != 0
                        ? std::nullopt
                        : std::optional(Bytes(bytes, bytes + size)));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<bool> ServerLink::wait_for_notice(std::chrono::milliseconds at_most) {
  TRY(impl_->connect());
  PGconn* const connection = impl_->connection.get();
  const auto came = [&] {
    bool any = false;
    while (PGnotify* notice = PQnotifies(connection)) {
      PQfreemem(notice);
      any = true;
    }
    return any;
  };
  if (came()) return true;
  switch (impl_->interrupt.wait(PQsocket(connection), POLLIN, at_most)) {
    case Interrupt::Woken::kReady:
      break;
    case Interrupt::Woken::kTimeOut:
      return false;
    case Interrupt::Woken::kInterrupted:
      return impl_->fail({}, "closing");
  }
  if (PQconsumeInput(connection) == 0) return impl_->lost("lost");
  return came();
}

std::vector<Status> ServerLink::put_all(std::span<const Put> puts) {
  if (const Status open = impl_->connect(); !open) {
    return std::vector<Status>(puts.size(), open.error());
  }
  impl_->warned = false;
  PutPipeline pipeline(impl_->connection.get(), impl_->warned, puts);
  const auto trouble = pipeline.run(impl_->interrupt, impl_->patience.answer);
  if (!trouble) return std::move(pipeline).answers();
  // Which of the unanswered ones arrived nobody knows: they are sent again.
  const Error error = impl_->fail(trouble->meaning, trouble->words);
  auto answers = std::move(pipeline).answers();
  answers.resize(puts.size(), error);
  return answers;
}

}  // namespace anlaufstelle::sync
