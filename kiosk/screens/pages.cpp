// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/pages.h"

#include <algorithm>

namespace anlaufstelle::screens {
namespace {

using pages::Block;

constexpr std::string_view kGroup = "information", kSearchField = "search:pages";

using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;

TextStyle style_of(const Block& block) {
  if (block.kind != Block::Kind::kHeading) return TextStyle::kBody;
  return block.level <= 2 ? TextStyle::kHeading : TextStyle::kLabel;
}

float space_before(const Block& block) {
  if (block.kind == Block::Kind::kHeading) return 7;
  return block.kind == Block::Kind::kListItem ? 2.5f : 4;
}

// Bullet or number of a list item, in a strip of its own at the start.
Rect cut_list_mark(Scene& scene, const Block& block, Rect rect) {
  widgets::Ui& ui = scene.ui;
  const float strip = ui.widest_word("00. ", TextStyle::kBody) + ui.mm(2);
  rect.cut_start(strip * static_cast<float>(block.level - 1), ui.direction());
  const Rect mark = rect.cut_start(strip, ui.direction());
  const std::string text = block.ordinal > 0 ? std::to_string(block.ordinal) + "." : "•";
  ui.label(mark, text, TextStyle::kBody);
  return rect;
}

// Adds the block's height to the flow; a tapped link becomes an event.
void draw_block(Scene& scene, Flow& flow, const Block& block, std::size_t number) {
  widgets::Ui& ui = scene.ui;
  std::vector<text::Span> spans;
  for (std::size_t i = 0; i < block.spans.size(); ++i) {
    const pages::Inline& part = block.spans[i];
    spans.push_back({.begin = part.begin,
                     .end = part.end,
                     .bold = part.strong,
                     .italic = part.emphasis,
                     .link = part.link.empty() ? -1 : static_cast<int>(i)});
  }
  flow.gap(space_before(block));
  Rect rect = flow.take(0);
  if (block.kind == Block::Kind::kListItem) rect = cut_list_mark(scene, block, rect);
  float height = 0;
  const auto link = ui.rich("block:" + std::to_string(number), rect, {block.text, spans},
                            style_of(block), height);
  flow.take(height);
  if (link) {
    scene.emit([target = block.spans[static_cast<std::size_t>(*link)].link](visit::Visit& visit) {
      visit.open_page(target);
    });
  }
}

// What isn't translated is German also in its direction and its letters.
class GermanWords {
 public:
  GermanWords(Scene& scene, bool german) : scene_(scene), german_(german) {
    if (german_) scene_.ui.push_language(scene_.language_of("de"));
  }
  GermanWords(const GermanWords&) = delete;
  GermanWords& operator=(const GermanWords&) = delete;
  ~GermanWords() {
    if (german_) scene_.ui.pop_language();
  }

 private:
  Scene& scene_;
  const bool german_;
};

void draw_title(Scene& scene, Flow& flow, const pages::Page& page) {
  const GermanWords german(scene, !page.title_translated);
  flow.label(page.title, TextStyle::kTitle);
}

// Until a native reader has signed the language.
void draw_draft_mark(Scene& scene, Flow& flow, const pages::Page& page) {
  const language::Language& reader = scene.language_of(scene.visit.language());
  const bool translated = std::any_of(page.blocks.begin(), page.blocks.end(),
                                      [](const Block& block) { return block.translated; });
  if (reader.tag == "de" || reader.reviewed || !translated) return;
  flow.gap(2);
  flow.label(scene.tr("Diese Übersetzung ist ein Entwurf. Es zählt der deutsche Text."),
             TextStyle::kSmall);
}

void draw_blocks(Scene& scene, Flow& flow, const pages::Page& page) {
  if (page.expired) {
    flow.gap(4);
    flow.notice(scene.tr("Diese Seite ist nicht mehr aktuell. Bitte fragen Sie in der Beratung."),
                Icon::kWarning);
    return;
  }
  bool was_translated = true;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    if (!block.translated && was_translated) {
      flow.gap(4);
      flow.notice(scene.tr("Dieser Teil ist noch nicht übersetzt. Er steht auf Deutsch da."),
                  Icon::kGlobe);
    }
    was_translated = block.translated;
    const GermanWords german(scene, !block.translated);
    draw_block(scene, flow, block, i);
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

// Made once for each page, language and day: its Markdown is parsed and its blocks are translated.
const std::optional<pages::Page>& shown_page(Scene& scene, std::string_view id) {
  ShownPage& shown = scene.view.page;
  const auto now = scene.services.clock.now();
  const auto day = std::chrono::floor<std::chrono::days>(now);
  if (shown.id != id || shown.language != scene.visit.language() || shown.day != day) {
    Result<pages::Page> made = scene.services.pages.page(id, scene.visit.language(), now);
    shown = {std::string(id), scene.visit.language(), day, std::nullopt};
    if (made) shown.page = std::move(made).value();
  }
  return shown.page;
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

// All of them until somebody types.
const std::vector<pages::PageTitle>& found_pages(Scene& scene) {
  ShownPages& shown = scene.view.pages;
  const std::string& typed = scene.view.page_search.text;
  const std::string& language = scene.visit.language();
  const bool other_language = shown.language != language;
  if (!other_language && shown.typed == typed && !shown.titles.empty()) return shown.titles;
  if (other_language) shown.search.reset();
  shown.language = language;
  shown.typed = typed;
  shown.titles = scene.services.pages.titles(kGroup, language);
  if (typed.empty()) return shown.titles;
  if (!shown.search) {
    shown.search = std::make_unique<pages::PageSearch>(scene.services.pages, kGroup, language,
                                                       scene.services.clock.now());
  }
  std::vector<pages::PageTitle> found;
  for (const std::string& id : shown.search->find(typed)) {
    const auto title = std::find_if(shown.titles.begin(), shown.titles.end(),
                                    [&](const auto& one) { return one.id == id; });
    if (title != shown.titles.end()) found.push_back(std::move(*title));
  }
  shown.titles = std::move(found);
  return shown.titles;
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
    if (titles.empty()) flow.label(scene.tr("Nichts gefunden."), TextStyle::kBody);
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
  const auto& page = shown_page(scene, scene.visit.page());
  const Frame frame{.id = "page", .back = way_back(scene, [](visit::Visit& v) { v.back(); })};
  draw_screen(scene, frame, [&](Flow& flow) {
    if (!page) return flow.notice(scene.tr("Diese Seite fehlt."), Icon::kWarning);
    draw_title(scene, flow, *page);
    draw_draft_mark(scene, flow, *page);
    draw_blocks(scene, flow, *page);
    draw_footer(scene, flow, *page);
  });
}

void draw_notice(Scene& scene) {
  const auto& page = shown_page(scene, visit::kNoticePage);
  const Frame frame{.id = "notice",
                    .back = way_back(scene, [](visit::Visit& v) { v.back(); }),
                    .on = way_on(scene, [](visit::Visit& v) { v.next(); })};
  draw_screen(scene, frame, [&](Flow& flow) {
    if (!page) return;  // without a notice no form is offered
    draw_title(scene, flow, *page);
    draw_draft_mark(scene, flow, *page);
    draw_blocks(scene, flow, *page);
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
    draw_footer(scene, flow, *page);
  });
}

}  // namespace anlaufstelle::screens
