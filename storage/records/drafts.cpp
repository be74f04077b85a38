// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/drafts.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "storage/base/worker.h"

namespace anlaufstelle::records {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kFirstDelay{1000}, kLongestDelay{30'000};

}  // namespace

struct Drafts::Impl {
  Impl(DraftStore opened, const Clock& time, Random& source)
      : store(std::move(opened)), clock(time), random(source) {}

  Result<SecretBytes> begin() {
    const crypto::ResumeCode code = crypto::ResumeCode::generate(random);
    TRY_ASSIGN(const crypto::DraftKey key, crypto::DraftKey::derive(code, store.salt()));
    place = {key.id, key.identity.recipient()};
    return code.text();
  }

  Result<RecordContent> resume(const SecretBytes& typed) {
    if (wait_left() > milliseconds{0}) return Error{ErrorCode::kRefused, "too early"};
    TRY_ASSIGN(const crypto::ResumeCode code, crypto::ResumeCode::parse(typed.text()));
    TRY_ASSIGN(const crypto::DraftKey key, crypto::DraftKey::derive(code, store.salt()));
    Result<RecordContent> draft = store.load(key);
    note(draft.ok());
    if (draft) place = {key.id, key.identity.recipient()};
    return draft;
  }

  [[nodiscard]] milliseconds wait_left() const {
    const std::lock_guard lock(mutex);
    return std::max(milliseconds{0}, not_before - clock.monotonic());
  }

  void note(bool opened) {
    const std::lock_guard lock(mutex);
    delay = opened ? milliseconds{0} : std::clamp(delay * 2, kFirstDelay, kLongestDelay);
    not_before = clock.monotonic() + delay;
  }

  DraftStore store;
  const Clock& clock;
  Random& random;
  std::optional<DraftStore::Place> place;  // of the thread
  mutable std::mutex mutex;                // guards the delay
  milliseconds delay{0}, not_before{0};
  Worker worker;  // last: it works on all of the above
};

Drafts::Drafts(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Drafts::~Drafts() = default;

Result<std::unique_ptr<Drafts>> Drafts::start(const std::filesystem::path& folder,
                                              const Clock& clock, Random& random) {
  TRY_ASSIGN(DraftStore store, DraftStore::open(folder));
  TRY(store.sweep(clock.now()));
  auto impl = std::make_unique<Impl>(std::move(store), clock, random);
  return std::unique_ptr<Drafts>(new Drafts(std::move(impl)));
}

void Drafts::begin(Began done) {
  impl_->worker.post([impl = impl_.get(), done = std::move(done)] { done(impl->begin()); });
}

void Drafts::resume(SecretBytes typed, Opened done) {
  // std::function wants what it holds to be copied.
  auto held = std::make_shared<SecretBytes>(std::move(typed));
  impl_->worker.post(
      [impl = impl_.get(), held, done = std::move(done)] { done(impl->resume(*held)); });
}

milliseconds Drafts::try_again_in() const {
  return impl_->wait_left();
}

void Drafts::save(RecordContent content, Saved done) {
  // Behind a pointer, because moving a short string leaves its bytes where they were.
  auto held = std::make_shared<RecordContent>(std::move(content));
  wipe(content);
  impl_->worker.post([impl = impl_.get(), held, done = std::move(done)] {
    Status saved = impl->place ? impl->store.save(*impl->place, *held, impl->random) : ok_status();
    wipe(*held);
    if (done) done(std::move(saved));
  });
}

void Drafts::drop() {
  impl_->worker.post([impl = impl_.get()] {
    if (impl->place) (void)impl->store.remove(impl->place->id);
    impl->place.reset();
  });
}

}  // namespace anlaufstelle::records
