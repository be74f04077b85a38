// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/record_writer.h"

#include <atomic>
#include <memory>
#include <optional>
#include <utility>

#include "storage/base/worker.h"
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
  Impl(RecordStore opened, crypto::KioskKeys kiosk_keys, Random& source)
      : store(std::move(opened)),
        keys(std::move(kiosk_keys)),
        random(source),
        has_room(store.has_room()) {}

  void look_for_room() { has_room = store.has_room() || store.take_room(); }

  void hand_in(RecordContent& content, const Done& done) {
    auto number = store.put_numbered([&](const std::string& next) -> Result<SealedRecord> {
      content.number = next;
      return seal_record(RecordId::make(random), content, keys, random,
                         std::exchange(start, std::nullopt));
    });
    if (number) {
      wipe(content);
    } else {
      content.number.clear();  // it was never given out
    }
    look_for_room();  // whoever hears of a full disk must not be offered another form
    if (done) done(std::move(number), std::move(content));
    get_ready();
  }

  // Ahead of the next hand-in; where it can't be done, that one does it itself.
  void get_ready() {
    if (start && start->set_id == keys.keys.id) return;
    start.reset();
    if (auto made = start_seal(keys.keys, random)) start = std::move(*made);
  }

  RecordStore store;
  crypto::KioskKeys keys;
  Random& random;
  std::atomic<bool> has_room;
  std::optional<SealStart> start;  // of the next record
  Worker worker;                   // last: it works on all of the above
};

RecordWriter::RecordWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RecordWriter::~RecordWriter() = default;

Result<std::unique_ptr<RecordWriter>> RecordWriter::start(const std::filesystem::path& store_file,
                                                          crypto::KioskKeys keys, Random& random,
                                                          std::uint64_t ballast_bytes) {
  TRY_ASSIGN(RecordStore store, RecordStore::open(store_file, ballast_bytes));
  auto impl = std::make_unique<Impl>(std::move(store), std::move(keys), random);
  impl->worker.post([impl = impl.get()] { impl->get_ready(); });
  return std::unique_ptr<RecordWriter>(new RecordWriter(std::move(impl)));
}

bool RecordWriter::has_room() const {
  return impl_->has_room;
}

void RecordWriter::hand_in(RecordContent content, Done done) {
  const WipeAtEnd wiped(content);
  // Behind a pointer, because moving a short string leaves its bytes where they were.
  auto held = std::make_shared<RecordContent>(std::move(content));
  impl_->worker.post([impl = impl_.get(), held, done = std::move(done)] {
    const WipeAtEnd wiped_at_last(*held);
    impl->hand_in(*held, done);
  });
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

void RecordWriter::renew_keys(std::function<Result<crypto::KioskKeys>()> load,
                              std::function<void(Status)> done) {
  impl_->worker.post([impl = impl_.get(), load = std::move(load), done = std::move(done)] {
    auto keys = load();
    if (keys) impl->keys = std::move(*keys);
    impl->get_ready();
    if (done) done(keys ? ok_status() : Status(keys.error()));
  });
}

void RecordWriter::post(std::function<void(RecordStore&)> job) {
  post([job = std::move(job)](RecordStore& store, const crypto::KioskKeys&) { job(store); });
}

void RecordWriter::post(std::function<void(RecordStore&, const crypto::KioskKeys&)> job) {
  impl_->worker.post([impl = impl_.get(), job = std::move(job)] {
    job(impl->store, impl->keys);
    impl->look_for_room();
  });
}

}  // namespace anlaufstelle::records
