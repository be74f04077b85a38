// SPDX-License-Identifier: EUPL-1.2
// The sheets of the house's own form as PDFs, in every language that is read from the right.
#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <set>

#include "kiosk/casework/answer_lines.h"
#include "kiosk/casework/counsel_sheet.h"
#include "kiosk/forms/form_def.h"
#include "kiosk/language/language.h"
#include "storage/base/file.h"
#include "tests/kiosk/printing/printing_fixture.h"
#include "tests/storage/test_office.h"
#include "tests/support/fake_clock.h"

namespace anlaufstelle::casework {
namespace {

constexpr auto kToday = std::chrono::year_month_day(std::chrono::year(2026), std::chrono::November,
                                                    std::chrono::day(22));

std::string own_words(const std::string& tag) {
  if (tag == "ar") return "هل يمكنني الانتقال إلى Leipzig؟";
  if (tag == "ckb") return "دەتوانم بچمە Leipzig؟";
  if (tag == "fa-AF") return "آیا می‌توانم به Leipzig بروم؟";
  if (tag == "ps") return "ایا زه Leipzig ته تللی شم؟";
  if (tag == "ur") return "کیا میں Leipzig منتقل ہو سکتا ہوں؟";
  return "Darf ich nach Leipzig ziehen?";
}

class HouseForm {
 public:
  HouseForm()
      : text_(text::TextEngine::create(shipped_languages().font_files).value()),
        words(
            language::Catalogue::load(BINARY_DIR "/locales/mo", "interface", languages()).value()) {
    const Bytes xml = read_file(SOURCE_DIR "/locales/forms/erstberatung.xml", 8u << 20).value();
    form = forms::import_xform(as_text(xml))->form;
  }
  [[nodiscard]] static const std::vector<language::Language>& languages() {
    return shipped_languages().languages;
  }

  std::unique_ptr<forms::FormSession> fill_in(const std::string& tag) {
    forms::SessionEnvironment environment;
    environment.clock = &clock;
    environment.random = &random;
    environment.language = tag;
    auto session = forms::FormSession::start(form, environment).value();
    const auto answer = [&](const std::string& ref, const std::string& value, bool tick = false) {
      const auto node = session->find("/data/" + ref);
      REQUIRE_MESSAGE(node.has_value(), ref);
      REQUIRE_MESSAGE(session->answer(*node, value).ok(), ref);
      if (tick) session->set_print_ticked(*node, true);
    };
    answer("dringend/f03_dringend", "u5");
    answer("person/f05_name", "Lina", false);
    answer("person/f06_alter", "27_59");
    answer("verstaendigung/f09_dolmetschen", "hier");
    answer("anliegen/f20_anliegen", "arbeit");
    answer("anliegen/f20_text", own_words(tag), true);
    answer("deutsch/f37_deutsch", "a2");
    answer("papier/f15_papier", "duldung_60a");
    answer("papier/f17_gueltig_bis", "2026-12-01");
    answer("papier/f18_duldung_seit", "18_29");
    answer("aufenthalt/f13_einreise", "2020_2022");
    answer("familie/f28_haushalt", "partner kinder");
    answer("familie/f29_6_11", "2");
    answer("arbeit/f40_arbeit", "angestellt");
    answer("arbeit/f41_seit", "2025-03-01");
    answer("pass/f19_pass", "schritte");
    session->set_standing(*session->find("/data/aufenthalt/f21_asyl"), forms::Standing::kInPerson);
    session->set_standing(*session->find("/data/deutsch/f39_leben"), forms::Standing::kUnknown);
    return session;
  }
  [[nodiscard]] records::RecordContent content(const std::string& tag) const {
    records::RecordContent made;
    made.language = tag;
    made.number = "B 27";
    made.minute = std::chrono::floor<std::chrono::minutes>(clock.now()).time_since_epoch().count();
    made.urgency = "U5 U3";
    return made;
  }

 private:
  std::unique_ptr<text::TextEngine> text_;

 public:
  language::Catalogue words;
  FakeClock clock;
  SystemRandom random;
  std::shared_ptr<const forms::FormDef> form;
  TempDir folder;
};

// In composed form, without the marks that are nothing to see: of a direction, of letters that
// don't join.
std::string squeezed_but_spaces(std::string text) {
  for (const std::string_view mark :
       {"\u202A", "\u202B", "\u202C", "\u200E", "\u200F", "\u2066", "\u2067", "\u2068", "\u2069",
        "\u200B", "\u200C", "\u200D", "\u202F"}) {
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark))
      text.erase(at, mark.size());
  }
  for (auto at = text.find("\u00A0"); at != std::string::npos; at = text.find("\u00A0"))
    text.replace(at, 2, " ");
  return language::compose(text);
}
std::string squeezed(const std::string& text) {
  std::string plain = squeezed_but_spaces(text);
  std::erase_if(plain, [](char c) { return c == ' ' || c == '\n' || c == '\f'; });
  return plain;
}

// Arabic letters, and signs or letters of no such direction among them: programs that read a PDF
// see places on paper and put the pieces of such a line in an order of their own.
bool runs_both_ways(const std::string& text) {
  const bool arabic = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0xD8 && static_cast<unsigned char>(c) <= 0xDB;
  });
  return arabic &&
         (text.find_first_of("/()+") != std::string::npos || text.find("«") != std::string::npos ||
          text.find("–") != std::string::npos || text.find("·") != std::string::npos ||
          std::any_of(text.begin(), text.end(),
                      [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }));
}
// Where the same letters and signs stand, in whatever order; a page's foot and head may lie before.
std::size_t find_in_any_order(const std::string& text, const std::string& wanted,
                              std::size_t from) {
  constexpr std::size_t kFootAndHead = 400;  // bytes
  std::string sorted = wanted;
  std::sort(sorted.begin(), sorted.end());
  for (auto at = from; at <= from + kFootAndHead && at + wanted.size() <= text.size(); ++at) {
    std::string there = text.substr(at, wanted.size());
    std::sort(there.begin(), there.end());
    if (there == sorted) return at;
  }
  return std::string::npos;
}

