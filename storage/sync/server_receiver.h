// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "storage/base/clock.h"
#include "storage/sync/outbox_pump.h"
#include "storage/sync/server_pull.h"

namespace anlaufstelle::sync {

// A desk's ServerPull on a thread of its own: at once when the server hints that something came,
// and every `poll` in any case.
class ServerReceiver {
 public:
  struct Way {
    ServerAddress address;
    ServerPatience patience;
    BackOff back_off{std::chrono::seconds(2), std::chrono::seconds(60)};
    std::filesystem::path inbox;
    std::chrono::milliseconds poll{30'000};
    std::function<void()> arrived;  // on that thread: something lies in the inbox
    std::function<void()> changed;  // on that thread: `report` says something else
  };
  struct Report {
    ServerState state = ServerState::kUntried;
    std::optional<UnixSeconds> last_good;  // when a round went well
    std::optional<Error> error;            // of the last round
  };
  // REQUIRES: `store` outlives it.
  static std::unique_ptr<ServerReceiver> start(DeskStore& store, Way way);
  // Ends what is under way. A thread that looks up a name just then, which nothing can end, is left
  // behind; it touches the store no more.
  ~ServerReceiver();
  [[nodiscard]] Report report() const;  // any thread

 private:
  struct Impl;
  explicit ServerReceiver(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<Impl> impl_;  // the thread's, too
};

}  // namespace anlaufstelle::sync
