// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/record_writer.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "storage/records/retention.h"

namespace anlaufstelle::records {
namespace {

class WipeAtEnd {
 public:
  explicit WipeAtEnd(RecordContent& content) : content_(content) {}
  ~WipeAtEnd() { wipe(content_); }
  WipeAtEnd(const WipeAtEnd&) = delete;
  WipeAtEnd& operator=(const WipeAtEnd&) = delete;

 private:
  RecordContent& content_;
};

}  // namespace

struct RecordWriter::Impl {
  // Either a hand-in or a job. The content is behind a pointer because moving a short string
  // leaves its bytes where they were.
  struct Task {
    std::unique_ptr<RecordContent> content;
    Done done;
    std::function<void(RecordStore&)> job;
  };

  Impl(RecordStore opened, crypto::KioskKeys kiosk_keys, Random& source)
      : store(std::move(opened)), keys(std::move(kiosk_keys)), random(source) {}

  void add(Task task) {
    {
      const std::lock_guard lock(mutex);
      queue.push_back(std::move(task));
    }
    woken.notify_one();
  }

  void run() {
    for (;;) {
      std::unique_lock lock(mutex);
      woken.wait(lock, [&] { return closing || !queue.empty(); });
      if (queue.empty()) return;
      Task task = std::move(queue.front());
      queue.pop_front();
      lock.unlock();
      if (task.content == nullptr) {
        task.job(store);
      } else {
        const WipeAtEnd wiped(*task.content);
        hand_in(*task.content, task.done);
      }
    }
  }

  void hand_in(RecordContent& content, const Done& done) {
    auto number = store.put_numbered([&](const std::string& next) -> Result<SealedRecord> {
      content.number = next;
      return seal_record(RecordId::make(random), content, keys, random);
    });
    if (number) {
      wipe(content);
    } else {
      content.number.clear();  // it was never given out
    }
    if (done) done(std::move(number), std::move(content));
  }

  RecordStore store;
  crypto::KioskKeys keys;
  Random& random;
  std::mutex mutex;  // guards queue and closing
  std::condition_variable woken;
  std::deque<Task> queue;
  bool closing = false;
  std::thread thread;
};

RecordWriter::RecordWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {
  impl_->thread = std::thread([this_impl = impl_.get()] { this_impl->run(); });
}

RecordWriter::~RecordWriter() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->closing = true;
  }
  impl_->woken.notify_one();
  impl_->thread.join();
}

Result<std::unique_ptr<RecordWriter>> RecordWriter::start(const std::filesystem::path& store_file,
                                                          crypto::KioskKeys keys, Random& random) {
  TRY_ASSIGN(RecordStore store, RecordStore::open(store_file));
  auto impl = std::make_unique<Impl>(std::move(store), std::move(keys), random);
  return std::unique_ptr<RecordWriter>(new RecordWriter(std::move(impl)));
}

void RecordWriter::hand_in(RecordContent content, Done done) {
  const WipeAtEnd wiped(content);
  impl_->add({std::make_unique<RecordContent>(std::move(content)), std::move(done), nullptr});
}

void RecordWriter::apply_retention(std::int64_t keep_minutes, std::int64_t minute,
                                   std::function<void(Status)> done) {
  post([impl = impl_.get(), keep_minutes, minute, done = std::move(done)](RecordStore& store) {
    const auto gone =
        Retention(store).run({Retention::What::kHandedOver, keep_minutes, impl->keys.keys.minute},
                             minute, signer_of(impl->keys));
    if (done) done(gone ? ok_status() : Status(gone.error()));
  });
}

void RecordWriter::post(std::function<void(RecordStore&)> job) {
  impl_->add({nullptr, nullptr, std::move(job)});
}

}  // namespace anlaufstelle::records
