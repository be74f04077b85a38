// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/home.h"

#include <algorithm>

namespace anlaufstelle::screens {
namespace {

using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;

constexpr float kTileMm = 60, kGapMm = 6, kTitleGapMm = 8;

bool is_unchecked_translation(const Scene& scene) {
  return scene.visit.language() != "de" && !scene.language_of(scene.visit.language()).reviewed;
}

// A way that is offered, with what a tap does.
struct Offer {
  std::string_view id;
  std::string title, sentence;
  Icon icon;
  Event event;
};

std::vector<Offer> offers(const Scene& scene) {
  std::vector<Offer> all;
  all.push_back({"home:info", scene.tr("Informationen"),
                 scene.tr("Lesen Sie in Ihrer Sprache. Dabei wird nichts gespeichert."),
                 Icon::kInfo, [](visit::Visit& visit) { visit.show_pages(); }});
  if (scene.visit.check_offered()) {
    all.push_back({"home:check", scene.tr("Welcher Weg könnte passen?"),
                   scene.tr("Fragen beantworten und sehen, worüber Sie mit der Beraterin sprechen "
                            "sollten. Nichts wird gespeichert."),
                   Icon::kForward, [](visit::Visit& visit) { visit.open_check(); }});
  }
  if (scene.visit.form_offered()) {
    all.push_back({"home:form", scene.tr("Formular"),
                   scene.tr("Fragen vor der Beratung beantworten. Das ist freiwillig."),
                   Icon::kForm, [](visit::Visit& visit) { visit.open_form(); }});
  }
  return all;
}

void draw_offers(Scene& scene, Flow& flow, const std::vector<Offer>& all, const std::string& ask) {
  widgets::Ui& ui = scene.ui;
  const auto count = static_cast<float>(all.size());
  const float gap = ui.mm(kGapMm), part = (flow.width() - (count - 1) * gap) / count;
  const bool beside = all.size() > 1 && !ui.portrait() &&
                      std::all_of(all.begin(), all.end(), [&](const Offer& offer) {
                        return ui.tile_least_width({offer.title, offer.sentence}) <= part;
                      });
  const float width = beside ? part : flow.width();
  float height = ui.mm(kTileMm);
  for (const Offer& offer : all)
    height = std::max(height, ui.tile_height({offer.title, offer.sentence, offer.icon}, width));
  const float rows = beside ? 1 : static_cast<float>(all.size());
  flow.centre(ui.measure(ask, TextStyle::kTitle, flow.width()) + ui.mm(kTitleGapMm) +
              rows * height + (rows - 1) * gap);
  flow.label(ask, TextStyle::kTitle);
  flow.gap(kTitleGapMm);
  Rect row = flow.take(rows * height + (rows - 1) * gap);
  for (const Offer& offer : all) {
    const Rect rect = beside ? row.cut_start(width, ui.direction()) : row.cut_top(height);
    if (beside) {
      row.cut_start(gap, ui.direction());
    } else {
      row.cut_top(gap);
    }
    if (ui.tile(offer.id, rect, {offer.title, offer.sentence, offer.icon})) scene.emit(offer.event);
  }
}

// What a form is for, in the client's words; of an office's own form its title.
Offer offer_of(const Scene& scene, const forms::FormDef& form) {
  const std::string id(form.id());
  Offer offer{"", std::string(form.title()), "", Icon::kForm,
              [id](visit::Visit& visit) { visit.choose_form(id); }};
  if (id == "erstberatung") {
    offer.title = scene.tr("Ich bin zum ersten Mal hier");
    offer.sentence = scene.tr("Fragen vor dem ersten Gespräch.");
  } else if (id == "folgeberatung") {
    offer.title = scene.tr("Ich war schon hier");
    offer.sentence = scene.tr("Nur was neu ist.");
  } else if (id == "drittanfrage") {
    offer.title = scene.tr("Ich frage für eine andere Person");
    offer.sentence = scene.tr("Zum Beispiel als Ehrenamt, Betrieb, Sozialarbeit oder Klinik.");
  }
  return offer;
}

}  // namespace

void draw_forms(Scene& scene) {
  const Frame frame{.id = "forms",
                    .back = way_back(scene, [](visit::Visit& visit) { visit.back(); })};
  draw_screen(scene, frame, [&](Flow& flow) {
    const auto forms = scene.visit.forms();
    std::vector<std::string> ids;
    std::vector<Offer> all;
    for (const auto& form : forms) ids.push_back("forms:" + std::string(form->id()));
    for (std::size_t i = 0; i < forms.size(); ++i) {
      all.push_back(offer_of(scene, *forms[i]));
      all.back().id = ids[i];
    }
    draw_offers(scene, flow, all, scene.tr("Warum sind Sie heute hier?"));
  });
}

void draw_home(Scene& scene) {
  Frame frame{.id = "home", .header = Header::kWithoutHome};
  if (scene.visit.entry_offered())
    frame.on = Way{"home:code", scene.tr("Mit einem Code weitermachen"), Icon::kKey,
                   ButtonKind::kSecondary, [](visit::Visit& visit) { visit.show_code_entry(); }};
  draw_screen(scene, frame, [&](Flow& flow) {
    draw_offers(scene, flow, offers(scene), scene.tr("Was möchten Sie tun?"));
    if (!scene.visit.form_offered()) {
      flow.gap(kGapMm);
      flow.notice(scene.tr("Das Formular geht gerade nicht. Bitte gehen Sie zum Empfang."),
                  Icon::kInfo);
    }
    if (is_unchecked_translation(scene)) {
      flow.gap(kGapMm);
      flow.label(scene.tr("Diese Übersetzung ist noch nicht geprüft. Es gilt der deutsche Text."),
                 TextStyle::kSmall);
    }
  });
}

}  // namespace anlaufstelle::screens
