// SPDX-License-Identifier: EUPL-1.2
#include "storage/sync/server_receiver.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace anlaufstelle::sync {
namespace {

constexpr std::chrono::seconds kLongestEnd{2};
// When something lies in the inbox: the desk takes it meanwhile, then the server is told.
constexpr std::chrono::milliseconds kUntilTaken{1'000};
// A mark waits so long, at most, until it is on its way to the other desks.
constexpr std::chrono::milliseconds kUntilTold{1'000};

// The desk's store until it is closed.
class Gate : public DeskStore {
 public:
  explicit Gate(DeskStore& store) : store_(&store) {}
  Result<std::vector<bool>> knows(std::span<const RecordId> ids) override {
    const std::lock_guard lock(mutex_);
    if (store_ == nullptr) return Error{ErrorCode::kUnreachable, "closing"};
    return store_->knows(ids);
  }
  Result<std::vector<Untold>> untold() override {
    const std::lock_guard lock(mutex_);
    if (store_ == nullptr) return Error{ErrorCode::kUnreachable, "closing"};
    return store_->untold();
  }
  Status told(std::uint64_t seq) override {
    const std::lock_guard lock(mutex_);
    if (store_ == nullptr) return Error{ErrorCode::kUnreachable, "closing"};
    return store_->told(seq);
  }
  bool has_untold() const override {
    const std::lock_guard lock(mutex_);
    return store_ != nullptr && store_->has_untold();
  }
  void close() {
    const std::lock_guard lock(mutex_);
    store_ = nullptr;
  }

 private:
  mutable std::mutex mutex_;
  DeskStore* store_;
};

}  // namespace

struct ServerReceiver::Impl {
  Impl(DeskStore& the_store, Way the_way)
      : way(std::move(the_way)),
        store(the_store),
        link(way.address, way.patience),
        pull(link, store, way.inbox) {}

  void run();
  Result<ServerPull::Round> round();
  void note(const Result<ServerPull::Round>& done);
  // True: the receiver is to end.
  bool rest(std::chrono::milliseconds pause);
  // Until the server hints that something came, this desk has something to tell, or it is time.
  // True as above.
  bool wait();

  Way way;
  SystemClock clock;
  SystemRandom random;
  Gate store;
  ServerLink link;
  ServerPull pull;
  bool listening = false;

  mutable std::mutex mutex;  // guards what follows
  std::condition_variable wake;
  bool closing = false, ended = false;
  Report report;
};

// Listening begins before the look: what comes between the two is hinted at.
Result<ServerPull::Round> ServerReceiver::Impl::round() {
  if (!listening || !link.connected()) {
    TRY(link.ask("LISTEN intake"));
    listening = true;
  }
  return pull.run(clock.monotonic());
}

void ServerReceiver::Impl::note(const Result<ServerPull::Round>& done) {
  bool other = false;
  {
    const std::lock_guard lock(mutex);
    other = report.state != link.state() || report.error.has_value() == done.ok();
    report.state = link.state();
    report.error = done ? std::nullopt : std::optional(done.error());
    if (done) report.last_good = clock.now();
    if (closing) return;
  }
  if (done && done->pulled + done->words > 0 && way.arrived) way.arrived();
  if (other && way.changed) way.changed();
}

bool ServerReceiver::Impl::rest(std::chrono::milliseconds pause) {
  std::unique_lock lock(mutex);
  wake.wait_for(lock, pause, [&] { return closing; });
  return closing;
}

bool ServerReceiver::Impl::wait() {
  const auto until = clock.monotonic() + way.poll;
  for (;;) {
    const auto left = until - clock.monotonic();
    if (left.count() <= 0 || store.has_untold()) return rest({});
    const auto noticed = link.wait_for_notice(std::min(left, kUntilTold));
    if (rest({})) return true;
    if (!noticed || *noticed) return false;  // an error shows in the next round
  }
}

void ServerReceiver::Impl::run() {
  for (int failures = 0;;) {
    const auto done = round();
    note(done);
    failures = done ? 0 : failures + 1;
    if (!done) {
      link.disconnect();
      if (rest(way.back_off.after(failures, random))) break;
    } else if (done->waiting > 0) {
      if (rest(kUntilTaken)) break;
    } else {
      if (wait()) break;
    }
  }
  const std::lock_guard lock(mutex);
  ended = true;
  wake.notify_all();
}

std::unique_ptr<ServerReceiver> ServerReceiver::start(DeskStore& store, Way way) {
  auto impl = std::make_shared<Impl>(store, std::move(way));
  std::thread([impl] { impl->run(); }).detach();
  return std::unique_ptr<ServerReceiver>(new ServerReceiver(std::move(impl)));
}

ServerReceiver::~ServerReceiver() {
  impl_->link.interrupt();
  {
    std::unique_lock lock(impl_->mutex);
    impl_->closing = true;
    impl_->wake.notify_all();
    impl_->wake.wait_for(lock, kLongestEnd, [&] { return impl_->ended; });
  }
  impl_->store.close();
}

ServerReceiver::Report ServerReceiver::report() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->report;
}

}  // namespace anlaufstelle::sync
