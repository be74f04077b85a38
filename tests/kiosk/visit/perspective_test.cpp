// SPDX-License-Identifier: EUPL-1.2
// The shipped perspective check, its rules and its words.
#include "kiosk/visit/perspective.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "kiosk/forms/form_def.h"
#include "kiosk/visit/form_walk.h"
#include "kiosk/visit/urgency.h"
#include "storage/base/file.h"
#include "tests/kiosk/visit/visit_fixture.h"
#include "tests/support/fake_clock.h"
#include "tests/support/shipped_languages.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::visit {
namespace {

using forms::FormSession;
using Answers = std::map<std::string, std::string>;  // by the question's name

// "urgent" alone where the check stops.
using Found = std::map<std::string, std::string>;  // way to result

class Check {
 public:
  Check() {
    const Bytes xml = read_file(SOURCE_DIR "/locales/forms/perspektive.xml", 8u << 20).value();
    form = forms::import_xform(as_text(xml))->form;
  }
  std::unique_ptr<FormSession> session(const Answers& answers, const std::string& tag = "de") {
    forms::SessionEnvironment environment;
    environment.clock = &clock;
    environment.random = &random;
    environment.language = tag;
    auto made = FormSession::start(form, environment).value();
    for (const forms::NodeId node : made->questions()) {
      const forms::Question question = made->question(node);
      const auto given = answers.find(question.name);
      if (question.readonly || !question.relevant || given == answers.end() ||
          given->second.empty())
        continue;
      REQUIRE_MESSAGE(made->answer(node, given->second).ok(), given->first);
    }
    return made;
  }
  bool contradicts_itself(const Answers& answers) {
    const auto made = session(answers);
    return made->value(*made->find("/data/widerspruch")) == "ja";
  }
  Found found(const Answers& answers) {
    const auto made = session(answers);
    if (urgency_of(*made).any()) return {{"urgent", ""}};
    Found ways;
    for (const forms::NodeId node : made->with_role("way-result")) {
      const forms::Question result = made->question(node);
      if (!result.relevant) continue;
      std::string way = result.ref.substr(0, result.ref.rfind('/'));
      ways[way.substr(way.rfind('/') + 1)] = result.value;
    }
    return ways;
  }

  FakeClock clock;
  SystemRandom random;
  std::shared_ptr<const forms::FormDef> form;
};

struct Person {
  std::string name;
  Answers answers;
  Found expected;
};

void change(Answers& answers, const std::string& words) {
  std::istringstream in(words);
  for (std::string word; in >> word;) {
    const auto sign = word.find('=');
    REQUIRE_MESSAGE(sign != std::string::npos, word);
    answers[word.substr(0, sign)] = word.substr(sign + 1);
  }
}

std::vector<Person> persons() {
  std::ifstream in(SOURCE_DIR "/tests/kiosk/visit/perspective_persons.txt");
  std::vector<Person> all;
  Answers base;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    const auto colon = line.find(": ");
    REQUIRE_MESSAGE(colon != std::string::npos, line);
    const std::string name = line.substr(0, colon), rest = line.substr(colon + 2);
    if (name == "base") {
      base.clear();
      change(base, rest);
      continue;
    }
    const auto arrow = rest.find("-> ");
    REQUIRE_MESSAGE(arrow != std::string::npos, line);
    Person person{name, base, {}};
    change(person.answers, rest.substr(0, arrow));
    const std::string expected = rest.substr(arrow + 3);
    if (expected == "URGENT") {
      person.expected = {{"urgent", ""}};
    } else {
      change(person.expected, expected);
    }
    all.push_back(std::move(person));
  }
  return all;
}

TEST_CASE_FIXTURE(Check, "every test person gets what the rules say") {
  const auto all = persons();
  CHECK(all.size() >= 45);
  std::map<std::string, int> persons_of;
  for (const Person& person : all) {
    CAPTURE(person.name);
    const Found ways = found(person.answers);
    for (const auto& [way, result] : person.expected) {
      CAPTURE(way);
      ++persons_of[way];
      const auto here = ways.find(way);
      if (result == "none") {
        CHECK(here == ways.end());
      } else {
        REQUIRE(here != ways.end());
        CHECK(here->second == result);
      }
    }
  }
  for (const auto& [way, count] : persons_of) {
    CAPTURE(way);
    CHECK(count >= 3);
  }
  CHECK(persons_of.size() == 14);  // thirteen ways and the stop
}

