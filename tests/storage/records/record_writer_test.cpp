// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/record_writer.h"

#include <doctest/doctest.h>

#include <future>

#include "storage/crypto/key_sets.h"
#include "storage/records/call_number.h"
#include "tests/storage/file_size_limit.h"
#include "tests/storage/records/store_on_disk.h"
#include "tests/storage/sample_record.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

struct Answer {
  Result<std::string> number = std::string();
  RecordContent returned;
};

std::unique_ptr<RecordWriter> start_writer(TestOffice& office, const fs::path& file) {
  auto writer = RecordWriter::start(file, office.kiosk_keys(), office.random);
  REQUIRE_MESSAGE(writer.ok(), writer.error().context);
  return std::move(*writer);
}

Answer hand_in(RecordWriter& writer, RecordContent content) {
  std::promise<Answer> answer;
  writer.hand_in(std::move(content), [&](Result<std::string> number, RecordContent returned) {
    answer.set_value({std::move(number), std::move(returned)});
  });
  return answer.get_future().get();
}

}  // namespace

TEST_CASE("a key set that came while the kiosk waited is used from the next hand-in on") {
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  const auto root = crypto::open_root(office.office_folder(), "root words");
  {
    const auto writer = start_writer(office, file);
    const auto renew = [&] {
      std::promise<Status> done;
      writer->renew_keys([&] { return crypto::load_kiosk_keys(office.kiosk_folder()); },
                         [&](Status status) { done.set_value(std::move(status)); });
      return done.get_future().get();
    };
    const auto revoked = crypto::revoke_staff(office.office_folder(), *root, "counselling",
                                              29'922'360, office.random);
    REQUIRE(revoked.ok());
    REQUIRE(crypto::give_newest_set(office.office_folder(), office.kiosk_folder()).ok());
    REQUIRE(renew().ok());
    CHECK(hand_in(*writer, sample_content()).number.ok());
    // Damage meanwhile doesn't keep clients from handing in.
    fs::remove(office.kiosk_folder() / "kiosk.card");
    CHECK(renew().error().code == ErrorCode::kNotFound);
    CHECK(hand_in(*writer, sample_content()).number.ok());
  }
  RecordStore store = open_store(file);
  const auto reception = office.role("reception words");
  REQUIRE(reception.identities.size() == 2);
  const auto ids = *store.ids();
  CHECK(ids.size() == 2);
  for (const RecordId& id : ids) {
    const auto record = store.get(id);
    REQUIRE(record.ok());
    CHECK(crypto::age_open(record->slip_age, {&reception.identities[0], 1}).ok());
    CHECK_FALSE(crypto::age_open(record->slip_age, {&reception.identities[1], 1}).ok());
  }
}

TEST_CASE("a hand-in is answered with its number when its record is in the store") {
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  {
    const auto writer = start_writer(office, file);
    const Answer answer = hand_in(*writer, sample_content());
    REQUIRE(answer.number.ok());
    CHECK(*answer.number == "A 1");
    CHECK(same_content(answer.returned, RecordContent{}));
    std::promise<std::size_t> outbox;
    writer->post([&](RecordStore& store) { outbox.set_value(store.outbox()->size()); });
    CHECK(outbox.get_future().get() == 1);
  }
  RecordStore store = open_store(file);
  const auto record = store.get(store.ids()->at(0));
  REQUIRE(record.ok());
  CHECK(verify_record(*record, office.trust()).ok());
  const auto opened = open_record(*record, office.role("counselling words"));
  REQUIRE(opened.ok());
  RecordContent expected = sample_content();
  expected.number = "A 1";
  CHECK(same_content(opened->content, expected));
}

TEST_CASE("no file of the kiosk holds a word of what was handed in") {
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  const auto writer = start_writer(office, file);
  RecordContent content = sample_content();
  REQUIRE(hand_in(*writer, content).number.ok());
  int searched = 0;
  for (const auto& entry : fs::recursive_directory_iterator(office.dir.path())) {
    if (!entry.is_regular_file()) continue;
    const Bytes bytes = bytes_of(entry.path());
    CAPTURE(entry.path().string());
    for (const char* word : {"frist", "مرحبا", "U1 U3", "2026-11-01"}) {
      CHECK(as_text(bytes).find(word) == std::string_view::npos);
    }
    // The form id is in clear, so the search does find what is there.
    if (entry.path().filename() == "store-wal") {
      CHECK(as_text(bytes).find("erstberatung") != std::string_view::npos);
    }
    ++searched;
  }
  CHECK(searched > 8);
}

TEST_CASE("everything posted before the end is done before the writer ends, in its order") {
  TestOffice office;
  std::vector<std::string> answers;
  {
    const auto writer = start_writer(office, office.dir.path() / "store");
    for (int i = 0; i < 20; ++i) {
      writer->hand_in(sample_content(), [&](Result<std::string> number, const RecordContent&) {
        answers.push_back(number.ok() ? *number : number.error().context);
      });
      writer->post([&](RecordStore&) { answers.emplace_back("job"); });
    }
  }
  REQUIRE(answers.size() == 40);
  CHECK(answers[0] == "A 1");
  CHECK(answers[1] == "job");
  CHECK(answers[38] == "A 20");
}

TEST_CASE("a hand-in that can't be stored gives every answer back, and the next try works") {
  TestOffice office;
  const auto writer = start_writer(office, office.dir.path() / "store");
  RecordContent content = sample_content();
  content.number.clear();
  content.full_xml += std::string(300'000, 'x');
  Answer answer;
  {
    const FileSizeLimit limit(200'000);
    answer = hand_in(*writer, content);
  }
  REQUIRE_FALSE(answer.number.ok());
  CHECK(answer.number.error().code == ErrorCode::kFull);
  CHECK(same_content(answer.returned, content));
  answer = hand_in(*writer, std::move(answer.returned));
  REQUIRE(answer.number.ok());
  CHECK(*answer.number == "A 1");
}

TEST_CASE("a record that can't be sealed is given back with the reason") {
  TestOffice office;
  const auto writer = start_writer(office, office.dir.path() / "store");
  RecordContent content = sample_content();
  content.number.clear();
  content.language = "a\nb";
  const Answer answer = hand_in(*writer, content);
  CHECK(answer.number.error().code == ErrorCode::kInvalidInput);
  CHECK(same_content(answer.returned, content));
}

TEST_CASE("a clock at 1970 or one that jumps back changes neither order nor numbers") {
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  const std::vector<std::int64_t> minutes = {29'922'360, 0, 99'000'000, 29'922'359, 1};
  for (std::size_t i = 0; i < minutes.size(); ++i) {
    const auto writer = start_writer(office, file);  // a restart beside each jump
    RecordContent content = sample_content();
    content.minute = minutes[i];
    CHECK(*hand_in(*writer, std::move(content)).number == call_number(i));
  }
  RecordStore store = open_store(file);
  const auto ids = *store.ids();
  CHECK(*store.outbox() == ids);
  REQUIRE(ids.size() == minutes.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto opened = open_record(*store.get(ids[i]), office.role("reception words"));
    CHECK(opened->content.minute == minutes[i]);
    CHECK(opened->content.number == call_number(i));
  }
}

TEST_CASE("a writer doesn't start on a store that another one has open") {
  TestOffice office;
  const fs::path file = office.dir.path() / "store";
  const auto writer = start_writer(office, file);
  const auto second = RecordWriter::start(file, office.kiosk_keys(), office.random);
  REQUIRE_FALSE(second.ok());
  CHECK(second.error().code == ErrorCode::kConflict);
}

}  // namespace anlaufstelle::records
