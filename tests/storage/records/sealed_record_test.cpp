// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/sealed_record.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "storage/records/inner_envelope.h"
#include "tests/storage/sample_record.h"
#include "tests/storage/stock_age.h"

namespace anlaufstelle::records {
namespace {

bool contains(ByteView bytes, std::string_view text) {
  return as_text(bytes).find(text) != std::string_view::npos;
}

std::string secret_text(const crypto::OpenedRole& role) {
  return std::string(role.identities.front().text().text());
}

}  // namespace

TEST_CASE("counselling and recovery open a whole record, reception the slip only") {
  TestOffice office;
  const RecordContent content = sample_content();
  const SealedRecord record = seal_sample(office, content);
  REQUIRE(verify_record(record, office.trust()).ok());
  for (const char* passphrase : {"counselling words", "recovery words"}) {
    const auto opened = open_record(record, office.role(passphrase));
    REQUIRE(opened.ok());
    CHECK(opened->has_full);
    CHECK(same_content(opened->content, content));
  }
  const auto slip = open_record(record, office.role("reception words"));
  REQUIRE(slip.ok());
  CHECK_FALSE(slip->has_full);
  CHECK(slip->content.full_xml.empty());
  CHECK(slip->content.slip_xml == content.slip_xml);
  CHECK(slip->content.urgency == content.urgency);
}

TEST_CASE("reception's key doesn't open the full part, not even by the stock tool") {
  TestOffice office;
  const SealedRecord record = seal_sample(office, sample_content());
  const std::string reception = secret_text(office.role("reception words"));
  CHECK(stock_age::open(record.slip_age, reception).has_value());
  CHECK_FALSE(stock_age::open(record.full_age, reception).has_value());
}

TEST_CASE("the stock tool opens both parts as text that a person can read") {
  TestOffice office;
  const RecordContent content = sample_content();
  const SealedRecord record = seal_sample(office, content);
  const std::string counselling = secret_text(office.role("counselling words"));
  const auto slip = stock_age::open(record.slip_age, counselling);
  const auto full = stock_age::open(record.full_age, counselling);
  REQUIRE(slip.has_value());
  REQUIRE(full.has_value());
  CHECK(std::string(as_text(*slip))
            .starts_with("anlaufstelle-slip/1\nrecord: " + record.id.hex() +
                         "\nkiosk: kiosk-1\nform: erstberatung\n"));
  for (const char* line : {"form-version: 2026-11-01\n", "language: ar\n", "number: B 27\n",
                           "urgency: U1 U3\n", "minute: 29922360\n"}) {
    CHECK(contains(*slip, line));
    CHECK(contains(*full, line));
  }
  CHECK(contains(*slip, "\n\n" + content.slip_xml + "\n"));
  CHECK(contains(*full, "\n\n" + content.full_xml + "\n"));
  CHECK(slip->size() % 1024 == 0);
  CHECK(full->size() % 1024 == 0);
}

TEST_CASE("nothing of the content is readable in the sealed record") {
  TestOffice office;
  const RecordContent content = sample_content();
  const Bytes bytes = seal_sample(office, content).encode();
  CHECK(contains(bytes, "erstberatung"));  // the form id is in clear: the search works
  for (const std::string& part :
       {content.slip_xml, content.full_xml, content.urgency, content.number, content.form_version,
        std::string("language"), std::string("frist"), std::string("مرحبا")}) {
    CAPTURE(part);
    CHECK_FALSE(contains(bytes, part));
  }
}

TEST_CASE("records of different length are sealed to the same size within a step of 1 KiB") {
  TestOffice office;
  RecordContent shorter = sample_content();
  RecordContent longer = sample_content();
  longer.slip_xml += std::string(300, 'x');
  longer.full_xml += std::string(300, 'x');
  CHECK(seal_sample(office, shorter).encode().size() ==
        seal_sample(office, longer).encode().size());
  longer.full_xml += std::string(1024, 'x');
  CHECK(seal_sample(office, shorter).encode().size() + 1024 ==
        seal_sample(office, longer).encode().size());
}

TEST_CASE("a minimal urgent record has two parts like any other and no full form") {
  TestOffice office;
  RecordContent content = sample_content();
  content.full_xml.clear();
  const SealedRecord record = seal_sample(office, content);
  CHECK_FALSE(record.full_age.empty());
  const auto opened = open_record(record, office.role("counselling words"));
  REQUIRE(opened.ok());
  CHECK_FALSE(opened->has_full);
  CHECK(same_content(opened->content, content));
}

TEST_CASE("texts with odd line ends, markup or no bytes at all come back unchanged") {
  TestOffice office;
  for (const std::string& xml :
       {std::string(), std::string("\n\n\n"), std::string("bytes: 7\n\nx"), std::string("\r\n"),
        std::string("a\0b", 3), std::string(1024, '\n'), std::string(70'000, 'y')}) {
    RecordContent content = sample_content();
    content.slip_xml = xml;
    content.full_xml = xml;
    const auto opened = open_record(seal_sample(office, content), office.role("counselling words"));
    REQUIRE(opened.ok());
    CHECK(opened->content.slip_xml == xml);
    CHECK(opened->content.full_xml == xml);
  }
}

TEST_CASE("a field with a line end or too long is refused and not named by its value") {
  TestOffice office;
  const auto keys = office.kiosk_keys();
  for (const auto field :
       {&RecordContent::form_id, &RecordContent::form_version, &RecordContent::language,
        &RecordContent::number, &RecordContent::urgency}) {
    for (const std::string& value : {std::string("geheim\nx"), std::string(257, 'g')}) {
      RecordContent content = sample_content();
      content.*field = value;
      const auto record = seal_record(RecordId{}, content, keys, office.random);
      REQUIRE_FALSE(record.ok());
      CHECK(record.error().code == ErrorCode::kInvalidInput);
      CHECK(record.error().context.find("geheim") == std::string::npos);
    }
  }
  RecordContent content = sample_content();
  content.form_id.clear();
  CHECK_FALSE(seal_record(RecordId{}, content, keys, office.random).ok());
}

TEST_CASE("an envelope reads back from its bytes and no other length does") {
  TestOffice office;
  const SealedRecord record = seal_sample(office, sample_content());
  const Bytes bytes = record.encode();
  const auto again = SealedRecord::decode(bytes);
  REQUIRE(again.ok());
  CHECK(*again == record);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK(SealedRecord::decode(ByteView(bytes).first(size)).error().code == ErrorCode::kCorrupt);
  }
  Bytes longer = bytes;
  longer.push_back(0);
  CHECK(SealedRecord::decode(longer).error().code == ErrorCode::kCorrupt);
  Bytes newer = bytes;
  newer[6] = 2;
  CHECK(SealedRecord::decode(newer).error().code == ErrorCode::kTooNew);
}

TEST_CASE("a change of any part of an envelope breaks the kiosk's signature") {
  TestOffice office;
  const auto trust = office.trust();
  const SealedRecord record = seal_sample(office, sample_content());
  const auto code_after = [&](auto&& change) {
    SealedRecord changed = record;
    change(changed);
    return verify_record(changed, trust).error().code;
  };
  CHECK(code_after([](SealedRecord& r) { r.id.bytes[0] ^= 1; }) == ErrorCode::kCorrupt);
  CHECK(code_after([](SealedRecord& r) { r.form_id = "another"; }) == ErrorCode::kCorrupt);
  CHECK(code_after([](SealedRecord& r) { r.slip_age.back() ^= 1; }) == ErrorCode::kCorrupt);
  CHECK(code_after([](SealedRecord& r) { r.full_age[0] ^= 1; }) == ErrorCode::kCorrupt);
  CHECK(code_after([](SealedRecord& r) { std::swap(r.slip_age, r.full_age); }) ==
        ErrorCode::kCorrupt);
  CHECK(code_after([](SealedRecord& r) { r.signature[9] ^= 1; }) == ErrorCode::kCorrupt);
  CHECK(code_after([](SealedRecord& r) { r.kiosk_id = "kiosk-2"; }) == ErrorCode::kNotFound);
}

TEST_CASE("a kiosk of another office can't sign for ours") {
  TestOffice office(1);
  TestOffice other(2);
  CHECK(verify_record(seal_sample(other, sample_content()), office.trust()).error().code ==
        ErrorCode::kCorrupt);
}

TEST_CASE("parts of one record put into the envelope of another don't open there") {
  TestOffice office;
  const auto role = office.role("counselling words");
  const SealedRecord one = seal_sample(office, sample_content());
  const SealedRecord two = seal_sample(office, sample_content());
  SealedRecord mixed = one;
  mixed.full_age = two.full_age;
  CHECK(open_record(mixed, role).error().code == ErrorCode::kCorrupt);
  mixed = two;
  mixed.id = one.id;
  CHECK(open_record(mixed, role).error().code == ErrorCode::kCorrupt);
  mixed = one;
  mixed.form_id = "another";
  CHECK(open_record(mixed, role).error().code == ErrorCode::kCorrupt);
  mixed = one;
  mixed.kiosk_id = "kiosk-2";
  CHECK(open_record(mixed, role).error().code == ErrorCode::kCorrupt);
  mixed = one;
  mixed.slip_age = one.full_age;
  CHECK(open_record(mixed, role).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("a slip and a full part that say different numbers don't open") {
  TestOffice office;
  const auto keys = office.kiosk_keys();
  RecordContent content = sample_content();
  const RecordId id = RecordId::make(office.random);
  auto record = seal_record(id, content, keys, office.random);
  content.number = "B 28";
  const auto other = seal_record(id, content, keys, office.random);
  record->full_age = other->full_age;
  CHECK(open_record(*record, office.role("counselling words")).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("a key of no role of the office opens nothing") {
  TestOffice office;
  const SealedRecord record = seal_sample(office, sample_content());
  crypto::OpenedRole stranger;
  stranger.role = crypto::Role::kCounselling;
  stranger.identities.push_back(crypto::Identity::generate(office.random));
  CHECK(open_record(record, stranger).error().code == ErrorCode::kWrongKey);
}

TEST_CASE("an inner envelope takes nothing else than what its writer writes") {
  const RecordContent content = sample_content();
  const auto written = write_inner(Part::kSlip, RecordId{}, "kiosk-1", content);
  REQUIRE(written.ok());
  const std::string text(written->text());
  REQUIRE(read_inner(Part::kSlip, as_bytes(text)).ok());
  const auto code_with = [&](std::string_view from, std::string_view to) {
    std::string bent = text;
    const std::size_t at = bent.find(from);
    REQUIRE(at != std::string::npos);
    bent.replace(at, from.size(), to);
    bent.resize((bent.size() + 1023) / 1024 * 1024, '\n');
    const auto inner = read_inner(Part::kSlip, as_bytes(bent));
    REQUIRE_FALSE(inner.ok());
    return inner.error().code;
  };
  CHECK(code_with("slip/1", "full/1") == ErrorCode::kCorrupt);
  CHECK(code_with("slip/1", "slip/2") == ErrorCode::kTooNew);
  CHECK(code_with("kiosk: ", "kiosk:") == ErrorCode::kCorrupt);
  CHECK(code_with("language: ar\n", "") == ErrorCode::kCorrupt);
  CHECK(code_with("language: ar\n", "language: ar\nlanguage: ar\n") == ErrorCode::kCorrupt);
  CHECK(code_with("language: ar\n", "language: ar\r\n") == ErrorCode::kCorrupt);
  CHECK(code_with("minute: 2", "minute: 02") == ErrorCode::kCorrupt);
  CHECK(code_with("minute: 2", "minute: -2") == ErrorCode::kCorrupt);
  CHECK(code_with("minute: 2", "minute: 99999999999999999992") == ErrorCode::kCorrupt);
  CHECK(code_with("bytes: ", "bytes: 99") == ErrorCode::kCorrupt);
  CHECK(code_with("bytes: 38", "bytes: 37") == ErrorCode::kCorrupt);
  CHECK(code_with("</slip>\n", "</slip>\nx") == ErrorCode::kCorrupt);
  CHECK(read_inner(Part::kSlip, as_bytes(text + std::string(1024, '\n'))).error().code ==
        ErrorCode::kCorrupt);
  CHECK(read_inner(Part::kSlip, as_bytes(text.substr(0, text.size() - 1))).error().code ==
        ErrorCode::kCorrupt);
}

TEST_CASE("wiping a record's content leaves no byte of it in its memory") {
  RecordContent content = sample_content();
  const char* xml = content.full_xml.data();
  const char* urgency = content.urgency.data();
  const std::size_t size = content.full_xml.size();
  wipe(content);
  CHECK(content.full_xml.empty());
  CHECK(std::all_of(xml, xml + size, [](char c) { return c == 0; }));
  CHECK(std::all_of(urgency, urgency + 5, [](char c) { return c == 0; }));
  CHECK(same_content(content, RecordContent{}));
}

TEST_CASE("random changes to an envelope never pass for the kiosk's and never crash") {
  constexpr std::uint64_t kSeed = 20261123;
  MESSAGE("seed ", kSeed);
  TestOffice office(kSeed);
  const auto trust = office.trust();
  const auto role = office.role("counselling words");
  const SealedRecord record = seal_sample(office, sample_content());
  const Bytes bytes = record.encode();
  for (int round = 0; round < 10000; ++round) {
    Bytes changed = bytes;
    const std::size_t changes = 1 + office.random.below(3);
    for (std::size_t i = 0; i < changes && !changed.empty(); ++i) {
      const std::size_t near = std::min<std::size_t>(changed.size(), 80);
      const std::size_t at =
          office.random.below(office.random.below(2) == 0 ? near : changed.size());
      const auto place = changed.begin() + static_cast<std::ptrdiff_t>(at);
      switch (office.random.below(4)) {
        case 0:
          *place = static_cast<std::uint8_t>(office.random.below(256));
          break;
        case 1:
          changed.erase(place);
          break;
        case 2:
          changed.insert(place, static_cast<std::uint8_t>(office.random.below(256)));
          break;
        default:
          changed.resize(at);
          break;
      }
    }
    const auto decoded = SealedRecord::decode(changed);
    if (!decoded.ok()) continue;
    if (*decoded != record) REQUIRE_FALSE(verify_record(*decoded, trust).ok());
    if (round % 10 == 0) (void)open_record(*decoded, role);
  }
}

TEST_CASE(
    "a record whose sealing began ahead of time opens as any other, with the set it was for") {
  TestOffice office;
  const crypto::KioskKeys keys = office.kiosk_keys();
  auto start = start_seal(keys.keys, office.random);
  REQUIRE(start.ok());
  SUBCASE("of this set") {}
  SUBCASE("of a set that was superseded meanwhile") {
    start->set_id = "2020-01-1";
    // Would open for nobody, were it used.
    const auto stranger = crypto::Identity::generate(office.random).recipient();
    start->slip = crypto::AgeStart::make({&stranger, 1}, office.random).value();
  }
  const auto record = seal_record(RecordId::make(office.random), sample_content(), keys,
                                  office.random, std::move(*start));
  REQUIRE(record.ok());
  for (const char* words : {"reception words", "counselling words", "recovery words"}) {
    const auto opened = open_record(*record, office.role(words));
    REQUIRE_MESSAGE(opened.ok(), words);
    CHECK(opened->content.number == sample_content().number);
  }
  CHECK(verify_record(*record, office.trust()).ok());
}

}  // namespace anlaufstelle::records