// The lower, the less a way promises.
int promise(const Found& ways, const std::string& way) {
  const auto here = ways.find(way);
  if (here == ways.end()) return -1;
  const std::vector<std::string> order{"closed", "talk", "open", "fit"};
  return static_cast<int>(std::find(order.begin(), order.end(), here->second) - order.begin());
}

Answers random_answers(Check& check, std::mt19937& dice) {
  Answers answers;
  const auto made = check.session({});
  // In the form's order, so that what depends on an answer is answered after it.
  for (const forms::NodeId node : made->questions()) {
    const forms::Question question = made->question(node);
    if (question.readonly || question.choices.empty() || !question.relevant || dice() % 6 == 0)
      continue;
    const std::string value = question.has_role("urgent")
                                  ? "none"
                                  : question.choices[dice() % question.choices.size()].value;
    REQUIRE(made->answer(node, value).ok());
    answers[question.name] = value;
  }
  return answers;
}

TEST_CASE_FIXTURE(Check, "an answer that is taken back never makes a way look better") {
  constexpr unsigned kSeed = 20260819;
  CAPTURE(kSeed);
  std::mt19937 dice(kSeed);
  int from_closed = 0, contradicting = 0;
  for (int i = 0; i < 300; ++i) {
    const Answers answers = random_answers(*this, dice);
    const Found known = found(answers);
    if (known.contains("urgent")) continue;
    // Which of two answers that don't go together is the true one, nobody knows here.
    if (contradicts_itself(answers)) {
      ++contradicting;
      for (const auto& [way, result] : known) CHECK((result == "talk" || result == "closed"));
      continue;
    }
    for (const auto& [name, value] : answers) {
      if (name == "f03_dringend" || value.empty()) continue;
      Answers less = answers;
      less.erase(name);
      const Found unknown = found(less);
      for (const auto& [way, result] : unknown) {
        CAPTURE(name);
        CAPTURE(value);
        CAPTURE(way);
        CAPTURE(known.count(way) ? known.at(way) : "none");
        CAPTURE(result);
        const int before = promise(known, way), after = promise(unknown, way);
        // What the law closes for a person of whom less is known is for the counsellor.
        if (before <= promise({{way, "closed"}}, way)) {
          CHECK(after <= promise({{way, "talk"}}, way));
          ++from_closed;
        } else {
          CHECK(after <= before);
        }
      }
    }
  }
  CHECK(from_closed > 0);
  CHECK(contradicting > 20);
}

TEST_CASE_FIXTURE(Check, "whatever is urgent stops the check") {
  const auto made = session({});
  const auto node = made->with_role("urgent").front();
  const auto choices = made->question(node).choices;
  CHECK(choices.size() == 13);
  for (const forms::Choice& choice : choices) {
    CAPTURE(choice.value);
    CHECK(found({{"f03_dringend", choice.value}}).contains("urgent") == (choice.value != "none"));
  }
}

TEST_CASE_FIXTURE(
    Check,
    "its ways are no screens of the walk, no notice stands before it, and no disk may see it") {
  CHECK(form->ephemeral());
  forms::SessionEnvironment environment;
  environment.clock = &clock;
  environment.random = &random;
  auto walk = FormWalk::start(form, environment).value();
  CHECK(walk->is_check());
  int screens = 1;
  do {
    CHECK_FALSE(walk->at_gate());
    for (const forms::Question& question : walk->questions())
      CHECK_FALSE(question.has_role("way-result"));
    ++screens;
  } while (walk->forward(FormWalk::Forward::kNext));
  CHECK(screens > 20);
  CHECK(walk->progress().done == walk->progress().total);
}

