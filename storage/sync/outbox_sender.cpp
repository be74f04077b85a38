// SPDX-License-Identifier: EUPL-1.2
#include "storage/sync/outbox_sender.h"

#include <condition_variable>
#include <future>
#include <mutex>
#include <optional>
#include <thread>

#include "storage/base/file.h"
#include "storage/sync/server_transport.h"
#include "storage/sync/trail_head.h"

namespace anlaufstelle::sync {
namespace {

constexpr std::chrono::seconds kLongestEnd{2};
constexpr std::size_t kMaxReport = 4096;

// The store by way of its own thread.
class WriterOutbox : public Outbox {
 public:
  explicit WriterOutbox(records::RecordWriter& writer) : writer_(&writer) {}

  Result<std::vector<RecordId>> waiting() override {
    return on_storage_thread<std::vector<RecordId>>(
        [](auto& store, const auto&) { return store.outbox(); });
  }
  Result<records::SealedRecord> get(const RecordId& id) override {
    return on_storage_thread<records::SealedRecord>(
        [id](auto& store, const auto&) { return store.get(id); });
  }
  Status handed_over(std::span<const RecordId> ids) override {
    return on_storage_thread<Ok>(
        [held = std::vector<RecordId>(ids.begin(), ids.end())](auto& store, const auto&) {
          return store.mark_handed_over(held);
        });
  }
  Result<Bytes> head() {
    return on_storage_thread<Bytes>(
        [](auto& store, const auto& keys) { return trail_head_of(store, keys); });
  }

  // From now on every call fails.
  void close() {
    const std::lock_guard lock(mutex_);
    writer_ = nullptr;
  }

 private:
  template <typename T, typename Work>
  Result<T> on_storage_thread(Work work) {
    auto answer = std::make_shared<std::promise<Result<T>>>();
    auto future = answer->get_future();
    {
      const std::lock_guard lock(mutex_);
      if (writer_ == nullptr) return Error{ErrorCode::kUnreachable, "closing"};
      writer_->post([answer, work = std::move(work)](records::RecordStore& store,
                                                     const crypto::KioskKeys& keys) {
        answer->set_value(work(store, keys));
      });
    }
    return future.get();  // the writer does all that was posted before it goes
  }

  std::mutex mutex_;
  records::RecordWriter* writer_;
};

}  // namespace

struct OutboxSender::Impl {
  Impl(records::RecordWriter& writer, Way the_way)
      : way(std::move(the_way)),
        outbox(writer),
        link(way.address, way.patience),
        transport(link),
        pump(outbox, transport, random, way.back_off) {
    if (const auto file = read_file(way.report_file, kMaxReport)) {
      if (const auto before = read_report(as_text(*file))) pump.resume(*before);
    }
  }

  void run();
  void send_head();
  void keep_report();

  Way way;
  SystemClock clock;
  SystemRandom random;
  WriterOutbox outbox;
  ServerLink link;
  ServerTransport transport;
  OutboxPump pump;
  Bytes sent_head;

  mutable std::mutex mutex;  // guards what follows
  std::condition_variable changed;
  bool woken = true, closing = false, ended = false;
  SyncReport report;
};

// Along with the envelopes, and like them once it is another one.
void OutboxSender::Impl::send_head() {
  if (!link.connected()) return;
  const auto head = outbox.head();
  if (!head || head->empty() || *head == sent_head) return;
  const std::optional<Bytes> values[] = {*head};
  if (link.ask("SELECT intake.put_head($1::bytea)", values)) sent_head = *head;
}

void OutboxSender::Impl::keep_report() {
  {
    const std::lock_guard lock(mutex);
    if (report == pump.report()) return;
    report = pump.report();
  }
  const std::string text = write_report(pump.report());
  const Status kept = write_file_durably(way.report_file, as_bytes(text));
  if (!kept && way.failed) way.failed(kept.error());
}

void OutboxSender::Impl::run() {
  for (std::unique_lock lock(mutex); !closing;) {
    const auto why = std::exchange(woken, false) ? OutboxPump::Why::kWoken : OutboxPump::Why::kTime;
    lock.unlock();
    const auto pause = pump.run(clock.now(), clock.monotonic(), why);
    send_head();
    // Thousands of kiosks that have nothing to say must not hold a connection each.
    link.disconnect();
    lock.lock();
    if (closing) break;
    lock.unlock();
    keep_report();
    if (pump.error() && way.failed) way.failed(*pump.error());
    lock.lock();
    changed.wait_for(lock, pause, [&] { return closing || woken; });
  }
  const std::lock_guard lock(mutex);
  ended = true;
  changed.notify_all();
}

std::unique_ptr<OutboxSender> OutboxSender::start(records::RecordWriter& writer, Way way) {
  auto impl = std::make_shared<Impl>(writer, std::move(way));
  std::thread([impl] { impl->run(); }).detach();
  return std::unique_ptr<OutboxSender>(new OutboxSender(std::move(impl)));
}

OutboxSender::~OutboxSender() {
  impl_->link.interrupt();
  std::unique_lock lock(impl_->mutex);
  impl_->closing = true;
  impl_->changed.notify_all();
  impl_->changed.wait_for(lock, kLongestEnd, [&] { return impl_->ended; });
  lock.unlock();
  impl_->outbox.close();
}

void OutboxSender::wake() {
  const std::lock_guard lock(impl_->mutex);
  impl_->woken = true;
  impl_->changed.notify_all();
}

SyncReport OutboxSender::report() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->report;
}

}  // namespace anlaufstelle::sync
