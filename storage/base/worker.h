// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace anlaufstelle {

// One thread that does one piece of work after the other, in the order in which they were posted.
// Any thread may post, the worker's own too.
class Worker {
 public:
  Worker();
  ~Worker();  // finishes what was posted
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void post(std::function<void()> work);

 private:
  void run();

  std::mutex mutex_;  // guards what follows
  std::condition_variable woken_;
  std::deque<std::function<void()>> queue_;
  bool closing_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace anlaufstelle