// By language tag, folded.
std::map<std::string, std::vector<std::string>> promises() {
  std::ifstream in(SOURCE_DIR "/tests/kiosk/visit/promises.txt");
  std::map<std::string, std::vector<std::string>> all;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    const auto colon = line.find(": ");
    REQUIRE(colon != std::string::npos);
    for (std::size_t at = colon + 2; at < line.size();) {
      const auto end = std::min(line.find("; ", at), line.size());
      all[line.substr(0, colon)].push_back(language::fold(line.substr(at, end - at)));
      at = end + 2;
    }
  }
  return all;
}

// The msgids of a screen's source that are marked to be translated.
std::vector<std::string> words_of_result() {
  const Bytes bytes = read_file(SOURCE_DIR "/kiosk/screens/perspective.cpp", 1u << 20).value();
  const std::string source(as_text(bytes));
  std::vector<std::string> words;
  for (auto at = source.find("tr_noop("); at != std::string::npos;
       at = source.find("tr_noop(", at + 1)) {
    std::string text;
    const auto end = source.find(')', source.rfind('"', source.find(");", at)));
    for (auto quote = source.find('"', at); quote < end;) {
      const auto close = source.find('"', quote + 1);
      text += source.substr(quote + 1, close - quote - 1);
      quote = source.find('"', close + 1);
    }
    words.push_back(text);
  }
  return words;
}

TEST_CASE_FIXTURE(Check, "no text of the check promises anything, in any language") {
  const auto forbidden = promises();
  const auto& languages = shipped_languages().languages;
  const auto words =
      language::Catalogue::load(BINARY_DIR "/locales/mo", "interface", languages).value();
  const auto shown = words_of_result();
  CHECK(shown.size() == 13);
  for (const language::Language& language : languages) {
    CAPTURE(language.tag);
    REQUIRE(forbidden.contains(language.tag));
    std::vector<std::string> texts;
    for (const std::string& german : shown) {
      CAPTURE(german);
      CHECK(words.has(language.tag, german));
      texts.push_back(words.get(language.tag, german));
    }
    const auto made =
        session({{"f03_dringend", "none"}, {"f15_papier", "duldung_60d"}}, language.tag);
    for (const std::string_view role : {"way-result", "way-condition"}) {
      for (const auto node : made->with_role(role)) {
        CHECK_FALSE(made->question(node).label_missing);
        texts.push_back(made->question(node).label);
      }
    }
    for (const std::string& text : texts) {
      CAPTURE(text);
      CHECK(text.find('%') == std::string::npos);
      CHECK(text.find("٪") == std::string::npos);
      for (const std::string& promise : forbidden.at(language.tag)) {
        CAPTURE(promise);
        CHECK(language::fold(text).find(promise) == std::string::npos);
      }
    }
  }
}

void tick_urgent(Visit& visit, std::string_view value) {
  visit.form().toggle(visit.form().session().with_role("urgent").front(), value);
}

constexpr UnixSeconds day(int year, unsigned month, unsigned number) {
  return UnixSeconds(std::chrono::sys_days(std::chrono::year(year) / month / number));
}

TEST_CASE_FIXTURE(
    Check, "a way carries its page's title, source, date of law and questions, and ends with it") {
  const auto pages = pages::PageStore::load(
                         SOURCE_DIR "/locales/pages",
                         language::Catalogue::load(BINARY_DIR "/locales/mo", "content", {}).value())
                         .value();
  const auto made = session({{"f03_dringend", "none"}, {"f15_papier", "duldung_60d"}});
  const auto ways = perspective(*made, pages, "de", day(2026, 11, 27));
  CHECK(ways.size() == 13);
  CHECK(std::is_sorted(ways.begin(), ways.end(),
                       [](const auto& a, const auto& b) { return a.outcome < b.outcome; }));
  for (const CheckedWay& way : ways) {
    CAPTURE(way.id);
    CHECK(way.outcome != Outcome::kAsk);
    CHECK_FALSE(way.title.empty());
    CHECK(way.source.find("AufenthG") != std::string::npos);
    CHECK(way.law_date == "2026-08-19");
    CHECK(way.questions.size() >= 2);
    CHECK_FALSE(way.conditions.empty());
    CHECK(way.subtitle.empty() == (way.id == way.page));
  }
  for (const CheckedWay& way : perspective(*made, pages, "de", day(2028, 1, 1))) {
    CAPTURE(way.id);
    CHECK(way.outcome == Outcome::kAsk);
    CHECK(way.conditions.empty());
  }
}

