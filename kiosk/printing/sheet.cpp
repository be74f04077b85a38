// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/sheet.h"

#include <cairo-pdf.h>
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

// Lengths in points (1/72 inch).
struct Measures {
  double width, height, left, right, top, bottom;
  double question_width;  // of the left column
  double qr_side;
  bool roll;  // one column, as long as what stands on it

  [[nodiscard]] double text_width() const { return right - left; }
  [[nodiscard]] double answer_left() const { return roll ? left : left + question_width + kGap; }
  // Two languages stand side by side, on a roll one below the other.
  [[nodiscard]] double half_width() const {
    return roll ? text_width() : (text_width() - kGap) / 2;
  }
  [[nodiscard]] double second_left() const { return roll ? left : left + half_width() + kGap; }
  static constexpr double kGap = 12;
};
// With 18 mm margins, wider at the left for the punch. The code's finest modules are half a
// millimetre wide: what a telephone reads.
constexpr Measures kA4{595.28, 841.89, 65, 595.28 - 51, 51, 841.89 - 68, 190, 215, false};
// 72 of the 80 mm take ink. A strip of more than three metres is cut.
constexpr Measures kRoll{226.77, 8504, 11.34, 226.77 - 11.34, 14, 8504 - 80, 0, 200, true};
const Measures& measures_of(Paper paper) {
  return paper == Paper::kA4 ? kA4 : kRoll;
}

constexpr std::size_t kMostPages = 100;
constexpr double kStackedFrom = 1.3;  // larger letters: the answer below its question

constexpr Face kSmall{8}, kQuestion{9.5}, kAnswer{10.5, true}, kOwn{11.5}, kHeading{11.5, true},
    kText{11}, kNumber{24, true};
constexpr double kMarkWidth = 16;  // of "12."
constexpr Face kFigure{9.5, true};
constexpr double kFigureWidth = 46, kBarHeight = 8;
// The accent of the screens and a lighter tone of it; grey printers keep them apart.
constexpr double kBarInk[] = {0.04, 0.34, 0.38}, kBarGround[] = {0.89, 0.94, 0.94};

// What a screen reader is told that a text is (PDF 32000-1, 14.8.4).
constexpr const char *kTitleTag = "H1", *kHeadingTag = "H2", *kTextTag = "P";

// Part of a layout on a page: its lines [first_line, last_line), the first at y.
struct Piece {
  std::shared_ptr<PangoLayout> layout;
  double x = 0, y = 0;
  int first_line = 0, last_line = 0;
  const char* tag = kTextTag;
};
struct Rule {
  double x = 0, y = 0, width = 0, height = 0;  // height 0: a line, otherwise a box
};
struct PlacedPicture {
  std::shared_ptr<const LinePicture> picture;
  PixelBox box;
};
struct PlacedCode {
  QrCode code;
  double x = 0, y = 0, side = 0;
};
// Of a chart, on a lighter strip that is as long as the longest one may be.
struct PlacedBar {
  double x = 0, y = 0, width = 0, height = 0, share = 0;
  bool from_right = false;
};
struct Page {
  double height = 0;
  std::vector<Piece> pieces;
  std::vector<Rule> rules;
  std::vector<PlacedPicture> pictures;
  std::vector<PlacedCode> codes;
  std::vector<PlacedBar> bars;
};
// Of an answer; a signature is as wide as the column allows.
constexpr double kMostPictureHeight = 200;

// Fills pages from the top; what doesn't fit goes on on the next one.
class Composer {
 public:
  Composer(Typesetter& type, Paper paper) : type_(type), m_(measures_of(paper)) {}

  void start(const Sheet& sheet, language::Direction direction) {
    sheet_ = &sheet;
    mirrored_ = direction == language::Direction::kRightToLeft;
    new_page();
  }
  void section(const Section& section);
  void code(QrCode code);
  std::vector<Page> finish();

