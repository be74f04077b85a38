// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/resume_code.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "tests/storage/seeded_random.h"

namespace anlaufstelle::crypto {

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::string text_of(const ResumeCode& code) {
  return std::string(code.text().text());
}

}  // namespace

TEST_CASE("a resume code stands in four groups of four characters that can't be taken for others") {
  SeededRandom random(1);
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    const std::string text = text_of(ResumeCode::generate(random));
    REQUIRE(text.size() == 19);
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (at % 5 == 4) {
        CHECK(text[at] == '-');
      } else {
        CHECK(kAlphabet.find(text[at]) != std::string_view::npos);
      }
    }
    CHECK(seen.insert(text).second);
  }
}

TEST_CASE("a resume code is read as people copy it") {
  SeededRandom random(2);
  for (int i = 0; i < 50; ++i) {
    const std::string text = text_of(ResumeCode::generate(random));
    std::string copied;
    for (const char c : text) {
      if (c == '-') {
        copied += i % 2 == 0 ? " " : "";
      } else if (c == '0') {
        copied += "oO0"[i % 3];
      } else if (c == '1') {
        copied += "iL1l"[i % 4];
      } else {
        copied += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      }
    }
    const auto parsed = ResumeCode::parse(copied);
    REQUIRE(parsed.ok());
    CHECK(text_of(*parsed) == text);
  }
}

TEST_CASE("every wrong character and every swapped pair of a resume code is noticed") {
  SeededRandom random(3);
  std::string text = text_of(ResumeCode::generate(random));
  std::erase(text, '-');
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char other : kAlphabet) {
      std::string wrong = text;
      wrong[at] = other;
      CHECK(ResumeCode::parse(wrong).ok() == (other == text[at]));
    }
    for (std::size_t with = at + 1; with < text.size(); ++with) {
      std::string swapped = text;
      std::swap(swapped[at], swapped[with]);
      CHECK(ResumeCode::parse(swapped).ok() == (text[at] == text[with]));
    }
    CHECK_FALSE(ResumeCode::parse(text.substr(0, at)).ok());
  }
  CHECK_FALSE(ResumeCode::parse(text + "0").ok());
  CHECK_FALSE(ResumeCode::parse("U" + text.substr(1)).ok());
  CHECK_FALSE(ResumeCode::parse("\u0667" + text).ok());
}

TEST_CASE("a draft key follows from code and salt, and from nothing less") {
  SeededRandom random(4);
  const ResumeCode code = ResumeCode::generate(random), other = ResumeCode::generate(random);
  DraftKey::Salt salt{1, 2, 3}, another{1, 2, 4};
  const auto key = DraftKey::derive(code, salt), same = DraftKey::derive(code, salt);
  REQUIRE(key.ok());
  REQUIRE(same.ok());
  CHECK(key->id == same->id);
  CHECK(key->identity.recipient() == same->identity.recipient());
  const auto from_other = DraftKey::derive(other, salt), salted = DraftKey::derive(code, another);
  CHECK(from_other->id != key->id);
  CHECK_FALSE(from_other->identity.recipient() == key->identity.recipient());
  CHECK(salted->id != key->id);
}

}  // namespace anlaufstelle::crypto
