// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "kiosk/language/language.h"
#include "kiosk/printing/sheet.h"
#include "kiosk/text/text_engine.h"
#include "tests/support/shipped_languages.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::printing {

// What a command prints; throws when it fails.
inline std::string output_of(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("popen");
  std::string out;
  std::array<char, 4096> part;
  for (std::size_t n = 0; (n = fread(part.data(), 1, part.size(), pipe)) > 0;) {
    out.append(part.data(), n);
  }
  if (pclose(pipe) != 0) throw std::runtime_error(command + ": " + out);
  return out;
}

// The private fonts, the languages of the house and a sheet with everything a sheet can have.
class PrintingFixture {
 public:
  PrintingFixture() : text_(text::TextEngine::create(shipped_languages().font_files).value()) {
    language::Language german, arabic;
    german.tag = "de";
    german.font_families = {"Noto Sans"};
    arabic.tag = "ar";
    arabic.direction = language::Direction::kRightToLeft;
    arabic.font_families = {"Noto Naskh Arabic", "Noto Sans"};
    languages = {german, arabic};

    sheet.title = "Gesprächsvorbereitung – Selbstauskunft, nicht geprüft, keine Rechtsauskunft";
    sheet.number = "B 27";
    sheet.when = "22. November 2026, 11 Uhr";
    sheet.footer = "Nach dem Gespräch in die Akte des Vereins oder vernichten.";
    sheet.sections = {
        {"Dringend", {{Line::Kind::kUrgent, "", "Ein anderes EU-Land soll zuständig sein.", "de"}}},
        {"Anliegen",
         {{Line::Kind::kAnswer, "Was ist heute Ihre wichtigste Frage?", "Arbeit", "de"},
          {Line::Kind::kOwnWords, "Ihre Frage", "هل يمكنني العمل", "ar"}}},
        {"", {{Line::Kind::kFixed, "", "Im Gespräch klären: Identität und Pass", "de"}}}};
  }

  // What a reader's eye and a search get from the PDF.
  std::string text_of(const Bytes& pdf, const std::string& options = "-layout") const {
    const auto file = folder.path() / "read.pdf";
    std::ofstream(file, std::ios::binary) << as_text(pdf);
    return output_of("pdftotext " + options + " " + file.string() + " -");
  }
  std::string facts_of(const Bytes& pdf, const std::string& tool) const {
    const auto file = folder.path() / "facts.pdf";
    std::ofstream(file, std::ios::binary) << as_text(pdf);
    return output_of(tool + " " + file.string());
  }

  TempDir folder;
  std::vector<language::Language> languages;
  Sheet sheet;

 private:
  std::unique_ptr<text::TextEngine> text_;
};

}  // namespace anlaufstelle::printing