 private:
  double left() const { return m_.bottom - y_; }
  void new_page();
  void put(const std::shared_ptr<PangoLayout>& layout, double x, const char* tag = kTextTag);
  // In the sheet's own language, or in another.
  std::shared_ptr<PangoLayout> set(std::string_view text, Face face, double width,
                                   std::string_view tag = {},
                                   std::span<const text::Span> spans = {}) {
    face.size *= sheet_->scale;
    return type_.set(text, face, width, tag.empty() ? std::string_view(sheet_->language) : tag,
                     Typesetter::Side::kOfLanguage, spans);
  }
  // What the client typed, in whatever script.
  std::shared_ptr<PangoLayout> set_own(std::string_view text, double width, std::string_view tag) {
    const Face face{kOwn.size * sheet_->scale, kOwn.bold};
    return type_.set(language::isolate_user_text(text), face, width, tag);
  }
  void align_end(PangoLayout* layout) const;
  [[nodiscard]] bool stacked() const { return m_.roll || sheet_->scale >= kStackedFrom; }
  void heading(const std::string& title);
  void row(const std::string& question_text,
           const std::vector<std::shared_ptr<PangoLayout>>& answers);
  void answer(const Line& line);
  void picture(const std::shared_ptr<const LinePicture>& picture);
  void own_words(const Line& line);
  void bilingual(const Line& line);
  void plain(const Line& line);
  void boxed(const Line& line);
  void paragraph(const Line& line);
  void bar(const Line& line);
  void keep(double height) {
    if (height > left() && height <= m_.bottom - m_.top) new_page();
  }

  Typesetter& type_;
  const Measures& m_;
  const Sheet* sheet_ = nullptr;
  std::vector<Page> pages_;
  double y_ = 0;
  bool mirrored_ = false;
};

void Composer::align_end(PangoLayout* layout) const {
  pango_layout_set_alignment(layout, mirrored_ ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT);
}

void Composer::new_page() {
  pages_.emplace_back();
  y_ = m_.top;
  const bool first = pages_.size() == 1;
  put(set(sheet_->title, kSmall, m_.text_width()), m_.left, first ? kTitleTag : kTextTag);
  const double top = y_ + (first ? 6 : 2);
  y_ = top;
  if (!sheet_->number.empty()) {
    auto number =
        type_.set(sheet_->number, first ? kNumber : kHeading, m_.roll ? m_.text_width() : 250);
    if (mirrored_) pango_layout_set_alignment(number.get(), PANGO_ALIGN_RIGHT);
    put(number, m_.left);
  }
  const double below = y_;
  const double when_width = m_.roll ? m_.text_width() : 230;
  if (!m_.roll) y_ = top;
  auto when = set(sheet_->when, kQuestion, when_width);
  if (!m_.roll) align_end(when.get());
  put(when, m_.right - when_width);
  y_ = std::max(below, y_) + 4;
  pages_.back().rules.push_back({m_.left, y_, m_.text_width(), 0});
  y_ += 8;
}

