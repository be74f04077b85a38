// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/record_store.h"

#include <doctest/doctest.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "storage/records/call_number.h"
#include "storage/records/event_log.h"
#include "storage/records/retention.h"
#include "tests/storage/file_size_limit.h"
#include "tests/storage/records/store_on_disk.h"
#include "tests/storage/sample_record.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

std::string put_next(RecordStore& store, TestOffice& office, const crypto::KioskKeys& keys) {
  auto number = store.put_numbered([&](const std::string& next) {
    RecordContent content = sample_content();
    content.number = next;
    return seal_record(RecordId::make(office.random), content, keys, office.random);
  });
  REQUIRE_MESSAGE(number.ok(), number.error().context);
  return *number;
}

std::string number_in(RecordStore& store, const RecordId& id, const crypto::OpenedRole& role) {
  const auto record = store.get(id);
  REQUIRE(record.ok());
  const auto opened = open_record(*record, role);
  REQUIRE(opened.ok());
  return opened->content.number;
}

// Fills the store until it says so; every record before must be there afterwards.
void check_full_disk(RecordStore& store, TestOffice& office) {
  const auto keys = office.kiosk_keys();
  std::vector<RecordId> stored;
  const auto put = [&](std::size_t more) {
    const RecordId id = RecordId::make(office.random);
    auto number = store.put_numbered([&](const std::string& next) {
      RecordContent content = sample_content();
      content.number = next;
      content.full_xml += std::string(more, 'x');
      return seal_record(id, content, keys, office.random);
    });
    if (number.ok()) stored.push_back(id);
    return number;
  };
  ErrorCode last = ErrorCode::kIo;
  for (int i = 0; i < 2000; ++i) {
    const auto number = put(0);
    if (number.ok()) continue;
    last = number.error().code;
    break;
  }
  CHECK(last == ErrorCode::kFull);
  CHECK(stored.size() > 10);
  const auto ids = store.ids();
  REQUIRE(ids.ok());
  CHECK(*ids == stored);
  const auto too_large = put(100'000);
  REQUIRE_FALSE(too_large.ok());
  CHECK(too_large.error().code == ErrorCode::kFull);
}

// A file system of its own that is soon full; nothing where mounting isn't allowed.
class SmallDisk {
 public:
  explicit SmallDisk(const fs::path& folder) : folder_(folder) {
    fs::create_directory(folder_);
    mounted_ = mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=600k,mode=0700") == 0;
    if (!mounted_) MESSAGE("NOT RUN HERE: may not mount; only the file size limit was tried");
  }
  ~SmallDisk() {
    if (mounted_) umount2(folder_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  [[nodiscard]] bool mounted() const { return mounted_; }

 private:
  fs::path folder_;
  bool mounted_ = false;
};

// Until not one byte is left.
void fill_up(const fs::path& file) {
  std::ofstream out(file, std::ios::binary);
  while (out << std::string(512, 'x') << std::flush) continue;
}

}  // namespace

TEST_CASE("a stored envelope comes back the same after the store is closed and opened") {
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  const SealedRecord one = seal_sample(office, sample_content());
  const SealedRecord two = seal_sample(office, sample_content());
  {
    RecordStore store = open_store(file);
    CHECK(store.ids()->empty());
    CHECK(*store.put(one) == PutOutcome::kStored);
    CHECK(*store.put(two) == PutOutcome::kStored);
  }
  RecordStore store = open_store(file);
  CHECK(*store.ids() == std::vector<RecordId>{one.id, two.id});
  CHECK(*store.get(one.id) == one);
  CHECK(*store.get(two.id) == two);
  CHECK(store.get(RecordId{}).error().code == ErrorCode::kNotFound);
  CHECK(store.check_integrity().ok());
}

TEST_CASE("the same envelope again is told from another content under the same id") {
  TestOffice office;
  RecordStore store = open_store(office.dir.path() / "store");
  const SealedRecord record = seal_sample(office, sample_content());
  CHECK(*store.put(record) == PutOutcome::kStored);
  CHECK(*store.put(record) == PutOutcome::kAlready);
  SealedRecord other = seal_sample(office, sample_content());
  other.id = record.id;
  CHECK(*store.put(other) == PutOutcome::kConflict);
  CHECK(*store.get(record.id) == record);
  CHECK(store.ids()->size() == 1);
}

TEST_CASE("call numbers go on after a restart and are inside the record they were given for") {
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  const auto keys = office.kiosk_keys();
  const auto role = office.role("reception words");
  std::vector<std::string> given;
  for (int start = 0; start < 3; ++start) {
    RecordStore store = open_store(file);
    given.push_back(put_next(store, office, keys));
    given.push_back(put_next(store, office, keys));
  }
  CHECK(given == std::vector<std::string>{"A 1", "A 2", "A 3", "A 4", "A 5", "A 6"});
  RecordStore store = open_store(file);
  const auto ids = *store.ids();
  for (std::size_t i = 0; i < given.size(); ++i) CHECK(number_in(store, ids[i], role) == given[i]);
}

TEST_CASE("a number isn't used up where sealing fails") {
  TestOffice office;
  RecordStore store = open_store(office.dir.path() / "store");
  const auto keys = office.kiosk_keys();
  CHECK(put_next(store, office, keys) == "A 1");
  const auto failed = store.put_numbered([](const std::string&) -> Result<SealedRecord> {
    return Error{ErrorCode::kInvalidInput, "no"};
  });
  CHECK(failed.error().code == ErrorCode::kInvalidInput);
  CHECK(store.ids()->size() == 1);
  CHECK(put_next(store, office, keys) == "A 2");
}

TEST_CASE("the series starts over after its last number") {
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  const auto keys = office.kiosk_keys();
  {
    RecordStore store = open_store(file);
    put_next(store, office, keys);
  }
  const std::string last = std::to_string(kCallNumbers - 1);
  run_sql(file, ("UPDATE series SET next = " + last).c_str());
  {
    RecordStore store = open_store(file);
    const auto refused = store.put_numbered([](const std::string&) -> Result<SealedRecord> {
      return Error{ErrorCode::kInvalidInput, "not asked"};
    });
    CHECK(refused.error().code == ErrorCode::kCorrupt);  // the two counts differ
  }
  run_sql(file, ("UPDATE sqlite_sequence SET seq = " + last).c_str());
  RecordStore store = open_store(file);
  CHECK(put_next(store, office, keys) == "Y 99");
  CHECK(put_next(store, office, keys) == "A 1");
}

TEST_CASE("the outbox holds what wasn't handed over, oldest first, across restarts") {
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  std::vector<RecordId> ids;
  {
    RecordStore store = open_store(file);
    for (int i = 0; i < 4; ++i) {
      const SealedRecord record = seal_sample(office, sample_content());
      REQUIRE(store.put(record).ok());
      ids.push_back(record.id);
    }
    CHECK(*store.outbox() == ids);
    CHECK(store.mark_handed_over(ids[1]).ok());
    CHECK(store.mark_handed_over(ids[1]).ok());
    CHECK(store.mark_handed_over(RecordId{}).error().code == ErrorCode::kNotFound);
  }
  RecordStore store = open_store(file);
  CHECK(*store.outbox() == std::vector<RecordId>{ids[0], ids[2], ids[3]});
  CHECK(store.ids()->size() == 4);
}

TEST_CASE("the store is private, has no shared-memory file and refuses open modes") {
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  {
    RecordStore store = open_store(file);
    REQUIRE(store.put(seal_sample(office, sample_content())).ok());
    for (const auto& entry : fs::directory_iterator(office.dir.path())) {
      if (!entry.is_regular_file()) continue;
      CAPTURE(entry.path().string());
      CHECK((entry.status().permissions() & fs::perms(077)) == fs::perms::none);
      CHECK(entry.path().filename() != "store-shm");
    }
    CHECK(fs::exists(file.string() + "-wal"));
    REQUIRE(store.checkpoint().ok());
    CHECK(fs::file_size(file.string() + "-wal") == 0);
  }
  REQUIRE(chmod(file.c_str(), 0644) == 0);
  const auto open_modes = RecordStore::open(file);
  REQUIRE_FALSE(open_modes.ok());
  CHECK(open_modes.error().code == ErrorCode::kRefused);
  CHECK(open_modes.error().context.find("chmod 0600") != std::string::npos);
}

TEST_CASE("a store that is open can't be opened a second time") {
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  RecordStore store = open_store(file);
  const auto second = RecordStore::open(file);
  REQUIRE_FALSE(second.ok());
  CHECK(second.error().code == ErrorCode::kConflict);
  CHECK(second.error().context.find(file.string()) != std::string::npos);
  CHECK(store.put(seal_sample(office, sample_content())).ok());
}

TEST_CASE("a damaged store is told so and left byte by byte as it was") {
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  {
    RecordStore store = open_store(file);
    for (int i = 0; i < 30; ++i) REQUIRE(store.put(seal_sample(office, sample_content())).ok());
  }
  const Bytes sound = bytes_of(file);
  const auto check_untouched = [&](const Bytes& damaged) {
    REQUIRE(write_file_durably(file, damaged).ok());
    CHECK(open_error(file) == ErrorCode::kCorrupt);
    CHECK(bytes_of(file) == damaged);
  };
  Bytes head = sound;
  std::fill(head.begin(), head.begin() + 16, std::uint8_t{'x'});
  check_untouched(head);
  Bytes middle = sound;
  std::fill(middle.begin() + 4096, middle.begin() + 3 * 4096, std::uint8_t{0xa5});
  check_untouched(middle);
  Bytes cut(sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(sound.size() / 2));
  check_untouched(cut);
  const std::string_view text = "this is no database, but long enough to be read as one. ";
  Bytes foreign;
  while (foreign.size() < 9000) foreign.insert(foreign.end(), text.begin(), text.end());
  check_untouched(foreign);
  REQUIRE(write_file_durably(file, sound).ok());
  CHECK(open_store(file).ids()->size() == 30);
}

TEST_CASE("a database of another program and a newer store are refused untouched") {
  const TempDir dir;
  const fs::path file = dir.path() / "store";
  REQUIRE(write_file_durably(file, {}).ok());
  run_sql(file, "CREATE TABLE notes (text)");
  const Bytes foreign = bytes_of(file);
  CHECK(open_error(file) == ErrorCode::kCorrupt);
  CHECK(bytes_of(file) == foreign);

  const fs::path newer = dir.path() / "newer";
  { RecordStore store = open_store(newer); }
  run_sql(newer, "PRAGMA user_version = 5");
  const Bytes before = bytes_of(newer);
  CHECK(open_error(newer) == ErrorCode::kTooNew);
  CHECK(bytes_of(newer) == before);
}

TEST_CASE("a store whose making was cut off is made, and an emptied one isn't made anew") {
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  REQUIRE(write_file_durably(file, {}).ok());
  { RecordStore store = open_store(file); }
  const fs::path half_made = office.dir.path() / "half";
  REQUIRE(write_file_durably(half_made, {}).ok());
  run_sql(half_made, "PRAGMA journal_mode = WAL");
  { RecordStore store = open_store(half_made); }

  REQUIRE(write_file_durably(file, {}).ok());
  REQUIRE(write_file_durably(file.string() + "-wal", as_bytes("the last records")).ok());
  CHECK(open_error(file) == ErrorCode::kCorrupt);
  CHECK(as_text(bytes_of(file.string() + "-wal")) == "the last records");
}

TEST_CASE("a missing folder and a folder in the store's place are plain errors") {
  const TempDir dir;
  CHECK(open_error(dir.path() / "no/store") == ErrorCode::kNotFound);
  CHECK(open_error(dir.path()) == ErrorCode::kRefused);
}

TEST_CASE("a file size limit is a full disk: what was stored stays and work goes on after it") {
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  RecordStore store = open_store(file);
  {
    const FileSizeLimit limit(400'000);
    check_full_disk(store, office);
  }
  const std::size_t before = store.ids()->size();
  CHECK(put_next(store, office, office.kiosk_keys()) == call_number(before));
  CHECK(store.check_integrity().ok());
  store = open_store(office.dir.path() / "another");
  CHECK(open_store(file).ids()->size() == before + 1);
}

TEST_CASE("a full file system: what was stored stays, opens again at no space and goes on") {
  TestOffice office;
  const fs::path mount_point = office.dir.path() / "small";
  const SmallDisk disk(mount_point);
  if (!disk.mounted()) return;
  const fs::path file = mount_point / "store";
  const fs::path ballast = mount_point / "ballast";
  REQUIRE(write_file_durably(ballast, Bytes(100'000, 'x')).ok());
  std::vector<RecordId> stored;
  {
    RecordStore store = open_store(file);
    check_full_disk(store, office);
    stored = *store.ids();
  }
  {
    RecordStore store = open_store(file);
    CHECK(*store.ids() == stored);
    CHECK(store.get(stored.back()).ok());
  }
  fs::remove(ballast);
  RecordStore store = open_store(file);
  CHECK(put_next(store, office, office.kiosk_keys()) == call_number(stored.size()));
  CHECK(store.check_integrity().ok());
}

TEST_CASE("with a ballast everything still works on a full disk, and new work should not begin") {
  TestOffice office;
  const auto keys = office.kiosk_keys();
  const fs::path mount_point = office.dir.path() / "small";
  const SmallDisk disk(mount_point);
  if (!disk.mounted()) return;
  const fs::path file = mount_point / "store", foreign = mount_point / "foreign";
  constexpr std::uint64_t kBallast = 200 * 1024;
  {
    RecordStore store = RecordStore::open(file, kBallast).value();
    CHECK(store.has_room());
    fill_up(foreign);
    CHECK(store.has_room());  // for who has begun
    CHECK(put_next(store, office, keys) == "A 1");
    CHECK_FALSE(store.has_room());
    CHECK_FALSE(store.take_room());
    CHECK(store.mark_handed_over(store.outbox()->at(0)).ok());
    CHECK(store.checkpoint().ok());
  }
  fill_up(mount_point / "more");
  {
    RecordStore store = RecordStore::open(file, kBallast).value();
    CHECK_FALSE(store.has_room());
    CHECK(number_in(store, store.ids()->at(0), office.role("reception words")) == "A 1");
  }
  fs::remove(foreign);
  fs::remove(mount_point / "more");
  RecordStore store = RecordStore::open(file, kBallast).value();
  CHECK(store.has_room());
  CHECK(put_next(store, office, keys) == "A 2");
  CHECK(store.check_integrity().ok());
}

TEST_CASE("with a ballast records are marked, deleted and withdrawn on a full disk") {
  TestOffice office;
  const auto keys = office.kiosk_keys();
  const EventSigner signer = signer_of(keys);
  const fs::path mount_point = office.dir.path() / "small";
  const SmallDisk disk(mount_point);
  if (!disk.mounted()) return;
  RecordStore store = RecordStore::open(mount_point / "store", 200 * 1024).value();
  for (int i = 0; i < 3; ++i) put_next(store, office, keys);
  const auto ids = *store.ids();
  constexpr std::int64_t kMinute = 29'922'360;
  REQUIRE(Retention(store).run({Retention::What::kEverything, 1, 0}, kMinute, signer).ok());
  fill_up(mount_point / "foreign");
  CHECK(store.has_room());
  CHECK(EventLog(store).append({EventKind::kPrinted, ids[0], {}, kMinute}, signer).ok());
  CHECK_FALSE(store.has_room());  // the ballast made it possible
  CHECK(Retention(store).remove(ids[0], EventKind::kWithdrawn, kMinute, signer).ok());
  const auto gone = Retention(store).run({Retention::What::kEverything, 1, 0}, kMinute + 1, signer);
  REQUIRE(gone.ok());
  CHECK(gone->size() == 2);
  CHECK(EventLog(store).head()->seq == 4);
  CHECK(store.check_integrity().ok());
}

}  // namespace anlaufstelle::records
