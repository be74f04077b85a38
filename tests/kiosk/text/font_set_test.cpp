// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "kiosk/text/inspection.h"
#include "kiosk/text/text_engine.h"
#include "tests/kiosk/text/corpus.h"
#include "tests/kiosk/text/text_fixture.h"
#include "tests/support/shipped_languages.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::text {
namespace {

TEST_CASE("a missing font is named by its file") {
  auto files = shipped_languages().font_files;
  files.insert(files.begin() + 1, "/nowhere/Missing-Regular.ttf");
  const auto engine = TextEngine::create(files);
  REQUIRE_FALSE(engine);
  CHECK(engine.error().code == ErrorCode::kNotFound);
  CHECK(engine.error().context.find("/nowhere/Missing-Regular.ttf") != std::string::npos);
}

TEST_CASE("a file that is no font is reported as damaged") {
  const TempDir folder;
  const auto file = folder.path() / "broken.ttf";
  std::ofstream(file) << "this is not a font";
  const auto engine = TextEngine::create({shipped_languages().font_files[0], file});
  REQUIRE_FALSE(engine);
  CHECK(engine.error().code == ErrorCode::kCorrupt);
  CHECK(engine.error().context.find("broken.ttf") != std::string::npos);
}

TEST_CASE("the given fonts hold every character of the languages on the screen") {
  const TextFixture fixture;
  const std::vector<std::string> nastaliq = {"Noto Nastaliq Urdu", "Noto Sans"};
  const std::vector<std::string> georgian = {"Noto Sans Georgian", "Noto Sans"};
  struct Sample {
    const char* language;
    const std::vector<std::string>* families;
    const char* text;
  };
  const Sample samples[] = {
      {"de", &fixture.latin, "Größe: „Äpfel“ – 5 € · § 25b Abs. 1 AufenthG … ß ẞ ‚x‘ ×"},
      {"de", &fixture.latin, "Name: محمد العبد الله, geboren in حلب"},
      {"en", &fixture.latin, "“Don’t worry” — it’s £3½, naïve café, e-mail: a_b@c.de"},
      {"ru", &fixture.latin, "Съешь ещё этих мягких французских булок, № 5 «да» — Ёё Ъъ Ыы"},
      {"ar", &fixture.arabic, "أهلاً وسهلاً! هل تحتاج إلى مساعدة؟ ٣٤ ٪ «نعم»، لا؛ ـ 2026"},
      {"ar", &fixture.arabic, "بِسْمِ اللَّهِ الرَّحْمٰنِ ﷺ آ ؤ ئ ة ى § 25b AufenthG (Dresden) ẞ €"},
      {"ar", &fixture.arabic, "\u2066+49 (0)30 123-456\u2069 \u2068\u0645\u2069 \u200f\u200e"},
      {"ur", &nastaliq, "اردو"},
      {"ka", &georgian, "ქართული"},
      {"fa", &fixture.arabic, "فارسی: می\u200cخواهم گچ پژ"},
      {"tr", &fixture.latin, "Türkçe İıŞşĞğÇç"},
      {"vi", &fixture.latin, "Tiếng Việt: Ượng ỗ ặ"},
  };
  for (const Sample& sample : samples) {
    CAPTURE(std::string(sample.text));
    for (const Weight weight : {Weight::kRegular, Weight::kBold}) {
      const auto paragraph = fixture.engine->layout({.text = sample.text,
                                                     .language = sample.language,
                                                     .families = sample.families,
                                                     .weight = weight,
                                                     .spans = {}});
      CHECK(paragraph->unknown_glyphs() == 0);
      CHECK_FALSE(fixture.quads(*paragraph).empty());
    }
  }
  // The counter counts: no font here has Chinese.
  CHECK(fixture.engine->layout(fixture.german("中文"))->unknown_glyphs() == 2);
}

TEST_CASE("each script keeps its own font inside a paragraph of another") {
  const TextFixture fixture;
  const std::vector<std::string> only_naskh = {"Noto Naskh Arabic"};
  const std::vector<std::string> only_nastaliq = {"Noto Nastaliq Urdu"};
  const auto width = [&](std::string_view text, const std::vector<std::string>& families,
                         const char* language) {
    return fixture.engine
        ->layout({.text = text, .language = language, .families = &families, .spans = {}})
        ->width();
  };
  CHECK(width("Aufenthalt", fixture.arabic, "ar") == width("Aufenthalt", {"Noto Sans"}, "de"));
  CHECK(width("مساعدة", fixture.latin, "de") == width("مساعدة", only_naskh, "ar"));
  CHECK(width("مساعدة", only_nastaliq, "ur") != width("مساعدة", only_naskh, "ar"));
}

TEST_CASE("bold and italic letters come from fonts of their own") {
  const TextFixture fixture;
  const char* text = "Dringend";
  const auto regular = fixture.engine->layout(fixture.german(text));
  auto spec = fixture.german(text);
  spec.weight = Weight::kBold;
  const auto bold = fixture.engine->layout(spec);
  const Span span{.begin = 0, .end = 8, .italic = true};
  spec = fixture.german(text);
  spec.spans = {&span, 1};
  const auto italic = fixture.engine->layout(spec);
  CHECK(bold->width() > regular->width() + 3);
  CHECK(fixture.picture(*italic, 150, 40) != fixture.picture(*regular, 150, 40));
  CHECK(fixture.engine->cap_height_ratio(fixture.latin) == doctest::Approx(0.714).epsilon(0.01));
}

TEST_CASE("each weight is drawn from the file of that weight, Nastaliq's too") {
  for (const bool bold_first : {false, true}) {
    auto files = corpus_font_files();
    // fontconfig prefers what it has seen first among equals.
    if (bold_first) std::reverse(files.begin(), files.end());
    const auto engine = TextEngine::create(files).value();
    const auto file_of = [&](const char* language, const char* text, Weight weight) {
      const CorpusLine line{"", language, text};
      auto spec = corpus_spec(line);
      spec.weight = weight;
      return std::filesystem::path(shaped_runs(*engine->layout(spec)).front().font_file)
          .filename()
          .string();
    };
    CHECK(file_of("ur", "اردو", Weight::kRegular) == "NotoNastaliqUrdu-Regular.ttf");
    CHECK(file_of("ur", "اردو", Weight::kBold) == "NotoNastaliqUrdu-Bold.ttf");
    CHECK(file_of("ar", "عربي", Weight::kRegular) == "NotoNaskhArabic-Regular.ttf");
    CHECK(file_of("ar", "عربي", Weight::kBold) == "NotoNaskhArabic-Bold.ttf");
    CHECK(file_of("de", "Text", Weight::kRegular) == "NotoSans-Regular.ttf");
    CHECK(file_of("de", "Text", Weight::kBold) == "NotoSans-Bold.ttf");
  }
}

}  // namespace
}  // namespace anlaufstelle::text
