// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/figures.h"

#include <doctest/doctest.h>

#include "storage/crypto/key_sets.h"
#include "tests/storage/records/store_on_disk.h"
#include "tests/storage/sample_record.h"

namespace anlaufstelle::records {
namespace {

const Figures kSome = {{{"2026-10", "country", "tn"}, 3},
                       {{"2026-11", "country", "pk"}, 12},
                       {{"2026-11", "language", "de-x-simple"}, 1}};

struct FiguresFixture {
  FiguresFixture() {
    auto trust = crypto::load_desk_trust(office.office_folder());
    REQUIRE(trust.ok());
    newest = trust->sets.front();
  }
  Bytes sealed_text(std::string text) {
    auto sealed = crypto::age_seal(as_bytes(text), newest.slip_recipients(), office.random);
    REQUIRE(sealed.ok());
    return std::move(*sealed);
  }
  ErrorCode error_of(const std::string& text) {
    const auto role = office.role("reception words");
    const auto opened = open_figures(sealed_text(text), role.identities);
    REQUIRE_FALSE(opened.ok());
    return opened.error().code;
  }
  TestOffice office;
  crypto::KeySet newest;
};

}  // namespace

TEST_CASE_FIXTURE(FiguresFixture, "reception and counselling read what was counted, nobody else") {
  const auto sealed = seal_figures(kSome, newest, office.random);
  REQUIRE(sealed.ok());
  for (const char* words : {"reception words", "counselling words"}) {
    const auto role = office.role(words);
    const auto opened = open_figures(*sealed, role.identities);
    REQUIRE_MESSAGE(opened.ok(), opened.error().context);
    CHECK(*opened == kSome);
  }
  const crypto::Identity other = crypto::Identity::generate(office.random);
  CHECK(open_figures(*sealed, {&other, 1}).error().code == ErrorCode::kWrongKey);
}

TEST_CASE_FIXTURE(FiguresFixture, "the size says little of how many figures there are") {
  const auto one = seal_figures({{{"2026-11", "records", "all"}, 1}}, newest, office.random);
  const auto three = seal_figures(kSome, newest, office.random);
  CHECK(one->size() == three->size());
}

TEST_CASE_FIXTURE(FiguresFixture, "only what the format has is read") {
  const std::string title = "anlaufstelle-figures/1\n";
  const auto padded = [](std::string text) {
    text.resize((text.size() / 1024 + 1) * 1024, '\n');
    return text;
  };
  CHECK(error_of(padded("anlaufstelle-figures/2\n")) == ErrorCode::kTooNew);
  CHECK(error_of(padded("something else\n")) == ErrorCode::kCorrupt);
  for (const char* line :
       {"2026-11 country tn 0\n", "2026-11  country tn 1\n", "2026-11 country tn 01\n",
        "2026-11 country tn\n", "26-11 country tn 1\n", "2026-11 Country tn 1\n",
        "2026-11 country tn 1\n2026-11 country tn 2\n",
        "2026-11 country tn 1\n2026-10 country tn 2\n", "2026-11 country tn -1\n",
        "2026-11 country tn 99999999999999999999\n"}) {
    CAPTURE(line);
    CHECK(error_of(padded(title + line)) == ErrorCode::kCorrupt);
  }
  CHECK(error_of(title) == ErrorCode::kCorrupt);  // not padded
}

TEST_CASE_FIXTURE(FiguresFixture, "a text that the format can't hold is refused") {
  for (const Figure& figure :
       {Figure{"2026-1", "country", "tn"}, Figure{"2026-11", "", "tn"},
        Figure{"2026-11", "country", "t n"}, Figure{"2026-11", "country", std::string(65, 'a')}}) {
    CHECK(seal_figures({{figure, 1}}, newest, office.random).error().code ==
          ErrorCode::kInvalidInput);
  }
}

}  // namespace anlaufstelle::records
