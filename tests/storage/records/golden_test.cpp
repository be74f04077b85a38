// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "storage/crypto/staff.h"
#include "storage/records/figures.h"
#include "storage/records/heard.h"
#include "storage/records/retention.h"
#include "storage/records/store_check.h"
#include "tests/storage/file_size_limit.h"
#include "tests/storage/records/store_on_disk.h"
#include "tests/storage/sample_record.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

// A private copy of the golden files: git keeps no private modes, and a store that is opened
// may be written to.
struct GoldenFiles {
  explicit GoldenFiles(const char* version) {
    fs::copy(fs::path(SOURCE_DIR) / "tests/storage/golden" / version, path,
             fs::copy_options::recursive);
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      fs::permissions(entry.path(), entry.is_directory() ? fs::perms(0700) : fs::perms(0600));
    }
  }
  TempDir dir;
  fs::path path = dir.path() / "golden";
};

}  // namespace

TEST_CASE("office, kiosk, store and envelope of format version 1 still read") {
  const GoldenFiles golden("1");
  const auto trust = crypto::load_desk_trust(golden.path / "office");
  REQUIRE(trust.ok());
  CHECK(trust->office.office_name == "Beratungsstelle Löbtau");
  CHECK(crypto::open_root(golden.path / "office", "root words").ok());
  CHECK(crypto::load_kiosk_keys(golden.path / "kiosk").ok());
  CHECK(crypto::read_signed_file(golden.path / "form.xml", crypto::kDomainForm, trust->office.root,
                                 100)
            .ok());
  const auto role = crypto::open_any_role(golden.path / "office", "counselling words");
  REQUIRE(role.ok());

  RecordStore store = open_store(golden.path / "store");
  const auto ids = *store.ids();
  REQUIRE(ids.size() == 2);
  CHECK(*store.outbox() == std::vector<RecordId>{ids[1]});
  for (std::size_t i = 0; i < 2; ++i) {
    const auto record = store.get(ids[i]);
    REQUIRE(record.ok());
    CHECK(verify_record(*record, *trust).ok());
    const auto opened = open_record(*record, *role);
    REQUIRE(opened.ok());
    RecordContent expected = sample_content();
    expected.number = i == 0 ? "A 1" : "A 2";
    if (i == 1) expected.full_xml.clear();
    CHECK(same_content(opened->content, expected));
  }
  const Bytes envelope = bytes_of(golden.path / "first.envelope");
  CHECK(store.get(ids[0])->encode() == envelope);
  CHECK(SealedRecord::decode(envelope).ok());
}

TEST_CASE("a store of schema 1 opens as one of this version with all it held, and stays one") {
  const GoldenFiles golden("1");
  for (int round = 0; round < 2; ++round) {
    RecordStore store = open_store(golden.path / "store");
    CHECK(store.ids()->size() == 2);
    CHECK(store.outbox()->size() == 1);
    CHECK(store.tombstones()->empty());
    CHECK(EventLog(store).head()->seq == 0);
    CHECK(store.check_integrity().ok());
  }
}

TEST_CASE("a store of schema 1 that can't be brought to this version now is left as it was") {
  const GoldenFiles golden("1");
  {
    const FileSizeLimit full(8192);  // the log needs more
    CHECK_FALSE(RecordStore::open(golden.path / "store").ok());
  }
  RecordStore store = open_store(golden.path / "store");
  CHECK(store.ids()->size() == 2);
}

