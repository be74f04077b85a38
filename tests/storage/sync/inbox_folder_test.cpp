// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>
#include <sys/stat.h>

#include "storage/base/file.h"
#include "storage/sync/transport.h"
#include "tests/storage/file_size_limit.h"
#include "tests/storage/sample_record.h"

namespace anlaufstelle::sync {
namespace {

namespace fs = std::filesystem;

InboxFolder open_inbox(const fs::path& folder) {
  fs::create_directory(folder);
  auto inbox = InboxFolder::open(folder);
  REQUIRE(inbox.ok());
  return std::move(*inbox);
}

std::size_t entries_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("an envelope arrives in the inbox under its id with exactly its bytes") {
  TestOffice office;
  const fs::path folder = office.dir.path() / "inbox";
  InboxFolder inbox = open_inbox(folder);
  const auto record = seal_sample(office, sample_content());
  REQUIRE(inbox.send(record).ok());
  const auto bytes = read_file(folder / (record.id.hex() + ".envelope"), 1 << 20);
  REQUIRE(bytes.ok());
  CHECK(*bytes == record.encode());
  CHECK(entries_in(folder) == 1);
}

TEST_CASE("sending twice is fine and another content under the same id is a conflict") {
  TestOffice office;
  const fs::path folder = office.dir.path() / "inbox";
  InboxFolder inbox = open_inbox(folder);
  const auto record = seal_sample(office, sample_content());
  CHECK(inbox.send(record).ok());
  CHECK(inbox.send(record).ok());
  auto other = seal_sample(office, sample_content());
  other.id = record.id;
  CHECK(inbox.send(other).error().code == ErrorCode::kConflict);
  CHECK(*read_file(folder / (record.id.hex() + ".envelope"), 1 << 20) == record.encode());
}

TEST_CASE("an inbox that isn't there is unreachable and isn't made") {
  TestOffice office;
  const fs::path folder = office.dir.path() / "inbox";
  CHECK(InboxFolder::open(folder).error().code == ErrorCode::kUnreachable);
  InboxFolder inbox = open_inbox(folder);
  fs::remove(folder);
  CHECK(inbox.send(seal_sample(office, sample_content())).error().code == ErrorCode::kUnreachable);
  CHECK_FALSE(fs::exists(folder));
}

TEST_CASE("a send that fails half-way leaves nothing in the inbox") {
  TestOffice office;
  const fs::path folder = office.dir.path() / "inbox";
  InboxFolder inbox = open_inbox(folder);
  const auto record = seal_sample(office, sample_content());
  {
    const FileSizeLimit limit(1000);
    CHECK_FALSE(inbox.send(record).ok());
  }
  CHECK(entries_in(folder) == 0);
  CHECK(inbox.send(record).ok());
}

}  // namespace anlaufstelle::sync