void keep(const Bytes& pdf, const std::string& name) {
  if (const char* folder = std::getenv("ANLAUFSTELLE_KEEP_PDFS"))
    std::ofstream(std::string(folder) + "/" + name + ".pdf", std::ios::binary) << as_text(pdf);
}

std::string text_of(const HouseForm& house, const Bytes& pdf) {
  const auto file = house.folder.path() / "sheet.pdf";
  std::ofstream(file, std::ios::binary) << as_text(pdf);
  return printing::output_of("pdftotext -raw " + file.string() + " -");
}

// Every title, question and answer of the sheet, in its order, is what the PDF's text says.
void check_text_layer(const HouseForm& house, const printing::Sheet& sheet, const Bytes& pdf,
                      const std::string& language) {
  const std::string text = squeezed(text_of(house, pdf));
  std::size_t at = 0;
  const auto next = [&](const std::string& part) {
    if (part.empty()) return;
    const std::string wanted = squeezed(part);
    auto found = text.find(wanted, at);
    // Letters of Nastaliq stand above each other: their places don't say their order.
    if (found == std::string::npos && (runs_both_ways(wanted) || language == "ur"))
      found = find_in_any_order(text, wanted, at);
    CAPTURE(part);
    CAPTURE(text.substr(at, 300));
    CHECK(found != std::string::npos);
    if (found != std::string::npos) at = found + wanted.size();
  };
  next(sheet.title);
  for (const auto& section : sheet.sections) {
    next(section.title);
    for (const auto& line : section.lines) {
      next(line.question);
      if (line.kind == printing::Line::Kind::kOwnWords)
        next(printing::own_words_mark(line.language));
      if (line.other_language.empty()) {
        next(line.text);
      } else {
        if (line.kind != printing::Line::Kind::kOwnWords) next(line.text);
        next(line.other_question);
        next(line.other_text);
      }
    }
  }
}

TEST_CASE_FIXTURE(HouseForm, "what a PDF's text says is what its sheet says, in every language") {
  for (const language::Language& language : languages()) {
    CAPTURE(language.tag);
    const auto session = fill_in(language.tag);
    const CounselSheets sheets = counsel_sheets(content(language.tag), *session, kToday, &words);
    const auto check = [&](const printing::Sheet& sheet, const std::string& name) {
      CAPTURE(name);
      const auto pdf = printing::render_pdf(sheet, languages());
      REQUIRE(pdf.ok());
      keep(*pdf, name + "-" + language.tag);
      check_text_layer(*this, sheet, *pdf, language.tag);
      CHECK(pdf->size() <= 150 * 1024);
    };
    check(sheets.german, "counsel");
    if (sheets.bilingual) check(*sheets.bilingual, "bilingual");
    check(*sheets.clients, "client");
    check(*sheets.clients_large, "large");
  }
}

TEST_CASE_FIXTURE(HouseForm, "a question of several roles stands under each of its headings") {
  const auto session = fill_in("de");
  std::string times;
  for (const auto& section : counsel_sheet(content("de"), *session, kToday).sections) {
    if (section.title != "Zeiten") continue;
    for (const auto& line : section.lines) times += line.text + "\n";
  }
  CHECK(times.find("2020") != std::string::npos);  // when the person came: "times entry"
}

// The boxes under "Fristen und Termine", one a row.
std::string boxes(HouseForm& house, const std::string& valid_until, const std::string& paper,
                  const std::string& urgency) {
  const auto session = house.fill_in("de");
  REQUIRE(session->answer(*session->find("/data/papier/f15_papier"), paper).ok());
  REQUIRE(session->answer(*session->find("/data/papier/f17_gueltig_bis"), valid_until).ok());
  REQUIRE(session->answer(*session->find("/data/aufenthalt/f52_termin"), "gericht").ok());
  REQUIRE(session->answer(*session->find("/data/aufenthalt/f52_datum"), "2026-11-29").ok());
  records::RecordContent content = house.content("de");
  content.urgency = urgency;
  std::string text;
  for (const auto& section : counsel_sheet(content, *session, kToday).sections) {
    if (section.title != "Fristen und Termine") continue;
    for (const auto& line : section.lines) text += line.text.substr(0, line.text.find(':')) + "\n";
  }
  return text;
}

TEST_CASE_FIXTURE(HouseForm, "a paper that ends within 14 days, or has ended, stands in a box") {
  const std::string appointment = "Termin in 7 Tagen\n";
  const auto one = [&](const std::string& day, const std::string& paper = "duldung_60a") {
    return boxes(*this, day, paper, "");
  };
  CHECK(one("2026-12-06") == "Endet in 14 Tagen\n" + appointment);
  CHECK(one("2026-12-07") == appointment);
  CHECK(one("2026-11-23") == "Endet in 1 Tag\n" + appointment);
  CHECK(one("2026-11-22") == "Endet heute\n" + appointment);
  CHECK(one("2026-11-21") == "Abgelaufen seit 1 Tag\n" + appointment);
  CHECK(one("2027-02-20", "ae_104c") == "Endet in 90 Tagen\n" + appointment);
  CHECK(boxes(*this, "2027-06-01", "duldung_60a", "U4") ==
        appointment + "Fristen nach einem Brief können sehr kurz sein\n");
}

}  // namespace
}  // namespace anlaufstelle::casework