TEST_CASE_FIXTURE(Check, "an office's newer page doesn't make an old rule newer") {
  const TempDir folder;
  std::filesystem::copy(SOURCE_DIR "/locales/pages", folder.path());
  const Bytes german = read_file(SOURCE_DIR "/locales/pages/weg-25b.md", 1u << 20).value();
  std::string newer(as_text(german));
  newer.replace(newer.find("valid_until: 2027"), 17, "valid_until: 2029");
  newer.replace(newer.find("law_date: 2026-08-19"), 20, "law_date: 2027-02-01");
  REQUIRE(write_file_durably(folder.path() / "weg-25b.md", as_bytes(newer)));
  const auto pages =
      pages::PageStore::load(
          folder.path(), language::Catalogue::load(BINARY_DIR "/locales/mo", "content", {}).value())
          .value();
  const auto made = session({{"f03_dringend", "none"}, {"f15_papier", "duldung_60a"}});
  const auto way_on = [&](UnixSeconds now) {
    for (const CheckedWay& way : perspective(*made, pages, "de", now))
      if (way.id == "weg-25b") return way;
    return CheckedWay{};
  };
  CHECK(way_on(day(2027, 2, 28)).outcome == Outcome::kTalkFirst);
  CHECK(way_on(day(2027, 2, 28)).law_date == "2026-08-19");
  CHECK(way_on(day(2027, 3, 1)).outcome == Outcome::kAsk);
}

TEST_CASE_FIXTURE(VisitFixture,
                  "a check and a form go on side by side, and only the form is handed in") {
  VisitServices given = services();
  given.check = Check().form;
  Visit visit(given);
  visit.choose_language("de");
  settle();
  go_to_rufname(visit);
  visit.go_home();
  settle();
  visit.open_check();
  REQUIRE(visit.state() == State::kQuestions);
  CHECK(visit.checking());
  CHECK_FALSE(visit.code_offered());
  next(visit);
  tick_urgent(visit, "u1");
  next(visit);
  REQUIRE(visit.state() == State::kUrgent);
  settle();
  visit.hand_in_minimal();  // there is nothing to hand in
  CHECK(visit.state() == State::kUrgent);
  visit.back();
  tick_urgent(visit, "u1");
  tick_urgent(visit, "none");
  for (int i = 0; i < 60 && visit.state() != State::kResult; ++i) next(visit);
  REQUIRE(visit.state() == State::kResult);
  CHECK(visit.answers_would_go());
  visit.go_home();
  settle();
  visit.open_form();
  CHECK_FALSE(visit.checking());
  CHECK(names(visit) == std::vector<std::string>{"rufname"});
  next(visit);
  CHECK(names(visit) == std::vector<std::string>{"arbeit"});
  visit.go_home();
  settle();
  visit.open_check();
  CHECK(visit.state() == State::kResult);  // as it was left
  visit.back();
  CHECK(visit.state() == State::kQuestions);
  visit.end();
  CHECK(visit.state() == State::kEnded);
  CHECK(record_count() == 0);
}

TEST_CASE_FIXTURE(VisitFixture, "where there are several forms, a visit asks which") {
  VisitServices given = services();
  given.more_forms = {Check().form};
  Visit visit(given);
  visit.choose_language("de");
  visit.open_form();
  REQUIRE(visit.state() == State::kForms);
  CHECK(visit.forms().size() == 2);
  settle();
  visit.choose_form("nobody's");
  CHECK(visit.state() == State::kForms);
  visit.back();
  CHECK(visit.state() == State::kHome);
  visit.open_form();
  settle();
  visit.choose_form(visit.forms()[0]->id());
  CHECK(visit.state() == State::kQuestions);
  CHECK(names(visit) == std::vector<std::string>{"dringend"});
}

}  // namespace
}  // namespace anlaufstelle::visit
