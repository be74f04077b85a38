// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/recovery_sheet.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <string_view>

#include "kiosk/printing/pdf_file.h"
#include "kiosk/printing/qr_code.h"

namespace anlaufstelle::printing {
namespace {

// Lengths in points (1/72 inch), A4.
constexpr double kWidth = 595.28, kHeight = 841.89, kLeft = 65, kRight = kWidth - 51, kTop = 51;
constexpr double kTitle = 20, kBody = 11, kSmall = 9, kCode = 20, kSide = 170;

constexpr std::string_view kPurpose =
    "Mit diesem Schlüssel kann man alle Formulare der Beratungsstelle lesen. Er ist für den Tag, "
    "an "
    "dem alle Passphrasen vergessen sind oder der Rechner verloren ist. Er steht nur auf diesem "
    "Blatt. Das Blatt gehört in einen Tresor, getrennt vom Rechner. Kein Foto, keine Kopie in "
    "einer Datei.";
constexpr std::string_view kLinesHelp =
    "Die vier Zeilen von Hand abschreiben geht auch. Die zwei Zeichen rechts prüfen ihre Zeile. "
    "Es kommen nur diese Zeichen vor: 0 2–9 und A–Z ohne B, I, O. Eine 0 ist immer eine Null.";
constexpr std::string_view kUse =
    "Lesen mit diesem Programm: am Empfang statt der Passphrase die vier Zeilen eingeben oder den "
    "QR-Code mit einem Lesegerät. Ohne dieses Programm: AGE-SECRET-KEY-1 und die vier Zeilen ohne "
    "Leerzeichen und ohne die zwei Prüfzeichen ergeben eine Schlüsseldatei für das Programm age.";

// Puts text below what is there already. A font map of its own: the thread's default one would
// keep the fonts, and what it knows of these words, until the thread ends.
class Page {
 public:
  explicit Page(cairo_t* cr)
      : cr_(cr), map_(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)) {}
  ~Page() { g_object_unref(map_); }
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  void text(std::string_view words, double size, PangoWeight weight, double width) {
    PangoContext* context = pango_font_map_create_context(map_);
    pango_cairo_update_context(cr_, context);
    PangoLayout* layout = pango_layout_new(context);
    g_object_unref(context);
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family(font, "Noto Sans");
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_font_description_set_weight(font, weight);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout, words.data(), static_cast<int>(words.size()));
    int height = 0;
    pango_layout_get_size(layout, nullptr, &height);
    cairo_move_to(cr_, kLeft, y_);
    pango_cairo_show_layout(cr_, layout);
    g_object_unref(layout);
    y_ += static_cast<double>(height) / PANGO_SCALE;
  }
  void gap(double height) { y_ += height; }

  void qr(const QrCode& code, double side) {
    draw_qr(cr_, code, kLeft, y_, side);
    y_ += side;
  }

 private:
  cairo_t* cr_;
  PangoFontMap* map_;
  double y_ = kTop;
};

void draw(cairo_t* cr, const RecoverySheet& sheet, const QrCode& code) {
  constexpr double kColumn = kRight - kLeft;
  Page page(cr);
  page.text("Wiederherstellungsschlüssel", kTitle, PANGO_WEIGHT_BOLD, kColumn);
  page.text(sheet.office_name + ", " + sheet.day, kBody, PANGO_WEIGHT_NORMAL, kColumn);
  page.gap(14);
  page.text(kPurpose, kBody, PANGO_WEIGHT_NORMAL, kColumn);
  page.gap(14);
  int number = 0;
  for (const std::string& line : sheet.lines) {
    page.text("Zeile " + std::to_string(++number), kSmall, PANGO_WEIGHT_NORMAL, kColumn);
    page.text(line, kCode, PANGO_WEIGHT_BOLD, kColumn);
    page.gap(6);
  }
  page.gap(8);
  page.text(kLinesHelp, kSmall, PANGO_WEIGHT_NORMAL, kColumn);
  page.gap(10);
  page.qr(code, kSide);
  page.gap(10);
  page.text(kUse, kSmall, PANGO_WEIGHT_NORMAL, kColumn);
  page.gap(10);
  page.text("Öffentlicher Teil: " + sheet.recipient, kSmall, PANGO_WEIGHT_NORMAL, kColumn);
  cairo_show_page(cr);
}

}  // namespace

Result<Bytes> render_recovery_pdf(const RecoverySheet& sheet) {
  TRY_ASSIGN(const QrCode code, make_qr_code(sheet.key));
  return make_pdf({kWidth, kHeight, "de"}, "Anlaufstelle",
                  [&](cairo_t* cr) { draw(cr, sheet, code); });
}

}  // namespace anlaufstelle::printing
