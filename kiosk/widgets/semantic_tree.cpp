// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/semantic_tree.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

namespace anlaufstelle::widgets {

namespace {

constexpr std::array<std::string_view, 15> kRoleNames{
    "text",     "heading", "button", "radio", "checkbox", "text_field", "key",   "link",
    "progress", "scroll",  "alert",  "image", "slider",   "handle",     "canvas"};

void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      std::array<char, 8> escaped{};
      std::snprintf(escaped.data(), escaped.size(), "\\u%04x", byte);
      out += escaped.data();
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_flag(std::string& out, std::string_view key, bool value) {
  out += ",\"";
  out += key;
  out += value ? "\":true" : "\":false";
}

void append_number(std::string& out, std::string_view key, float value) {
  out += ",\"";
  out += key;
  out += "\":";
  out += std::to_string(std::lround(value));
}

bool is_choice(NodeRole role) {
  return role == NodeRole::kRadio || role == NodeRole::kCheckbox;
}

void append_text(std::string& out, std::string_view key, std::string_view value) {
  out += ",\"";
  out += key;
  out += "\":";
  append_string(out, value);
}

void append_node(std::string& out, const SemanticNode& node, TreeDetail detail) {
  const bool typed = detail == TreeDetail::kAnswers || node.role == NodeRole::kProgress;
  const bool chosen = detail != TreeDetail::kNames || !is_choice(node.role);
  out += "{\"role\":\"";
  out += kRoleNames.at(static_cast<std::size_t>(node.role));
  out += '"';
  append_text(out, "id", node.id);
  append_text(out, "name", node.name);
  if (typed) append_text(out, "value", node.value);
  append_text(out, "lang", node.language);
  append_text(out, "dir", node.direction == language::Direction::kRightToLeft ? "rtl" : "ltr");
  if (chosen) append_flag(out, "selected", node.selected);
  append_flag(out, "enabled", node.enabled);
  append_flag(out, "focused", node.focused);
  append_number(out, "x", node.rect.x);
  append_number(out, "y", node.rect.y);
  append_number(out, "w", node.rect.w);
  append_number(out, "h", node.rect.h);
  out += "}\n";
}

}  // namespace

std::string to_json_lines(const std::vector<SemanticNode>& nodes, std::uint64_t frame,
                          TreeDetail detail) {
  std::string out;
  for (const SemanticNode& node : nodes) append_node(out, node, detail);
  out += "{\"frame\":" + std::to_string(frame) + "}\n";
  return out;
}

}  // namespace anlaufstelle::widgets
