// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "kiosk/screens/scene.h"

namespace anlaufstelle::screens {

// What isn't translated is German also in its direction and its letters.
class GermanWords {
 public:
  GermanWords(Scene& scene, bool german);
  GermanWords(const GermanWords&) = delete;
  GermanWords& operator=(const GermanWords&) = delete;
  ~GermanWords();

 private:
  Scene& scene_;
  const bool german_;
};

// One block of a page, number `number` on its screen. A tapped link or term becomes an event.
void draw_block(Scene& scene, Flow& flow, const pages::Block& block, std::size_t number,
                std::span<const pages::TermPlace> terms = {});

// Above what reads in German because no current translation exists.
void draw_untranslated_mark(Scene& scene, Flow& flow);

// A page in the visit's language. Made once for each page, language and day: its Markdown is parsed
// and its blocks are translated.
const ShownPage& shown_page(Scene& scene, std::string_view id);
// Whether something of it is translated and no native reader has signed the language.
bool is_draft(const Scene& scene, const pages::Page& page);

// The terms in the visit's language, as of today.
const pages::Glossary& glossary_of(Scene& scene);
void open_term(Scene& scene, std::size_t term);
// A text of a form with its terms to be tapped, at the top of the flow.
void draw_with_terms(Scene& scene, Flow& flow, const std::string& id, const std::string& text,
                     widgets::TextStyle style);
// What a term means: covers the screen that it was tapped on. REQUIRES: view.term.
void draw_term(Scene& scene);

}  // namespace anlaufstelle::screens