// Line by line, so that a text taller than the page loses nothing.
void Composer::put(const std::shared_ptr<PangoLayout>& layout, double x, const char* tag) {
  if (mirrored_) {
    const double width = static_cast<double>(pango_layout_get_width(layout.get())) / PANGO_SCALE;
    x = m_.left + m_.right - x - width;
  }
  const int lines = pango_layout_get_line_count(layout.get());
  PangoLayoutIter* iter = pango_layout_get_iter(layout.get());
  int first = 0;
  double first_top = 0, last_bottom = 0;
  auto flush = [&](int end) {
    if (end > first) pages_.back().pieces.push_back({layout, x, y_ - first_top, first, end, tag});
  };
  for (int line = 0; line < lines; ++line, pango_layout_iter_next_line(iter)) {
    int top = 0, bottom = 0;
    pango_layout_iter_get_line_yrange(iter, &top, &bottom);
    last_bottom = static_cast<double>(bottom) / PANGO_SCALE;
    if (y_ + last_bottom - first_top <= m_.bottom || line == first) continue;
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
  auto layout = set(title, kHeading, m_.text_width());
  keep(height_of(layout.get()) + 60);  // never alone at the foot of a page
  y_ += 6;
  put(layout, m_.left, kHeadingTag);
  y_ += 3;
}

// The question in the left column, what answers it in the right one.
void Composer::row(const std::string& question_text,
                   const std::vector<std::shared_ptr<PangoLayout>>& answers) {
  auto question = set(question_text, kQuestion, stacked() ? m_.text_width() : m_.question_width);
  double height = 0;
  for (const auto& answer : answers) height += height_of(answer.get()) + 2;
  const double asked = height_of(question.get());
  keep(stacked() ? asked + height : std::max(asked, height));
  if (stacked()) {
    put(question, m_.left);
    for (const auto& answer : answers) {
      put(answer, m_.left);
      y_ += 8;
    }
    return;
  }
  const double top = y_;
  const std::size_t page = pages_.size();
  put(question, m_.left);
  const double below = y_;
  if (pages_.size() == page) y_ = top;
  for (const auto& answer : answers) {
    put(answer, m_.answer_left());
    y_ += 2;
  }
  if (pages_.size() == page) y_ = std::max(y_, below);
  y_ += 2;
}

void Composer::answer(const Line& line) {
  if (!line.other_language.empty()) return bilingual(line);
  const double width = m_.right - (stacked() ? m_.left : m_.answer_left());
  row(line.question, {set(line.text, kAnswer, width, line.language)});
  if (line.picture) picture(line.picture);
}

// In the column of the answers.
void Composer::picture(const std::shared_ptr<const LinePicture>& picture) {
  const double scale = std::min((m_.right - m_.answer_left()) / picture->width,
                                kMostPictureHeight / picture->height);
  const double width = picture->width * scale;
  const PixelBox box{mirrored_ ? m_.left + m_.right - m_.answer_left() - width : m_.answer_left(),
                     0, width, picture->height * scale};
  keep(box.height + 6);
  pages_.back().pictures.push_back({picture, box});
  pages_.back().pictures.back().box.y = y_;
  y_ += box.height + 6;
}

// German in the left half, the client's language in the right one.
void Composer::bilingual(const Line& line) {
  using Half = std::vector<std::shared_ptr<PangoLayout>>;
  const bool own = line.kind == Line::Kind::kOwnWords;
  const Face face = line.kind == Line::Kind::kPlain ? kQuestion : kAnswer;
  Half german = {set(line.question, kQuestion, m_.half_width())};
  Half other = {set(line.other_question, kQuestion, m_.half_width(), line.other_language)};
  if (own) {
    german.push_back(set(own_words_mark(line.language), kSmall, m_.half_width()));
    other.push_back(set_own(line.text, m_.half_width(), line.language));
  } else {
    german.push_back(set(line.text, face, m_.half_width()));
    if (!line.other_text.empty())
      other.push_back(set(line.other_text, face, m_.half_width(), line.other_language));
  }
  const auto height = [](const Half& half) {
    double sum = 0;
    for (const auto& layout : half) sum += height_of(layout.get());
    return sum;
  };
  keep(std::max(height(german), height(other)) + 2);
  const double top = y_;
  const std::size_t page = pages_.size();
  for (const auto& layout : german) put(layout, m_.left);
  const double below = y_;
  if (pages_.size() == page && !m_.roll) y_ = top;
  for (const auto& layout : other) put(layout, m_.second_left());
  if (pages_.size() == page) y_ = std::max(y_, below);
  y_ += 6;
  if (line.picture) picture(line.picture);
}

void Composer::plain(const Line& line) {
  if (!line.other_language.empty()) return bilingual(line);
  row(line.question, {set(line.text, kQuestion, m_.right - m_.answer_left(), line.language)});
}

void Composer::own_words(const Line& line) {
  if (!line.other_language.empty()) return bilingual(line);
  row(line.question, {set(own_words_mark(line.language), kSmall, m_.right - m_.answer_left()),
                      set_own(line.text, m_.right - m_.answer_left(), line.language)});
  y_ += 3;
}

void Composer::boxed(const Line& line) {
  auto text = set(line.text, kAnswer, m_.text_width() - 16);
  const double height = height_of(text.get()) + 10;
  keep(height + 4);
  const double top = y_;
  const std::size_t page = pages_.size();
  y_ += 5;
  put(text, m_.left + 8);
  if (pages_.size() == page) pages_.back().rules.push_back({m_.left, top, m_.text_width(), height});
  y_ += 9;
}

// With its mark in a strip of its own, in the sheet's language and, beside it, in the other one.
void Composer::paragraph(const Line& line) {
  const bool two = !line.other_language.empty();
  const Face face = line.heading ? kHeading : kText;
  const double strip = line.mark.empty() ? 0 : kMarkWidth * sheet_->scale;
  const double width = (two ? m_.half_width() : m_.text_width()) - strip;
  const char* tag = line.heading ? kHeadingTag : kTextTag;
  const auto own = set(line.text, face, width, line.language, line.bold);
  const auto other = set(line.other_text, face, width, line.other_language, line.other_bold);
  y_ += line.heading ? 8 : 0;
  keep(std::max(height_of(own.get()), height_of(other.get())) + (line.heading ? 40 : 0));
  const double top = y_;
  const std::size_t page = pages_.size();
  const auto half = [&](const std::shared_ptr<PangoLayout>& layout, double left,
                        const std::string& language) {
    if (pages_.size() == page && !m_.roll) y_ = top;
    const double begin = y_;
    // The mark stands where the language begins its lines.
    const bool at_start = type_.runs_from_right(language) == mirrored_;
    if (strip > 0) put(set(line.mark, face, strip, language), at_start ? left : left + width);
    y_ = begin;
    put(layout, at_start ? left + strip : left, tag);
    return y_;
  };
  const double below = half(own, m_.left, line.language);
  const std::size_t ends_on = pages_.size();
  if (two) half(other, m_.second_left(), line.other_language);
  if (pages_.size() == ends_on) y_ = std::max(y_, below);
  y_ += 5;
}

// What it is at the left, the figure at the right, the bar between them; on a roll below.
void Composer::bar(const Line& line) {
  const double left = m_.answer_left();
  const auto label =
      set(line.question, kQuestion, m_.roll ? m_.text_width() : m_.question_width, line.language);
  // Without a bar its room is the figure's.
  const double figure_width = line.bar ? kFigureWidth : m_.right - left;
  const auto figure = set(line.text, line.bar ? kFigure : kQuestion, figure_width, line.language);
  align_end(figure.get());
  const double height = height_of(figure.get()), labelled = height_of(label.get());
  keep(m_.roll ? labelled + height : std::max(labelled, height));
  const double top = y_;
  put(label, m_.left);
  const double below = y_;
  if (!m_.roll) y_ = top;
  if (line.bar) {
    const double width = m_.right - left - kFigureWidth - Measures::kGap;
    const double x = mirrored_ ? m_.left + m_.right - left - width : left;
    pages_.back().bars.push_back(
        {x, y_ + (height - kBarHeight) / 2, width, kBarHeight, *line.bar, mirrored_});
  }
  put(figure, m_.right - figure_width);
  y_ = std::max(y_, below) + 2;
}

void Composer::code(QrCode code) {
  const auto words = set(sheet_->qr_words, kQuestion, m_.text_width());
  keep(height_of(words.get()) + m_.qr_side + 12);
  y_ += 8;
  put(words, m_.left);
  y_ += 4;
  const double x = mirrored_ ? m_.right - m_.qr_side : m_.left;
  pages_.back().codes.push_back({std::move(code), x, y_, m_.qr_side});
  y_ += m_.qr_side;
}

void Composer::section(const Section& section) {
  if (section.new_page && !m_.roll) new_page();
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
      case Line::Kind::kPlain:
        plain(line);
        break;
      case Line::Kind::kText:
        paragraph(line);
        break;
      case Line::Kind::kBar:
        bar(line);
        break;
      case Line::Kind::kFixed:
        keep(30);
        y_ += 4;
        put(set(line.text, kQuestion, m_.text_width()), m_.left);
        y_ += 4;
        break;
    }
  }
}

