// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "storage/sync/server_connection.h"

namespace anlaufstelle::sync {

// Many `put` on one connection without waiting for each answer: on a line with 20 ms of delay that
// is the difference between 50 and thousands a second. Each is a transaction of its own with a sync
// behind it; its answer counts only when that sync came back too, which is when it is committed,
// and when nothing warned meanwhile.
class PutPipeline {
 public:
  // REQUIRES: a connection that doesn't block; `warned` is set by its notice receiver.
  PutPipeline(PGconn* connection, const bool& warned, std::span<const ServerLink::Put> puts)
      : connection_(connection), warned_(warned), puts_(puts) {}

  // Nothing where each got its answer; or what ended it: the connection is then of no use.
  struct Trouble {
    Meaning meaning;
    std::string words;
  };
  std::optional<Trouble> run(const Interrupt& interrupt, std::chrono::milliseconds patience);

  // Of those that were answered, in their order.
  std::vector<Status> answers() && { return std::move(answers_); }

 private:
  std::optional<Trouble> send_more();
  std::optional<Trouble> take(const PGresult* result);
  std::optional<Trouble> take_all();
  [[nodiscard]] Trouble lost(const char* why) const;

  PGconn* connection_;
  const bool& warned_;
  std::span<const ServerLink::Put> puts_;
  std::size_t sent_ = 0, bytes_under_way_ = 0;
  std::optional<Status> answer_;  // of the next one, until its sync is back
  std::vector<Status> answers_;
};

}  // namespace anlaufstelle::sync
