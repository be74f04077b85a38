// SPDX-License-Identifier: EUPL-1.2
// A small store of which one byte is another one: what it then says is as before, or an error.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>

#include "storage/records/call_number.h"
#include "storage/records/event_log.h"
#include "storage/records/retention.h"
#include "tests/storage/records/store_on_disk.h"
#include "tests/storage/sample_record.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kStart = 29'922'360, kDay = 24 * 60;

// What a sound store says.
struct Original {
  std::vector<RecordId> ids, outbox;
  std::map<RecordId, RecordContent> content;
  std::map<RecordId, RecordState> states;
  std::string next_number;
  std::optional<SealedRecord> withdrawn;
};

RecordContent numbered(const std::string& number) {
  RecordContent content = sample_content();
  content.number = number;
  content.full_xml += std::string(5000, 'x');  // more than a page
  return content;
}

// Three records: the first one handed over, so that its time runs, the second one printed; a fourth
// one was withdrawn.
Original make_store(TestOffice& office, const fs::path& file) {
  const auto keys = office.kiosk_keys();
  Original original;
  RecordStore store = open_store(file);
  for (int i = 0; i < 4; ++i) {
    const RecordId id = RecordId::make(office.random);
    REQUIRE(store
                .put_numbered([&](const std::string& number) {
                  return seal_record(id, original.content[id] = numbered(number), keys,
                                     office.random);
                })
                .ok());
    original.ids.push_back(id);
  }
  REQUIRE(store.mark_handed_over(original.ids[0]).ok());
  const EventSigner signer = signer_of(keys);
  EventLog log(store);
  for (const EventKind kind : {EventKind::kOpened, EventKind::kPrinted})
    REQUIRE(log.append({kind, original.ids[1], {}, kStart}, signer).ok());
  REQUIRE(Retention(store).run({Retention::What::kHandedOver, kDay, 1}, kStart, signer)->empty());
  original.withdrawn = *store.get(original.ids[3]);
  REQUIRE(Retention(store).remove(original.ids[3], EventKind::kWithdrawn, kStart, signer).ok());
  original.states[original.ids[3]] = RecordState::kDeleted;
  original.ids.pop_back();
  for (const RecordId& id : original.ids) original.states[id] = RecordState::kNew;
  original.states[original.ids[1]] = RecordState::kPrinted;
  original.outbox = {original.ids[1], original.ids[2]};
  original.next_number = call_number(4);
  return original;
}

// The next call number without using it up; empty where there is none.
std::string next_number(RecordStore& store) {
  std::string next;
  (void)store.put_numbered([&](const std::string& number) -> Result<SealedRecord> {
    next = number;
    return Error{ErrorCode::kInvalidInput, "only asked"};
  });
  return next;
}

class Reader {
 public:
  // `signer` outlives the reader.
  Reader(crypto::DeskTrust trust, crypto::OpenedRole role, const EventSigner& signer)
      : trust_(std::move(trust)), role_(std::move(role)), signer_(signer) {}

  // What is wrong with what the store says; nothing where it is as before or says an error.
  [[nodiscard]] std::string wrong(const fs::path& file, const Original& original) const {
    auto store = RecordStore::open(file);
    if (!store) return {};
    const auto ids = store->ids();
    if (ids && *ids != original.ids) {
      // An id that is another one is told by its record.
      if (ids->size() != original.ids.size()) return "another number of records";
      for (std::size_t i = 0; i < ids->size(); ++i)
        if ((*ids)[i] != original.ids[i] && store->get((*ids)[i]).ok()) return "another order";
    }
    for (const RecordId& id : original.ids) {
      const auto record = store->get(id);
      if (!record || !verify_record(*record, trust_)) continue;
      const auto opened = open_record(*record, role_);
      if (opened && !same_content(opened->content, original.content.at(id))) return "content";
    }
    const auto outbox = store->outbox();
    if (outbox && ids && *ids == original.ids && *outbox != original.outbox) return "outbox";
    const std::string next = next_number(*store);
    if (!next.empty() && next != original.next_number) return "call number";
    return wrong_about_deletions(*store, original);
  }

