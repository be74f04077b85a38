// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/look.h"

#include <algorithm>
#include <array>

namespace anlaufstelle::screens {
namespace {

using widgets::ChoiceKind;
using widgets::Icon;
using widgets::Look;
using widgets::Rect;
using widgets::TextStyle;
using widgets::Theme;

constexpr float kPictureMm = 18, kGapMm = 3, kGroupGapMm = 7;

// The size of its A, millimetres.
constexpr std::array<float, 4> kSizePicturesMm{6.5f, 9, 12, 15.5f};

// Before a language is chosen, words would be German to somebody who reads none.
bool has_words(const Scene& scene) {
  return scene.visit.state() != visit::State::kStart;
}

// One line: a picture of what it does, and the choice with its name.
struct Line {
  std::string id, name;
  bool selected;
  std::function<void(const Rect&)> picture;
  std::function<void(Look&)> choose;
};

void draw_line(Scene& scene, Flow& flow, const Line& line) {
  widgets::Ui& ui = scene.ui;
  const float picture = ui.mm(kPictureMm);
  const float width = flow.width() - picture - ui.mm(kGapMm);
  const std::string shown = has_words(scene) ? line.name : std::string();
  Rect row = flow.take(std::max(picture, ui.choice_height(shown, width)));
  const Rect box = row.cut_start(picture, ui.direction());
  line.picture({box.x, box.y + (box.h - picture) / 2, picture, picture});
  row.cut_start(ui.mm(kGapMm), ui.direction());
  if (ui.choice(line.id, row, shown, ChoiceKind::kOne, line.selected, line.name))
    scene.emit([&look = scene.view.look, choose = line.choose](visit::Visit&) { choose(look); });
  flow.gap(kGapMm);
}

void draw_heading(Scene& scene, Flow& flow, const std::string& text, TextStyle style) {
  if (!has_words(scene)) return;
  flow.label(text, style);
  flow.gap(kGapMm);
}

void draw_sizes(Scene& scene, Flow& flow) {
  widgets::Ui& ui = scene.ui;
  const std::array<std::string, 4> names{scene.tr("Normal"), scene.tr("Groß"),
                                         scene.tr("Sehr groß"), scene.tr("Am größten")};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const widgets::TextSize size = widgets::kTextSizes.at(i);
    draw_line(scene, flow,
              {.id = "look:size:" + std::to_string(i),
               .name = names.at(i),
               .selected = ui.look().text_size == size,
               .picture =
                   [&](const Rect& box) {
                     const float side = ui.mm(kSizePicturesMm.at(i));
                     ui.icon(box.inset((box.w - side) / 2), Icon::kTextSize, ui.theme().text);
                   },
               .choose = [size](Look& look) { look.text_size = size; }});
  }
}

void draw_colours(Scene& scene, Flow& flow) {
  widgets::Ui& ui = scene.ui;
  const std::array<std::string, 3> names{scene.tr("Hell"), scene.tr("Starker Kontrast"),
                                         scene.tr("Dunkel")};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const widgets::Contrast contrast = widgets::kContrasts.at(i);
    draw_line(scene, flow,
              {.id = "look:contrast:" + std::to_string(i),
               .name = names.at(i),
               .selected = ui.look().contrast == contrast,
               .picture =
                   [&](const Rect& box) {
                     const Theme& theme = widgets::theme_of(contrast);
                     ui.card(box.inset(ui.mm(1)), ui.theme().outline);
                     ui.card(box.inset(ui.mm(1.4f)), theme.surface);
                     ui.icon(box.inset(ui.mm(4.5f)), Icon::kTextSize, theme.accent);
                   },
               .choose = [contrast](Look& look) { look.contrast = contrast; }});
  }
}

}  // namespace

void draw_look(Scene& scene) {
  const Event close = [&view = scene.view](visit::Visit&) { view.look_open = false; };
  Way done = way_on(scene, close);
  done.id = "look:done";
  done.text = scene.tr("Fertig");
  done.icon_only = !has_words(scene);
  done.icon = Icon::kCheck;
  draw_screen(scene, {.id = "look", .header = Header::kNone, .on = std::move(done)},
              [&](Flow& flow) {
                draw_heading(scene, flow, scene.tr("Ansicht"), TextStyle::kTitle);
                draw_heading(scene, flow, scene.tr("Schriftgröße"), TextStyle::kHeading);
                draw_sizes(scene, flow);
                flow.gap(kGroupGapMm);
                draw_heading(scene, flow, scene.tr("Farben"), TextStyle::kHeading);
                draw_colours(scene, flow);
              });
  if (scene.ui.take_back()) scene.emit(close);
}

}  // namespace anlaufstelle::screens
