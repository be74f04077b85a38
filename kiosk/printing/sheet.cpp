// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/sheet.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

#include "kiosk/printing/pdf_file.h"
#include "kiosk/printing/pixels.h"
#include "kiosk/printing/typesetter.h"

namespace anlaufstelle::printing {
namespace {

// Lengths in points (1/72 inch). A4 with 18 mm margins, wider at the left for the punch.
constexpr double kPageWidth = 595.28, kPageHeight = 841.89;
constexpr double kLeft = 65, kRight = kPageWidth - 51;
constexpr double kTop = 51, kBottom = kPageHeight - 68;
constexpr double kQuestionWidth = 190, kGap = 12;
constexpr double kAnswerLeft = kLeft + kQuestionWidth + kGap;
constexpr std::size_t kMostPages = 100;

constexpr Face kSmall{8}, kQuestion{9.5}, kAnswer{10.5, true}, kOwn{11.5}, kHeading{11.5, true},
    kNumber{24, true};

// Part of a layout on a page: its lines [first_line, last_line), the first at y.
struct Piece {
  std::shared_ptr<PangoLayout> layout;
  double x = 0, y = 0;
  int first_line = 0, last_line = 0;
};
struct Rule {
  double x = 0, y = 0, width = 0, height = 0;  // height 0: a line, otherwise a box
};
struct PlacedPicture {
  std::shared_ptr<const LinePicture> picture;
  PixelBox box;
};
struct Page {
  std::vector<Piece> pieces;
  std::vector<Rule> rules;
  std::vector<PlacedPicture> pictures;
};
// Of an answer; a signature is as wide as the column allows.
constexpr double kMostPictureHeight = 200;

// Fills pages from the top; what doesn't fit goes on on the next one.
class Composer {
 public:
  explicit Composer(Typesetter& type) : type_(type) {}

  void start(const Sheet& sheet) {
    sheet_ = &sheet;
    new_page();
  }
  void section(const Section& section);
  std::vector<Page> finish();

 private:
  double left() const { return kBottom - y_; }
  void new_page();
  void put(const std::shared_ptr<PangoLayout>& layout, double x);
  void heading(const std::string& title);
  void row(const std::string& question_text,
           const std::vector<std::shared_ptr<PangoLayout>>& answers);
  void answer(const Line& line);
  void picture(const std::shared_ptr<const LinePicture>& picture);
  void own_words(const Line& line);
  void boxed(const Line& line);
  void keep(double height) {
    if (height > left() && height <= kBottom - kTop) new_page();
  }

