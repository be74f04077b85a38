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
  kAlert,
  kImage,
  kSlider,
  kHandle,
  kCanvas  // a sheet to draw on
};

// One thing on the screen as a person meets it. Rebuilt in each frame that somebody reads; the
// one source for tests and, later, read-aloud.
struct SemanticNode {
  NodeRole role = NodeRole::kText;
  std::string id;        // stable, e.g. "choice:f06_alter:26"
  std::string name;      // as the client reads it; "" for the client's own words
  std::string value;     // what a client typed or set, or how far a progress is
  std::string language;  // BCP 47, of the name
  language::Direction direction = language::Direction::kLeftToRight;
  bool selected = false, enabled = true, focused = false;
  Rect rect;  // visible part, framebuffer pixels; empty while scrolled out of view
  Rect text;  // the visible part of where its letters are
};

// What of an answer is written: nothing; which choices are chosen; also what was typed.
enum class TreeDetail { kNames, kChoices, kAnswers };

// One JSON object per node and line, then a line {"frame":n}.
std::string to_json_lines(const std::vector<SemanticNode>& nodes, std::uint64_t frame,
                          TreeDetail detail);

}  // namespace anlaufstelle::widgets
