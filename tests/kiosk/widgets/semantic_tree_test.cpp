// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/semantic_tree.h"

#include <doctest/doctest.h>

namespace anlaufstelle::widgets {

TEST_CASE("the tree is written as one JSON object a line and ends with the frame") {
  SemanticNode node;
  node.role = NodeRole::kButton;
  node.id = "nav:next";
  node.name = "Weiter, \"sofort\"\n\\";
  node.language = "ar";
  node.direction = language::Direction::kRightToLeft;
  node.rect = {1.4f, 2.6f, 30, 40};
  CHECK(to_json_lines({node}, 7, TreeDetail::kNames) ==
        "{\"role\":\"button\",\"id\":\"nav:next\",\"name\":\"Weiter, \\\"sofort\\\"\\u000a\\\\\","
        "\"lang\":\"ar\",\"dir\":\"rtl\",\"selected\":false,\"enabled\":true,\"focused\":false,"
        "\"x\":1,\"y\":3,\"w\":30,\"h\":40}\n"
        "{\"frame\":7}\n");
}

TEST_CASE("answers are written only when they are asked for") {
  SemanticNode choice;
  choice.role = NodeRole::kRadio;
  choice.selected = true;
  SemanticNode field;
  field.role = NodeRole::kTextField;
  field.value = "Mina";
  const std::string names = to_json_lines({choice, field}, 1, TreeDetail::kNames);
  CHECK(names.find("selected\":true") == std::string::npos);
  CHECK(names.find("Mina") == std::string::npos);
  const std::string choices = to_json_lines({choice, field}, 1, TreeDetail::kChoices);
  CHECK(choices.find("selected\":true") != std::string::npos);
  CHECK(choices.find("Mina") == std::string::npos);
  const std::string answers = to_json_lines({choice, field}, 1, TreeDetail::kAnswers);
  CHECK(answers.find("\"selected\":true") != std::string::npos);
  CHECK(answers.find("\"value\":\"Mina\"") != std::string::npos);
}

TEST_CASE("the name of every role is written") {
  SemanticNode node;
  node.role = NodeRole::kAlert;
  CHECK(to_json_lines({node}, 1, TreeDetail::kNames).find("{\"role\":\"alert\"") == 0);
  node.role = NodeRole::kTextField;
  CHECK(to_json_lines({node}, 1, TreeDetail::kNames).find("{\"role\":\"text_field\"") == 0);
}

}  // namespace anlaufstelle::widgets
