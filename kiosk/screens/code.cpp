// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/code.h"

#include <algorithm>

#include "kiosk/printing/slip.h"

namespace anlaufstelle::screens {
namespace {

using visit::CodeTrouble;
using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;

// Sixteen characters and three hyphens, and room for spaces.
constexpr std::size_t kMostTyped = 30;

void close(visit::Visit& visit) {
  visit.close_aside();
}

void paragraph(Flow& flow, const std::string& text) {
  flow.label(text, TextStyle::kBody);
  flow.gap(3);
}

void draw_wait(Scene& scene, Flow& flow) {
  flow.label(scene.tr("Bitte warten Sie einen Moment."), TextStyle::kTitle);
}

void draw_offer(Scene& scene, Flow& flow) {
  flow.label(scene.tr("Später weitermachen"), TextStyle::kTitle);
  flow.gap(5);
  if (scene.visit.keeper().trouble() == CodeTrouble::kNotMade) {
    flow.notice(scene.tr("Das geht gerade nicht. Ihre Antworten sind noch da."), Icon::kWarning);
    flow.gap(4);
  }
  paragraph(flow, scene.tr("Sie bekommen einen Code. Damit können Sie hier später weitermachen."));
  paragraph(flow,
            scene.tr("Ihre Antworten bleiben dann auf diesem Gerät, höchstens 30 Tage. Sie sind "
                     "verschlüsselt. Nur Ihr Code öffnet sie. Auch wir können sie nicht öffnen."));
  paragraph(flow, scene.tr("Ohne Code werden Ihre Antworten gelöscht, wenn Sie gehen."));
  flow.gap(4);
  if (flow.button("code:take", scene.tr("Ich möchte einen Code"), ButtonKind::kPrimary, Icon::kKey))
    scene.emit([](visit::Visit& visit) { visit.take_code(); });
  flow.gap(6);
  if (flow.button("code:no", scene.tr("Ohne Code weitermachen"), ButtonKind::kSecondary))
    scene.emit(close);
}

// Latin letters and digits in every language, from left to right.
void draw_characters(Scene& scene, Flow& flow) {
  widgets::Ui& ui = scene.ui;
  const std::string_view code = scene.visit.keeper().code();
  const float padding = ui.mm(7);
  const float letters = ui.measure_user_text(code, TextStyle::kTitle, flow.width() - 2 * padding);
  const Rect box = flow.take(letters + 2 * padding);
  ui.card(box, ui.theme().accent);
  ui.card(box.inset(ui.mm(0.8f)), ui.theme().surface);
  ui.user_text(box.inset(padding), code, TextStyle::kTitle);
}

void print_slip(Scene& scene) {
  printing::Slip slip;
  slip.office = scene.services.office_name;
  slip.title = scene.tr("Das ist Ihr Code");
  slip.code = scene.visit.keeper().code();
  slip.language = scene.visit.language();
  slip.lines = {language::fill_in(scene.tr("Tippen Sie am Gerät auf „{button}“."), "button",
                                  scene.tr("Mit einem Code weitermachen")),
                scene.tr("Wer den Code hat, kann Ihre Antworten lesen. Ohne den Code kann es "
                         "niemand. Wir können Ihnen keinen neuen geben."),
                scene.tr("Nach 30 Tagen werden die Antworten gelöscht.")};
  // Behind a pointer, so that there is one copy to wipe.
  const std::shared_ptr<printing::Slip> held(new printing::Slip(std::move(slip)),
                                             [](printing::Slip* printed) {
                                               wipe(printed->code);
                                               delete printed;
                                             });
  scene.view.printed = PrintedLast::kCode;
  (void)scene.services.slips->print(
      [held, &languages = scene.services.languages](printing::Paper paper) {
        return printing::render_slip(*held, languages, paper);
      });
}

// For who would rather not copy sixteen characters.
void draw_print(Scene& scene, Flow& flow) {
  printing::PrintQueue* slips = scene.services.slips;
  if (slips == nullptr) return;
  const auto report = scene.view.printed == PrintedLast::kCode ? slips->report() : std::nullopt;
  if (report && slips->busy()) {
    flow.notice(scene.tr("Der Zettel wird gedruckt."), Icon::kPrint);
  } else if (report && report->stage == printing::PrintStage::kPrinted) {
    flow.notice(scene.tr("Der Zettel ist gedruckt. Nehmen Sie ihn bitte gleich mit."),
                Icon::kCheck);
  } else if (report) {
    flow.notice(scene.tr("Der Zettel konnte nicht gedruckt werden. Bitte schreiben Sie den Code "
                         "ab."),
                Icon::kWarning);
  }
  if (report) flow.gap(3);
  if (!slips->busy() &&
      flow.button("code:print", scene.tr("Code drucken"), ButtonKind::kSecondary, Icon::kPrint))
    print_slip(scene);
  flow.gap(5);
}

void draw_taken(Scene& scene, Flow& flow) {
  if (scene.visit.keeper().code().empty()) {
    flow.label(scene.tr("Ihr Code gilt weiter"), TextStyle::kTitle);
  } else {
    flow.label(scene.tr("Das ist Ihr Code"), TextStyle::kTitle);
    flow.gap(5);
    draw_characters(scene, flow);
  }
  flow.gap(5);
  if (!scene.visit.keeper().code().empty())
    paragraph(flow, scene.tr("Bitte schreiben Sie den Code ab. Zeigen Sie ihn niemandem."));
  paragraph(flow, scene.tr("Wer den Code hat, kann Ihre Antworten lesen. Ohne den Code kann es "
                           "niemand. Wir können Ihnen keinen neuen geben."));
  paragraph(flow, scene.tr("Nach 30 Tagen werden die Antworten gelöscht."));
  flow.gap(4);
  if (!scene.visit.keeper().code().empty()) draw_print(scene, flow);
  if (flow.button("code:done", scene.tr("Weitermachen"), ButtonKind::kPrimary, Icon::kForward))
    scene.emit(close);
}

std::string in_words(const Scene& scene, CodeTrouble trouble) {
  switch (trouble) {
    case CodeTrouble::kMistyped:
      return scene.tr("Dieser Code stimmt nicht. Bitte prüfen Sie jedes Zeichen.");
    case CodeTrouble::kUnknown:
      return scene.tr("Zu diesem Code ist hier nichts gespeichert. Bitte gehen Sie zum Empfang.");
    case CodeTrouble::kTooEarly:
      return scene.tr("Bitte warten Sie ein paar Sekunden. Versuchen Sie es dann noch einmal.");
    case CodeTrouble::kUnreadable:
    case CodeTrouble::kNotMade:
      return scene.tr(
          "Diese Antworten lassen sich hier nicht öffnen. Bitte gehen Sie zum Empfang.");
    case CodeTrouble::kNone:
      break;
  }
  return {};
}

void open_typed(Scene& scene) {
  scene.emit([typed = scene.view.code.text](visit::Visit& visit) mutable {
    visit.open_draft(typed);
    wipe(typed);
  });
}

}  // namespace

void draw_code(Scene& scene) {
  const visit::DraftKeeper& keeper = scene.visit.keeper();
  draw_screen(scene, {.id = "code"}, [&](Flow& flow) {
    flow.gap(4);
    if (keeper.working()) return draw_wait(scene, flow);
    keeper.keeps() ? draw_taken(scene, flow) : draw_offer(scene, flow);
  });
  if (!keeper.working() && scene.ui.take_back()) scene.emit(close);
}

void draw_code_entry(Scene& scene) {
  widgets::Ui& ui = scene.ui;
  const visit::DraftKeeper& keeper = scene.visit.keeper();
  const Frame frame{.id = "code-entry",
                    .back = way_back(scene, [](visit::Visit& visit) { visit.back(); })};
  draw_screen(scene, frame, [&](Flow& flow) {
    if (keeper.working()) return draw_wait(scene, flow);
    flow.label(scene.tr("Mit einem Code weitermachen"), TextStyle::kTitle);
    flow.gap(5);
    if (const std::string trouble = in_words(scene, keeper.trouble()); !trouble.empty()) {
      flow.notice(trouble, Icon::kWarning);
      flow.gap(4);
    }
    paragraph(flow, scene.tr("Tippen Sie Ihren Code ein. Er hat 16 Zeichen."));
    const std::string name = scene.tr("Code");
    ui.text_field("field:code", flow.take(ui.field_height(1)), scene.view.code,
                  {.name = name, .force_ltr = true, .max_graphemes = kMostTyped});
    const bool entered = ui.focused() == "field:code" && ui.take_enter();
    flow.gap(6);
    if (flow.button("code:open", scene.tr("Weitermachen"), ButtonKind::kPrimary, Icon::kForward) ||
        entered) {
      ui.focus("");
      open_typed(scene);
    }
  });
  if (ui.keyboard_height() > 0) ui.keyboard();
}

void warn_unsaved(Scene& scene, Flow& flow) {
  if (!scene.visit.keeper().save_failed()) return;
  flow.notice(scene.tr("Ihre letzten Antworten sind noch nicht unter Ihrem Code gespeichert. Bitte "
                       "geben Sie das Formular heute ab. Oder gehen Sie zum Empfang."),
              Icon::kWarning);
  flow.gap(4);
}

}  // namespace anlaufstelle::screens
