// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/long_list.h"

#include <doctest/doctest.h>

#include "tests/support/shipped_languages.h"

using namespace anlaufstelle;
using namespace anlaufstelle::screens;

namespace {

const language::Language& reader(std::string_view tag) {
  for (const language::Language& one : shipped_languages().languages) {
    if (one.tag == tag) return one;
  }
  FAIL("no such language");
  return shipped_languages().languages.front();
}

forms::Question countries() {
  forms::Question question;
  question.kind = forms::ControlKind::kSelect1;
  question.appearance = {"minimal", "kiosk-countries"};
  question.choices = {{"staatenlos", "Staatenlos"},
                      {"SY", "Syrien"},
                      {"CI", "Elfenbeinküste"},
                      {"AF", "Afghanistan"},
                      {"EG", "Ägypten"}};
  return question;
}

std::vector<std::string> labels(const LongList& list) {
  std::vector<std::string> all;
  for (const auto& choice : list.choices()) all.push_back(choice.label);
  return all;
}

std::string first(LongList& list, std::string_view typed) {
  const auto found = list.find(typed);
  return found.empty() ? std::string() : found.front()->value;
}

using Labels = std::vector<std::string>;

}  // namespace

TEST_CASE("countries have the names and the order of the client's language") {
  LongList list;
  list.update(countries(), reader("ru"));
  CHECK(labels(list) == Labels{"Staatenlos", "Афганистан", "Египет", "Кот-д’Ивуар", "Сирия"});
  list.update(countries(), reader("kmr"));
  CHECK(labels(list) == Labels{"Staatenlos", "Efxanistan", "Misir", "Peravê Diranfîl", "Sûrî"});
  CHECK(list.label_of("SY") == "Sûrî");
  CHECK(list.label_of("XX").empty());
}

TEST_CASE("in German the form's own names stay and stand in alphabetical order") {
  for (const char* tag : {"de", "de-x-simple"}) {
    LongList list;
    list.update(countries(), reader(tag));
    CHECK(labels(list) ==
          Labels{"Staatenlos", "Afghanistan", "Ägypten", "Elfenbeinküste", "Syrien"});
    CHECK(first(list, "cote") == "CI");
    CHECK(first(list, "aegypt") == "EG");
  }
}

TEST_CASE("a country is found by own, German, English and Latin-typed names and the form's") {
  LongList list;
  list.update(countries(), reader("ru"));
  for (const char* typed : {"сир", "syr", "Syrien", "siriya", "СИРИЯ"})
    CHECK(first(list, typed) == "SY");
  for (const char* typed : {"кот", "elfen", "ivoire"}) CHECK(first(list, typed) == "CI");
  CHECK(first(list, "staat") == "staatenlos");
  CHECK(list.find("qqq").empty());
  CHECK(list.find("").size() == 5);
}

TEST_CASE("languages are named so that the Kurdish ones are told apart") {
  forms::Question question;
  question.appearance = {"kiosk-languages"};
  question.choices = {{"andere", "eine andere Sprache"},
                      {"kmr", "Kurdisch: Kurmandschi"},
                      {"ckb", "Kurdisch: Sorani"},
                      {"prs", "Dari"}};
  for (const language::Language& one : shipped_languages().languages) {
    CAPTURE(one.tag);
    LongList list;
    list.update(question, one);
    CHECK(list.choices().front().value == "andere");
    CHECK(list.label_of("kmr") != list.label_of("ckb"));
    CHECK(first(list, "kurmand") == "kmr");
    CHECK(first(list, "sorani") == "ckb");
  }
  LongList tr;
  tr.update(question, reader("tr"));
  CHECK(tr.label_of("prs") == "Darice");
}

TEST_CASE("a list without codes keeps its labels and their order") {
  forms::Question question = countries();
  question.appearance = {"minimal"};
  LongList list;
  list.update(question, reader("ru"));
  CHECK(labels(list) == Labels{"Staatenlos", "Syrien", "Elfenbeinküste", "Afghanistan", "Ägypten"});
  CHECK(first(list, "agypt") == "EG");
}

TEST_CASE("a list is made anew when its choices or the language change, and only then") {
  LongList list;
  forms::Question question = countries();
  list.update(question, reader("de"));
  const auto* before = list.choices().data();
  list.update(question, reader("de"));
  CHECK(list.choices().data() == before);
  question.choices.pop_back();
  list.update(question, reader("de"));
  CHECK(list.choices().size() == 4);
  question.choices[1].label = "Syrische Republik";
  list.update(question, reader("de"));
  CHECK(list.label_of("SY") == "Syrische Republik");
}
