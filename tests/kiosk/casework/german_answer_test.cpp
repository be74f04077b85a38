// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/german_answer.h"

#include <doctest/doctest.h>

namespace anlaufstelle::casework {
namespace {

using forms::ControlKind;
using forms::DataType;
using forms::Question;

Question answered(ControlKind kind, DataType type, std::string value) {
  Question question;
  question.kind = kind;
  question.type = type;
  question.value = std::move(value);
  question.choices = {{"a", "Wohnung"}, {"b", "Arbeit"}, {"c d", "Sprache"}};
  return question;
}

std::string input(DataType type, std::string value) {
  return german_answer(answered(ControlKind::kInput, type, std::move(value)));
}

std::string chosen(ControlKind kind, std::string value) {
  return german_answer(answered(kind, DataType::kString, std::move(value)));
}

}  // namespace

TEST_CASE("yes, no, times, moments and numbers of a range read in German on the desk") {
  CHECK(input(DataType::kBoolean, "true") == "ja");
  CHECK(input(DataType::kBoolean, "0") == "nein");
  CHECK(input(DataType::kTime, "09:05:00.000") == "09:05 Uhr");
  CHECK(input(DataType::kDateTime, "2026-07-22T14:30:00.000+02:00") ==
        "22. Juli 2026 um 14:30 Uhr");
  CHECK(input(DataType::kDateTime, "2026-07-22T12:30:00.000Z") == "22. Juli 2026 um 14:30 Uhr");
  CHECK(input(DataType::kDateTime, "2026-07-22T14:30:00") == "22. Juli 2026 um 14:30 Uhr");
  CHECK(input(DataType::kDateTime, "morgen") == "morgen");
  CHECK(input(DataType::kTime, "mittags") == "mittags");
  CHECK(german_answer(answered(ControlKind::kRange, DataType::kDecimal, "-0.5")) == "-0,5");
}

TEST_CASE("a month or a year of another calendar reads with the German days that it has") {
  const auto date = [](std::string appearance, std::string value) {
    Question question = answered(ControlKind::kInput, DataType::kDate, std::move(value));
    question.appearance = {std::move(appearance)};
    return german_answer(question);
  };
  CHECK(date("month-year", "2026-03-01") == "März 2026");
  CHECK(date("month-year", "2026-03-21") ==
        "Farwardin 1405 (iranischer Kalender): 21. März 2026 bis 20. April 2026");
  CHECK(date("month-year", "2026-09-06") ==
        "Ṗagumen 2018 (äthiopischer Kalender): 6. September 2026 bis 10. September 2026");
  CHECK(date("year", "2026-01-01") == "2026");
  CHECK(date("year", "2025-03-21") ==
        "1404 (iranischer Kalender): 21. März 2025 bis 20. März 2026");
  CHECK(date("", "2026-03-21") == "21. März 2026");
  CHECK(date("persian", "2026-03-21") == "21. März 2026");
  CHECK(date("year", "2026") == "2026");
}

TEST_CASE("a choice reads by its label, also one whose value has a space") {
  CHECK(chosen(ControlKind::kSelect, "b a") == "Arbeit · Wohnung");
  CHECK(chosen(ControlKind::kRank, "b a") == "1. Arbeit · 2. Wohnung");
  CHECK(chosen(ControlKind::kSelect1, "c d") == "Sprache");
  CHECK(chosen(ControlKind::kSelect1, "fehlt") == "fehlt");
}

TEST_CASE("only what was typed as text is in the client's own words") {
  CHECK(is_own_words(answered(ControlKind::kInput, DataType::kString, "مرحبا")));
  CHECK_FALSE(is_own_words(answered(ControlKind::kInput, DataType::kString, "0351 123")));
  CHECK_FALSE(is_own_words(answered(ControlKind::kInput, DataType::kTime, "09:05:00.000")));
  CHECK_FALSE(is_own_words(answered(ControlKind::kSelect1, DataType::kString, "a")));
}

TEST_CASE("a number reads with its thousands apart, where the form asks for it") {
  forms::Question question = answered(ControlKind::kInput, DataType::kInt, "1234567");
  CHECK(german_answer(question) == "1234567");
  question.appearance = {"thousands-sep"};
  CHECK(german_answer(question) == "1.234.567");
}

}  // namespace anlaufstelle::casework