// Plain, without isolates: figures are Latin in every language.
std::string page_count(std::string words, std::size_t page, std::size_t pages) {
  const auto replace = [&](std::string_view name, std::size_t value) {
    const auto at = words.find(name);
    if (at != std::string::npos) words.replace(at, name.size(), std::to_string(value));
  };
  replace("{x}", page);
  replace("{y}", pages);
  return words;
}

std::vector<Page> Composer::finish() {
  const double end = y_;
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    Page& page = pages_[i];
    const bool cut = m_.roll && i + 1 == pages_.size();  // as long as what stands on it
    y_ = cut ? std::min(end, m_.bottom) : m_.bottom;
    page.rules.push_back({m_.left, y_ + 8, m_.text_width(), 0});
    y_ += 12;
    const double count_width = m_.roll ? 0 : 90;
    const auto foot = type_.set(sheet_->footer, kSmall, m_.text_width() - count_width,
                                sheet_->language, Typesetter::Side::kOfLanguage);
    const double foot_x = mirrored_ ? m_.left + count_width : m_.left;
    page.pieces.push_back({foot, foot_x, y_, 0, pango_layout_get_line_count(foot.get())});
    page.height = cut ? y_ + height_of(foot.get()) + m_.top : m_.height;
    if (m_.roll) continue;
    const auto count = type_.set(page_count(sheet_->page_words, i + 1, pages_.size()), kSmall, 80,
                                 sheet_->language, Typesetter::Side::kOfLanguage);
    align_end(count.get());
    page.pieces.push_back({count, mirrored_ ? m_.left : m_.right - 80, y_, 0, 1});
  }
  return std::move(pages_);
}

void draw_piece(cairo_t* cr, const Piece& piece) {
  cairo_tag_begin(cr, piece.tag, nullptr);
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
  cairo_tag_end(cr, piece.tag);
}

