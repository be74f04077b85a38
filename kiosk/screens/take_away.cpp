// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/take_away.h"

#include <algorithm>

#include "kiosk/pages/page_text.h"
#include "kiosk/printing/qr_code.h"
#include "kiosk/printing/sheet.h"
#include "kiosk/screens/page_blocks.h"

namespace anlaufstelle::screens {
namespace {

using pages::Block;
using printing::Line;
using widgets::ButtonKind;
using widgets::Icon;
using widgets::TextStyle;

// A code of this much has 129 modules a side: half a millimetre each on paper.
constexpr std::size_t kMostCodeBytes = 1'180;
constexpr float kCodeMm = 90, kCodePartOfScreen = 0.8f;

// What stands behind a page wherever it goes.
std::vector<std::string> end_of_page(Scene& scene, const pages::Page& page) {
  std::vector<std::string> lines;
  if (!page.law_date.empty())
    lines.push_back(
        language::fill_in(scene.tr("Stand: {date}"), "date", scene.day_in_words(page.law_date)));
  if (is_draft(scene, page))
    lines.push_back(scene.tr("Diese Übersetzung ist ein Entwurf. Es zählt der deutsche Text."));
  lines.push_back(scene.tr("Allgemeine Information, keine Rechtsberatung."));
  return lines;
}

// A telephone's reader shows isolates as boxes.
std::string without_isolates(std::string text) {
  for (const std::string_view mark : {"\u2066", "\u2067", "\u2068", "\u2069"}) {
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;)
      text.erase(at, mark.size());
  }
  return text;
}

pages::PageText code_of(Scene& scene, const pages::Page& page) {
  if (!scene.services.public_url.empty())
    return {scene.services.public_url + scene.visit.language() + "/" + page.id, false};
  std::string end;
  for (const std::string& line : end_of_page(scene, page)) end += (end.empty() ? "" : "\n") + line;
  return pages::as_text(page, kMostCodeBytes,
                        scene.tr("Hier ist der Text zu Ende. Mehr steht am Gerät."),
                        without_isolates(std::move(end)));
}

std::string words_for_code(Scene& scene) {
  return scene.services.public_url.empty()
             ? scene.tr(
                   "Halten Sie die Kamera von Ihrem Handy auf den Code. Dann lesen Sie dort "
                   "den Text.")
             : scene.tr(
                   "Halten Sie die Kamera von Ihrem Handy auf den Code. Dann öffnet sich die "
                   "Seite im Internet.");
}

std::vector<text::Span> bold_in(const Block& block) {
  std::vector<text::Span> bold;
  for (const pages::Inline& span : block.spans) {
    if (span.strong) bold.push_back({.begin = span.begin, .end = span.end, .bold = true});
  }
  return bold;
}

std::string mark_of(const Block& block) {
  if (block.kind != Block::Kind::kListItem) return {};
  return block.ordinal > 0 ? std::to_string(block.ordinal) + "." : "•";
}

Line line_of(const Block& block, const std::string& language, const Block* german) {
  Line line{.kind = Line::Kind::kText,
            .question = {},
            .text = block.text,
            .language = block.translated ? language : "de",
            .mark = mark_of(block),
            .heading = block.kind == Block::Kind::kHeading,
            .bold = bold_in(block)};
  if (german != nullptr && block.translated) {
    line.other_text = german->text;
    line.other_language = "de";
    line.other_bold = bold_in(*german);
  }
  return line;
}

// `german`: beside what is translated; null for the reader's language alone.
printing::Sheet sheet_of(Scene& scene, const pages::Page& page, const pages::Page* german) {
  const std::string& language = scene.visit.language();
  printing::Sheet sheet;
  sheet.document_title = "Informationsblatt";
  sheet.title = page.title;
  sheet.when = scene.services.office_name;
  sheet.language = language;
  sheet.page_words = scene.tr("Seite {x} von {y}");
  sheet.footer = scene.tr("Allgemeine Information, keine Rechtsberatung.");
  printing::Section text;
  Block title;
  title.kind = Block::Kind::kHeading;
  title.text = page.title;
  title.translated = page.title_translated;
  Block german_title = title;
  if (german != nullptr) german_title.text = german->title;
  text.lines.push_back(line_of(title, language, german == nullptr ? nullptr : &german_title));
  // A whole page in another language may be cut into other blocks: then German follows.
  const bool beside = german != nullptr && german->blocks.size() == page.blocks.size();
  for (std::size_t i = 0; i < page.blocks.size(); ++i)
    text.lines.push_back(line_of(page.blocks[i], language, beside ? &german->blocks[i] : nullptr));
  if (german != nullptr && !beside) {
    for (const Block& block : german->blocks) text.lines.push_back(line_of(block, "de", nullptr));
  }
  sheet.sections.push_back(std::move(text));
  printing::Section end;
  const auto add = [&](std::string words) {
    end.lines.push_back({.kind = Line::Kind::kFixed, .question = {}, .text = std::move(words)});
  };
  if (!page.source.empty())
    add(language::fill_in(scene.tr("Quelle: {source}"), "source", page.source));
  for (std::string& line : end_of_page(scene, page)) add(std::move(line));
  if (!page.reviewed_by.empty())
    add(language::fill_in(scene.tr("Prüfung: {name}"), "name", page.reviewed_by));
  sheet.sections.push_back(std::move(end));
  sheet.qr = code_of(scene, page).text;
  sheet.qr_words = words_for_code(scene);
  return sheet;
}

void print_page(Scene& scene, const pages::Page& page, bool with_german) {
  std::optional<pages::Page> german;
  if (with_german) {
    auto made = scene.services.pages.page(page.id, "de", scene.services.clock.now());
    if (made) german = std::move(made).value();
  }
  scene.view.printed = PrintedLast::kPage;
  (void)scene.services.slips->print([sheet = sheet_of(scene, page, german ? &*german : nullptr),
                                     &languages = scene.services.languages](printing::Paper paper) {
    return printing::render_pdf(sheet, languages, paper);
  });
}

void draw_print(Scene& scene, Flow& flow, const pages::Page& page) {
  printing::PrintQueue* slips = scene.services.slips;
  if (slips == nullptr) return;
  const auto report = scene.view.printed == PrintedLast::kPage ? slips->report() : std::nullopt;
  if (slips->busy()) {
    flow.notice(scene.tr("Die Seite wird gedruckt. Bitte warten Sie kurz."), Icon::kPrint);
    flow.gap(5);
    return;
  }
  if (report && report->stage == printing::PrintStage::kPrinted) {
    flow.notice(scene.tr("Die Seite ist gedruckt. Nehmen Sie sie bitte gleich mit."), Icon::kCheck);
    flow.gap(3);
  } else if (report) {
    flow.notice(scene.tr("Die Seite konnte nicht gedruckt werden. Bitte fragen Sie am Empfang."),
                Icon::kWarning);
    flow.gap(3);
  }
  if (flow.button("take:print", scene.tr("Seite drucken"), ButtonKind::kSecondary, Icon::kPrint))
    print_page(scene, page, false);
  flow.gap(3);
  if (scene.visit.language() != "de" &&
      flow.button("take:bilingual", scene.tr("Seite drucken, Deutsch daneben"),
                  ButtonKind::kSecondary, Icon::kPrint))
    print_page(scene, page, true);
  flow.gap(5);
}

// Modules of whole pixels: a blurred edge is what a telephone fails at.
void draw_code_picture(Scene& scene, Flow& flow, const std::string& text) {
  widgets::Ui& ui = scene.ui;
  ShownCode& shown = scene.view.code_of_page;
  const float room = std::min({flow.width(), ui.mm(kCodeMm), kCodePartOfScreen * ui.screen().h});
  const auto code = shown.text == text ? Result<printing::QrCode>(printing::QrCode{})
                                       : printing::make_qr_code(text);
  if (!code) return;
  if (shown.text != text) {
    const auto modules = static_cast<int>(code->size + 2 * printing::kQuietModules);
    const int scale = std::max(2, static_cast<int>(room) / modules);
    shown.text = text;
    shown.side = modules * scale;
    shown.rgba.assign(
        static_cast<std::size_t>(shown.side) * static_cast<std::size_t>(shown.side) * 4, 255);
    for (int y = 0; y < shown.side; ++y) {
      for (int x = 0; x < shown.side; ++x) {
        const auto column = static_cast<std::size_t>(x / scale) - printing::kQuietModules;
        const auto row = static_cast<std::size_t>(y / scale) - printing::kQuietModules;
        if (column >= code->size || row >= code->size || !code->at(column, row)) continue;
        const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(shown.side) +
                         static_cast<std::size_t>(x)) *
                        4;
        std::fill_n(shown.rgba.begin() + static_cast<std::ptrdiff_t>(at), 3, std::uint8_t{0});
      }
    }
  }
  const auto side = static_cast<float>(shown.side);
  widgets::Rect row = flow.take(side);
  ui.picture("take:code", row.cut_start(side, ui.direction()),
             {shown.rgba.data(), shown.side, shown.side});
}

}  // namespace

