// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/page_blocks.h"

#include <algorithm>
#include <string>

namespace anlaufstelle::screens {
namespace {

using pages::Block;
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

}  // namespace

GermanWords::GermanWords(Scene& scene, bool german) : scene_(scene), german_(german) {
  if (german_) scene_.ui.push_language(scene_.language_of("de"));
}

GermanWords::~GermanWords() {
  if (german_) scene_.ui.pop_language();
}

void draw_block(Scene& scene, Flow& flow, const Block& block, std::size_t number,
                std::span<const pages::TermPlace> terms) {
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
  const int first_term = static_cast<int>(block.spans.size());
  for (std::size_t i = 0; i < terms.size(); ++i) {
    spans.push_back(
        {.begin = terms[i].begin, .end = terms[i].end, .link = first_term + static_cast<int>(i)});
  }
  flow.gap(space_before(block));
  Rect rect = flow.take(0);
  if (block.kind == Block::Kind::kListItem) rect = cut_list_mark(scene, block, rect);
  float height = 0;
  const auto link = ui.rich("block:" + std::to_string(number), rect,
                            {block.text, spans, first_term}, style_of(block), height);
  flow.take(height);
  if (!link) return;
  if (*link >= first_term) {
    const std::size_t term = terms[static_cast<std::size_t>(*link - first_term)].term;
    return open_term(scene, term);
  }
  scene.emit([&view = scene.view,
              target = block.spans[static_cast<std::size_t>(*link)].link](visit::Visit& visit) {
    view.term.reset();
    visit.open_page(target);
  });
}

const ShownPage& shown_page(Scene& scene, std::string_view id) {
  ShownPage& shown = scene.view.page;
  const auto now = scene.services.clock.now();
  const auto day = std::chrono::floor<std::chrono::days>(now);
  if (shown.id != id || shown.language != scene.visit.language() || shown.day != day) {
    Result<pages::Page> made = scene.services.pages.page(id, scene.visit.language(), now);
    shown = {std::string(id), scene.visit.language(), day, std::nullopt, {}};
    if (made) {
      shown.marks = glossary_of(scene).marks(*made);
      shown.page = std::move(made).value();
    }
  }
  return shown;
}

bool is_draft(const Scene& scene, const pages::Page& page) {
  const language::Language& reader = scene.language_of(scene.visit.language());
  const bool translated = std::any_of(page.blocks.begin(), page.blocks.end(),
                                      [](const Block& block) { return block.translated; });
  return reader.tag != "de" && !reader.reviewed && translated;
}

const pages::Glossary& glossary_of(Scene& scene) {
  ShownGlossary& shown = scene.view.glossary;
  const auto now = scene.services.clock.now();
  const auto day = std::chrono::floor<std::chrono::days>(now);
  if (shown.language != scene.visit.language() || shown.day != day) {
    shown = {scene.visit.language(), day,
             pages::Glossary(scene.services.pages, scene.visit.language(), now)};
  }
  return shown.glossary;
}

void draw_untranslated_mark(Scene& scene, Flow& flow) {
  flow.gap(4);
  flow.notice(scene.tr("Dieser Teil ist noch nicht übersetzt. Er steht auf Deutsch da."),
              widgets::Icon::kGlobe);
}

void open_term(Scene& scene, std::size_t term) {
  scene.emit([&view = scene.view, term](visit::Visit&) {
    view.scrolls.erase("term");
    view.term = term;
  });
}

void draw_with_terms(Scene& scene, Flow& flow, const std::string& id, const std::string& text,
                     TextStyle style) {
  auto& known = scene.view.terms_in;
  const std::string key = scene.visit.language() + ":" + text;
  auto places = known.find(key);
  if (places == known.end()) places = known.emplace(key, glossary_of(scene).find(text)).first;
  std::vector<text::Span> spans;
  for (std::size_t i = 0; i < places->second.size(); ++i) {
    const pages::TermPlace& place = places->second[i];
    spans.push_back({.begin = place.begin, .end = place.end, .link = static_cast<int>(i)});
  }
  float height = 0;
  const auto tapped = scene.ui.rich(id, flow.take(0), {text, spans, 0}, style, height);
  flow.take(height);
  if (tapped) open_term(scene, places->second[static_cast<std::size_t>(*tapped)].term);
}

void draw_term(Scene& scene) {
  const auto& terms = glossary_of(scene).terms();
  Way close = way_back(scene, [&view = scene.view](visit::Visit&) { view.term.reset(); });
  draw_screen(scene, {.id = "term", .back = std::move(close)}, [&](Flow& flow) {
    if (*scene.view.term >= terms.size()) return;  // the glossary has ended at midnight
    const pages::Term& term = terms[*scene.view.term];
    flow.gap(4);
    {
      const GermanWords german(scene, !term.translated);
      flow.label(term.title, TextStyle::kTitle);
    }
    flow.gap(2);
    bool was_translated = true;
    for (std::size_t i = 0; i < term.blocks.size(); ++i) {
      if (!term.blocks[i].translated && was_translated) draw_untranslated_mark(scene, flow);
      was_translated = term.blocks[i].translated;
      const GermanWords german(scene, !term.blocks[i].translated);
      draw_block(scene, flow, term.blocks[i], i);
    }
  });
}

}  // namespace anlaufstelle::screens
