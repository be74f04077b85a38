// SPDX-License-Identifier: EUPL-1.2
// A scale (ODK: appearance "likert"): choices side by side in the order of reading, so that the
// middle stands in the middle.
#include <algorithm>

#include "kiosk/screens/question.h"

namespace anlaufstelle::screens {
namespace {

constexpr float kGapMm = 3;

}  // namespace

bool draw_scale(Scene& scene, Flow& flow, const forms::Question& question) {
  widgets::Ui& ui = scene.ui;
  const auto& choices = list_of(scene, question).choices();
  if (choices.empty()) return false;
  // Tiles have room for a button beside each.
  if (std::any_of(question.choices.begin(), question.choices.end(),
                  [&](const forms::Choice& choice) { return can_listen(scene, choice.sound); }))
    return false;
  const auto count = static_cast<float>(choices.size());
  const float gap = ui.mm(kGapMm), width = (flow.width() - gap * (count - 1)) / count;
  float height = 0;
  for (const auto& choice : choices) {
    const widgets::ChoiceSize size = ui.upright_choice_size(choice.label, width);
    if (size.width > width) return false;  // a word would be broken
    height = std::max(height, size.height);
  }
  widgets::Rect row = flow.take(height);
  for (const auto& choice : choices) {
    const widgets::Rect rect = row.cut_start(width, ui.direction());
    row.cut_start(gap, ui.direction());
    if (ui.upright_choice("choice:" + question.name + ":" + choice.value, rect, choice.label,
                          question.value == choice.value)) {
      scene.emit([node = question.node, value = choice.value](visit::Visit& visit) {
        visit.form().choose(node, value);
      });
    }
  }
  return true;
}

}  // namespace anlaufstelle::screens
