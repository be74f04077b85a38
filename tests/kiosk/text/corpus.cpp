// SPDX-License-Identifier: EUPL-1.2
#include "tests/kiosk/text/corpus.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "tests/kiosk/text/utf8_text.h"
#include "tests/support/shipped_languages.h"

namespace anlaufstelle::text {
namespace {

// "\u{2066}" and "\n" as what they stand for.
std::string unescaped(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 3, "\\u{") == 0) {
      std::size_t digits = 0;
      append_utf8(result, static_cast<char32_t>(std::stoul(text.substr(i + 3), &digits, 16)));
      i += 3 + digits;
      REQUIRE(text.at(i) == '}');
    } else if (text.compare(i, 2, "\\n") == 0) {
      result += '\n';
      ++i;
    } else {
      result += text[i];
    }
  }
  return result;
}

std::vector<CorpusLine> read_corpus() {
  std::ifstream file(SOURCE_DIR "/tests/data/text/corpus.txt");
  std::vector<CorpusLine> lines;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
    REQUIRE_MESSAGE(second != std::string::npos, line);
    lines.push_back({line.substr(0, first), line.substr(first + 1, second - first - 1),
                     unescaped(line.substr(second + 1))});
  }
  REQUIRE(lines.size() >= 300);
  return lines;
}

}  // namespace

const std::vector<CorpusLine>& corpus() {
  static const std::vector<CorpusLine> lines = read_corpus();
  return lines;
}

std::vector<std::filesystem::path> corpus_font_files() {
  auto files = shipped_languages().font_files;
  const std::filesystem::path folder = "/usr/share/fonts/truetype/noto";
  for (const char* name : {"NotoSansEthiopic-Regular.ttf", "NotoSansGurmukhi-Regular.ttf"}) {
    if (std::find(files.begin(), files.end(), folder / name) == files.end())
      files.push_back(folder / name);
  }
  return files;
}

const std::vector<std::string>& corpus_families(const std::string& language) {
  using Families = std::vector<std::string>;
  static const Families latin = {"Noto Sans", "Noto Naskh Arabic"};
  static const Families arabic = {"Noto Naskh Arabic", "Noto Sans"};
  static const std::map<std::string, Families> others = {
      {"ar", arabic},
      {"fa-AF", arabic},
      {"ps", arabic},
      {"ckb", arabic},
      {"ur", {"Noto Nastaliq Urdu", "Noto Sans"}},
      {"ka", {"Noto Sans Georgian", "Noto Sans"}},
      {"ti", {"Noto Sans Ethiopic", "Noto Sans"}},
      {"am", {"Noto Sans Ethiopic", "Noto Sans"}},
      {"pa", {"Noto Sans Gurmukhi", "Noto Sans"}},
  };
  const auto found = others.find(language);
  return found == others.end() ? latin : found->second;
}

BaseDirection corpus_direction(const std::string& language) {
  for (const char* from_right : {"ar", "fa-AF", "ps", "ckb", "ur"}) {
    if (language == from_right) return BaseDirection::kRightToLeft;
  }
  return BaseDirection::kLeftToRight;
}

ParagraphSpec corpus_spec(const CorpusLine& line, float width) {
  return {.text = line.text,
          .language = line.language,
          .families = &corpus_families(line.language),
          .size_px = 22,
          .width_px = width,
          .direction = corpus_direction(line.language),
          .spans = {}};
}

}  // namespace anlaufstelle::text
