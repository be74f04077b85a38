// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <set>

#include "storage/base/file.h"
#include "storage/crypto/enrolment.h"
#include "storage/sync/transport.h"
#include "tests/storage/file_size_limit.h"
#include "tests/storage/sample_record.h"

namespace anlaufstelle::sync {
namespace {

namespace fs = std::filesystem;
using records::PutOutcome;
using records::RecordStore;
using records::SealedRecord;

// A kiosk's store, an inbox and a desk's store.
struct Way {
  Way() {
    fs::create_directory(inbox_folder);
    trust = office.trust();
  }
  static RecordStore open(const fs::path& file) {
    auto store = RecordStore::open(file);
    REQUIRE(store.ok());
    return std::move(*store);
  }
  SealedRecord put_new() {
    SealedRecord record = seal_sample(office, sample_content());
    REQUIRE(*kiosk.put(record) == PutOutcome::kStored);
    return record;
  }
  TakeReport take() {
    const auto report = take_inbox(inbox_folder, desk, trust);
    REQUIRE_MESSAGE(report.ok(), report.error().context);
    return *report;
  }
  void drop(const std::string& name, ByteView bytes) const {
    REQUIRE(write_file_durably(inbox_folder / name, bytes).ok());
  }
  [[nodiscard]] std::set<std::string> names_in(const fs::path& folder) const {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename());
    return names;
  }

  TestOffice office;
  fs::path inbox_folder = office.dir.path() / "inbox";
  fs::path quarantine = inbox_folder / "quarantine";
  RecordStore kiosk = open(office.dir.path() / "kiosk-store");
  RecordStore desk = open(office.dir.path() / "desk-store");
  crypto::DeskTrust trust;
};

TEST_CASE_FIXTURE(Way, "nothing new is taken of a revoked kiosk, and what was taken stays") {
  auto inbox = InboxFolder::open(inbox_folder);
  REQUIRE(inbox.ok());
  const SealedRecord before = put_new();
  REQUIRE(inbox->send(before).ok());
  CHECK(take().stored == 1);
  const auto root = crypto::open_root(office.office_folder(), "root words");
  REQUIRE(root.ok());
  REQUIRE(crypto::revoke_kiosk(office.office_folder(), *root, "kiosk-1").ok());
  trust = office.trust();
  const SealedRecord after = put_new();
  REQUIRE(inbox->send(after).ok());
  const TakeReport report = take();
  CHECK(report.stored == 0);
  CHECK(report.quarantined == 1);
  CHECK(names_in(quarantine) == std::set<std::string>{after.id.hex() + ".envelope"});
  CHECK(records::verify_record(*desk.get(before.id), trust).ok());
}

// Refuses one record with a given error; takes all others.
class ChoosyTransport : public Transport {
 public:
  ChoosyTransport(RecordId refused, ErrorCode code) : refused_(refused), code_(code) {}
  Status send(const SealedRecord& record) override {
    if (record.id == refused_) return Error{code_, "refused"};
    sent.push_back(record.id);
    return ok_status();
  }
  std::vector<RecordId> sent;

 private:
  RecordId refused_;
  ErrorCode code_;
};

std::string name_of_file(const SealedRecord& record) {
  return record.id.hex() + ".envelope";
}

}  // namespace

TEST_CASE("records go from the kiosk's store through the inbox into the desk's store") {
  Way way;
  const SealedRecord one = way.put_new();
  const SealedRecord two = way.put_new();
  auto inbox = InboxFolder::open(way.inbox_folder);
  CHECK(*ship_outbox(way.kiosk, *inbox) == 2);
  CHECK(way.kiosk.outbox()->empty());
  CHECK(*ship_outbox(way.kiosk, *inbox) == 0);
  const TakeReport report = way.take();
  CHECK(report.stored == 2);
  CHECK(report.already == 0);
  CHECK(report.quarantined == 0);
  CHECK(*way.desk.get(one.id) == one);
  CHECK(*way.desk.get(two.id) == two);
  CHECK(way.names_in(way.inbox_folder).empty());
  CHECK(way.take().stored == 0);
}

TEST_CASE("many envelopes are taken together, and what is wrong among them is set aside") {
  Way way;
  std::vector<SealedRecord> good;
  for (int i = 0; i < 600; ++i) {
    good.push_back(seal_sample(way.office, sample_content()));
    way.drop(name_of_file(good.back()), good.back().encode());
  }
  // The desk has another content under one of these ids.
  auto other = records::seal_record(good[300].id, sample_content(), way.office.kiosk_keys(),
                                    way.office.random);
  REQUIRE(*way.desk.put(*other) == PutOutcome::kStored);
  REQUIRE(*way.desk.put(good[10]) == PutOutcome::kStored);
  way.drop("00000000000000000000000000000000.envelope", as_bytes("garbage"));
  const TakeReport report = way.take();
  CHECK(report.stored == 598);
  CHECK(report.already == 1);
  CHECK(report.quarantined == 2);
  CHECK(*way.desk.get(good[599].id) == good[599]);
  CHECK(*way.desk.get(good[300].id) == *other);
  CHECK(way.names_in(way.inbox_folder) == std::set<std::string>{"quarantine"});
}

TEST_CASE("on a full disk nothing of what is taken together is lost") {
  Way way;
  std::vector<SealedRecord> good;
  for (int i = 0; i < 20; ++i) {
    good.push_back(seal_sample(way.office, sample_content()));
    way.drop(name_of_file(good.back()), good.back().encode());
  }
  {
    const FileSizeLimit full(16 * 1024);
    const auto report = take_inbox(way.inbox_folder, way.desk, way.trust);
    REQUIRE_FALSE(report.ok());
    CHECK(report.error().code == ErrorCode::kFull);
  }
  CHECK(way.names_in(way.inbox_folder).size() == 20);
  CHECK(way.take().stored == 20);
}

