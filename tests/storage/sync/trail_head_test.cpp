// SPDX-License-Identifier: EUPL-1.2
#include "storage/sync/trail_head.h"

#include <doctest/doctest.h>

#include "storage/base/file.h"
#include "storage/crypto/enrolment.h"
#include "storage/records/event_log.h"
#include "tests/storage/test_office.h"

namespace anlaufstelle::sync {
namespace {

namespace fs = std::filesystem;
using records::EventKind;
using records::EventLog;

struct HeadFixture {
  HeadFixture() { fs::create_directory(inbox); }
  void add_event() {
    REQUIRE(
        EventLog(store)
            .append({EventKind::kRestored, std::nullopt, {}, 29'922'360}, records::signer_of(keys))
            .ok());
  }
  HeadReport take() {
    const auto report = take_trail_heads(inbox, office.trust());
    REQUIRE_MESSAGE(report.ok(), report.error().context);
    return *report;
  }

  TestOffice office;
  crypto::KioskKeys keys = office.kiosk_keys();
  fs::path inbox = office.dir.path() / "inbox", file = inbox / "kiosk-1.head";
  records::RecordStore store =
      std::move(records::RecordStore::open(office.dir.path() / "store")).value();
};

}  // namespace

TEST_CASE_FIXTURE(HeadFixture, "a kiosk's head arrives as it is, once") {
  REQUIRE(put_trail_head(inbox, store, keys).ok());
  CHECK_FALSE(fs::exists(file));  // no event yet
  add_event();
  REQUIRE(put_trail_head(inbox, store, keys).ok());
  add_event();
  REQUIRE(put_trail_head(inbox, store, keys).ok());  // in the place of the first
  const HeadReport report = take();
  REQUIRE(report.heads.size() == 1);
  CHECK(report.heads[0] == TrailHead{"kiosk-1", 2, EventLog(store).head()->text()});
  CHECK(report.quarantined == 0);
  CHECK(take().heads.empty());
}

TEST_CASE_FIXTURE(HeadFixture, "what no enrolled kiosk signed is set aside") {
  add_event();
  REQUIRE(put_trail_head(inbox, store, keys).ok());
  const Bytes sound = read_file(file, 1024).value();
  SUBCASE("a changed number") {
    Bytes bytes = sound;
    const std::string_view mark = "head: ";
    const auto at = std::search(bytes.begin(), bytes.end(), mark.begin(), mark.end());
    *(at + static_cast<std::ptrdiff_t>(mark.size())) = '9';
    REQUIRE(write_file_durably(file, bytes).ok());
  }
  SUBCASE("another kiosk's name") {
    fs::rename(file, inbox / "kiosk-2.head");
  }
  SUBCASE("garbage") {
    REQUIRE(write_file_durably(file, as_bytes("garbage")).ok());
  }
  SUBCASE("a folder of that name") {
    fs::remove(file);
    fs::create_directory(file);
  }
  SUBCASE("a kiosk that was lost") {
    const auto root = crypto::open_root(office.office_folder(), "root words");
    REQUIRE(crypto::revoke_kiosk(office.office_folder(), *root, "kiosk-1").ok());
  }
  const HeadReport report = take();
  CHECK(report.heads.empty());
  CHECK(report.quarantined == 1);
  CHECK(fs::exists(inbox / "quarantine"));
}

TEST_CASE_FIXTURE(HeadFixture, "a folder that isn't there is out of reach") {
  add_event();
  CHECK(put_trail_head(office.dir.path() / "none", store, keys).error().code ==
        ErrorCode::kUnreachable);
  CHECK(take_trail_heads(office.dir.path() / "none", office.trust()).error().code ==
        ErrorCode::kUnreachable);
}

}  // namespace anlaufstelle::sync
