// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/sheet.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

#include "kiosk/printing/pixels.h"
#include "kiosk/text/persian_digits.h"

namespace anlaufstelle::printing {
namespace {

// Lengths in points (1/72 inch). A4 with 18 mm margins, wider at the left for the punch.
constexpr double kPageWidth = 595.28, kPageHeight = 841.89;
constexpr double kLeft = 65, kRight = kPageWidth - 51;
constexpr double kTop = 51, kBottom = kPageHeight - 68;
constexpr double kQuestionWidth = 190, kGap = 12;
constexpr double kAnswerLeft = kLeft + kQuestionWidth + kGap;
constexpr std::size_t kMostPages = 100;

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <typename T>
using Object = std::unique_ptr<T, Unref>;

struct Face {
  double size = 10;
  bool bold = false;
};
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

double height_of(PangoLayout* layout) {
  int height = 0;
  pango_layout_get_size(layout, nullptr, &height);
  return static_cast<double>(height) / PANGO_SCALE;
}

// Makes layouts in the private fonts. A font map of its own, because pango's objects belong to
// one thread.
class Typesetter {
 public:
  explicit Typesetter(const std::vector<language::Language>& languages)
      : languages_(languages), map_(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)) {
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map_.get()), 72);
  }

  std::shared_ptr<PangoLayout> set(std::string_view text, Face face, double width,
                                   std::string_view tag = "de") {
    const Object<PangoContext> context = make_context(tag);
    std::shared_ptr<PangoLayout> layout(pango_layout_new(context.get()), Unref());
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family(font, families(tag).c_str());
    pango_font_description_set_absolute_size(font, face.size * PANGO_SCALE);
    if (face.bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    // Words that begin in Arabic read from the right, in whatever language the screens were:
    // their first strong letter decides (UAX #9 P2).
    pango_layout_set_auto_dir(layout.get(), TRUE);
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    PangoAttrList* attributes = pango_attr_list_new();
    text::keep_persian_digits(text, tag, attributes);
    pango_layout_set_attributes(layout.get(), attributes);
    pango_attr_list_unref(attributes);
    if (tag == "de") unknown_ += pango_layout_get_unknown_glyphs_count(layout.get());
    return layout;
  }

  // Letters of German lines that no font has.
  [[nodiscard]] int unknown() const { return unknown_; }

 private:
  // One for each layout: a layout follows its context when that is changed later.
  Object<PangoContext> make_context(std::string_view tag) {
    Object<PangoContext> context(pango_font_map_create_context(map_.get()));
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context.get(), FALSE);
    pango_context_set_base_dir(context.get(), PANGO_DIRECTION_LTR);
    pango_context_set_language(context.get(), pango_language_from_string(std::string(tag).c_str()));
    return context;
  }

  std::string families(std::string_view tag) const {
    std::string all;
    for (const auto& wanted : {tag, std::string_view("de")}) {
      for (const auto& language : languages_) {
        if (language.tag != wanted) continue;
        for (const auto& family : language.font_families) all += family + ",";
      }
    }
    return all + "Noto Sans";
  }

  const std::vector<language::Language>& languages_;
  Object<PangoFontMap> map_;
  int unknown_ = 0;
};

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

cairo_status_t append(void* to, const unsigned char* data, unsigned int size) {
  auto* bytes = static_cast<Bytes*>(to);
  bytes->insert(bytes->end(), data, data + size);
  return CAIRO_STATUS_SUCCESS;
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

  Bytes pdf;
  cairo_surface_t* surface =
      cairo_pdf_surface_create_for_stream(append, &pdf, kPageWidth, kPageHeight);
  // Neutral on purpose: print queues and file managers show it.
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, "Gesprächsvorbereitung");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Anlaufstelle");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
  cairo_t* cr = cairo_create(surface);
  for (const auto& page : pages) draw_page(cr, page);
  cairo_status_t status = cairo_status(cr);
  cairo_destroy(cr);
  cairo_surface_finish(surface);
  if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    wipe(pdf.data(), pdf.size());
    return Error{ErrorCode::kIo, std::string("cairo: ") + cairo_status_to_string(status)};
  }
  return pdf;
}

}  // namespace anlaufstelle::printing
