// SPDX-License-Identifier: EUPL-1.2
#include "storage/sync/stick.h"

#include <doctest/doctest.h>

#include <set>

#include "storage/base/file.h"
#include "storage/crypto/enrolment.h"
#include "tests/storage/file_size_limit.h"
#include "tests/storage/sample_record.h"

namespace anlaufstelle::sync {
namespace {

namespace fs = std::filesystem;
using records::RecordStore;
using records::SealedRecord;

struct Journey {
  Journey() { fs::create_directory(stick); }
  static RecordStore open(const fs::path& file) {
    auto store = RecordStore::open(file);
    REQUIRE(store.ok());
    return std::move(*store);
  }
  RecordId put_new() {
    const SealedRecord record = seal_sample(office, sample_content());
    REQUIRE(*kiosk.put(record) == records::PutOutcome::kStored);
    return record.id;
  }
  ToStick leave() {
    const auto done = write_to_stick(stick, kiosk, office.kiosk_keys());
    REQUIRE_MESSAGE(done.ok(), done.error().context);
    return *done;
  }
  FromStick arrive(std::string_view words = "reception words") {
    const auto done =
        read_stick(stick, office.office_folder(), desk, office.trust(), office.role(words));
    REQUIRE_MESSAGE(done.ok(), done.error().context);
    return *done;
  }
  [[nodiscard]] std::size_t waiting() { return kiosk.outbox()->size(); }
  [[nodiscard]] fs::path envelope(const RecordId& id) const {
    return stick / (id.hex() + ".envelope");
  }
  void flip(const fs::path& file, std::size_t at) const {
    Bytes bytes = read_file(file, 1 << 20).value();
    REQUIRE(at < bytes.size());
    bytes[at] ^= 1;
    REQUIRE(write_file_durably(file, bytes).ok());
  }

  TestOffice office;
  fs::path stick = office.dir.path() / "stick";
  RecordStore kiosk = open(office.dir.path() / "kiosk-store");
  RecordStore desk = open(office.dir.path() / "desk-store");
};

TEST_CASE_FIXTURE(
    Journey, "records go to the office on a stick, and its receipt counts them as handed over") {
  for (int i = 0; i < 3; ++i) put_new();
  CHECK(leave().written == 3);
  CHECK(waiting() == 3);  // nobody has said that they arrived
  const FromStick first = arrive();
  CHECK(first.stored == 3);
  CHECK(first.receipts == 1);
  CHECK(first.missing == 0);
  CHECK(desk.ids()->size() == 3);
  const RecordId later = put_new();
  const ToStick back = leave();
  CHECK(back.handed_over == 3);
  CHECK(back.written == 1);
  CHECK(*kiosk.outbox() == std::vector<RecordId>{later});
  const FromStick second = arrive("counselling words");
  CHECK(second.stored == 1);
  CHECK(leave().handed_over == 1);
  CHECK(waiting() == 0);
}

TEST_CASE_FIXTURE(Journey,
                  "a stick that never comes back, or comes twice, loses and doubles nothing") {
  put_new();
  leave();
  fs::remove_all(stick);
  fs::create_directory(stick);
  CHECK(leave().written == 1);
  CHECK(arrive().stored == 1);
  fs::remove(stick / "kiosk-1.receipt");
  CHECK(leave().written == 1);  // the receipt was lost: again
  const FromStick again = arrive();
  CHECK(again.stored == 0);
  CHECK(again.already == 1);
  CHECK(desk.ids()->size() == 1);
  CHECK(leave().handed_over == 1);
}

TEST_CASE_FIXTURE(Journey, "a damaged and a cut envelope are refused alone, and sent once more") {
  const RecordId damaged = put_new(), cut = put_new(), sound = put_new();
  leave();
  flip(envelope(damaged), 300);
  Bytes half = read_file(envelope(cut), 1 << 20).value();
  half.resize(half.size() / 2);
  REQUIRE(write_file_durably(envelope(cut), half).ok());
  const FromStick report = arrive();
  CHECK(report.stored == 1);
  CHECK(report.quarantined == 2);
  CHECK(report.missing == 2);
  CHECK(*desk.ids() == std::vector<RecordId>{sound});
  const ToStick back = leave();
  CHECK(back.handed_over == 1);
  CHECK(back.written == 2);
  CHECK(arrive().stored == 2);
  CHECK(leave().handed_over == 2);
}

TEST_CASE_FIXTURE(Journey, "what lies under a record's name on the stick gives way to the record") {
  const RecordId id = put_new();
  REQUIRE(write_file_durably(envelope(id), as_bytes("something else")).ok());
  CHECK(leave().written == 1);
  CHECK(arrive().stored == 1);
}

TEST_CASE_FIXTURE(Journey, "no changed, foreign or borrowed receipt hands anything over") {
  put_new();
  leave();
  arrive();
  const Bytes sound = read_file(stick / "kiosk-1.receipt", 1 << 20).value();
  for (std::size_t at = 0; at < sound.size(); at += 7) {
    CAPTURE(at);
    REQUIRE(write_file_durably(stick / "kiosk-1.receipt", sound).ok());
    flip(stick / "kiosk-1.receipt", at);
    const ToStick report = leave();
    CHECK(report.handed_over == 0);
    CHECK(report.refused_receipts == 1);
    CHECK(waiting() == 1);
  }
  REQUIRE(write_file_durably(stick / "kiosk-1.receipt", sound).ok());
  fs::remove(stick / "reception.card");
  CHECK(leave().refused_receipts == 1);

  // Another office's staff sign for a kiosk of this name.
  TestOffice other(2);
  RecordStore theirs = open(office.dir.path() / "theirs");
  const auto forged = read_stick(stick, other.office_folder(), theirs, other.trust(),
                                 other.role("reception words"));
  REQUIRE(forged.ok());
  CHECK(forged->refused_manifests == 1);
  CHECK(forged->receipts == 0);
  CHECK(waiting() == 1);
}

TEST_CASE_FIXTURE(Journey,
                  "a manifest that no enrolled kiosk signed, or a revoked one, gets no receipt") {
  put_new();
  leave();
  flip(stick / "kiosk-1.manifest", 40);
  FromStick report = arrive();
  CHECK(report.stored == 1);  // the envelope itself is genuine
  CHECK(report.refused_manifests == 1);
  CHECK(report.receipts == 0);
  const auto root = crypto::open_root(office.office_folder(), "root words");
  REQUIRE(crypto::revoke_kiosk(office.office_folder(), *root, "kiosk-1").ok());
  put_new();
  leave();
  report = arrive();
  CHECK(report.receipts == 0);
  CHECK(report.stored == 0);
  CHECK(report.refused_manifests == 1);
}

TEST_CASE_FIXTURE(Journey,
                  "a full stick and one that isn't there are said, and nothing is handed over") {
  put_new();
  {
    const FileSizeLimit full(100);
    const auto refused = write_to_stick(stick, kiosk, office.kiosk_keys());
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == ErrorCode::kFull);
  }
  CHECK(write_to_stick(stick / "gone", kiosk, office.kiosk_keys()).error().code ==
        ErrorCode::kUnreachable);
  CHECK(waiting() == 1);
  CHECK(leave().written == 1);
  CHECK(arrive().stored == 1);
}

}  // namespace
}  // namespace anlaufstelle::sync
