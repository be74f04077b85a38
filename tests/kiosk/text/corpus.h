// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/text/text_engine.h"

namespace anlaufstelle::text {

// One line of tests/data/text/corpus.txt.
struct CorpusLine {
  std::string tag, language, text;
};
// Fails the test if the file is not as its head says.
const std::vector<CorpusLine>& corpus();

// The program's fonts and those of the languages that can be added by data alone.
std::vector<std::filesystem::path> corpus_font_files();
// The families and the base direction that a language of the corpus is read in.
const std::vector<std::string>& corpus_families(const std::string& language);
BaseDirection corpus_direction(const std::string& language);
// A line laid out as a client would read it: 22 px, at `width` pixels (0: never wrapped).
ParagraphSpec corpus_spec(const CorpusLine& line, float width = 0);

}  // namespace anlaufstelle::text
