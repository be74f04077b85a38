// SPDX-License-Identifier: EUPL-1.2
// Events, deletions and the step from schema 1 on a disk that fails at its n-th call.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>

#include "storage/records/event_log.h"
#include "storage/records/retention.h"
#include "tests/storage/records/fault_vfs.h"
#include "tests/storage/records/store_on_disk.h"
#include "tests/storage/sample_record.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kStart = 29'922'360, kDay = 24 * 60;

bool deep() {
  return std::getenv("ANLAUFSTELLE_DEEP") != nullptr;
}

// One store from its making on: `work` happens on the failing disk, the rest on a sound one.
struct Story {
  std::function<void(const fs::path&)> begin, work, check;
};

void tell(const Story& story, const std::function<void()>& arm, const std::function<void()>& end) {
  const TempDir folder;
  const fs::path file = folder.path() / "store";
  story.begin(file);
  arm();
  story.work(file);
  end();
  story.check(file);
}

// Each kind of call, fault and length of it, over all calls that `work` makes on a sound disk.
int tell_with_each_fault(FaultVfs& disk, const Story& story) {
  std::array<int, kDiskCalls> calls{};
  const auto disarm = [&] { disk.disarm(); };
  tell(story, disarm, [&] {
    for (std::size_t i = 0; i < kDiskCalls; ++i) calls[i] = disk.seen(static_cast<DiskCall>(i));
  });
  int runs = 0;
  for (std::size_t i = 0; i < kDiskCalls; ++i) {
    const int step = deep() ? 1 : 1 + calls[i] / 12;
    for (int nth = 1; nth <= calls[i]; nth += step) {
      for (const auto lasts :
           {Fault::Lasts::kOnce, Fault::Lasts::kFourCalls, Fault::Lasts::kForEver}) {
        for (const auto tells : {Fault::Tells::kIoError, Fault::Tells::kFull}) {
          CAPTURE(i);
          CAPTURE(nth);
          CAPTURE(static_cast<int>(lasts));
          CAPTURE((tells == Fault::Tells::kFull));
          tell(
              story,
              [&] {
                disk.arm({static_cast<DiskCall>(i), nth, lasts, tells});
              },
              disarm);
          ++runs;
        }
      }
    }
  }
  return runs;
}

bool is_on_disk(const fs::path& file, const SealedRecord& record) {
  const ByteView piece = ByteView(record.full_age).subspan(record.full_age.size() / 2, 64);
  for (const char* ending : {"", "-wal"}) {
    const fs::path path = file.string() + ending;
    if (!fs::exists(path)) continue;
    const Bytes bytes = bytes_of(path);
    if (std::search(bytes.begin(), bytes.end(), piece.begin(), piece.end()) != bytes.end())
      return true;
  }
  return false;
}

// A store with one record that is worked with, one that the client withdraws and two whose time
// is over.
class Life {
 public:
  Life() : staff_(office_.role("counselling words")), signer_(signer_of(staff_)) {
    const fs::path file = office_.dir.path() / "template";
    RecordStore store = open_store(file);
    for (int i = 0; i < 4; ++i) {
      records_.push_back(seal_sample(office_, sample_content()));
      REQUIRE(store.put(records_.back()).ok());
    }
    for (const std::size_t over : {kOver, kOver + 1})
      REQUIRE(store.mark_handed_over(records_[over].id).ok());
    REQUIRE(Retention(store).run(policy(), kStart, signer_).ok());
    REQUIRE(EventLog(store).append({EventKind::kUnlocked, {}, {}, kStart}, signer_).ok());
  }

  // What was answered with "done".
  struct Done {
    std::vector<EventKind> events;
    bool withdrawn = false, retained = false;
    int refused = 0;
  };

  void begin(const fs::path& file) const {
    fs::copy_file(office_.dir.path() / "template", file);
    fs::permissions(file, fs::perms(0600));
  }

  Done work(const fs::path& file) {
    Done done;
    const auto ok = [&](const Status& status) {
      if (status) return true;
      ++done.refused;
      CHECK_MESSAGE(status.error().code != ErrorCode::kCorrupt, status.error().context);
      return false;
    };
    for (int start = 0; start < 2; ++start) {
      auto opened = RecordStore::open(file);
      if (!opened) {
        ok(opened.error());
        continue;
      }
      const auto note = [&](EventKind kind) {
        if (ok(EventLog(*opened).append({kind, records_[kKept].id, {}, kStart}, signer_)))
          done.events.push_back(kind);
      };
      note(start == 0 ? EventKind::kOpened : EventKind::kInCounselling);
      const auto gone = Retention(*opened).run(policy(), kStart + kDay, signer_);
      done.retained |= ok(gone ? ok_status() : Status(gone.error()));
      if (!done.withdrawn) done.withdrawn = ok(withdraw(*opened));
      note(start == 0 ? EventKind::kPrinted : EventKind::kDone);
    }
    return done;
  }

  // On a mended disk.
  void check(const fs::path& file, const Done& done) {
    RecordStore store = open_store(file);
    CHECK(store.check_integrity().ok());
    EventLog log(store);
    CHECK(log.check(office_.trust(), std::nullopt)->empty());
    CHECK(store.get(records_[kKept].id).ok());
    check_events(*log.of(records_[kKept].id, office_.trust()), done);
    check_ended(store, kWithdrawn, EventKind::kWithdrawn, done.withdrawn);
    for (const std::size_t over : {kOver, kOver + 1})
      check_ended(store, over, EventKind::kDeleted, done.retained);
    // What was interrupted can be done again, and then no byte is left.
    CHECK(Retention(store).run(policy(), kStart + kDay, signer_).ok());
    if (store.get(records_[kWithdrawn].id)) CHECK(withdraw(store).ok());
    CHECK(store.tombstones()->size() == 3);
    for (std::size_t i = 0; i < records_.size(); ++i)
      CHECK(is_on_disk(file, records_[i]) == (i == kKept));
  }

