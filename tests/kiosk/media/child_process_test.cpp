// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/media/child_process.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <thread>

namespace anlaufstelle::media {
namespace {

bool alive(pid_t pid) {
  return ::kill(pid, 0) == 0;
}

// Everything that comes out of a pipe until its other end is closed.
std::string all_of(int fd) {
  std::string text;
  std::array<char, 256> part;
  for (ssize_t n = 0; (n = read(fd, part.data(), part.size())) > 0;)
    text.append(part.data(), static_cast<std::size_t>(n));
  return text;
}

}  // namespace

TEST_CASE("a program reads what it is given and writes where it is told") {
  std::array<int, 2> in{}, out{};
  REQUIRE(pipe2(in.data(), O_CLOEXEC) == 0);
  REQUIRE(pipe2(out.data(), O_CLOEXEC) == 0);
  auto child = ChildProcess::start({"tr", "a-z", "A-Z"}, {.input = in[0], .output = out[1]});
  REQUIRE(child.ok());
  close(in[0]);
  close(out[1]);
  REQUIRE(write(in[1], "wort", 4) == 4);
  close(in[1]);
  CHECK(all_of(out[0]) == "WORT");
  CHECK(child->await() == 0);
  close(out[0]);
}

TEST_CASE("a program's failure and a program that isn't there are told apart") {
  auto failing = ChildProcess::start({"false"}, {});
  REQUIRE(failing.ok());
  CHECK(failing->await() == 1);
  CHECK(ChildProcess::start({"anlaufstelle-no-such-program"}, {}).error().code ==
        ErrorCode::kNotFound);
}

TEST_CASE("a program gets none of the files that are open here") {
  std::array<int, 2> out{};
  REQUIRE(pipe2(out.data(), O_CLOEXEC) == 0);
  const int secret = open("/dev/zero", O_RDONLY);  // without O_CLOEXEC, as a library might
  REQUIRE(secret >= 0);
  auto child = ChildProcess::start({"ls", "/proc/self/fd"}, {.output = out[1]});
  REQUIRE(child.ok());
  close(out[1]);
  CHECK(all_of(out[0]) == "0\n1\n2\n3\n");  // 3 is ls's own, of the folder
  close(out[0]);
  close(secret);
}

TEST_CASE("a program goes with its owner, and takes along what it has started") {
  std::array<int, 2> out{};
  REQUIRE(pipe2(out.data(), O_CLOEXEC) == 0);
  pid_t first = 0, second = 0;
  {
    auto child =
        ChildProcess::start({"sh", "-c", "sleep 1000 & echo $!; wait"}, {.output = out[1]});
    REQUIRE(child.ok());
    close(out[1]);
    first = child->pid();
    std::array<char, 32> number{};
    REQUIRE(read(out[0], number.data(), number.size() - 1) > 0);
    second = std::atoi(number.data());
    CHECK(alive(first));
    CHECK(alive(second));
  }
  CHECK_FALSE(alive(first));
  // The grandchild's pipe is closed when it is gone, whoever reaps it.
  CHECK(all_of(out[0]).empty());
  close(out[0]);
}

TEST_CASE("a program is killed by the system when this one dies without a word") {
  std::array<int, 2> out{};
  REQUIRE(pipe2(out.data(), O_CLOEXEC) == 0);
  const pid_t owner = fork();
  if (owner == 0) {
    auto child = ChildProcess::start({"sleep", "1000"}, {.output = out[1]});
    _exit(child.ok() ? 0 : 1);  // no destructor runs
  }
  close(out[1]);
  CHECK(all_of(out[0]).empty());  // would wait for as long as it lives
  close(out[0]);
}

}  // namespace anlaufstelle::media
