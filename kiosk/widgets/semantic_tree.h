// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "kiosk/widgets/geometry.h"

namespace anlaufstelle::widgets {

enum class NodeRole {
  kText,
  kHeading,
  kButton,
  kRadio,
  kCheckbox,
  kTextField,
  kKey,
  kLink,
  kProgress,
  kScroll,
  kAlert
};

// One thing on the screen as a person meets it. Rebuilt each frame; the one source for focus
// order, tests and, later, read-aloud.
struct SemanticNode {
  NodeRole role = NodeRole::kText;
  std::string id;    // stable, e.g. "choice:f06_alter:26"
  std::string name;  // as the client reads it; "" for the client's own words
  bool selected = false, enabled = true, focused = false;
  Rect rect;  // visible part; empty while scrolled out of view
};

// One JSON object per node and line, then a line {"frame":n}. Never an answer's text.
std::string to_json_lines(const std::vector<SemanticNode>& nodes, std::uint64_t frame);

}  // namespace anlaufstelle::widgets