  Typesetter& type_;
  const Sheet* sheet_ = nullptr;
  std::vector<Page> pages_;
  double y_ = 0;
};

void Composer::new_page() {
  pages_.emplace_back();
  y_ = kTop;
  put(type_.set(sheet_->title, kSmall, kRight - kLeft), kLeft);
  const bool first = pages_.size() == 1;
  const double top = y_ + (first ? 6 : 2);
  y_ = top;
  put(type_.set(sheet_->number, first ? kNumber : kHeading, 250), kLeft);
  const double below = y_;
  y_ = top;
  auto when = type_.set(sheet_->when, kQuestion, 230);
  pango_layout_set_alignment(when.get(), PANGO_ALIGN_RIGHT);
  put(when, kRight - 230);
  y_ = std::max(below, y_) + 4;
  pages_.back().rules.push_back({kLeft, y_, kRight - kLeft, 0});
  y_ += 8;
}

// Line by line, so that a text taller than the page loses nothing.
void Composer::put(const std::shared_ptr<PangoLayout>& layout, double x) {
  const int lines = pango_layout_get_line_count(layout.get());
  PangoLayoutIter* iter = pango_layout_get_iter(layout.get());
  int first = 0;
  double first_top = 0, last_bottom = 0;
  auto flush = [&](int end) {
    if (end > first) pages_.back().pieces.push_back({layout, x, y_ - first_top, first, end});
  };
  for (int line = 0; line < lines; ++line, pango_layout_iter_next_line(iter)) {
    int top = 0, bottom = 0;
    pango_layout_iter_get_line_yrange(iter, &top, &bottom);
    last_bottom = static_cast<double>(bottom) / PANGO_SCALE;
    if (y_ + last_bottom - first_top <= kBottom || line == first) continue;
    if (pages_.size() >= kMostPages) break;
    flush(line);
    new_page();
    first = line;
    first_top = static_cast<double>(top) / PANGO_SCALE;
  }
  pango_layout_iter_free(iter);
  flush(lines);
  y_ += last_bottom - first_top;
}

void Composer::heading(const std::string& title) {
  auto layout = type_.set(title, kHeading, kRight - kLeft);
  keep(height_of(layout.get()) + 60);  // never alone at the foot of a page
  y_ += 6;
  put(layout, kLeft);
  y_ += 3;
}

// The question in the left column, what answers it in the right one.
void Composer::row(const std::string& question_text,
                   const std::vector<std::shared_ptr<PangoLayout>>& answers) {
  auto question = type_.set(question_text, kQuestion, kQuestionWidth);
  double height = 0;
  for (const auto& answer : answers) height += height_of(answer.get()) + 2;
  keep(std::max(height_of(question.get()), height));
  const double top = y_;
  const std::size_t page = pages_.size();
  put(question, kLeft);
  const double below = y_;
  if (pages_.size() == page) y_ = top;
  for (const auto& answer : answers) {
    put(answer, kAnswerLeft);
    y_ += 2;
  }
  if (pages_.size() == page) y_ = std::max(y_, below);
  y_ += 2;
}

void Composer::answer(const Line& line) {
  row(line.question, {type_.set(line.text, kAnswer, kRight - kAnswerLeft, line.language)});
  if (line.picture) picture(line.picture);
}

// In the column of the answers.
void Composer::picture(const std::shared_ptr<const LinePicture>& picture) {
  const double scale =
      std::min((kRight - kAnswerLeft) / picture->width, kMostPictureHeight / picture->height);
  const PixelBox box{kAnswerLeft, 0, picture->width * scale, picture->height * scale};
  keep(box.height + 6);
  pages_.back().pictures.push_back({picture, box});
  pages_.back().pictures.back().box.y = y_;
  y_ += box.height + 6;
}

void Composer::own_words(const Line& line) {
  row(line.question, {type_.set(own_words_mark(line.language), kSmall, kRight - kAnswerLeft),
                      type_.set(language::isolate_user_text(line.text), kOwn, kRight - kAnswerLeft,
                                line.language)});
  y_ += 3;
}

void Composer::boxed(const Line& line) {
  auto text = type_.set(line.text, kAnswer, kRight - kLeft - 16);
  const double height = height_of(text.get()) + 10;
  keep(height + 4);
  const double top = y_;
  const std::size_t page = pages_.size();
  y_ += 5;
  put(text, kLeft + 8);
  if (pages_.size() == page) pages_.back().rules.push_back({kLeft, top, kRight - kLeft, height});
  y_ += 9;
}

void Composer::section(const Section& section) {
  if (!section.title.empty()) heading(section.title);
  for (const auto& line : section.lines) {
    switch (line.kind) {
      case Line::Kind::kAnswer:
        answer(line);
        break;
      case Line::Kind::kOwnWords:
        own_words(line);
        break;
      case Line::Kind::kUrgent:
        boxed(line);
        break;
      case Line::Kind::kFixed:
        keep(30);
        y_ += 4;
        put(type_.set(line.text, kQuestion, kRight - kLeft), kLeft);
        y_ += 4;
        break;
    }
  }
}

std::vector<Page> Composer::finish() {
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    Page& page = pages_[i];
    page.rules.push_back({kLeft, kBottom + 8, kRight - kLeft, 0});
    auto foot = type_.set(sheet_->footer, kSmall, kRight - kLeft - 90);
    page.pieces.push_back({foot, kLeft, kBottom + 12, 0, pango_layout_get_line_count(foot.get())});
    auto count = type_.set(
        "Seite " + std::to_string(i + 1) + " von " + std::to_string(pages_.size()), kSmall, 80);
    pango_layout_set_alignment(count.get(), PANGO_ALIGN_RIGHT);
    page.pieces.push_back({count, kRight - 80, kBottom + 12, 0, 1});
  }
  return std::move(pages_);
}

void draw_piece(cairo_t* cr, const Piece& piece) {
  PangoLayoutIter* iter = pango_layout_get_iter(piece.layout.get());
  int line = 0;
  do {
    if (line >= piece.first_line && line < piece.last_line) {
      PangoRectangle box;
      pango_layout_iter_get_line_extents(iter, nullptr, &box);
      const int baseline = pango_layout_iter_get_baseline(iter);
      cairo_move_to(cr, piece.x + static_cast<double>(box.x) / PANGO_SCALE,
                    piece.y + static_cast<double>(baseline) / PANGO_SCALE);
      pango_cairo_show_layout_line(cr, pango_layout_iter_get_line_readonly(iter));
    }
    ++line;
  } while (pango_layout_iter_next_line(iter));
  pango_layout_iter_free(iter);
}

void draw_page(cairo_t* cr, const Page& page) {
  for (const auto& rule : page.rules) {
    cairo_set_line_width(cr, rule.height > 0 ? 1.5 : 0.5);
    if (rule.height > 0) {
      cairo_rectangle(cr, rule.x, rule.y, rule.width, rule.height);
    } else {
      cairo_move_to(cr, rule.x, rule.y);
      cairo_rel_line_to(cr, rule.width, 0);
    }
    cairo_stroke(cr);
  }
  for (const auto& [picture, box] : page.pictures) paint_pixels(cr, picture->pixels(), box);
  for (const auto& piece : page.pieces) draw_piece(cr, piece);
  cairo_show_page(cr);
}

}  // namespace

std::string own_words_mark(std::string_view language) {
  const std::string name = language::language_name(language, "de");
  return language == "de" ? "Originaltext (" + name + ")"
                          : "Originaltext, nicht übersetzt (" + name + ")";
}

Result<Bytes> render_pdf(const Sheet& sheet, const std::vector<language::Language>& languages) {
  Typesetter type(languages);
  Composer composer(type);
  composer.start(sheet);
  for (const auto& section : sheet.sections) composer.section(section);
  const std::vector<Page> pages = composer.finish();
  if (type.unknown() > 0) return Error{ErrorCode::kNotFound, "a font for German text"};

  return make_pdf({kPageWidth, kPageHeight}, "Gesprächsvorbereitung", [&](cairo_t* cr) {
    for (const auto& page : pages) draw_page(cr, page);
  });
}

}  // namespace anlaufstelle::printing
