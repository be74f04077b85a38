// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/languages_file.h"

#include <algorithm>
#include <map>

#include "kiosk/app/toml_file.h"

namespace anlaufstelle::app {
namespace {

using language::Language;

constexpr std::string_view kBaseFamily = "Noto Sans";
constexpr double kLeastScale = 0.5, kMostScale = 2.0;

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

// "fa-AF", "de-x-simple": letters, digits and hyphens, beginning with two or three small letters.
bool is_tag(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find('-'));
  return primary.size() >= 2 && primary.size() <= 3 &&
         std::all_of(primary.begin(), primary.end(), is_lower) && tag.back() != '-' &&
         std::all_of(tag.begin(), tag.end(), [](char c) {
           return is_lower(c) || is_upper(c) || (c >= '0' && c <= '9') || c == '-';
         });
}

// ISO 15924: "Arab".
bool is_script(std::string_view script) {
  return script.size() == 4 && is_upper(script[0]) &&
         std::all_of(script.begin() + 1, script.end(), is_lower);
}

// One table of the file, with what is wrong about it said by key and line.
class Entry {
 public:
  Entry(const std::filesystem::path& file, std::string name, const toml::table& table)
      : file_(file), name_(std::move(name)), table_(table) {}

  [[nodiscard]] Error wrong(std::string_view key, const std::string& what) const {
    const toml::node* node = table_.get(key);
    return complain(file_, node ? node->source() : table_.source(),
                    name_ + "." + std::string(key) + ": " + what);
  }
  [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }

  [[nodiscard]] Status allow_only(std::initializer_list<std::string_view> keys) const {
    for (const auto& [key, node] : table_) {
      if (std::find(keys.begin(), keys.end(), key.str()) == keys.end())
        return wrong(key.str(), "unknown key");
    }
    return ok_status();
  }
  [[nodiscard]] Status read(std::string_view key, std::string& out) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) return ok_status();
    const auto value = node->value_exact<std::string>();
    if (!value) return wrong(key, "a text in quotes is expected");
    out = *value;
    return ok_status();
  }
  [[nodiscard]] Status read(std::string_view key, std::vector<std::string>& out) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) return ok_status();
    if (node->as_array() == nullptr) return wrong(key, "a list of texts is expected");
    for (const toml::node& item : *node->as_array()) {
      const auto value = item.value_exact<std::string>();
      if (!value || value->empty()) return wrong(key, "a list of texts is expected");
      out.push_back(*value);
    }
    return ok_status();
  }
  [[nodiscard]] Status read(std::string_view key, float& out) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) return ok_status();
    const auto value = node->value<double>();
    if (!value || *value < kLeastScale || *value > kMostScale)
      return wrong(key, "a number from 0.5 to 2.0 is expected");
    out = static_cast<float>(*value);
    return ok_status();
  }
  [[nodiscard]] Status read(std::string_view key,
                            std::optional<std::chrono::year_month_day>& out) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) return ok_status();
    const auto value = node->value_exact<toml::date>();
    if (!value) return wrong(key, "a day without quotes is expected, like 2026-11-22");
    out = std::chrono::year(value->year) / value->month / value->day;
    return ok_status();
  }
  [[nodiscard]] Status read(std::string_view key,
                            std::map<std::string, std::string, std::less<>>& out) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) return ok_status();
    if (node->as_table() == nullptr) return wrong(key, "a table of code = \"name\" is expected");
    for (const auto& [code, name] : *node->as_table()) {
      const auto value = name.value_exact<std::string>();
      if (!value || value->empty()) return wrong(key, std::string(code.str()) + ": no name");
      out.emplace(code.str(), *value);
    }
    return ok_status();
  }

 private:
  const std::filesystem::path& file_;
  std::string name_;
  const toml::table& table_;
};

struct Family {
  std::string package;
  std::vector<std::string> files;
};
using Families = std::map<std::string, Family, std::less<>>;