void draw_bars(cairo_t* cr, const Page& page) {
  cairo_save(cr);
  for (const auto& bar : page.bars) {
    cairo_set_source_rgb(cr, kBarGround[0], kBarGround[1], kBarGround[2]);
    cairo_rectangle(cr, bar.x, bar.y, bar.width, bar.height);
    cairo_fill(cr);
    const double width = bar.width * bar.share;
    cairo_set_source_rgb(cr, kBarInk[0], kBarInk[1], kBarInk[2]);
    cairo_rectangle(cr, bar.from_right ? bar.x + bar.width - width : bar.x, bar.y, width,
                    bar.height);
    cairo_fill(cr);
  }
  cairo_restore(cr);
}

void draw_page(cairo_t* cr, const Page& page) {
  draw_bars(cr, page);
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
  for (const auto& [code, x, y, side] : page.codes) draw_qr(cr, code, x, y, side);
  for (const auto& piece : page.pieces) draw_piece(cr, piece);
}

Result<std::vector<Page>> compose(const Sheet& sheet,
                                  const std::vector<language::Language>& languages,
                                  Typesetter& type, Paper paper) {
  const auto found =
      std::find_if(languages.begin(), languages.end(),
                   [&](const language::Language& l) { return l.tag == sheet.language; });
  Composer composer(type, paper);
  composer.start(sheet,
                 found == languages.end() ? language::Direction::kLeftToRight : found->direction);
  for (const auto& section : sheet.sections) composer.section(section);
  if (!sheet.qr.empty()) {
    TRY_ASSIGN(QrCode code, make_qr_code(sheet.qr));
    composer.code(std::move(code));
  }
  std::vector<Page> pages = composer.finish();
  if (type.unknown() > 0) return Error{ErrorCode::kNotFound, "a font for German text"};
  return pages;
}

}  // namespace

std::string own_words_mark(std::string_view language) {
  const std::string name = language::language_name(language, "de");
  return language == "de" ? "Originaltext (" + name + ")"
                          : "Originaltext, nicht übersetzt (" + name + ")";
}

Result<Bytes> render_pdf(const Sheet& sheet, const std::vector<language::Language>& languages,
                         Paper paper) {
  Typesetter type(languages);
  TRY_ASSIGN(const std::vector<Page> pages, compose(sheet, languages, type, paper));
  PdfPage size{measures_of(paper).width, pages.front().height};
  size.language = sheet.language;
  return make_pdf(size, sheet.document_title, [&](cairo_t* cr) {
    cairo_tag_begin(cr, "Document", nullptr);
    for (std::size_t i = 0; i < pages.size(); ++i) {
      if (i > 0) cairo_pdf_surface_set_size(cairo_get_target(cr), size.width, pages[i].height);
      draw_page(cr, pages[i]);
      if (i + 1 == pages.size()) cairo_tag_end(cr, "Document");
      cairo_show_page(cr);
    }
  });
}

Result<std::vector<std::shared_ptr<const LinePicture>>> render_pictures(
    const Sheet& sheet, const std::vector<language::Language>& languages, int width_px) {
  Typesetter type(languages);
  TRY_ASSIGN(const std::vector<Page> pages, compose(sheet, languages, type, Paper::kA4));
  const double scale = width_px / kA4.width;
  const int height_px = static_cast<int>(kA4.height * scale);
  std::vector<std::shared_ptr<const LinePicture>> pictures;
  for (const auto& page : pages) {
    PixelSurface surface(width_px, height_px);
    cairo_t* cr = cairo_create(surface.get());
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);
    cairo_set_source_rgb(cr, 0, 0, 0);
    draw_page(cr, page);
    const cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    if (status != CAIRO_STATUS_SUCCESS)
      return Error{ErrorCode::kIo, std::string("cairo: ") + cairo_status_to_string(status)};
    cairo_surface_flush(surface.get());
    Bytes rgba;
    rgba.reserve(static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px) * 4);
    for (int y = 0; y < height_px; ++y) {
      const std::uint32_t* row = surface.row(y);
      for (int x = 0; x < width_px; ++x) {
        for (const int shift : {16, 8, 0})
          rgba.push_back(static_cast<std::uint8_t>(row[x] >> shift));
        rgba.push_back(255);
      }
    }
    pictures.push_back(std::make_shared<const LinePicture>(width_px, height_px, std::move(rgba)));
  }
  return pictures;
}

}  // namespace anlaufstelle::printing
