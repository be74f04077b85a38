// SPDX-License-Identifier: EUPL-1.2
#include "storage/base/file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "tests/storage/file_size_limit.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle {
namespace {

namespace fs = std::filesystem;

mode_t mode_of(const fs::path& path) {
  struct stat info {};
  REQUIRE(stat(path.c_str(), &info) == 0);
  return info.st_mode & 0777;
}

std::size_t entries_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a durable write gives content and mode and leaves no temporary file") {
  const TempDir dir;
  const fs::path file = dir.path() / "a";
  REQUIRE(write_file_durably(file, as_bytes("old")).ok());
  CHECK(mode_of(file) == 0600);
  REQUIRE(write_file_durably(file, as_bytes("new"), 0640).ok());
  CHECK(mode_of(file) == 0640);
  CHECK(as_text(*read_file(file, 10)) == "new");
  CHECK(entries_in(dir.path()) == 1);
}

TEST_CASE("a durable write that fails leaves the old content and no temporary file") {
  const TempDir dir;
  const fs::path file = dir.path() / "a";
  REQUIRE(write_file_durably(file, as_bytes("old")).ok());
  {
    const FileSizeLimit limit(1000);
    CHECK_FALSE(write_file_durably(file, Bytes(5000, 'x')).ok());
  }
  CHECK(as_text(*read_file(file, 10)) == "old");
  CHECK(entries_in(dir.path()) == 1);
  CHECK(write_file_durably(dir.path() / "no/such/folder", {}).error().code == ErrorCode::kNotFound);
}

TEST_CASE("reading a missing, a too large and an empty file") {
  const TempDir dir;
  const fs::path file = dir.path() / "a";
  CHECK(read_file(file, 10).error().code == ErrorCode::kNotFound);
  REQUIRE(write_file_durably(file, as_bytes("12345")).ok());
  CHECK(read_file(file, 5).ok());
  CHECK(read_file(file, 4).error().code == ErrorCode::kRefused);
  REQUIRE(write_file_durably(file, {}).ok());
  CHECK(read_file(file, 0)->empty());
}

TEST_CASE("a private folder is made with its parents and an open one is refused") {
  const TempDir dir;
  const fs::path folder = dir.path() / "a/b";
  REQUIRE(make_private_folder(folder).ok());
  CHECK(mode_of(folder) == 0700);
  CHECK(mode_of(dir.path() / "a") == 0700);
  CHECK(make_private_folder(folder).ok());
  REQUIRE(chmod(folder.c_str(), 0755) == 0);
  CHECK(make_private_folder(folder).error().code == ErrorCode::kRefused);
  REQUIRE(write_file_durably(dir.path() / "file", {}).ok());
  CHECK_FALSE(make_private_folder(dir.path() / "file").ok());
}

}  // namespace anlaufstelle
