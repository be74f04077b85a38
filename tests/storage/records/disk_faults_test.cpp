// SPDX-License-Identifier: EUPL-1.2
// Whole hand-ins through the product's own code on a disk that fails at its n-th call.
#include <doctest/doctest.h>

#include <cstdlib>
#include <future>
#include <map>

#include "storage/records/call_number.h"
#include "storage/records/record_writer.h"
#include "tests/storage/records/fault_vfs.h"
#include "tests/storage/records/store_on_disk.h"
#include "tests/storage/sample_record.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

constexpr int kHandIns = 5;

RecordContent content_of(int i) {
  RecordContent content = sample_content();
  content.number.clear();
  content.slip_xml = "<slip>" + std::to_string(i) + "</slip>";
  content.full_xml = std::string(5000, 'x') + std::to_string(i);  // more than a page
  return content;
}

struct Session {
  std::map<std::string, std::string> slip_of;  // by number: what was answered with a number
  int refused = 0;                             // attempts that were answered with an error
};

// An error, with the content given back, tried once more as a client would; it never says that
// the store is damaged.
void hand_in(RecordWriter& writer, int i, Session& session) {
  RecordContent content = content_of(i);
  const RecordContent expected = content;
  for (int attempt = 0; attempt < 2; ++attempt) {
    std::promise<Result<std::string>> answer;
    writer.hand_in(std::move(content), [&](Result<std::string> number, RecordContent returned) {
      content = std::move(returned);
      answer.set_value(std::move(number));
    });
    const Result<std::string> number = answer.get_future().get();
    if (number.ok()) {
      CHECK(session.slip_of.emplace(*number, expected.slip_xml).second);
      return;
    }
    ++session.refused;
    CHECK(same_content(content, expected));
    CHECK_MESSAGE(number.error().code != ErrorCode::kCorrupt, number.error().context);
  }
}

// What a kiosk does with its store from start to end. What fails here is told and no more.
Session work(const TestOffice& office, Random& random, const fs::path& file) {
  Session session;
  for (int start = 0; start < 2; ++start) {
    auto writer = RecordWriter::start(file, office.kiosk_keys(), random);
    if (!writer.ok()) {
      CHECK_MESSAGE(writer.error().code != ErrorCode::kCorrupt, writer.error().context);
      continue;
    }
    for (int i = 0; i < kHandIns; ++i) {
      hand_in(**writer, kHandIns * start + i, session);
      if (i == 1) (*writer)->post([](RecordStore& store) { (void)store.checkpoint(); });
      if (i == 2) {
        (*writer)->post([](RecordStore& store) {
          const auto outbox = store.outbox();
          if (outbox.ok() && !outbox->empty()) (void)store.mark_handed_over(outbox->front());
        });
      }
    }
  }
  return session;
}

// On a mended disk: everything that was answered with a number is there, whole, in order.
void check_nothing_lost(const TestOffice& office, const fs::path& file, const Session& session) {
  RecordStore store = open_store(file);
  CHECK(store.check_integrity().ok());
  const auto ids = store.ids();
  REQUIRE(ids.ok());
  const auto trust = office.trust();
  const auto role = office.role("counselling words");
  std::size_t answered = 0;
  for (std::size_t i = 0; i < ids->size(); ++i) {
    const auto record = store.get((*ids)[i]);
    REQUIRE(record.ok());
    REQUIRE(verify_record(*record, trust).ok());
    const auto opened = open_record(*record, role);
    REQUIRE(opened.ok());
    CHECK(opened->content.number == call_number(i));
    const auto found = session.slip_of.find(opened->content.number);
    if (found == session.slip_of.end()) continue;
    CHECK(opened->content.slip_xml == found->second);
    ++answered;
  }
  CHECK(answered == session.slip_of.size());
  CHECK(ids->size() <= session.slip_of.size() + static_cast<std::size_t>(session.refused));
}

struct Count {
  int runs = 0, answered = 0, refused = 0, kept_though_refused = 0;
};

void run_with(FaultVfs& disk, const Fault& fault, TestOffice& office, Count& count) {
  CAPTURE(static_cast<int>(fault.call));
  CAPTURE(fault.nth);
  CAPTURE(static_cast<int>(fault.lasts));
  CAPTURE((fault.tells == Fault::Tells::kFull));
  const TempDir folder;
  const fs::path file = folder.path() / "store";
  disk.arm(fault);
  const Session session = work(office, office.random, file);
  disk.disarm();
  check_nothing_lost(office, file, session);
  ++count.runs;
  count.answered += static_cast<int>(session.slip_of.size());
  count.refused += session.refused;
  count.kept_though_refused +=
      static_cast<int>(open_store(file).ids()->size() - session.slip_of.size());
}

}  // namespace

TEST_CASE("no record that got its number is lost, whichever call of the disk fails") {
  const bool deep = std::getenv("ANLAUFSTELLE_DEEP") != nullptr;
  FaultVfs disk;
  TestOffice office;
  Count count;
  std::array<int, kDiskCalls> calls{};
  {
    const TempDir folder;
    disk.disarm();
    CHECK(work(office, office.random, folder.path() / "store").slip_of.size() == 2 * kHandIns);
    for (std::size_t i = 0; i < kDiskCalls; ++i) calls[i] = disk.seen(static_cast<DiskCall>(i));
  }
  for (std::size_t i = 0; i < kDiskCalls; ++i) {
    CHECK(calls[i] > 0);
    const int step = deep ? 1 : 1 + calls[i] / 12;
    for (int nth = 1; nth <= calls[i]; nth += step) {
      for (const auto lasts :
           {Fault::Lasts::kOnce, Fault::Lasts::kFourCalls, Fault::Lasts::kForEver}) {
        for (const auto tells : {Fault::Tells::kIoError, Fault::Tells::kFull}) {
          run_with(disk, {static_cast<DiskCall>(i), nth, lasts, tells}, office, count);
        }
      }
    }
  }
  // A disk whose sync fails for long may keep what it said it couldn't: then the record of a
  // refused hand-in turns up later, beside that of the client's next try.
  MESSAGE(count.runs, " runs, ", count.answered, " answered with a number, ", count.refused,
          " refused, of these in the store: ", count.kept_though_refused);
  CHECK(count.refused > 0);
}

}  // namespace anlaufstelle::records
