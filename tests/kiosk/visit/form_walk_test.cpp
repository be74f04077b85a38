// SPDX-License-Identifier: EUPL-1.2
// A way through a form with repeats, as a client goes it.
#include "kiosk/visit/form_walk.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/fake_clock.h"

namespace anlaufstelle::visit {
namespace {

using forms::NodeId;
using Forward = FormWalk::Forward;

// kind: added by hand, starts with one, name required · haus: counted by n, with animals (tier)
// in it that are added by hand · fest: neither added nor removed
constexpr std::string_view kForm = R"xml(<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
        xmlns:kiosk="urn:anlaufstelle:kiosk">
<h:head><h:title>Probe</h:title><model>
<instance><data id="probe" version="1"><a/>
 <kind><name/><alter/><schule/></kind><n/>
 <haus jr:template=""><ort/><tier jr:template=""><art/></tier></haus>
 <fest><farbe/></fest><z/><orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/kind/name" required="true()"/>
<bind nodeset="/data/kind/alter" type="int" constraint=". &lt; 30"/>
<bind nodeset="/data/kind/schule" relevant="../alter &gt; 5"/>
<bind nodeset="/data/n" type="int"/>
<bind nodeset="/data/fest/farbe" relevant="/data/z != 'ohne'"/>
</model></h:head>
<h:body><input ref="/data/a"><label>a</label></input>
<group ref="/data/kind"><label>Kinder</label><repeat nodeset="/data/kind">
 <input ref="/data/kind/name"><label>Name</label></input>
 <input ref="/data/kind/alter"><label>Alter</label></input>
 <input ref="/data/kind/schule"><label>Schule</label></input></repeat></group>
<input ref="/data/n"><label>n</label></input>
<repeat nodeset="/data/haus" jr:count="/data/n"><label>Haus</label>
 <input ref="/data/haus/ort"><label>Ort</label></input>
 <repeat nodeset="/data/haus/tier"><label>Tier</label>
  <input ref="/data/haus/tier/art"><label>Art</label></input></repeat></repeat>
<repeat nodeset="/data/fest" jr:noAddRemove="true()">
 <input ref="/data/fest/farbe"><label>Farbe</label></input></repeat>
<input ref="/data/z"><label>z</label></input></h:body></h:html>)xml";

struct Walking {
  Walking() {
    const auto form = forms::import_xform(kForm);
    REQUIRE(form.ok());
    forms::SessionEnvironment environment;
    environment.clock = &clock;
    environment.random = &random;
    auto begun = FormWalk::start(form->form, environment);
    REQUIRE(begun.ok());
    walk = std::move(*begun);
  }

  [[nodiscard]] NodeId node(const std::string& path) const {
    const auto found = walk->session().find("/data/" + path);
    return found.value_or(0);
  }
  void type(const std::string& path, std::string_view text) const {
    REQUIRE(node(path) != 0);
    walk->type(node(path), text);
  }
  [[nodiscard]] std::string value(const std::string& path) const {
    return walk->session().value(node(path));
  }
  // "kind[1]/name", or "[kind]" for cards.
  [[nodiscard]] std::string here() const {
    const forms::Screen& screen = walk->screen();
    if (screen.cards) return "[" + screen.cards->ref.substr(6) + "]";
    return walk->session().question(screen.questions.front()).ref.substr(6);
  }
  std::string next() const {
    if (!walk->may_leave()) return "stays at " + here();
    return walk->forward(Forward::kNext) ? here() : "end";
  }
  std::string back() const { return walk->backward() ? here() : "start"; }
  // To the end, without an answer where none is required.
  [[nodiscard]] std::string way() const {
    std::string all = here();
    for (std::string at = next(); at != "end"; at = next()) {
      all += " " + at;
      if (at.ends_with("/name")) type(at, "x");
      REQUIRE(all.size() < 1000);
    }
    return all;
  }

