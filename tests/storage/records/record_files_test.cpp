// SPDX-License-Identifier: EUPL-1.2
// Drawings and photographs inside a record.
#include <doctest/doctest.h>

#include <functional>

#include "storage/records/draft_store.h"
#include "storage/records/inner_envelope.h"
#include "tests/storage/sample_record.h"
#include "tests/storage/stock_age.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::records {
namespace {

RecordContent with_files() {
  RecordContent content = sample_content();
  content.files = {
      {"a.png", {0x89, 'P', 'N', 'G', '\n', 0}}, {"b.jpg", Bytes(5000, 0xAB)}, {"empty.png", {}}};
  return content;
}

std::string written(Part part, const RecordContent& content) {
  const auto text = write_inner(part, RecordId{}, "kiosk-1", content);
  REQUIRE(text.ok());
  return std::string(text->text());
}

}  // namespace

TEST_CASE("a record's files come back for who opens the whole record, and for nobody else") {
  TestOffice office;
  const RecordContent content = with_files();
  const SealedRecord record = seal_sample(office, content);
  const auto whole = open_record(record, office.role("counselling words"));
  REQUIRE(whole.ok());
  CHECK(whole->content.files == content.files);
  CHECK(whole->content.full_xml == content.full_xml);
  const auto slip = open_record(record, office.role("reception words"));
  REQUIRE(slip.ok());
  CHECK(slip->content.files.empty());
  const std::string counselling(office.role("counselling words").identities.front().text().text());
  const auto in_clear = stock_age::open(record.slip_age, counselling);
  REQUIRE(in_clear.has_value());
  CHECK(as_text(*in_clear).find("a.png") == std::string_view::npos);
}

TEST_CASE("a record without files is written as it was before there were any") {
  CHECK(written(Part::kFull, sample_content()).starts_with("anlaufstelle-full/1\n"));
  CHECK(written(Part::kFull, with_files()).starts_with("anlaufstelle-full/2\n"));
  CHECK(written(Part::kSlip, with_files()) == written(Part::kSlip, sample_content()));
}

TEST_CASE("a draft keeps its files") {
  SeededRandom random{3};
  const TempDir folder;
  auto store = DraftStore::open(folder.path() / "drafts");
  REQUIRE(store.ok());
  const auto code = crypto::ResumeCode::generate(random);
  const auto key = crypto::DraftKey::derive(code, store->salt());
  REQUIRE(key.ok());
  const RecordContent content = with_files();
  REQUIRE(store->save({key->id, key->identity.recipient()}, content, random).ok());
  const auto loaded = store->load(*key);
  REQUIRE(loaded.ok());
  CHECK(loaded->files == content.files);
}

TEST_CASE("a line that lies about a file makes the record damaged and nothing else") {
  const std::string text = written(Part::kFull, with_files());
  REQUIRE(read_inner(Part::kFull, as_bytes(text)).ok());
  const auto code_with = [&](std::string_view from, std::string_view to) {
    std::string bent = text;
    const std::size_t at = bent.find(from);
    REQUIRE(at != std::string::npos);
    bent.replace(at, from.size(), to);
    bent.resize((bent.size() + 1023) / 1024 * 1024, '\n');
    const auto inner = read_inner(Part::kFull, as_bytes(bent));
    REQUIRE_FALSE(inner.ok());
    return inner.error().code;
  };
  CHECK(code_with("full/2", "full/1") == ErrorCode::kCorrupt);
  CHECK(code_with("full/2", "full/3") == ErrorCode::kTooNew);
  for (const auto& [from, to] : std::initializer_list<std::pair<std::string, std::string>>{
           {"file: 5000", "file: 4999"},
           {"file: 5000", "file: 05000"},
           {"file: 5000", "file: -1"},
           {"file: 5000", "file: 99999999999999999999"},
           {"file: 5000", "file: 8388609"},
           {"file: 5000 b.jpg", "file: 5000"},
           {"file: 5000 b.jpg", "file: 5000  b.jpg"},
           {"b.jpg", "a.png"},
           {"b.jpg", "../b.jpg"},
           {"b.jpg", ".jpg"},
           {"b.jpg", ""},
           {"b.jpg", "b\\.jpg"}}) {
    CAPTURE(from);
    CAPTURE(to);
    CHECK(code_with(from, to) == ErrorCode::kCorrupt);
  }
}

TEST_CASE("files above a limit or with names that can't be are refused before they are sealed") {
  const auto code_of = [](const std::function<void(RecordContent&)>& change) {
    RecordContent content = with_files();
    change(content);
    const auto inner = write_inner(Part::kFull, RecordId{}, "kiosk-1", content);
    return inner.ok() ? std::optional<ErrorCode>() : inner.error().code;
  };
  CHECK(code_of([](RecordContent& c) { c.files[0].bytes.resize(kMaxFiles_bytes); }) ==
        ErrorCode::kInvalidInput);
  CHECK(code_of([](RecordContent& c) { c.files[0].name = "a/b.png"; }) == ErrorCode::kInvalidInput);
  CHECK(code_of([](RecordContent& c) { c.files[0].name = std::string(65, 'a'); }) ==
        ErrorCode::kInvalidInput);
  CHECK(code_of([](RecordContent& c) { c.files[0].name = "b.jpg"; }) == ErrorCode::kInvalidInput);
  CHECK(code_of([](RecordContent& c) {
          while (c.files.size() <= kMaxFiles)
            c.files.push_back({std::to_string(c.files.size()), {}});
        }) == ErrorCode::kInvalidInput);
  CHECK(code_of([](RecordContent& c) {
          c.files = {{"a.png", Bytes(kMaxFiles_bytes)}};
        }) == std::nullopt);
}

}  // namespace anlaufstelle::records
