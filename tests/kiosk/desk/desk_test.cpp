// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/desk/desk.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "storage/crypto/staff.h"
#include "tests/kiosk/desk/desk_fixture.h"
#include "tests/storage/file_size_limit.h"

namespace anlaufstelle::desk {
namespace {

using casework::everything;
using casework::holds;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE_FIXTURE(DeskFixture, "the desk shows nobody before the passphrase") {
  hand_over(content("B 27", everything()));
  begin();
  CHECK(find("unlock:go") != nullptr);
  CHECK_FALSE(node("unlock:go").enabled);
  CHECK(find("queue:B 27") == nullptr);
  CHECK_FALSE(desk->next_change().has_value());
  CHECK_FALSE(desk->finished());
}

TEST_CASE_FIXTURE(DeskFixture,
                  "a hardware keyboard writes the passphrase without a tap and Enter tries it") {
  begin();
  type("reception words");
  CHECK(node("unlock:go").enabled);
  CHECK_FALSE(holds(said(), "reception words"));
  key(widgets::Key::kEnter);
  wait_for("lock");
  CHECK(holds(said(), "Warteliste – Empfang"));
  CHECK(holds(said(), "Zurzeit wartet niemand."));
}

TEST_CASE_FIXTURE(DeskFixture, "a wrong passphrase is said plainly and holds off the next try") {
  begin();
  enter("guess");
  wait_until([&] { return holds(said(), "passt nicht"); }, "message");
  CHECK(holds(said(), "Nächster Versuch in 1 Sekunde."));
  type("reception words");
  CHECK_FALSE(node("unlock:go").enabled);
  CHECK(desk->next_change().value() <= seconds(1));
  clock.advance(seconds(1));
  draw();
  CHECK(node("unlock:go").enabled);
  touch("unlock:go");
  wait_for("lock");
}

TEST_CASE_FIXTURE(DeskFixture, "a passphrase that was begun and left is wiped") {
  begin();
  type("recep");
  clock.advance(*desk->next_change());
  draw();
  CHECK_FALSE(node("unlock:go").enabled);
}

TEST_CASE_FIXTURE(DeskFixture,
                  "the list says number, urgency, language, interpreter and waiting time") {
  hand_over(content("B 27", everything(), "U3"));
  hand_over(content("B 26", {}, ""));
  clock.advance(std::chrono::minutes(12));
  begin();
  unlock_as("reception words", "B 27");
  CHECK(node("queue:B 27").name ==
        "B 27 · Dringend · Probe · Arabisch · Sprachmittlung · wartet seit 12 Min.");
  CHECK(node("queue:B 26").name == "B 26 · Probe · Arabisch · wartet seit 12 Min.");
  CHECK(node("queue:B 27").rect.y < node("queue:B 26").rect.y);
}

TEST_CASE_FIXTURE(DeskFixture, "who comes later joins the list by itself") {
  begin();
  unlock_as("reception words");
  // While it refreshes the list, the next change is the idle lock.
  wait_until(
      [&] {
        const milliseconds next = desk->next_change().value();
        return next > milliseconds(0) && next <= seconds(2);
      },
      "first refresh");
  hand_over(content("B 27", everything()));
  draw();
  CHECK(find("queue:B 27") == nullptr);
  clock.advance(*desk->next_change());
  wait_for("queue:B 27");
}

TEST_CASE_FIXTURE(DeskFixture, "a long list is drawn where it is seen, and keys walk all of it") {
  for (int i = 10; i < 60; ++i) hand_over(content("B " + std::to_string(i), {}, ""));
  begin();
  unlock_as("reception words", "B 10");
  CHECK(find("queue:B 59") == nullptr);
  std::string at;
  for (int i = 0; i < 80 && at != "queue:B 59"; ++i) {
    key(widgets::Key::kTab);
    draw();
    for (const auto& node : ui->tree()) {
      if (node.focused) at = node.id;
    }
  }
  CHECK(at == "queue:B 59");
  CHECK(node("queue:B 59").rect.h > 12 * shape.px_per_mm);
  key(widgets::Key::kEnter);
  wait_for("detail:save");
  CHECK(holds(said(), "B 59"));
}

TEST_CASE_FIXTURE(DeskFixture, "a refresh leaves the list where it was scrolled to") {
  for (int i = 10; i < 40; ++i) hand_over(content("B " + std::to_string(i), {}, ""));
  begin();
  unlock_as("reception words", "B 10");
  widgets::InputEvent wheel{};
  wheel.kind = widgets::InputEvent::Kind::kScroll;
  move(900, 500);
  wheel.x = 900;
  wheel.y = -4;
  events.push_back(wheel);
  draw();
  draw();
  REQUIRE(find("queue:B 10") == nullptr);  // above what is seen
  const float before = node("queue:B 15").rect.y;
  hand_over(content("B 99", {}, ""));
  clock.advance(*desk->next_change());
  wait_until([&] { return casework->queue()->entries.size() == 31; }, "B 99");
  draw();
  CHECK(node("queue:B 15").rect.y == before);
}

TEST_CASE_FIXTURE(DeskFixture, "reception's screen shows the sheet and no switch to more") {
  hand_over(content("B 27", everything()));
  begin();
  unlock_as("reception words", "B 27");
  touch("queue:B 27");
  wait_for("detail:save");
  CHECK(holds(said(), "Wie alt sind Sie?"));
  CHECK(holds(said(), "Originaltext, nicht übersetzt (Arabisch)"));
  CHECK(holds(said(), "Im Gespräch klären: Identität und Pass"));
  CHECK(find("detail:private") == nullptr);
  CHECK_FALSE(holds(said(), "Wo stehen Sie mit dem Pass?"));
  CHECK(find("detail:print") == nullptr);  // no printer is set
  touch("detail:back");
  CHECK(find("queue:B 27") != nullptr);
}

TEST_CASE_FIXTURE(DeskFixture,
                  "the trail's head is on the screen, and the closing makes its sheet") {
  begin();
  unlock_as("reception words");
  wait_until([&] { return holds(said(), "Protokoll: 1 "); }, "head");
  touch("day:close");
  wait_for("print:done");
  CHECK(std::filesystem::exists(pdf_folder() / "Laufzettel Tagesabschluss.pdf"));
  wait_until([&] { return holds(said(), "Protokoll: 2 "); }, "the closing's own event");
}

TEST_CASE_FIXTURE(DeskFixture, "what staff should see to stands under the list") {
  notice = "Zuerst „Deutsch: Kurs und Test“, gültig bis 2026-12-31.";
  begin();
  CHECK_FALSE(holds(said(), notice));
  unlock_as("reception words");
  CHECK(holds(said(), notice));
}

TEST_CASE_FIXTURE(DeskFixture, "answers never stand in the semantic tree") {
  hand_over(content("B 27", everything()));
  begin();
  unlock_as("counselling words", "B 27");
  touch("queue:B 27");
  wait_for("detail:private");
  scroll_to("detail:private", 12.6f);
  touch("detail:private");
  CHECK(holds(said(), "Ihre Telefonnummer"));
  for (const auto& answer : {std::string("0351"), casework::kArabicName, casework::kArabicQuestion,
                             std::string("27 bis 59")}) {
    CHECK_FALSE(holds(said(), answer));
  }
}

TEST_CASE_FIXTURE(DeskFixture, "counselling sees what isn't for paper only behind its switch") {
  hand_over(content("B 27", everything()));
  begin();
  unlock_as("counselling words", "B 27");
  touch("queue:B 27");
  wait_for("detail:private");
  CHECK_FALSE(node("detail:private").selected);
  CHECK_FALSE(holds(said(), "Wo stehen Sie mit dem Pass?"));
  scroll_to("detail:private", 12.6f);
  touch("detail:private");
  CHECK(node("detail:private").selected);
  CHECK(holds(said(), "Wo stehen Sie mit dem Pass?"));
  touch("detail:back");
  touch("queue:B 27");
  wait_for("detail:private");
  CHECK_FALSE(node("detail:private").selected);  // hidden again for the next look
}

TEST_CASE_FIXTURE(DeskFixture, "a sheet saved by counselling has no answer of the hidden list") {
  hand_over(content("B 27", everything()));
  begin();
  unlock_as("counselling words", "B 27");
  touch("queue:B 27");
  wait_for("detail:private");
  scroll_to("detail:private", 12.6f);
  touch("detail:private");
  touch("detail:save");
  wait_for("print:done");
  const auto file = pdf_folder() / "Laufzettel B 27.pdf";
  REQUIRE(std::filesystem::exists(file));
  CHECK(holds(said(), file.string()));
  const std::string text_file = (office.dir.path() / "sheet.txt").string();
  REQUIRE(system(("pdftotext -layout '" + file.string() + "' " + text_file).c_str()) == 0);
  std::ifstream in(text_file);
  const std::string paper((std::istreambuf_iterator<char>(in)), {});
  CHECK(holds(paper, "27 bis 59 Jahre"));
  CHECK(holds(paper, casework::kArabicQuestion));
  CHECK_FALSE(holds(paper, "0351 123456"));
  CHECK_FALSE(holds(paper, "Noch nichts gemacht"));
  touch("print:done");
  CHECK(find("print:done") == nullptr);
}

TEST_CASE_FIXTURE(DeskFixture,
                  "a printer that is off is said on the screen and the sheet can still be saved") {
  hand_over(content("B 27", everything()));
  begin("ipp://localhost:1/ipp/print");
  unlock_as("reception words", "B 27");
  touch("queue:B 27");
  wait_for("detail:print");
  touch("detail:print");
  wait_for("print:failed");
  CHECK(holds(said(), "B 27: Nicht gedruckt: Der Drucker ist nicht erreichbar."));
  CHECK(find("print:done") == nullptr);
  touch("detail:save");
  wait_for("print:done");
}

TEST_CASE_FIXTURE(DeskFixture,
                  "a record that can't be read is said so and leads back to the list") {
  hand_over(content("B 27", everything()));
  std::filesystem::remove(form_folder() / "probe-7.xml");
  begin();
  unlock_as("reception words", "B 27");
  touch("queue:B 27");
  wait_until([&] { return holds(said(), "Formular zu diesem Eintrag fehlt"); }, "message");
  CHECK(find("detail:save") == nullptr);
  touch("detail:back");
  CHECK(find("queue:B 27") != nullptr);
}

TEST_CASE_FIXTURE(DeskFixture, "the lock button ends the desk and its key") {
  hand_over(content("B 27", everything()));
  begin();
  unlock_as("counselling words", "B 27");
  touch("lock");
  CHECK(desk->finished());
  CHECK(find("queue:B 27") == nullptr);
  CHECK(casework->queue()->entries.empty());
}

TEST_CASE_FIXTURE(DeskFixture, "a desk that nobody touches locks itself") {
  hand_over(content("B 27", everything()));
  begin();
  unlock_as("reception words", "B 27");
  clock.advance(seconds(119));
  draw();
  CHECK_FALSE(desk->finished());
  CHECK(desk->next_change().value() <= seconds(1));
  clock.advance(seconds(1));
  draw();
  CHECK(desk->finished());
  CHECK(find("queue:B 27") == nullptr);
}

TEST_CASE_FIXTURE(DeskFixture, "every touch puts the idle lock off") {
  begin();
  unlock_as("reception words");
  for (int i = 0; i < 5; ++i) {
    clock.advance(seconds(100));
    desk->touched();
    draw();
  }
  CHECK_FALSE(desk->finished());
}

TEST_CASE_FIXTURE(DeskFixture,
                  "what becomes of somebody's matter is marked and stands in the list") {
  hand_over(content("B 27", everything()));
  hand_over(content("B 28", everything()));
  begin();
  unlock_as("counselling words", "B 27");
  touch("queue:B 27");
  wait_for("detail:counselling");
  touch("detail:counselling");
  wait_until([&] { return !node("detail:counselling").enabled; }, "in counselling");
  touch("detail:back");
  const auto row = [&](const char* id) { return find(id) == nullptr ? "" : node(id).name; };
  wait_until([&] { return holds(row("queue:B 27"), "im Gespräch"); }, "the mark in the list");
  touch("queue:B 27");
  wait_for("detail:done");
  touch("detail:done");
  wait_until([&] { return !node("detail:done").enabled; }, "done");
  touch("detail:back");
  wait_until([&] { return holds(row("queue:B 27"), "erledigt"); }, "done in the list");
  CHECK(node("queue:B 28").rect.y < node("queue:B 27").rect.y);
}

TEST_CASE_FIXTURE(DeskFixture, "where several counsel, the list says with whom the talk is") {
  const auto root = crypto::open_root(office.office_folder(), "root words");
  REQUIRE(crypto::add_staff(office.office_folder(), *root,
                            {"berta", crypto::Role::kCounselling, secret("berta words"), 4},
                            office.random)
              .ok());
  hand_over(content("B 27", everything()));
  begin();
  unlock_as("reception words", "B 27");
  touch("queue:B 27");
  wait_for("detail:counselling");
  CHECK(find("detail:outcome") == nullptr);
  touch("detail:counselling");
  wait_for("detail:with:berta");
  touch("detail:with:back");
  wait_for("detail:counselling");
  touch("detail:counselling");
  wait_for("detail:with:berta");
  touch("detail:with:berta");
  wait_until([&] { return holds(said(), "Das Gespräch ist bei: berta"); }, "with whom");
  touch("detail:back");
  wait_until(
      [&] {
        return find("queue:B 27") != nullptr &&
               holds(node("queue:B 27").name, "im Gespräch (berta)");
      },
      "the name in the list");
}

TEST_CASE_FIXTURE(DeskFixture, "what came of a talk is chosen, kept and shown to who counsels") {
  hand_over(content("B 27", everything()));
  begin();
  unlock_as("counselling words", "B 27");
  touch("queue:B 27");
  wait_for("detail:outcome");
  touch("detail:outcome");
  wait_for("outcome:keep");
  CHECK_FALSE(node("outcome:keep").enabled);  // nothing is chosen yet
  touch("outcome:path:25b");
  touch("outcome:path:23a");
  touch("outcome:path:25b");
  scroll_to("outcome:result:title", 8);
  touch("outcome:result:title");
  draw();
  REQUIRE(node("outcome:keep").enabled);
  touch("outcome:keep");
  wait_until(
      [&] { return holds(said(), "Ergebnis: § 23a: Härtefall; Aufenthaltstitel erteilt ("); },
      "the outcome on the record's screen");
  touch("detail:outcome");
  wait_for("outcome:keep");
  CHECK(node("outcome:path:23a").selected);
  CHECK_FALSE(node("outcome:path:25b").selected);
  touch("outcome:back");
  wait_for("detail:outcome");
}

TEST_CASE_FIXTURE(DeskFixture, "a withdrawal is asked for twice and then nothing is left") {
  hand_over(content("B 27", everything()));
  begin();
  unlock_as("reception words", "B 27");
  touch("queue:B 27");
  wait_for("detail:withdraw");
  touch("detail:withdraw");
  wait_for("detail:keep");
  CHECK(holds(said(), "kann nicht zurückgeholt werden"));
  touch("detail:keep");
  wait_for("detail:withdraw");
  touch("detail:withdraw");
  wait_for("detail:withdraw:yes");
  touch("detail:withdraw:yes");
  wait_until([&] { return holds(said(), "Zurzeit wartet niemand."); }, "an empty list");
  CHECK(find("queue:B 27") == nullptr);
}

TEST_CASE_FIXTURE(DeskFixture,
                  "every desk screen keeps its buttons whole and large on all four screens") {
  hand_over(content("B 27", everything()));
  const widgets::ScreenShape shapes[] = {
      {1280, 800, 5.9f}, {1080, 1920, 4.03f}, {1920, 1080, 5.58f}, {1920, 1080, 4.03f}};
  for (const auto& one : shapes) {
    shape = one;
    begin("ipp://localhost:1/ipp/print");
    const auto check = [&](const char* place) {
      for (const auto& node : ui->tree()) {
        if (node.role != widgets::NodeRole::kButton || node.rect.h == 0) continue;
        CAPTURE(place);
        CAPTURE(node.id);
        CHECK(node.rect.x >= 0);
        CHECK(node.rect.right() <= shape.width_px + 0.5f);
        CHECK(node.rect.y >= 0);
        CHECK(node.rect.bottom() <= shape.height_px + 0.5f);
        CHECK(node.rect.h >= 12.6f * shape.px_per_mm);
      }
    };
    check("unlock");
    const auto field_is_free = [&] {
      CHECK(node("unlock:field").rect.bottom() < shape.height_px - ui->keyboard_height());
    };
    field_is_free();
    for (int i = 0; i < 5; ++i) {
      enter("guess");
      wait_until([&] { return holds(said(), "passt nicht"); }, "message");
      field_is_free();
      clock.advance(seconds(30));
      draw();
    }
    unlock_as("counselling words", "B 27");
    check("queue");
    touch("queue:B 27");
    wait_for("detail:print");
    check("detail");
    touch("detail:outcome");
    wait_for("outcome:keep");
    check("outcome");
    touch("outcome:back");
    wait_for("detail:paper");
    touch("detail:paper");
    wait_for("paper:page:1");
    check("paper");
    touch("paper:back");
    wait_for("detail:print");
    touch("detail:print");
    wait_for("print:failed");
    check("print");
    CHECK(node("detail:scroll").rect.h > 30 * shape.px_per_mm);
  }
}

TEST_CASE_FIXTURE(DeskFixture, "reception has no sheet for the talk") {
  hand_over(content("B 27", everything()));
  begin();
  unlock_as("reception words", "B 27");
  touch("queue:B 27");
  wait_for("detail:save");
  CHECK(find("detail:paper") == nullptr);
}

TEST_CASE_FIXTURE(DeskFixture,
                  "a counsellor sees the sheet's pages and saves the one that is shown") {
  hand_over(content("B 27", everything()));
  begin();
  unlock_as("counselling words", "B 27");
  touch("queue:B 27");
  wait_for("detail:paper");
  touch("detail:paper");
  wait_for("paper:page:1");
  CHECK(find("paper:page:2") != nullptr);
  CHECK(node("paper:german").selected);
  CHECK(find("paper:print") == nullptr);  // no printer is set
  CHECK_FALSE(holds(said(), "Wo stehen Sie mit dem Pass?"));
  touch("paper:large");
  wait_until([&] { return node("paper:large").selected; }, "large letters");
  touch("paper:save");
  wait_for("print:done");
  CHECK(std::filesystem::exists(pdf_folder() / "Laufzettel B 27.pdf"));
  touch("paper:back");
  wait_for("detail:paper");
}

TEST_CASE_FIXTURE(DeskFixture, "locking from the sheet takes its pages off the screen") {
  hand_over(content("B 27", everything()));
  begin();
  unlock_as("counselling words", "B 27");
  touch("queue:B 27");
  wait_for("detail:paper");
  touch("detail:paper");
  wait_for("paper:page:1");
  touch("lock");
  draw();
  CHECK(find("paper:page:1") == nullptr);
  CHECK(desk->finished());
}

TEST_CASE_FIXTURE(DeskFixture, "what is typed narrows the list, and Enter opens a whole number") {
  hand_over(content("B 27", everything()));
  hand_over(content("B 28", {}, ""));
  begin();
  unlock_as("counselling words", "B 27");
  wait_for("queue:B 28");
  touch("list:search");
  type("salma");
  draw();
  CHECK(find("queue:B 27") != nullptr);
  CHECK(find("queue:B 28") == nullptr);
  touch("list:clear");
  wait_for("queue:B 28");
  touch("list:search");
  type("99");
  key(widgets::Key::kEnter);
  draw();
  CHECK(holds(said(), "Diese Nummer steht nicht auf der Liste."));
  CHECK(find("queue:B 28") == nullptr);
  type("b28");  // in place of what nobody has
  key(widgets::Key::kEnter);
  wait_for("detail:save");
  CHECK(holds(said(), "B 28"));
  touch("detail:back");
  wait_for("queue:B 27");
}

TEST_CASE_FIXTURE(DeskFixture, "a number that two have opens neither, and both can be chosen") {
  hand_over(content("B 27", everything()));
  records::RecordContent other = content("B 27", {}, "");
  other.language = "de";
  hand_over(other);
  begin();
  unlock_as("counselling words", "B 27");
  touch("list:search");
  type("b27");
  key(widgets::Key::kEnter);
  draw();
  CHECK(holds(said(), "Diese Nummer gibt es mehrmals."));
  CHECK(find("detail:save") == nullptr);
  std::vector<std::string> rows;
  for (const auto& node : ui->tree()) {
    if (node.id.starts_with("queue:B 27")) rows.push_back(node.id);
  }
  REQUIRE(rows.size() == 2);
  CHECK(rows[0] != rows[1]);
  std::string opened[2];
  for (int i = 0; i < 2; ++i) {
    touch(rows[i]);
    wait_for("detail:save");
    opened[i] = said();
    touch("detail:back");
  }
  CHECK(opened[0] != opened[1]);
}

TEST_CASE_FIXTURE(DeskFixture, "a day that can't be closed is said, and can be tried again") {
  hand_over(content("B 27", everything()));
  begin();
  unlock_as("reception words", "B 27");
  {
    const FileSizeLimit limit(0);
    touch("day:close");
    wait_until([&] { return holds(said(), "Der Tag konnte nicht abgeschlossen werden:"); },
               "the trouble");
  }
  touch("day:close");
  wait_for("print:done");
  CHECK_FALSE(holds(said(), "Der Tag konnte nicht abgeschlossen werden:"));
}

TEST_CASE_FIXTURE(DeskFixture, "reception's list isn't searched by name") {
  hand_over(content("B 27", everything()));
  begin();
  unlock_as("reception words", "B 27");
  touch("list:search");
  type("salma");
  draw();
  CHECK(find("queue:B 27") == nullptr);
  CHECK(holds(said(), "Nichts gefunden."));
}

TEST_CASE_FIXTURE(DeskFixture, "a filter changes at a tap and says what it lets through") {
  hand_over(content("B 27", everything()));
  begin();
  unlock_as("reception words", "B 27");
  touch("list:day");
  draw();
  CHECK(node("list:day").name == "Heute");
  CHECK(find("queue:B 27") != nullptr);
  touch("list:day");
  draw();
  CHECK(node("list:day").name == "Früher");
  CHECK(find("queue:B 27") == nullptr);
  touch("list:day");
  touch("list:state");
  draw();
  CHECK(node("list:state").name == "neu");
  CHECK(find("queue:B 27") != nullptr);
  touch("list:state");
  draw();
  CHECK(node("list:state").name == "gedruckt");
  CHECK(find("queue:B 27") == nullptr);
}

TEST_CASE_FIXTURE(DeskFixture,
                  "the figures are a touch away, without what is too small, and go into a PDF") {
  for (int i = 10; i < 26; ++i) {
    records::RecordContent made = content("B " + std::to_string(i), {}, "");
    made.language = i < 18 ? "ar" : i < 24 ? "de" : "ur";  // 8, 6 and 2
    hand_over(made);
  }
  begin();
  unlock_as("reception words", "B 10");
  touch("figures:open");
  wait_until([&] { return holds(said(), "Noch ist kein Quartal zu Ende"); }, "the first quarter");
  CHECK(find("figures:save") == nullptr);
  touch("figures:back");
  touch("lock");
  clock.advance(std::chrono::hours(92 * 24));
  begin();
  unlock_as("reception words");
  touch("figures:open");
  wait_for("figures:save");
  draw();
  CHECK(holds(said(), "Kiosk-Vorgänge, keine Beratungen"));
  CHECK(holds(said(), "Quartal 2026: 16 Vorgänge"));
  CHECK(holds(said(), "Arabisch\n8\n"));
  CHECK(holds(said(), "Unter 5 oder verdeckt: Deutsch · Urdu"));
  CHECK_FALSE(holds(said(), "\n6\n"));
  CHECK_FALSE(holds(said(), "\n2\n"));
  CHECK_FALSE(node("figures:earlier").enabled);
  CHECK(find("figures:print") == nullptr);  // no printer is set
  touch("figures:save");
  wait_for("print:done");
  CHECK(std::filesystem::exists(pdf_folder() / "Kiosk-Zahlen 2026-Q4.pdf"));
  touch("lock");
  CHECK(find("figures:save") == nullptr);
  CHECK_FALSE(holds(said(), "Arabisch"));
  CHECK(desk->finished());
}

}  // namespace
}  // namespace anlaufstelle::desk