  FakeClock clock;
  SystemRandom random;
  std::unique_ptr<FormWalk> walk;
};

TEST_CASE_FIXTURE(Walking, "next leads through every question once, each instance from its cards") {
  type("n", "2");
  CHECK(way() ==
        "a [kind] kind[1]/name kind[1]/alter [kind] n [haus] haus[1]/ort [haus[1]/tier] [haus] "
        "haus[2]/ort [haus[2]/tier] [haus] [fest] fest[1]/farbe [fest] z");
}

TEST_CASE_FIXTURE(Walking, "back from an instance leads to its cards and from there before them") {
  next();
  CHECK(next() == "kind[1]/name");
  type("kind[1]/name", "Amina");
  CHECK(next() == "kind[1]/alter");
  CHECK(back() == "kind[1]/name");
  CHECK(back() == "[kind]");
  CHECK(back() == "a");
  CHECK(back() == "start");
  CHECK(next() == "[kind]");
  CHECK(next() == "n");  // everything in it has been on the screen
  CHECK(back() == "[kind]");
  CHECK(value("kind[1]/name") == "Amina");
}

TEST_CASE_FIXTURE(Walking, "a new card opens at its first question and ends at the cards") {
  next();
  REQUIRE(walk->add_card());
  CHECK(here() == "kind[2]/name");
  type("kind[2]/name", "Omar");
  CHECK(next() == "kind[2]/alter");
  type("kind[2]/alter", "9");
  CHECK(next() == "kind[2]/schule");
  CHECK(next() == "[kind]");
  CHECK(next() == "kind[1]/name");  // never seen so far: it isn't skipped
  const auto cards = [&] {
    back();
    return walk->cards();
  }();
  REQUIRE(cards.size() == 2);
  CHECK(cards[0].unfinished);
  CHECK_FALSE(cards[1].unfinished);
  CHECK(cards[1].number == 2);
}

TEST_CASE_FIXTURE(Walking, "cards with something missing lead to it and are not left before") {
  next();
  next();
  CHECK(next() == "stays at kind[1]/name");
  back();
  CHECK(here() == "[kind]");
  // Seen, left again, and still without the name.
  CHECK(walk->cards().front().seen);
  walk->open_card(node("kind[1]"));
  type("kind[1]/name", "x");
  CHECK(next() == "kind[1]/alter");
  type("kind[1]/name", "");
  CHECK(next() == "[kind]");
  CHECK(next() == "stays at kind[1]/name");
  CHECK(walk->complaints().at(node("kind[1]/name")) == Complaint::kRequired);
}

TEST_CASE_FIXTURE(Walking, "a constraint in an instance is said there once and loses nothing") {
  next();
  next();
  type("kind[1]/name", "Amina");
  next();
  type("kind[1]/alter", "77");
  CHECK(next() == "stays at kind[1]/alter");
  CHECK(walk->complaints().at(node("kind[1]/alter")) == Complaint::kConstraint);
  CHECK(walk->typed(node("kind[1]/alter")) == "77");
  CHECK(next() == "kind[1]/schule");
}

TEST_CASE_FIXTURE(Walking, "a removed card is gone with what was begun in it, the others stay") {
  next();
  next();
  type("kind[1]/name", "Amina");
  type("kind[1]/alter", "zwölf");  // no number, and kept as it was typed
  back();
  REQUIRE(walk->add_card());
  type("kind[2]/name", "Omar");
  back();
  const NodeId gone = node("kind[1]/alter");
  CHECK(walk->answered_in(node("kind[1]")).size() == 2);
  walk->remove_card(node("kind[1]"));
  CHECK(here() == "[kind]");
  CHECK(walk->cards().size() == 1);
  CHECK(value("kind[1]/name") == "Omar");
  CHECK(walk->typed(gone) == "");
  CHECK_FALSE(walk->first_obstacle());
  walk->remove_card(node("kind[1]"));
  CHECK(walk->cards().empty());
  CHECK(next() == "n");
  CHECK_FALSE(walk->any_answer());
}

TEST_CASE_FIXTURE(Walking, "what a count takes away for a moment is back when it counts so far") {
  type("n", "3");
  type("haus[2]/ort", "Pirna");
  walk->set_standing(node("haus[3]/ort"), forms::Standing::kInPerson);
  walk->go_to(walk->screen_of(node("haus[2]/ort")));
  next();
  CHECK(here() == "[haus[2]/tier]");
  REQUIRE(walk->add_card());
  type("haus[2]/tier[1]/art", "Hund");
  type("n", "");
  CHECK(node("haus[1]") == 0);
  type("n", "2");
  CHECK(value("haus[2]/ort") == "Pirna");
  CHECK(value("haus[2]/tier[1]/art") == "Hund");
  CHECK(node("haus[2]/tier[2]") == 0);
  type("haus[2]/ort", "Riesa");
  type("n", "1");
  type("n", "12");
  CHECK(value("haus[2]/ort") == "Riesa");
  CHECK(walk->session().question(node("haus[3]/ort")).standing == forms::Standing::kInPerson);
  CHECK(value("haus[12]/ort") == "");
}

TEST_CASE_FIXTURE(Walking,
                  "an answer that takes the instance around the screen leads to its cards") {
  type("n", "2");
  walk->go_to(walk->screen_of(node("haus[2]/ort")));
  type("n", "1");
  CHECK(here() == "[haus]");
  type("n", "0");
  CHECK(here() == "[haus]");
  CHECK(next() == "[fest]");
}

TEST_CASE_FIXTURE(Walking, "a repeat takes as many cards as fit and says no to more") {
  next();
  for (std::size_t i = 1; i < kMostInstances; ++i) {
    CHECK_FALSE(walk->screen().cards->full);
    REQUIRE(walk->add_card());
    back();
  }
  CHECK(walk->screen().cards->full);
  CHECK_FALSE(walk->add_card());
  CHECK(walk->cards().size() == kMostInstances);
  type("n", "4000");
  CHECK(node("haus[50]") != 0);
  CHECK(node("haus[51]") == 0);
}

TEST_CASE_FIXTURE(Walking,
                  "progress grows with each card that is filled in and ends at its total") {
  CHECK(walk->progress().done == 1);
  int last = 1;
  for (std::string at = next(); at != "end"; at = next()) {
    if (at.ends_with("/name")) type(at, "x");
    if (at == "n") type("n", "1");
    CHECK(walk->progress().done >= last);
    CHECK(walk->progress().done <= walk->progress().total);
    last = walk->progress().done;
  }
  CHECK(last == walk->progress().total);
}

TEST_CASE_FIXTURE(Walking, "what a later answer makes relevant is asked before the end") {
  type("z", "ohne");
  CHECK(way() == "a [kind] kind[1]/name kind[1]/alter [kind] n z");
  type("z", "mit");
  CHECK(next() == "end");
  REQUIRE(walk->forward(Forward::kOnlyNew));
  CHECK(here() == "[fest]");
  CHECK(next() == "fest[1]/farbe");
}

TEST_CASE_FIXTURE(Walking,
                  "a card added after a change of language asks as that language is shown") {
  next();
  walk->set_language("ar");  // the form has none: its words stay, apart from what is around them
  REQUIRE(walk->add_card());
  CHECK(walk->questions().front().label == "\u2068Name\u2069");
  CHECK(here() == "kind[2]/name");
}

}  // namespace
}  // namespace anlaufstelle::visit
