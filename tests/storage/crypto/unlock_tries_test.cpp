// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/unlock_tries.h"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <string>

#include "storage/base/file.h"
#include "tests/storage/file_size_limit.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::crypto {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Outcome = UnlockTries::Outcome;

struct TriesFixture {
  [[nodiscard]] UnlockTries open() const { return {file, clock}; }
  void wrong(UnlockTries& tries) {
    clock.advance(tries.wait());
    REQUIRE(tries.begin().ok());
    tries.end(Outcome::kWrong);
  }
  TempDir dir;
  std::filesystem::path file = dir.path() / "unlock.tries";
  FakeClock clock;
};

}  // namespace

TEST_CASE_FIXTURE(TriesFixture, "wrong passphrases are put off longer, up to half a minute") {
  UnlockTries tries = open();
  CHECK(tries.wait().count() == 0);
  for (const int wait : {1, 2, 4, 8, 16, 30, 30}) {
    wrong(tries);
    CHECK(tries.wait() == seconds(wait));
    CHECK(tries.begin().error().code == ErrorCode::kRefused);
  }
  CHECK(tries.wrong() == 7);
  clock.advance(seconds(30));
  REQUIRE(tries.begin().ok());
  tries.end(Outcome::kRight);
  CHECK(tries.wait().count() == 0);
  CHECK(open().wrong() == 0);
}

TEST_CASE_FIXTURE(TriesFixture, "a restart keeps the count and what is left of the wait") {
  {
    UnlockTries tries = open();
    for (int i = 0; i < 4; ++i) wrong(tries);
  }
  CHECK(open().wait() == seconds(8));
  CHECK(open().wrong() == 4);
  clock.advance(seconds(3));
  CHECK(open().wait() == seconds(5));
  clock.advance(hours(1));
  CHECK(open().wait().count() == 0);
}

TEST_CASE_FIXTURE(TriesFixture,
                  "ending the program while a passphrase is checked counts as wrong") {
  {
    UnlockTries tries = open();
    REQUIRE(tries.begin().ok());
  }
  CHECK(open().wrong() == 1);
  CHECK(open().wait() == seconds(1));
}

TEST_CASE_FIXTURE(TriesFixture, "the count stays in its place on the disk, which may be full") {
  const auto place = [this] {
    struct stat info {};
    REQUIRE(stat(file.c_str(), &info) == 0);
    return std::pair(info.st_ino, info.st_size);
  };
  UnlockTries tries = open();
  wrong(tries);
  const auto first = place();
  for (int i = 0; i < 20; ++i) wrong(tries);
  CHECK(place() == first);
  CHECK(open().wrong() == 21);
  const std::string shorter = "anlaufstelle-tries/1\nwrong: 3\nlast: 1\n";
  REQUIRE(write_file_durably(file, as_bytes(shorter)).ok());
  UnlockTries again = open();
  CHECK(again.wrong() == 3);
  wrong(again);
  CHECK(open().wrong() == 4);
}

TEST_CASE_FIXTURE(TriesFixture, "a disk too full for the count keeps nobody from trying") {
  UnlockTries tries = open();
  const FileSizeLimit full(8);
  REQUIRE(tries.begin().ok());
  tries.end(Outcome::kWrong);
  CHECK(tries.wrong() == 1);
  CHECK(tries.wait() == seconds(1));
  CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE_FIXTURE(TriesFixture, "no clock and no file lock anybody out for longer than the delay") {
  {
    UnlockTries tries = open();
    for (int i = 0; i < 9; ++i) wrong(tries);
  }
  clock.set(UnixSeconds(seconds(0)));
  CHECK(open().wait() == seconds(30));
  for (const char* text :
       {"", "rubbish", "anlaufstelle-tries/1\nwrong: 99999999999999999999\nlast: 1\n",
        "anlaufstelle-tries/1\nwrong: -1\nlast: 1\n",
        "anlaufstelle-tries/1\nwrong: 2147483647\nlast: 9223372036854775807\n",
        "anlaufstelle-tries/1\nwrong: 3\nlast: 1\nx"}) {
    CAPTURE(text);
    REQUIRE(write_file_durably(file, as_bytes(text)).ok());
    UnlockTries tries = open();
    CHECK(tries.wait() == seconds(30));
    const milliseconds before = clock.monotonic();
    clock.advance(tries.wait());
    CHECK(clock.monotonic() - before == seconds(30));
    CHECK(tries.begin().ok());
    tries.end(Outcome::kRight);
    CHECK(tries.wait().count() == 0);
  }
}

TEST_CASE_FIXTURE(TriesFixture, "a try that can't be counted isn't made") {
  UnlockTries tries(dir.path() / "missing" / "unlock.tries", clock);
  CHECK_FALSE(tries.begin().ok());
  CHECK(tries.wrong() == 0);
}

}  // namespace anlaufstelle::crypto
