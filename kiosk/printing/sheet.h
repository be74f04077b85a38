// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/language/language.h"
#include "kiosk/printing/drawing.h"
#include "kiosk/printing/paper.h"
#include "kiosk/text/text_engine.h"
#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::printing {

// A drawing or photograph that was answered. Wiped when nobody shows it any more.
struct LinePicture {
  int width = 0, height = 0;  // pixels
  Bytes rgba;                 // as in Pixels

  LinePicture(int width_px, int height_px, Bytes pixels)
      : width(width_px), height(height_px), rgba(std::move(pixels)) {}
  ~LinePicture() { wipe(rgba.data(), rgba.size()); }
  LinePicture(const LinePicture&) = delete;
  LinePicture& operator=(const LinePicture&) = delete;
  [[nodiscard]] Pixels pixels() const { return {rgba.data(), width, height}; }
};

// One line of a sheet. On a sheet for staff all but the client's own words is German.
struct Line {
  enum class Kind {
    kAnswer,    // question and answer
    kOwnWords,  // question and the client's words, unchanged, marked with their language
    kUrgent,    // in a box, before everything else
    kPlain,     // title and a text in lighter letters
    kFixed,     // a sentence that is the same on every sheet
    kText,      // a paragraph or heading over the whole width
    kBar,       // a bar of a chart: what it is, its length, and the figure at the right
  } kind = Kind::kAnswer;
  std::string question;  // "" for kUrgent and kFixed
  std::string text;
  std::string language = "de";                           // BCP 47 tag of `text`
  std::shared_ptr<const LinePicture> picture = nullptr;  // below the text
  // Beside it the same in another language, right to left where that language runs so.
  std::string other_question = {}, other_text = {}, other_language = {};
  // Of kText: "•" or "1." before it, whether it is a heading, and what is bold in it.
  std::string mark = {};
  bool heading = false;
  std::vector<text::Span> bold = {}, other_bold = {};
  // Of kBar: its part of the full length, 0 to 1; nothing: the figure stands there without a bar.
  std::optional<double> bar = {};
  bool operator==(const Line&) const = default;
};

struct Section {
  std::string title;  // "" for none
  std::vector<Line> lines;
  bool new_page = false;  // begins one
  bool operator==(const Section&) const = default;
};

// What a piece of paper says. No name, no key; the number ("" for none) is the only thing that
// leads to a person.
struct Sheet {
  std::string title;   // "Gesprächsvorbereitung – Selbstauskunft, …": on every page
  std::string number;  // call number, on every page
  std::string when;    // day and hour
  std::vector<Section> sections;
  std::string footer;           // on every page
  std::string language = "de";  // BCP 47: whose side questions stand on, and the document's
  std::string page_words = "Seite {x} von {y}";
  double scale = 1;  // of the letters: answers have 10.5 points at 1
  std::string qr = {},
              qr_words = {};  // a QR code at the end, and what stands above it; "" for none
  // The same for everybody: viewers and print queues show it.
  std::string document_title = "Gesprächsvorbereitung";
  std::string file_name = {};  // saved as; "": "Laufzettel <number>"
  bool operator==(const Sheet&) const = default;
};

// "Originaltext, nicht übersetzt (Arabisch)": stands over the client's own words on paper and on
// the screen.
std::string own_words_mark(std::string_view language);

// The sheet as a PDF: A4 with "Seite x von y", or a strip of a roll, in one column and as long as
// what stands on it; fonts embedded as subsets, text that can be searched,
// copied and read out: headings and paragraphs are tagged, the document's language is named. Its
// metadata names no number and no person. `languages` gives the font families of each tag.
// REQUIRES: the private font set is in place (a TextEngine exists or existed). One thread at a time
// per call; no I/O but reading fonts. Errors: Io (cairo failed), NotFound (a letter has no font).
Result<Bytes> render_pdf(const Sheet& sheet, const std::vector<language::Language>& languages,
                         Paper paper = Paper::kA4);

// Its pages as they will be on A4, for the screen. As above.
Result<std::vector<std::shared_ptr<const LinePicture>>> render_pictures(
    const Sheet& sheet, const std::vector<language::Language>& languages, int width_px);

}  // namespace anlaufstelle::printing