Status check_writing(const Entry& entry, const Language& language, const Families& families) {
  if (!is_script(language.script))
    return entry.wrong("script", "four letters of ISO 15924 are expected, like \"Arab\"");
  if (language.font_families.empty()) return entry.wrong("fonts", "at least one is needed");
  for (const std::string& family : language.font_families) {
    if (!families.contains(family))
      return entry.wrong("fonts", "there is no [font.\"" + family + "\"]");
  }
  if (language.keyboard_layouts.empty()) return entry.wrong("keyboards", "at least one is needed");
  return ok_status();
}

Status check_review(const Entry& entry, const std::string& status, const Language& language) {
  if (status != "draft" && status != "reviewed")
    return entry.wrong("status", "allowed are \"draft\" and \"reviewed\"");
  for (const std::string_view key : {"reviewed_by", "reviewed_on"}) {
    if (language.reviewed && !entry.has(key)) return entry.wrong(key, "needed when reviewed");
    if (!language.reviewed && entry.has(key)) return entry.wrong(key, "a draft has none");
  }
  if (language.reviewed && language.reviewed_by.empty())
    return entry.wrong("reviewed_by", "a name is expected");
  if (language.reviewed && !language.reviewed_on->ok())
    return entry.wrong("reviewed_on", "there is no such day");
  return ok_status();
}

Status check_calendar(const Entry& entry, const Language& language) {
  const std::string& calendar = language.second_calendar;
  const std::size_t months = calendar == "persian" ? 12 : calendar == "ethiopic" ? 13 : 0;
  if (entry.has("calendar") && months == 0)
    return entry.wrong("calendar", "allowed are \"persian\" and \"ethiopic\"");
  if (entry.has("calendar_months") && language.second_calendar_months.size() != months)
    return entry.wrong("calendar_months", "one for each month of the calendar");
  return ok_status();
}

Result<Language> read_language(const std::filesystem::path& file, const std::string& tag,
                               const toml::table& table, const Families& families) {
  const Entry entry(file, tag, table);
  TRY(entry.allow_only({"autonym", "script", "direction", "fonts", "font_scale", "keyboards",
                        "voice", "fallback", "status", "reviewed_by", "reviewed_on", "calendar",
                        "calendar_months", "collation", "names"}));
  Language language;
  language.tag = tag;
  std::string direction, status;
  TRY(entry.read("autonym", language.autonym));
  TRY(entry.read("script", language.script));
  TRY(entry.read("direction", direction));
  TRY(entry.read("fonts", language.font_families));
  TRY(entry.read("font_scale", language.font_scale));
  TRY(entry.read("keyboards", language.keyboard_layouts));
  TRY(entry.read("voice", language.voice));
  TRY(entry.read("fallback", language.fallback));
  TRY(entry.read("status", status));
  TRY(entry.read("reviewed_by", language.reviewed_by));
  TRY(entry.read("reviewed_on", language.reviewed_on));
  TRY(entry.read("calendar", language.second_calendar));
  TRY(entry.read("calendar_months", language.second_calendar_months));
  TRY(entry.read("collation", language.collation));
  TRY(entry.read("names", language.names));
  if (!is_tag(tag)) return entry.wrong("autonym", "\"" + tag + "\" is no tag of BCP 47");
  if (language.autonym.empty()) return entry.wrong("autonym", "needed");
  if (direction != "ltr" && direction != "rtl")
    return entry.wrong("direction", "allowed are \"ltr\" and \"rtl\"");
  if (direction == "rtl") language.direction = language::Direction::kRightToLeft;
  language.reviewed = status == "reviewed";
  TRY(check_writing(entry, language, families));
  TRY(check_review(entry, status, language));
  TRY(check_calendar(entry, language));
  return language;
}

// The tables below [font] or [language], by name.
Result<std::map<std::string, const toml::table*>> tables_of(const std::filesystem::path& file,
                                                            const toml::table& parsed,
                                                            std::string_view key) {
  std::map<std::string, const toml::table*> tables;
  const toml::node* node = parsed.get(key);
  if (node == nullptr || node->as_table() == nullptr)
    return complain(file, parsed.source(), "[" + std::string(key) + ".…] tables are expected");
  for (const auto& [name, each] : *node->as_table()) {
    if (each.as_table() == nullptr)
      return complain(file, each.source(), std::string(name.str()) + ": a table is expected");
    tables.emplace(name.str(), each.as_table());
  }
  return tables;
}

