// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/languages_file.h"

#include "kiosk/app/toml_file.h"

namespace anlaufstelle::app {
namespace {

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
  if (entry == nullptr) return complain(file, node.source(), "a table per language is expected");
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
    return complain(file, node.source(), tag + ".direction: allowed are \"ltr\" and \"rtl\"");
  }
  language.direction =
      direction == "rtl" ? language::Direction::kRightToLeft : language::Direction::kLeftToRight;
  if (language.autonym.empty() || language.font_families.empty() ||
      language.keyboard_layouts.empty()) {
    return complain(file, node.source(), tag + ": autonym, fonts and keyboards are needed");
  }
  return language;
}

}  // namespace

Result<std::vector<language::Language>> load_languages(const std::filesystem::path& file,
                                                       const std::vector<std::string>& order) {
  TRY_ASSIGN(const toml::table parsed, read_toml(file));
  // The file's order is its [order] list: TOML tables have none of their own.
  std::vector<std::string> wanted = order;
  if (wanted.empty()) wanted = texts(parsed, "order");
  std::vector<language::Language> languages;
  for (const std::string& tag : wanted) {
    const toml::node* node = parsed["language"][tag].node();
    if (node == nullptr) {
      return Error{ErrorCode::kNotFound, file.string() + ": no language \"" + tag + "\""};
    }
    TRY_ASSIGN(language::Language language, read_entry(file, tag, *node));
    languages.push_back(std::move(language));
  }
  return languages;
}

}  // namespace anlaufstelle::app
