// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace anlaufstelle::desk {

// Where other threads put what the UI thread shall do next. Held by shared_ptr, so that a late
// callback finds it though the desk is gone. Any thread.
class Mailbox {
 public:
  explicit Mailbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  void post(std::function<void()> work) {
    {
      const std::lock_guard lock(mutex_);
      if (closed_) return;
      work_.push_back(std::move(work));
    }
    ring();
  }
  void ring() {
    if (wake_) wake_();
  }
  // UI thread: what has come since the last call.
  std::vector<std::function<void()>> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(work_, {});
  }
  // From now on nothing is kept.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    work_.clear();
  }

 private:
  const std::function<void()> wake_;
  std::mutex mutex_;
  std::vector<std::function<void()>> work_;
  bool closed_ = false;
};

}  // namespace anlaufstelle::desk
