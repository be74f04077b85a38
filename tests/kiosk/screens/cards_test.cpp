// SPDX-License-Identifier: EUPL-1.2
// Repeats as a client uses them, on the form of tests/data/forms/kinder.xml.
#include <doctest/doctest.h>

#include <string>

#include "tests/kiosk/screens/kiosk_fixture.h"
#include "tests/kiosk/screens/repeat_form.h"

namespace anlaufstelle::screens {
namespace {

using widgets::Key;

void switch_to(Kiosk& kiosk, const std::string& tag) {
  kiosk.tap("nav:language");
  kiosk.tap("lang:" + tag);
}

struct Family : Kiosk {
  Family() : Kiosk(shapes()[2].screen, Writer::kPresent, repeat_form()) {}

  void fill(const std::string& field, std::string_view text) {
    tap("field:" + field);
    type(text);
    tap("key:hide");
  }
  void go_to_cards(const std::string& tag) {
    tap("lang:" + tag);
    tap("home:form");
    tap("choice:dringend:none");
    next();
    next();
    tap("choice:datenschutz:OK");
    next();
    REQUIRE(shows("add:kind"));
  }
  // From the children's cards and back to them.
  void add(std::string_view name, std::string_view age) {
    tap("add:kind");
    fill("name", name);
    next();
    next();
    fill("alter", age);
    for (int i = 0; i < 5 && !shows("add:kind"); ++i) next();
    REQUIRE(shows("add:kind"));
  }
  void go_to_review() {
    for (int i = 0; i < 30 && !shows("nav:handin"); ++i) next();
    REQUIRE(shows("nav:handin"));
  }
  // Down until the control has the focus, then select.
  void choose_by_keys(const std::string& id) {
    INFO("by keys to ", id);
    for (int i = 0; i < 60; ++i) {
      const auto* node = find(id);
      if (node != nullptr && node->focused) return key(Key::kEnter);
      key(Key::kDown);
    }
    FAIL("never reached");
  }
};

}  // namespace

TEST_CASE_FIXTURE(Family,
                  "cards are added, known by their answers, changed and counted in the record") {
  go_to_cards("de");
  add("Mina", "4");
  add("Omar", "9");
  CHECK(shows_answer("Mina"));
  CHECK(shows_answer("Omar"));
  tap("card:kind:1");
  CHECK(find("field:name")->value == "Mina");
  CHECK(shows_text("Kinder 1"));
  fill("name", "h");
  for (int i = 0; i < 5 && !shows("add:kind"); ++i) next();
  CHECK(shows_answer("Minah"));
  go_to_review();
  tap("nav:handin");
  if (!shows("receipt:done")) wait_for("receipt:done");
  const auto all = records();
  REQUIRE(all.size() == 1);
  CHECK(all[0].full_xml.find("<kind><name>Minah</name>") != std::string::npos);
  CHECK(all[0].full_xml.find("<kind><name>Omar</name>") != std::string::npos);
}

TEST_CASE_FIXTURE(Family, "removing says what goes and asks, and nothing of it is handed in") {
  go_to_cards("de");
  add("Mina", "4");
  add("Omar", "9");
  tap("remove:kind:1");
  CHECK(shows_text("Wie heißt das Kind?"));
  CHECK(shows_answer("Mina"));
  CHECK(shows_answer("4"));
  CHECK_FALSE(shows_answer("Omar"));
  tap("remove:no");
  CHECK(shows("remove:kind:2"));
  tap("remove:kind:1");
  tap("remove:yes");
  CHECK_FALSE(shows("remove:kind:2"));
  CHECK_FALSE(shows_answer("Mina"));
  CHECK(shows_answer("Omar"));
  go_to_review();
  CHECK_FALSE(shows_answer("Mina"));
  tap("nav:handin");
  if (!shows("receipt:done")) wait_for("receipt:done");
  CHECK(records().at(0).full_xml.find("Mina") == std::string::npos);
}

TEST_CASE_FIXTURE(Family, "a language changed in the middle leaves every card as it was") {
  go_to_cards("ar");
  add("سلمى", "9");
  switch_to(*this, "de");
  CHECK(shows_answer("سلمى"));
  CHECK(shows_text("Kinder"));
  tap("add:kind");
  CHECK(shows_text("Wie heißt das Kind?"));  // a repeat after a switch asks in the new language
  fill("name", "Omar");
  switch_to(*this, "ur");
  CHECK(find("field:name")->value == "Omar");
  CHECK(shows_text("بچے کا نام کیا ہے؟"));
  next();
  next();
  // The name stands in the label by itself, whatever the direction around it.
  CHECK(shows_text("\u2068Omar\u2069 کی عمر کتنی ہے؟"));
  tap("nav:back");
  tap("nav:back");
  tap("nav:back");
  tap("card:kind:1");
  next();
  next();
  switch_to(*this, "de");
  CHECK(shows_text("Wie alt ist \u2068سلمى\u2069?"));
  CHECK(find("field:alter")->value == "9");
}

TEST_CASE_FIXTURE(Family,
                  "a text without a translation stands apart from the direction around it") {
  go_to_cards("ar");
  tap("add:kind");
  fill("name", "Mina");
  for (int i = 0; i < 9 && !shows("add:papier"); ++i) next();
  tap("add:papier");
  CHECK(shows_text("\u2068Pass\u2069"));
  switch_to(*this, "ru");  // no language of the form: all of it is in German
  CHECK(shows_text("\u2068Was für ein Papier ist es?\u2069"));
}

TEST_CASE_FIXTURE(Family,
                  "what is missing in a card leads there from the cards and when handing in") {
  go_to_cards("ar");
  add("Mina", "4");
  tap("add:kind");
  next();
  CHECK(shows_text("اكتبوا اسم الطفل من فضلكم."));
  tap("nav:back");
  CHECK(shows_text("ما زال هنا شيء ناقص."));
  // What hasn't been on the screen comes first, then what is missing.
  next();
  CHECK(shows("field:latein"));
  CHECK(shows_text("الأطفال 2"));
  for (int i = 0; i < 6 && !shows("add:kind"); ++i) next();
  next();
  REQUIRE(shows("field:name"));
  CHECK(shows_text("الأطفال 2"));
  CHECK(shows_text("اكتبوا اسم الطفل من فضلكم."));
  tap("standing:name:in_person");
  for (int i = 0; i < 6 && !shows("add:kind"); ++i) next();
  go_to_review();
  tap("review:kind[1]/name");
  tap("field:name");
  for (int i = 0; i < 4; ++i) key(Key::kBackspace);
  tap("key:hide");
  tap("nav:back");
  tap("nav:handin");
  REQUIRE(shows("field:name"));
  CHECK(shows_text("الأطفال 1"));
  CHECK(shows_text("اكتبوا اسم الطفل من فضلكم."));
}

TEST_CASE_FIXTURE(Family, "the review lists instances by their numbers and leads back to each") {
  go_to_cards("de");
  add("Mina", "4");
  add("Omar", "9");
  go_to_review();
  CHECK(shows_text("Kinder 1"));
  CHECK(shows_text("Kinder 2 · Schule"));
  tap("review:kind[2]/name");
  CHECK(find("field:name")->value == "Omar");
  next();
  CHECK(shows("nav:handin"));  // nothing in it is new
  tap("review:kind");
  CHECK(shows("card:kind:2"));
  tap("add:kind");
  fill("name", "Lea");
  for (int i = 0; i < 6 && !shows("add:kind"); ++i) next();
  CHECK(shows("card:kind:3"));  // back at the cards that it came from
  next();
  CHECK(shows("nav:handin"));
  CHECK(shows("review:kind[3]/name"));
  tap("review:kind");
  tap("nav:back");
  CHECK(shows("nav:handin"));
}

TEST_CASE_FIXTURE(Family, "a count gives its cards, which nobody adds or removes") {
  go_to_cards("de");
  next();
  fill("anzahl", "2");
  next();
  CHECK(shows("card:person:2"));
  CHECK_FALSE(shows("add:person"));
  CHECK_FALSE(shows("remove:person:1"));
  next();
  fill("wer", "Oma");
  next();
  CHECK(shows_answer("Oma"));
  tap("nav:back");
  tap("field:anzahl");
  key(Key::kBackspace);
  fill("anzahl", "51");
  next();
  CHECK(shows_answer("Oma"));
  CHECK(shows("card:person:50"));
  CHECK_FALSE(shows("card:person:51"));
  CHECK(shows_text("Mehr Einträge gehen hier nicht."));
}

TEST_CASE_FIXTURE(Family, "six keys add, open, keep and remove cards, mirrored too") {
  for (const char* tag : {"de", "ar"}) {
    CAPTURE(tag);
    Family kiosk;
    kiosk.go_to_cards(tag);
    kiosk.choose_by_keys("add:kind");
    CHECK(kiosk.shows("field:name"));
    kiosk.key(Key::kEscape);
    kiosk.add("Mina", "4");
    kiosk.choose_by_keys("card:kind:2");
    CHECK(kiosk.find("field:name")->value == "Mina");
    kiosk.key(Key::kEscape);
    CHECK(kiosk.shows("add:kind"));
    kiosk.choose_by_keys("remove:kind:2");
    kiosk.key(Key::kEscape);  // back keeps it
    CHECK(kiosk.shows("card:kind:2"));
    kiosk.choose_by_keys("remove:kind:2");
    kiosk.choose_by_keys("remove:yes");
    CHECK_FALSE(kiosk.shows("card:kind:2"));
  }
}

}  // namespace anlaufstelle::screens
