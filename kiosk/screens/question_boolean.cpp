// SPDX-License-Identifier: EUPL-1.2
// Yes or no, where the form has no choices of its own.
#include "kiosk/screens/question.h"

namespace anlaufstelle::screens {

void draw_boolean(Scene& scene, Flow& flow, const forms::Question& question) {
  // As a form may write them (XML Schema, boolean).
  const bool yes = question.value == "true" || question.value == "1";
  const bool no = question.value == "false" || question.value == "0";
  const TileGroup group{.id = "choices:" + question.name,
                        .tiles = {{"choice:" + question.name + ":true", scene.tr("Ja"), yes},
                                  {"choice:" + question.name + ":false", scene.tr("Nein"), no}}};
  draw_tiles(scene, flow, group, [&](std::size_t index) {
    const bool again = index == 0 ? yes : no;
    const std::string_view value = again ? "" : index == 0 ? "true" : "false";
    scene.emit(
        [node = question.node, value](visit::Visit& visit) { visit.form().type(node, value); });
  });
}

}  // namespace anlaufstelle::screens