TEST_CASE("office, kiosk and store of format version 2 still read") {
  const GoldenFiles golden("2");
  const auto trust = crypto::load_desk_trust(golden.path / "office");
  REQUIRE_MESSAGE(trust.ok(), trust.error().context);
  REQUIRE(trust->sets.size() == 2);
  CHECK(trust->sets[0].id == "2026-11-2");
  REQUIRE(trust->staff.size() == 3);
  CHECK(trust->staff[0].state == crypto::StaffState::kRevoked);
  CHECK(crypto::open_root(golden.path / "office", "root words").ok());
  const auto kiosk = crypto::load_kiosk_keys(golden.path / "kiosk");
  REQUIRE(kiosk.ok());
  CHECK(kiosk->keys.id == "2026-11-2");
  CHECK(crypto::open_any_role(golden.path / "office", "anna words").error().code ==
        ErrorCode::kWrongKey);

  RecordStore store = open_store(golden.path / "store");
  const Bytes sheet = bytes_of(golden.path / "recovery.txt");
  for (const std::string_view passphrase : {std::string_view("counselling words"),
                                            std::string_view("reception words"), as_text(sheet)}) {
    const auto role = crypto::open_any_role(golden.path / "office", passphrase);
    REQUIRE(role.ok());
    const auto report = check_store(store, *trust, &*role, std::nullopt);
    REQUIRE(report.ok());
    CHECK(report->opened == 2);
    CHECK(report->tombstones == 1);
    CHECK(report->sound());
    CHECK(report->head.seq == 3);
  }
  const auto ids = *store.ids();
  CHECK(*EventLog(store).state(ids[0], *trust) == RecordState::kPrinted);
  CHECK(*EventLog(store).state(ids[1], *trust) == RecordState::kNew);
}

TEST_CASE("a store of schema 3 still reads: what was counted, and the later kinds of events") {
  const GoldenFiles office("2"), golden("3");
  const auto trust = crypto::load_desk_trust(office.path / "office");
  REQUIRE(trust.ok());
  RecordStore store = open_store(golden.path / "store");
  const auto role = crypto::open_any_role(office.path / "office", "reception words");
  REQUIRE(role.ok());
  const auto report = check_store(store, *trust, &*role, std::nullopt);
  REQUIRE(report.ok());
  CHECK(report->sound());
  CHECK(report->tombstones == 2);
  std::vector<EventKind> kinds;
  const auto events = EventLog(store).all();
  for (const Event& event : *events) kinds.push_back(event.kind);
  REQUIRE(kinds.size() == 7);
  CHECK(std::vector<EventKind>(kinds.end() - 4, kinds.end()) ==
        std::vector<EventKind>{EventKind::kDeleted, EventKind::kKeySetDestroyed,
                               EventKind::kHeadNoted, EventKind::kDayClosed});
  const auto kept = Retention(store).figures();
  REQUIRE(kept->size() == 1);
  const auto figures = open_figures(kept->front().sealed, role->identities);
  REQUIRE(figures.ok());
  CHECK(*figures ==
        Figures{{{"2026-11", "country", "tn"}, 3}, {{"2026-11", "records", "all"}, 12}});
}

TEST_CASE("a store of schema 4 still reads: an outcome, and what another desk told") {
  const GoldenFiles office("2"), golden("4");
  const auto trust = crypto::load_desk_trust(office.path / "office");
  REQUIRE(trust.ok());
  RecordStore store = open_store(golden.path / "store");
  const auto role = crypto::open_any_role(office.path / "office", "counselling words");
  REQUIRE(role.ok());
  CHECK(check_store(store, *trust, &*role, std::nullopt)->sound());
  const RecordId id = store.ids()->front();
  const auto kept = Outcomes(store).of(id, *trust);
  REQUIRE(kept.ok());
  REQUIRE(kept->has_value());
  CHECK(*open_outcome((*kept)->age, role->identities) ==
        Outcome{"2026-11", {"25b"}, {"hfk"}, "unknown"});
  const auto standing = EventLog(store).standing(id, *trust);
  CHECK(standing->state == RecordState::kInCounselling);
  CHECK(standing->with == "counselling");
  const auto word = open_word(bytes_of(golden.path / "desk-2-1.word"), role->identities);
  REQUIRE(word.ok());
  CHECK(read_event(word->entry)->detail == "counselling");
  CHECK(*Heard(store).take(*word, *trust, 29'950'003, signer_of(*role)) == Heard::Taken::kKnown);
}

}  // namespace anlaufstelle::records