 private:
  static constexpr std::size_t kKept = 0, kWithdrawn = 1, kOver = 2;  // of records_

  static Retention::Policy policy() { return {Retention::What::kHandedOver, kDay, kStart}; }

  // A client's wish is asked for until it is answered; "not there" is the answer of a deletion
  // that was told to have failed only after it was done.
  Status withdraw(RecordStore& store) {
    const RecordId id = records_[kWithdrawn].id;
    const Status gone = Retention(store).remove(id, EventKind::kWithdrawn, kStart, signer_);
    if (!gone && gone.error().code == ErrorCode::kNotFound) return store.checkpoint();
    return gone;
  }

  // Those that were answered are there in their order; beside them only refused ones.
  static void check_events(const std::vector<Event>& events, const Done& done) {
    std::size_t found = 0;
    for (const Event& event : events)
      if (found < done.events.size() && event.kind == done.events[found]) ++found;
    CHECK(found == done.events.size());
    CHECK(events.size() <= done.events.size() + static_cast<std::size_t>(done.refused));
  }

  // Whole, or gone with an event and a tombstone.
  void check_ended(RecordStore& store, std::size_t which, EventKind how, bool answered) {
    const SealedRecord& record = records_[which];
    const auto stored = store.get(record.id);
    const auto events = *EventLog(store).of(record.id, office_.trust());
    if (stored.ok()) {
      CHECK_FALSE(answered);
      CHECK(*stored == record);
      CHECK(events.empty());
      return;
    }
    CHECK(stored.error().code == ErrorCode::kNotFound);
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == how);
    CHECK(*store.put(record) == PutOutcome::kAlready);
  }

  TestOffice office_;
  crypto::OpenedRole staff_;
  EventSigner signer_;
  std::vector<SealedRecord> records_;
};

// What SQLite itself finds in the file. It reads a copy: closing would write into the store.
std::int64_t asked(const fs::path& store, const char* sql) {
  const TempDir folder;
  const fs::path file = folder.path() / "copy";
  fs::copy_file(store, file);
  if (fs::exists(store.string() + "-wal"))
    fs::copy_file(store.string() + "-wal", file.string() + "-wal");
  sqlite3* db = nullptr;
  sqlite3_stmt* query = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
  // This disk has no shared memory.
  REQUIRE(sqlite3_exec(db, "PRAGMA locking_mode = EXCLUSIVE", nullptr, nullptr, nullptr) ==
          SQLITE_OK);
  REQUIRE(sqlite3_prepare_v2(db, sql, -1, &query, nullptr) == SQLITE_OK);
  REQUIRE(sqlite3_step(query) == SQLITE_ROW);
  const std::int64_t answer = sqlite3_column_int64(query, 0);
  sqlite3_finalize(query);
  sqlite3_close(db);
  return answer;
}

// 1 or this version's, and the tables are that schema's.
std::int64_t check_schema(const fs::path& file) {
  const std::int64_t schema = asked(file, "PRAGMA user_version");
  CHECK((schema == 1 || schema == 4));
  CHECK(asked(file,
              "SELECT count(*) FROM sqlite_schema WHERE name IN "
              "('event', 'event_record', 'tombstone', 'retention', 'record_kept', 'figures', "
              "'outcome', 'heard', 'told')") == (schema == 1 ? 0 : 9));
  CHECK(asked(file,
              "SELECT count(*) FROM pragma_table_info('record') "
              "WHERE name = 'kept_since'") == (schema == 1 ? 0 : 1));
  return schema;
}

}  // namespace

TEST_CASE("no event is lost and no record half deleted, whichever call of the disk fails") {
  FaultVfs disk;
  Life life;
  Life::Done done;
  int refused = 0, answered = 0;
  const int runs =
      tell_with_each_fault(disk, {[&](const fs::path& file) { life.begin(file); },
                                  [&](const fs::path& file) {
                                    done = life.work(file);
                                    refused += done.refused;
                                    answered += static_cast<int>(done.events.size());
                                  },
                                  [&](const fs::path& file) { life.check(file, done); }});
  MESSAGE(runs, " runs, ", answered, " events answered, ", refused, " times refused");
  CHECK(answered > runs);
  CHECK(refused > runs / 2);
}

TEST_CASE("a store of schema 1 is one of schema 1 or 4, whole, whichever call of the disk fails") {
  FaultVfs disk;
  int refused = 0, left = 0;
  const Story story{[](const fs::path& file) {
                      fs::copy_file(fs::path(SOURCE_DIR) / "tests/storage/golden/1/store", file);
                      fs::permissions(file, fs::perms(0600));
                    },
                    [&](const fs::path& file) {
                      const auto store = RecordStore::open(file);
                      if (store) return;
                      ++refused;
                      CHECK_MESSAGE(store.error().code != ErrorCode::kCorrupt,
                                    store.error().context);
                    },
                    [&](const fs::path& file) {
                      left += check_schema(file) == 1 ? 1 : 0;
                      RecordStore store = open_store(file);
                      CHECK(store.check_integrity().ok());
                      CHECK(store.ids()->size() == 2);
                      CHECK(store.outbox()->size() == 1);
                      CHECK(EventLog(store).head()->seq == 0);
                    }};
  const int runs = tell_with_each_fault(disk, story);
  MESSAGE(runs, " runs, ", refused, " openings refused, ", left, " stores left at schema 1");
  CHECK(refused > 0);
  CHECK(left > 0);
  CHECK(left < runs);
}

}  // namespace anlaufstelle::records
