// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/semantic_tree.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

namespace anlaufstelle::widgets {

namespace {

constexpr std::array<std::string_view, 11> kRoleNames{"text",     "heading",    "button", "radio",
                                                      "checkbox", "text_field", "key",    "link",
                                                      "progress", "scroll",     "alert"};

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

}  // namespace

std::string to_json_lines(const std::vector<SemanticNode>& nodes, std::uint64_t frame) {
  std::string out;
  for (const SemanticNode& node : nodes) {
    out += "{\"role\":\"";
    out += kRoleNames.at(static_cast<std::size_t>(node.role));
    out += "\",\"id\":";
    append_string(out, node.id);
    out += ",\"name\":";
    append_string(out, node.name);
    append_flag(out, "selected", node.selected);
    append_flag(out, "enabled", node.enabled);
    append_flag(out, "focused", node.focused);
    append_number(out, "x", node.rect.x);
    append_number(out, "y", node.rect.y);
    append_number(out, "w", node.rect.w);
    append_number(out, "h", node.rect.h);
    out += "}\n";
  }
  out += "{\"frame\":" + std::to_string(frame) + "}\n";
  return out;
}

}  // namespace anlaufstelle::widgets
