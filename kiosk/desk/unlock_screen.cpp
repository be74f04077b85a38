// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/desk/unlock_screen.h"

#include <algorithm>

#include "kiosk/desk/page_frame.h"

namespace anlaufstelle::desk {

using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;
using widgets::Ui;

namespace {

constexpr float kFieldMm = 14, kGapMm = 3;

std::string message_of(const UnlockModel& model, const language::Catalogue& words) {
  if (model.checking) return words.get("de", "Die Passphrase wird geprüft …");
  std::string text = model.message;
  if (model.wait.count() > 0) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(model.wait).count();
    if (!text.empty()) text += " ";
    text += words.plural("de", "Nächster Versuch in {n} Sekunde.",
                         "Nächster Versuch in {n} Sekunden.", static_cast<long>(seconds));
  }
  return text;
}

}  // namespace

bool draw_unlock(Ui& ui, UnlockModel& model, const language::Catalogue& words) {
  if (!model.asked_for_focus) ui.focus("unlock:field");
  model.asked_for_focus = true;
  const bool free = !model.checking && model.wait.count() <= 0;

  Rect area = page(ui);
  area.h = std::max(ui.mm(40), ui.screen().h - ui.keyboard_height() - 2 * ui.mm(kGapMm) - area.y);
  area = column(ui, area);
  const float gap = ui.mm(kGapMm);
  const auto below = [&](float used) { area.cut_top(used + gap); };
  below(ui.label(area, words.get("de", "Empfang und Beratung"), TextStyle::kTitle));
  // Above the field: on a small screen the keyboard begins right below it.
  const std::string message = message_of(model, words);
  if (message.empty()) {
    below(
        ui.label(area, words.get("de", "Bitte geben Sie Ihre Passphrase ein."), TextStyle::kBody));
  } else {
    below(ui.notice(area, message, model.message.empty() ? Icon::kInfo : Icon::kWarning));
  }

  const std::string go = words.get("de", "Entsperren");
  const float go_width = ui.button_width(go, Icon::kLock);
  Rect row = area.cut_top(ui.mm(kFieldMm));
  const Rect button = row.cut_end(go_width, ui.direction());
  row.cut_end(gap, ui.direction());
  widgets::TextFieldOptions options;
  const std::string name = words.get("de", "Passphrase");
  options.name = name;
  options.secret = true;
  ui.text_field("unlock:field", row, model.passphrase, options);
  const bool typed = !model.passphrase.text.empty();
  const bool tapped =
      ui.button("unlock:go", button, go, ButtonKind::kPrimary, Icon::kLock, free && typed);
  const bool entered = ui.take_enter();
  ui.keyboard();
  return (tapped || entered) && free && typed;
}

}  // namespace anlaufstelle::desk