 private:
  // Changes the store.
  [[nodiscard]] std::string wrong_about_deletions(RecordStore& store,
                                                  const Original& original) const {
    EventLog log(store);
    // An event that is missing from a record's is told by the whole trail.
    const auto breaks = log.check(trust_, std::nullopt);
    for (const auto& [id, state] : original.states) {
      const auto now = log.state(id, trust_);
      if (now && *now != state && breaks && breaks->empty()) return "state";
    }
    const auto gone =
        Retention(store).run({Retention::What::kHandedOver, kDay, 1}, kStart + kDay - 1, signer_);
    if (gone && !gone->empty()) return "deleted too early";
    if (!original.withdrawn) return {};
    const auto late = store.put(*original.withdrawn);
    return late && *late == PutOutcome::kStored ? "a deleted record came back" : "";
  }

  crypto::DeskTrust trust_;
  crypto::OpenedRole role_;
  EventSigner signer_;
};

void write(const fs::path& file, const Bytes& bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << as_text(bytes);
  fs::permissions(file, fs::perms(0600));
}

void change_each_byte(const Bytes& sound, const fs::path& file, const Reader& reader,
                      const Original& original) {
  const bool deep = std::getenv("ANLAUFSTELLE_DEEP") != nullptr;
  const std::uint64_t seed = std::random_device{}();
  MESSAGE("seed ", seed);
  SeededRandom random(seed);
  write(file, sound);
  REQUIRE(reader.wrong(file, original).empty());
  std::map<std::string, int> found;
  for (std::size_t at = random.below(deep ? 1 : 60); at < sound.size();
       at += deep ? 1 : 1 + random.below(120)) {
    for (const std::uint8_t change : {std::uint8_t{0xff}, std::uint8_t(1U << random.below(8))}) {
      Bytes changed = sound;
      changed[at] ^= change;
      write(file, changed);
      const std::string wrong = reader.wrong(file, original);
      CHECK_MESSAGE(wrong.empty(), wrong, ": byte ", at, " changed by ", static_cast<int>(change));
      ++found[wrong];
      fs::remove(file.string() + "-wal");
    }
  }
  for (const auto& [what, times] : found) MESSAGE(times, " times ", what.empty() ? "right" : what);
}

}  // namespace

TEST_CASE("a store with one changed byte says what it said, or an error, and nothing else") {
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  const Original original = make_store(office, file);
  const Bytes sound = bytes_of(file);
  const auto keys = office.kiosk_keys();
  change_each_byte(sound, file, {office.trust(), office.role("counselling words"), signer_of(keys)},
                   original);
}

TEST_CASE("a store of schema 1 with one changed byte says what it said, or an error, too") {
  const TempDir dir;
  const fs::path golden = dir.path() / "golden";
  fs::copy(fs::path(SOURCE_DIR) / "tests/storage/golden/1", golden, fs::copy_options::recursive);
  for (const auto& entry : fs::recursive_directory_iterator(golden))
    fs::permissions(entry.path(), entry.is_directory() ? fs::perms(0700) : fs::perms(0600));
  fs::permissions(golden, fs::perms(0700));
  auto trust = crypto::load_desk_trust(golden / "office");
  auto role = crypto::open_any_role(golden / "office", "counselling words");
  REQUIRE(trust.ok());
  REQUIRE(role.ok());
  const Bytes sound = bytes_of(golden / "store");
  Original original;
  {
    RecordStore store = open_store(golden / "store");
    original.ids = *store.ids();
    original.outbox = *store.outbox();
    original.next_number = next_number(store);
    for (const RecordId& id : original.ids) {
      original.content[id] = open_record(*store.get(id), *role)->content;
      original.states[id] = RecordState::kNew;
    }
  }
  auto kiosk = crypto::load_kiosk_keys(golden / "kiosk");
  REQUIRE(kiosk.ok());
  change_each_byte(sound, golden / "store",
                   {std::move(*trust), std::move(*role), signer_of(*kiosk)}, original);
}

}  // namespace anlaufstelle::records
