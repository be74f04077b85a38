// SPDX-License-Identifier: EUPL-1.2
// What a finger takes hold of and moves.
#include "kiosk/widgets/ui_state.h"

namespace anlaufstelle::widgets {

Grip UiState::grip(std::string_view id, const Rect& rect, std::string_view name, NodeRole role,
                   std::string_view value) {
  const ControlId control = control_id(id);
  (void)touch(control, rect);
  if (SemanticNode* node = describe(role, id, name, rect)) node->value = value;
  // The press stays with what it came down on, wherever the finger goes.
  if (touches_.held() != control) return {};
  scroll_held_ = true;
  const Pointer& pointer = input_.pointer();
  return {.held = true, .x = pointer.x, .y = pointer.y};
}

}  // namespace anlaufstelle::widgets
