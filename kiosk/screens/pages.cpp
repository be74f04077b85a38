// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/pages.h"

#include <algorithm>

#include "kiosk/screens/page_blocks.h"
#include "kiosk/screens/take_away.h"

namespace anlaufstelle::screens {
namespace {

using pages::Block;

constexpr std::string_view kGroup = "information", kSearchField = "search:pages";

using widgets::ButtonKind;
using widgets::Icon;
using widgets::TextStyle;

void draw_title(Scene& scene, Flow& flow, const pages::Page& page) {
  const GermanWords german(scene, !page.title_translated);
  flow.label(page.title, TextStyle::kTitle);
}

// Until a native reader has signed the language.
void draw_draft_mark(Scene& scene, Flow& flow, const pages::Page& page) {
  if (!is_draft(scene, page)) return;
  flow.gap(2);
  flow.label(scene.tr("Diese Übersetzung ist ein Entwurf. Es zählt der deutsche Text."),
             TextStyle::kSmall);
}

void draw_blocks(Scene& scene, Flow& flow, const ShownPage& shown) {
  const pages::Page& page = *shown.page;
  if (page.expired) {
    flow.gap(4);
    flow.notice(scene.tr("Diese Seite ist nicht mehr aktuell. Bitte fragen Sie in der Beratung."),
                Icon::kWarning);
    return;
  }
  bool was_translated = true;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    if (!block.translated && was_translated) draw_untranslated_mark(scene, flow);
    was_translated = block.translated;
    const GermanWords german(scene, !block.translated);
    draw_block(scene, flow, block, i, shown.marks[i]);
  }
}

void draw_footer(Scene& scene, Flow& flow, const pages::Page& page) {
  flow.gap(8);
  scene.ui.fill(flow.take(scene.ui.mm(0.3f)), scene.ui.theme().outline);
  flow.gap(3);
  const auto line = [&](std::string words, std::string_view name, const std::string& value) {
    if (value.empty()) return;
    flow.label(language::fill_in(std::move(words), name, value), TextStyle::kSmall);
    flow.gap(1);
  };
  line(scene.tr("Quelle: {source}"), "source", page.source);
  line(scene.tr("Stand: {date}"), "date", scene.day_in_words(page.law_date));
  line(scene.tr("Prüfung: {name}"), "name", page.reviewed_by);
}

void draw_search_field(Scene& scene, Flow& flow) {
  const std::string name = scene.tr("Suchen: Tippen Sie die ersten Buchstaben.");
  flow.label(name, TextStyle::kSmall);
  flow.gap(1);
  scene.ui.text_field(kSearchField, flow.take(scene.ui.field_height(1)), scene.view.page_search,
                      {.name = name, .max_graphemes = 60});
  if (scene.ui.focused() == kSearchField && scene.ui.take_enter()) scene.ui.focus("");
  flow.gap(5);
}

void find_terms(Scene& scene, const std::string& typed) {
  constexpr std::size_t kMost = 3;
  ShownPages& shown = scene.view.pages;
  if (!shown.term_search || shown.terms_in != shown.language) {
    shown.terms_in = shown.language;
    shown.term_search = std::make_unique<pages::PageSearch>(
        glossary_of(scene),
        pages::Glossary(scene.services.pages, "de", scene.services.clock.now()));
  }
  for (const std::string& id : shown.term_search->find(typed)) {
    if (shown.terms.size() < kMost) shown.terms.push_back(std::stoul(id));
  }
}

// All of them until somebody types.
const std::vector<pages::PageTitle>& found_pages(Scene& scene) {
  ShownPages& shown = scene.view.pages;
  const std::string& typed = scene.view.page_search.text;
  const std::string& language = scene.visit.language();
  const bool other_language = shown.language != language;
  if (!other_language && shown.typed == typed && !shown.titles.empty()) return shown.titles;
  if (other_language) shown.search.reset();
  shown.terms.clear();
  shown.language = language;
  shown.typed = typed;
  shown.titles = scene.services.pages.titles(kGroup, language);
  if (typed.empty()) {
    std::erase_if(shown.titles, [](const pages::PageTitle& title) { return title.below; });
    for (pages::PageTitle& title : scene.services.pages.titles("glossary", language))
      shown.titles.push_back(std::move(title));
    return shown.titles;
  }
  if (!shown.search) {
    shown.search = std::make_unique<pages::PageSearch>(scene.services.pages, kGroup, language,
                                                       scene.services.clock.now());
  }
  find_terms(scene, typed);
  std::vector<pages::PageTitle> found;
  for (const std::string& id : shown.search->find(typed)) {
    const auto title = std::find_if(shown.titles.begin(), shown.titles.end(),
                                    [&](const auto& one) { return one.id == id; });
    if (title != shown.titles.end()) found.push_back(std::move(*title));
  }
  shown.titles = std::move(found);
  return shown.titles;
}

// Words of the law that were looked for, above the pages.
void draw_found_terms(Scene& scene, Flow& flow) {
  const auto& terms = glossary_of(scene).terms();
  for (const std::size_t term : scene.view.pages.terms) {
    if (term >= terms.size()) continue;
    const GermanWords german(scene, !terms[term].translated);
    if (flow.button("term:" + std::to_string(term), terms[term].title, ButtonKind::kQuiet,
                    Icon::kInfo)) {
      scene.ui.focus("");
      open_term(scene, term);
    }
    flow.gap(3);
  }
}

}  // namespace

