// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/semantic_tree.h"

#include <doctest/doctest.h>

namespace anlaufstelle::widgets {

TEST_CASE("the tree is written as one JSON object a line and ends with the frame") {
  SemanticNode node;
  node.role = NodeRole::kRadio;
  node.id = "choice:f06:26";
  node.name = "Ja, \"sofort\"\n\\";
  node.selected = true;
  node.rect = {1.4f, 2.6f, 30, 40};
  CHECK(to_json_lines({node}, 7) ==
        "{\"role\":\"radio\",\"id\":\"choice:f06:26\",\"name\":\"Ja, \\\"sofort\\\"\\u000a\\\\\","
        "\"selected\":true,\"enabled\":true,\"focused\":false,\"x\":1,\"y\":3,\"w\":30,\"h\":40}\n"
        "{\"frame\":7}\n");
}

TEST_CASE("the name of every role is written") {
  SemanticNode node;
  node.role = NodeRole::kAlert;
  CHECK(to_json_lines({node}, 1).find("{\"role\":\"alert\"") == 0);
  node.role = NodeRole::kTextField;
  CHECK(to_json_lines({node}, 1).find("{\"role\":\"text_field\"") == 0);
}

}  // namespace anlaufstelle::widgets
