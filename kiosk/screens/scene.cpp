// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/scene.h"

#include <algorithm>
#include <cmath>

namespace anlaufstelle::screens {
namespace {

using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;

constexpr float kTargetMm = 12.7f;
constexpr float kColumnMm = 220, kMarginMm = 6;
constexpr float kHeaderGapMm = 2.5f, kBetweenButtonsMm = 3;
constexpr float kBarGapMm = 3;

// One line of a button's text in the client's script: Naskh needs more than 12.7 mm.
float button_row(widgets::Ui& ui, std::string_view text) {
  return ui.button_height(text, ui.screen().w, Icon::kBack);
}

}  // namespace

void ViewState::enter(std::string_view name) {
  if (screen == name) return;
  screen = name;
  fields.clear();
  searches.clear();
  question_y.clear();
  show_complaint = false;
  // Whoever comes back to the review after a correction finds the place again.
  std::erase_if(scrolls, [](const auto& entry) { return entry.first != "review"; });
}

const language::Language& Scene::language_of(std::string_view tag) const {
  const auto& all = services.languages;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.tag == tag; });
  return found == all.end() ? all.front() : *found;
}

Rect Flow::take(float height) {
  const Rect rect{column_.x, y_, column_.w, height};
  y_ += height;
  return rect;
}

void Flow::centre(float content_mm) {
  constexpr float kLeastMm = 4, kAboveMiddle = 0.42f;
  const float spare = scene_.ui.screen().bottom() - y_ - scene_.ui.mm(content_mm);
  y_ += std::max(scene_.ui.mm(kLeastMm), std::floor(spare * kAboveMiddle));
}

void Flow::label(std::string_view text, widgets::TextStyle style) {
  y_ += scene_.ui.label({column_.x, y_, column_.w, 0}, text, style);
}

void Flow::notice(std::string_view text, Icon icon) {
  y_ += scene_.ui.notice({column_.x, y_, column_.w, 0}, text, icon);
}

bool Flow::button(std::string_view id, std::string_view text, ButtonKind kind, Icon icon) {
  return scene_.ui.button(id, take(scene_.ui.button_height(text, column_.w, icon)), text, kind,
                          icon);
}

bool Flow::choice(std::string_view id, std::string_view text, widgets::ChoiceKind kind,
                  bool selected) {
  return scene_.ui.choice(id, take(scene_.ui.choice_height(text, column_.w)), text, kind, selected);
}

Rect column(const widgets::Ui& ui, const Rect& area) {
  const float width = std::min(ui.mm(kColumnMm), area.w - 2 * ui.mm(kMarginMm));
  return {area.x + (area.w - width) / 2, area.y, width, area.h};
}

Rect draw_frame(Scene& scene, HomeButton home) {
  widgets::Ui& ui = scene.ui;
  ui.fill(ui.screen(), ui.theme().background);
  Rect area = ui.screen();
  const std::string& autonym = scene.language_of(scene.visit.language()).autonym;
  const std::string end = scene.tr("Besuch beenden");
  Rect row = area.cut_top(button_row(ui, end) + 2 * ui.mm(kHeaderGapMm))
                 .inset(ui.mm(kMarginMm), ui.mm(kHeaderGapMm));
  std::string to_home = scene.tr("Startseite");
  const float end_width = ui.button_width(end, Icon::kClose);
  const float language_width = ui.button_width(autonym, Icon::kGlobe);
  float home_width = ui.button_width(to_home, Icon::kHome);
  const float gap = ui.mm(kBetweenButtonsMm);
  if (home_width + language_width + end_width + 2 * gap > row.w) {
    to_home.clear();
    home_width = ui.mm(kTargetMm);
  }
  const auto direction = ui.direction();
  const Rect end_rect = row.cut_end(end_width, direction);
  if (home == HomeButton::kShown) {
    if (ui.button("nav:home", row.cut_start(home_width, direction), to_home, ButtonKind::kSecondary,
                  Icon::kHome)) {
      scene.emit([](visit::Visit& visit) { visit.go_home(); });
    }
    row.cut_start(gap, direction);
  }
  if (ui.button("nav:language", row.cut_start(language_width, direction), autonym,
                ButtonKind::kSecondary, Icon::kGlobe)) {
    scene.emit([](visit::Visit& visit) { visit.show_languages(); });
  }
  if (ui.button("nav:end", end_rect, end, ButtonKind::kSecondary, Icon::kClose)) {
    scene.emit([](visit::Visit& visit) { visit.ask_to_end(); });
  }
  return area;
}

void scroll_column(Scene& scene, std::string_view id, const Rect& area,
                   const std::function<void(Flow&)>& content) {
  widgets::ScrollState& state = scene.view.scrolls[std::string(id)];
  scene.ui.scroll(id, area, state, [&](const Rect& origin) {
    Flow flow(scene, column(scene.ui, origin));
    flow.gap(3);
    content(flow);
    flow.gap(6);
    return flow.used();
  });
}

Rect cut_bar(Scene& scene, Rect& area) {
  widgets::Ui& ui = scene.ui;
  const float gap = ui.mm(kBarGapMm);
  const Rect strip = area.cut_bottom(button_row(ui, scene.tr("Zurück")) + 2 * gap);
  return column(ui, strip).inset(0, gap);
}

bool draw_back(Scene& scene, const Rect& bar, std::string_view id, std::string_view text) {
  Rect rest = bar;
  const float width = std::min(scene.ui.button_width(text, Icon::kBack), bar.w / 2);
  return scene.ui.button(id, rest.cut_start(width, scene.ui.direction()), text,
                         ButtonKind::kSecondary, Icon::kBack);
}

bool draw_on(Scene& scene, const Rect& bar, std::string_view id, std::string_view text, Icon icon,
             ButtonKind kind) {
  Rect rest = bar;
  const float least = scene.ui.mm(45);
  const float width = std::min(std::max(scene.ui.button_width(text, icon), least), bar.w / 2);
  return scene.ui.button(id, rest.cut_end(width, scene.ui.direction()), text, kind, icon);
}

}  // namespace anlaufstelle::screens
