// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/languages_file.h"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace anlaufstelle::app {
namespace {

Error at(const std::filesystem::path& file, const toml::node& node, const std::string& what) {
  return Error{ErrorCode::kInvalidInput,
               file.string() + ":" + std::to_string(node.source().begin.line) + ": " + what};
}

std::vector<std::string> texts(const toml::table& entry, std::string_view key) {
  std::vector<std::string> values;
  if (const toml::array* list = entry[key].as_array()) {
    for (const auto& item : *list) {
      if (const auto value = item.value_exact<std::string>()) values.push_back(*value);
    }
  }
  return values;
}

Result<language::Language> read_entry(const std::filesystem::path& file, const std::string& tag,
                                      const toml::node& node) {
  const toml::table* entry = node.as_table();
  if (entry == nullptr) return at(file, node, "a table per language is expected");
  language::Language language;
  language.tag = tag;
  language.autonym = (*entry)["autonym"].value_or(std::string());
  language.font_families = texts(*entry, "fonts");
  language.font_scale = static_cast<float>((*entry)["font_scale"].value_or(1.0));
  language.keyboard_layouts = texts(*entry, "keyboards");
  language.fallback = texts(*entry, "fallback");
  language.reviewed = (*entry)["status"].value_or(std::string()) == "reviewed";
  const std::string direction = (*entry)["direction"].value_or(std::string());
  if (direction != "ltr" && direction != "rtl") {
    return at(file, node, tag + ".direction: allowed are \"ltr\" and \"rtl\"");
  }
  language.direction =
      direction == "rtl" ? language::Direction::kRightToLeft : language::Direction::kLeftToRight;
  if (language.autonym.empty() || language.font_families.empty() ||
      language.keyboard_layouts.empty()) {
    return at(file, node, tag + ": autonym, fonts and keyboards are needed");
  }
  return language;
}

}  // namespace

Result<std::vector<language::Language>> load_languages(const std::filesystem::path& file,
                                                       const std::vector<std::string>& order) {
  const toml::parse_result parsed = toml::parse_file(file.string());
  if (!parsed) {
    return Error{ErrorCode::kInvalidInput, file.string() + ":" +
                                               std::to_string(parsed.error().source().begin.line) +
                                               ": " + std::string(parsed.error().description())};
  }
  // The file's order is its [order] list: TOML tables have none of their own.
  std::vector<std::string> wanted = order;
  if (wanted.empty()) wanted = texts(parsed.table(), "order");
  std::vector<language::Language> languages;
  for (const std::string& tag : wanted) {
    const toml::node* node = parsed.table()["language"][tag].node();
    if (node == nullptr) {
      return Error{ErrorCode::kNotFound, file.string() + ": no language \"" + tag + "\""};
    }
    TRY_ASSIGN(language::Language language, read_entry(file, tag, *node));
    languages.push_back(std::move(language));
  }
  return languages;
}

}  // namespace anlaufstelle::app
