// SPDX-License-Identifier: EUPL-1.2
// The product's own layouts against the programs that define right: HarfBuzz's hb-shape for
// glyphs and places, FriBidi for the order. Nothing is rounded and nothing is tolerated.
#include <doctest/doctest.h>

#include "tests/kiosk/text/corpus.h"
#include "tests/kiosk/text/shaping_reference.h"

namespace anlaufstelle::text {
namespace {

void report(const std::vector<std::string>& wrong) {
  CHECK(wrong.empty());
  for (std::size_t i = 0; i < wrong.size() && i < 10; ++i) MESSAGE(wrong[i]);
}

TEST_CASE("every line of the corpus is shaped as hb-shape shapes it") {
  const auto engine = TextEngine::create(corpus_font_files()).value();
  ShapingComparison comparison;
  for (const CorpusLine& line : corpus()) {
    for (const Weight weight : {Weight::kRegular, Weight::kBold}) {
      auto spec = corpus_spec(line);
      spec.weight = weight;
      const auto paragraph = engine->layout(spec);
      CHECK_MESSAGE(paragraph->unknown_glyphs() == 0, line.text);
      comparison.add(*paragraph, line.text);
    }
  }
  CHECK(comparison.runs() > 1000);
  report(comparison.differences());
}

TEST_CASE("wrapped and emphasised lines of the corpus are shaped as hb-shape shapes them") {
  const auto engine = TextEngine::create(corpus_font_files()).value();
  ShapingComparison comparison;
  for (const CorpusLine& line : corpus()) {
    const auto wrapped = engine->layout(corpus_spec(line, 90));
    comparison.add(*wrapped, line.text);
    // From the second letter on: within a word that joins.
    const Span bold{.begin = wrapped->next_grapheme(0), .end = line.text.size(), .bold = true};
    auto spec = corpus_spec(line);
    spec.spans = {&bold, 1};
    comparison.add(*engine->layout(spec), line.text);
  }
  report(comparison.differences());
}

TEST_CASE("every line of the corpus stands in FriBidi's order") {
  const auto engine = TextEngine::create(corpus_font_files()).value();
  std::vector<std::string> wrong;
  for (const CorpusLine& line : corpus()) {
    for (const float width : {0.0f, 90.0f}) {
      for (const BaseDirection direction :
           {BaseDirection::kLeftToRight, BaseDirection::kRightToLeft, BaseDirection::kAuto}) {
        auto spec = corpus_spec(line, width);
        const BaseDirection of_language = spec.direction;
        spec.direction = direction;
        const auto paragraph = engine->layout(spec);
        if (visual_order(*paragraph, line.text) !=
            fribidi_order(*paragraph, line.text, direction, of_language))
          wrong.push_back(line.text + " " + code_points(line.text) + " base direction " +
                          std::to_string(static_cast<int>(direction)));
      }
    }
  }
  report(wrong);
}

TEST_CASE("the comparison with hb-shape finds a run that is told another language or text") {
  const auto engine = TextEngine::create(corpus_font_files()).value();
  const CorpusLine line{"", "ar", "سلام"}, other{"", "ar", "سلاب"};
  ShapingComparison comparison;
  comparison.add(*engine->layout(corpus_spec(line)), other.text);
  CHECK(comparison.differences().size() == 1);
  const CorpusLine mixed{"", "de", "abc سلام"};
  const auto paragraph = engine->layout(corpus_spec(mixed));
  CHECK(visual_order(*paragraph, mixed.text) != fribidi_order(*paragraph, mixed.text,
                                                              BaseDirection::kRightToLeft,
                                                              BaseDirection::kRightToLeft));
}

}  // namespace
}  // namespace anlaufstelle::text