void draw_page_list(Scene& scene) {
  widgets::Ui& ui = scene.ui;
  const bool typing = ui.keyboard_height() > 0;
  if (!typing) scene.view.scrolls.erase("search");
  const Frame frame{.id = typing ? "search" : "pages",
                    .back = way_back(scene, [](visit::Visit& v) { v.back(); })};
  draw_screen(scene, frame, [&](Flow& flow) {
    if (!typing) {
      flow.label(scene.tr("Informationen"), TextStyle::kTitle);
      flow.gap(4);
    }
    draw_search_field(scene, flow);
    const auto& titles = found_pages(scene);
    draw_found_terms(scene, flow);
    if (titles.empty() && scene.view.pages.terms.empty())
      flow.label(scene.tr("Nichts gefunden."), TextStyle::kBody);
    for (const auto& title : titles) {
      const GermanWords german(scene, !title.translated);
      if (flow.button("page:" + title.id, title.title, ButtonKind::kSecondary)) {
        scene.emit([id = title.id](visit::Visit& visit) { visit.open_page(id); });
      }
      flow.gap(3);
    }
  });
  if (typing) ui.keyboard();
}

void draw_page(Scene& scene) {
  const ShownPage& shown = shown_page(scene, scene.visit.page());
  Frame frame{.id = "page", .back = way_back(scene, [](visit::Visit& v) { v.back(); })};
  if (shown.page && !shown.page->expired) frame.on = way_to_take_away(scene);
  draw_screen(scene, frame, [&](Flow& flow) {
    if (!shown.page) return flow.notice(scene.tr("Diese Seite fehlt."), Icon::kWarning);
    draw_title(scene, flow, *shown.page);
    draw_draft_mark(scene, flow, *shown.page);
    draw_blocks(scene, flow, shown);
    draw_footer(scene, flow, *shown.page);
  });
}

void draw_notice(Scene& scene) {
  const ShownPage& shown = shown_page(scene, visit::kNoticePage);
  const Frame frame{.id = "notice",
                    .back = way_back(scene, [](visit::Visit& v) { v.back(); }),
                    .on = way_on(scene, [](visit::Visit& v) { v.next(); })};
  draw_screen(scene, frame, [&](Flow& flow) {
    if (!shown.page) return;  // without a notice no form is offered
    draw_title(scene, flow, *shown.page);
    draw_draft_mark(scene, flow, *shown.page);
    draw_blocks(scene, flow, shown);
    flow.gap(6);
    if (flow.button("page:" + std::string(visit::kNoticeFullPage), scene.tr("Alles lesen"),
                    ButtonKind::kSecondary, Icon::kInfo)) {
      scene.emit([](visit::Visit& visit) { visit.open_page(visit::kNoticeFullPage); });
    }
    if (scene.visit.code_offered()) {
      flow.gap(3);
      if (flow.button("notice:code", scene.tr("Später weitermachen"), ButtonKind::kSecondary,
                      Icon::kKey))
        scene.emit([](visit::Visit& visit) { visit.show_code(); });
    }
    draw_footer(scene, flow, *shown.page);
  });
}

}  // namespace anlaufstelle::screens
