// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/recovery_sheet.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/storage/seeded_random.h"

namespace anlaufstelle::crypto {
namespace {

std::string line(const Identity& identity, std::size_t at) {
  return std::string(recovery_line(identity, at).text());
}
std::string all_lines(const Identity& identity) {
  std::string text;
  for (std::size_t at = 0; at < kRecoveryLines; ++at) text += line(identity, at) + "\n";
  return text;
}
std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(c));
  return text;
}

}  // namespace

TEST_CASE("the lines of a recovery sheet give the key back in any case and spacing") {
  SeededRandom random(1);
  for (int round = 0; round < 50; ++round) {
    const Identity identity = Identity::generate(random);
    const std::string text = all_lines(identity);
    std::string squeezed = lower(text);
    std::erase_if(squeezed, [](char c) { return c == ' ' || c == '\n'; });
    for (const std::string& typed :
         {text, lower(text), squeezed, std::string(identity.text().text()),
          lower(std::string(identity.text().text())) + "\n"}) {
      const auto again = parse_recovery_key(typed);
      REQUIRE(again.has_value());
      CHECK(again->recipient() == identity.recipient());
    }
  }
}

TEST_CASE("the lines without their checks are the stock tool's text of the key") {
  SeededRandom random(2);
  const Identity identity = Identity::generate(random);
  std::string joined = "AGE-SECRET-KEY-1";
  for (std::size_t at = 0; at < kRecoveryLines; ++at) {
    const std::string text = line(identity, at);
    joined += text.substr(0, text.find("  "));
  }
  std::erase(joined, ' ');
  CHECK(joined == identity.text().text());
}

TEST_CASE("each mistyped letter of a recovery line is found in that line") {
  SeededRandom random(3);
  const Identity identity = Identity::generate(random);
  for (std::size_t at = 0; at < kRecoveryLines; ++at) {
    const std::string right = line(identity, at);
    CHECK(check_recovery_line(identity, at, lower(right)) == LineCheck::kRight);
    CHECK(check_recovery_line(identity, (at + 1) % kRecoveryLines, right) ==
          LineCheck::kAnotherLine);
    for (std::size_t i = 0; i < right.size(); ++i) {
      if (right[i] == ' ') continue;
      std::string wrong = right;
      wrong[i] = wrong[i] == 'Q' ? 'P' : 'Q';
      CHECK(check_recovery_line(identity, at, wrong) == LineCheck::kMistyped);
    }
    CHECK(check_recovery_line(identity, at, "") == LineCheck::kMistyped);
    CHECK(check_recovery_line(identity, at, std::string(5000, 'Q')) == LineCheck::kMistyped);
  }
}

TEST_CASE("nothing else than a whole sheet or key passes for a recovery key") {
  SeededRandom random(4);
  const Identity identity = Identity::generate(random);
  const std::string text = all_lines(identity);
  CHECK_FALSE(parse_recovery_key("").has_value());
  CHECK_FALSE(parse_recovery_key("counselling words").has_value());
  CHECK_FALSE(parse_recovery_key(text.substr(0, text.size() - 2)).has_value());
  CHECK_FALSE(parse_recovery_key(text + "Q").has_value());
  CHECK_FALSE(parse_recovery_key(line(identity, 1) + line(identity, 0) + line(identity, 2) +
                                 line(identity, 3))
                  .has_value());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ' || text[i] == '\n') continue;
    std::string wrong = text;
    wrong[i] = wrong[i] == 'Q' ? 'P' : 'Q';
    CHECK_FALSE(parse_recovery_key(wrong).has_value());
  }
}

}  // namespace anlaufstelle::crypto
