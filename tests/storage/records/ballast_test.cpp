// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/ballast.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>

#include "tests/support/temp_dir.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kBytes = 300'000;

std::uint64_t bytes_on_disk(const fs::path& file) {
  struct stat info {};
  return stat(file.c_str(), &info) == 0 ? static_cast<std::uint64_t>(info.st_blocks) * 512 : 0;
}

}  // namespace

TEST_CASE("the ballast takes real blocks in a private file and gives them back") {
  const TempDir dir;
  const fs::path file = dir.path() / "ballast";
  Ballast ballast(file, kBytes);
  CHECK_FALSE(ballast.in_place());
  CHECK_FALSE(ballast.release());
  REQUIRE(ballast.take().ok());
  CHECK(ballast.in_place());
  CHECK(bytes_on_disk(file) >= kBytes);
  CHECK((fs::status(file).permissions() & fs::perms(077)) == fs::perms::none);
  CHECK(Ballast(file, kBytes).in_place());  // the next program finds it
  CHECK(ballast.release());
  CHECK_FALSE(ballast.in_place());
  CHECK_FALSE(fs::exists(file));
  CHECK(ballast.take().ok());
}

TEST_CASE("a ballast of another size, or an empty shell of one, is taken anew") {
  const TempDir dir;
  const fs::path file = dir.path() / "ballast";
  REQUIRE(Ballast(file, kBytes / 2).take().ok());
  Ballast larger(file, kBytes);
  CHECK_FALSE(larger.in_place());
  REQUIRE(larger.take().ok());
  CHECK(fs::file_size(file) == kBytes);
  std::ofstream(file, std::ios::trunc).close();
  fs::resize_file(file, kBytes);
  Ballast shell(file, kBytes);
  CHECK_FALSE(shell.in_place());
  REQUIRE(shell.take().ok());
  CHECK(bytes_on_disk(file) >= kBytes);
}

TEST_CASE("a ballast that the disk has no room for is told and leaves nothing behind") {
  const TempDir dir;
  const fs::path file = dir.path() / "ballast";
  Ballast ballast(file, std::uint64_t{1} << 50);
  const Status taken = ballast.take();
  REQUIRE_FALSE(taken.ok());
  CHECK(taken.error().code == ErrorCode::kFull);
  CHECK_FALSE(ballast.in_place());
  CHECK_FALSE(fs::exists(file));
}

TEST_CASE("no ballast is always in place and has nothing to give") {
  const TempDir dir;
  Ballast none(dir.path() / "ballast", 0);
  CHECK(none.in_place());
  CHECK(none.take().ok());
  CHECK_FALSE(none.release());
  CHECK(none.in_place());
}

}  // namespace anlaufstelle::records