Way way_to_take_away(Scene& scene) {
  return {"page:take", scene.tr("Mitnehmen"), Icon::kPrint, ButtonKind::kSecondary,
          [&view = scene.view](visit::Visit&) {
            view.scrolls.erase("take");
            view.take_away = true;
          }};
}

void draw_take_away(Scene& scene) {
  const ShownPage& shown = shown_page(scene, scene.visit.page());
  Way close = way_back(scene, [&view = scene.view](visit::Visit&) { view.take_away = false; });
  draw_screen(scene, {.id = "take", .back = std::move(close)}, [&](Flow& flow) {
    if (!shown.page || shown.page->expired) return;  // it has ended at midnight
    flow.label(scene.tr("Mitnehmen"), TextStyle::kTitle);
    flow.gap(2);
    {
      const GermanWords german(scene, !shown.page->title_translated);
      flow.label(shown.page->title, TextStyle::kBody);
    }
    flow.gap(5);
    draw_print(scene, flow, *shown.page);
    const pages::PageText code = code_of(scene, *shown.page);
    flow.label(words_for_code(scene), TextStyle::kBody);
    if (code.cut) {
      flow.gap(2);
      flow.label(scene.tr("In den Code passt nur der Anfang der Seite."), TextStyle::kSmall);
    }
    flow.gap(4);
    draw_code_picture(scene, flow, code.text);
  });
}

}  // namespace anlaufstelle::screens
