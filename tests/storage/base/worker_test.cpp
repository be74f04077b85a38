// SPDX-License-Identifier: EUPL-1.2
#include "storage/base/worker.h"

#include <doctest/doctest.h>

#include <thread>
#include <vector>

namespace anlaufstelle {

TEST_CASE("a worker does everything it was given, in order, on one other thread") {
  std::vector<int> done;  // touched by the worker alone while it lives
  std::vector<std::thread::id> threads;
  {
    Worker worker;
    for (int i = 0; i < 100; ++i) {
      worker.post([&, i] {
        done.push_back(i);
        threads.push_back(std::this_thread::get_id());
      });
    }
  }
  REQUIRE(done.size() == 100);
  for (int i = 0; i < 100; ++i) {
    CHECK(done[static_cast<std::size_t>(i)] == i);
    CHECK(threads[static_cast<std::size_t>(i)] == threads[0]);
  }
  CHECK(threads[0] != std::this_thread::get_id());
}

TEST_CASE("what a worker posts to itself is done before it ends") {
  bool done = false;
  {
    Worker worker;
    worker.post([&] { worker.post([&] { done = true; }); });
  }
  CHECK(done);
}

}  // namespace anlaufstelle