TEST_CASE("an envelope that comes a second time is known already and cleared away") {
  Way way;
  const SealedRecord record = way.put_new();
  way.drop(name_of_file(record), record.encode());
  CHECK(way.take().stored == 1);
  way.drop(name_of_file(record), record.encode());
  const TakeReport report = way.take();
  CHECK(report.already == 1);
  CHECK(report.stored == 0);
  CHECK(way.names_in(way.inbox_folder).empty());
}

TEST_CASE("cut, edited, foreign and misnamed envelopes go to quarantine and the good one arrives") {
  Way way;
  const SealedRecord good = way.put_new();
  const Bytes bytes = good.encode();
  way.drop(name_of_file(good), bytes);

  std::set<std::string> bad;
  const auto drop_bad = [&](std::string name, const Bytes& content) {
    way.drop(name, content);
    bad.insert(std::move(name));
  };
  SealedRecord cut = way.put_new();
  Bytes cut_bytes = cut.encode();
  cut_bytes.resize(cut_bytes.size() - 100);
  drop_bad(name_of_file(cut), cut_bytes);
  SealedRecord edited = way.put_new();
  edited.full_age[edited.full_age.size() / 2] ^= 1;
  drop_bad(name_of_file(edited), edited.encode());
  TestOffice other(77);
  const SealedRecord foreign = seal_sample(other, sample_content());
  drop_bad(name_of_file(foreign), foreign.encode());
  drop_bad(RecordId::make(way.office.random).hex() + ".envelope", bytes);
  drop_bad("empty.envelope", {});
  fs::create_directory(way.inbox_folder / "folder.envelope");
  bad.insert("folder.envelope");

  const TakeReport report = way.take();
  CHECK(report.stored == 1);
  CHECK(report.quarantined == static_cast<int>(bad.size()));
  CHECK(*way.desk.ids() == std::vector<RecordId>{good.id});
  CHECK(way.names_in(way.quarantine) == bad);
  CHECK(way.names_in(way.inbox_folder) == std::set<std::string>{"quarantine"});
  CHECK(*read_file(way.quarantine / name_of_file(cut), 1 << 20) == cut_bytes);
}

TEST_CASE("another content under a stored id goes to quarantine, and again beside the first") {
  Way way;
  const SealedRecord record = way.put_new();
  way.drop(name_of_file(record), record.encode());
  REQUIRE(way.take().stored == 1);
  auto other =
      records::seal_record(record.id, sample_content(), way.office.kiosk_keys(), way.office.random);
  REQUIRE(other.ok());
  for (int i = 0; i < 2; ++i) {
    way.drop(name_of_file(record), other->encode());
    CHECK(way.take().quarantined == 1);
  }
  CHECK(*way.desk.get(record.id) == record);
  CHECK(way.names_in(way.quarantine) ==
        std::set<std::string>{name_of_file(record), name_of_file(record) + ".2"});
}

TEST_CASE("a quarantined envelope of a kiosk that is enrolled later is taken when moved back") {
  Way way;
  const SealedRecord record = way.put_new();
  way.drop(name_of_file(record), record.encode());
  const auto kiosks = std::move(way.trust.kiosks);
  way.trust.kiosks.clear();
  CHECK(way.take().quarantined == 1);
  way.trust.kiosks = kiosks;
  fs::rename(way.quarantine / name_of_file(record), way.inbox_folder / name_of_file(record));
  CHECK(way.take().stored == 1);
}

TEST_CASE("files that are still being written or aren't envelopes stay where they are") {
  Way way;
  const SealedRecord record = way.put_new();
  way.drop(".tmp-" + name_of_file(record) + "-abc123", record.encode());
  way.drop("." + name_of_file(record), record.encode());
  way.drop("notes.txt", as_bytes("hello"));
  const TakeReport report = way.take();
  CHECK(report.stored + report.already + report.quarantined == 0);
  CHECK(way.names_in(way.inbox_folder).size() == 3);
}

TEST_CASE("a missing inbox is unreachable for the desk") {
  Way way;
  fs::remove(way.inbox_folder);
  CHECK(take_inbox(way.inbox_folder, way.desk, way.trust).error().code == ErrorCode::kUnreachable);
}

TEST_CASE("shipping stops where the way is closed and goes past a record that is refused") {
  Way way;
  const RecordId first = way.put_new().id;
  const RecordId second = way.put_new().id;
  const RecordId third = way.put_new().id;
  ChoosyTransport closed(second, ErrorCode::kUnreachable);
  CHECK(ship_outbox(way.kiosk, closed).error().code == ErrorCode::kUnreachable);
  CHECK(closed.sent == std::vector<RecordId>{first});
  CHECK(*way.kiosk.outbox() == std::vector<RecordId>{second, third});

  ChoosyTransport refusing(second, ErrorCode::kConflict);
  CHECK(ship_outbox(way.kiosk, refusing).error().code == ErrorCode::kConflict);
  CHECK(refusing.sent == std::vector<RecordId>{third});
  CHECK(*way.kiosk.outbox() == std::vector<RecordId>{second});

  ChoosyTransport open_again(RecordId{}, ErrorCode::kIo);
  CHECK(*ship_outbox(way.kiosk, open_again) == 1);
}

}  // namespace anlaufstelle::sync