Result<Families> read_families(const std::filesystem::path& file, const toml::table& parsed) {
  TRY_ASSIGN(const auto tables, tables_of(file, parsed, "font"));
  Families families;
  for (const auto& [name, table] : tables) {
    const Entry entry(file, name, *table);
    TRY(entry.allow_only({"files", "package"}));
    Family& family = families[name];
    TRY(entry.read("files", family.files));
    TRY(entry.read("package", family.package));
    if (family.files.empty()) return entry.wrong("files", "at least one is needed");
    if (family.package.empty()) return entry.wrong("package", "the Debian package is needed");
  }
  return families;
}

Result<std::map<std::string, Language>> read_all(const std::filesystem::path& file,
                                                 const toml::table& parsed,
                                                 const Families& families) {
  TRY_ASSIGN(const auto tables, tables_of(file, parsed, "language"));
  std::map<std::string, Language> all;
  for (const auto& [tag, table] : tables) {
    TRY_ASSIGN(Language language, read_language(file, tag, *table, families));
    for (const std::string& other : language.fallback) {
      if (other == tag || !tables.contains(other))
        return Entry(file, tag, *table).wrong("fallback", "no other language \"" + other + "\"");
    }
    all.emplace(tag, std::move(language));
  }
  return all;
}

// The file's order is its `order` list, because TOML tables have none of their own.
Result<std::vector<std::string>> read_order(const std::filesystem::path& file,
                                            const toml::table& parsed,
                                            const std::map<std::string, Language>& all) {
  const Entry head(file, "languages.toml", parsed);
  TRY(head.allow_only({"order", "font", "language"}));
  std::vector<std::string> order;
  TRY(head.read("order", order));
  for (const std::string& tag : order) {
    if (!all.contains(tag)) return head.wrong("order", "there is no [language." + tag + "]");
    if (std::count(order.begin(), order.end(), tag) > 1)
      return head.wrong("order", tag + " stands there twice");
  }
  for (const auto& [tag, language] : all) {
    if (std::find(order.begin(), order.end(), tag) == order.end())
      return head.wrong("order", tag + " has an entry and is missing here");
  }
  return order;
}

Status add_fonts(OfferedLanguages& offered, const std::filesystem::path& file,
                 const Families& families) {
  std::vector<std::string> wanted{std::string(kBaseFamily)};
  for (const Language& language : offered.languages) {
    for (const std::string& family : language.font_families) {
      if (std::find(wanted.begin(), wanted.end(), family) == wanted.end()) wanted.push_back(family);
    }
  }
  for (const std::string& name : wanted) {
    const auto family = families.find(name);
    if (family == families.end())
      return Error{ErrorCode::kInvalidInput,
                   file.string() + ": there is no [font.\"" + name + "\"]"};
    for (const std::string& font : family->second.files) {
      std::error_code ignored;
      if (!std::filesystem::exists(font, ignored))
        return Error{ErrorCode::kNotFound,
                     "font " + font + " (Debian package " + family->second.package + ")"};
      offered.font_files.emplace_back(font);
    }
  }
  return ok_status();
}

}  // namespace

Result<OfferedLanguages> load_languages(const std::filesystem::path& file,
                                        const std::vector<std::string>& order) {
  TRY_ASSIGN(const toml::table parsed, read_toml(file));
  TRY_ASSIGN(const Families families, read_families(file, parsed));
  TRY_ASSIGN(const auto all, read_all(file, parsed, families));
  TRY_ASSIGN(const auto in_file, read_order(file, parsed, all));
  OfferedLanguages offered;
  for (const std::string& tag : order.empty() ? in_file : order) {
    const auto found = all.find(tag);
    if (found == all.end())
      return Error{ErrorCode::kNotFound, file.string() + ": no language \"" + tag + "\""};
    offered.languages.push_back(found->second);
  }
  TRY(add_fonts(offered, file, families));
  return offered;
}

void keep_reviewed(OfferedLanguages& offered) {
  std::erase_if(offered.languages,
                [](const Language& one) { return one.tag != "de" && !one.reviewed; });
}

}  // namespace anlaufstelle::app
