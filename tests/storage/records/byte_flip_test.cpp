// SPDX-License-Identifier: EUPL-1.2
// A small store of which one byte is another one: what it then says is as before, or an error.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>

#include "storage/records/call_number.h"
#include "tests/storage/records/store_on_disk.h"
#include "tests/storage/sample_record.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

// What a sound store says.
struct Original {
  std::vector<RecordId> ids, outbox;
  std::map<RecordId, RecordContent> content;
  std::string next_number;
};

RecordContent numbered(const std::string& number) {
  RecordContent content = sample_content();
  content.number = number;
  content.full_xml += std::string(5000, 'x');  // more than a page
  return content;
}

Original make_store(TestOffice& office, const fs::path& file) {
  const auto keys = office.kiosk_keys();
  Original original;
  RecordStore store = open_store(file);
  for (int i = 0; i < 3; ++i) {
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
  original.outbox = {original.ids[1], original.ids[2]};
  original.next_number = call_number(3);
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
  explicit Reader(const TestOffice& office)
      : trust_(office.trust()), role_(office.role("counselling words")) {}

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
    return next.empty() || next == original.next_number ? "" : "call number";
  }

 private:
  crypto::DeskTrust trust_;
  crypto::OpenedRole role_;
};

void write(const fs::path& file, const Bytes& bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << as_text(bytes);
}

}  // namespace

TEST_CASE("a store with one changed byte says what it said, or an error, and nothing else") {
  const bool deep = std::getenv("ANLAUFSTELLE_DEEP") != nullptr;
  const std::uint64_t seed = std::random_device{}();
  MESSAGE("seed ", seed);
  SeededRandom random(seed);
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  const Original original = make_store(office, file);
  const Bytes sound = bytes_of(file);
  const Reader reader(office);
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

}  // namespace anlaufstelle::records
