// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/settings.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>

#include "kiosk/app/toml_file.h"

namespace anlaufstelle::app {
namespace {

// One reader per key: returns what is allowed when the value doesn't fit.
using Reader = std::function<std::optional<std::string>(const toml::node&, Settings&)>;

Reader text(std::string Settings::*member, std::size_t max_bytes) {
  return [=](const toml::node& node, Settings& settings) -> std::optional<std::string> {
    const auto value = node.value_exact<std::string>();
    if (!value || value->size() > max_bytes) {
      return "a text of at most " + std::to_string(max_bytes) + " bytes";
    }
    settings.*member = *value;
    return std::nullopt;
  };
}

Reader folder(std::filesystem::path Settings::*member) {
  return [=](const toml::node& node, Settings& settings) -> std::optional<std::string> {
    const auto value = node.value_exact<std::string>();
    if (!value || (!value->empty() && value->front() != '/')) {
      return "\"\" or an absolute path in quotes";
    }
    settings.*member = *value;
    return std::nullopt;
  };
}

Reader seconds(std::chrono::seconds Settings::*member, int least, int most) {
  return [=](const toml::node& node, Settings& settings) -> std::optional<std::string> {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < least || *value > most) {
      return "whole seconds from " + std::to_string(least) + " to " + std::to_string(most);
    }
    settings.*member = std::chrono::seconds(*value);
    return std::nullopt;
  };
}

Reader days(std::chrono::days Settings::*member, int least, int most) {
  return [=](const toml::node& node, Settings& settings) -> std::optional<std::string> {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < least || *value > most) {
      return "whole days from " + std::to_string(least) + " to " + std::to_string(most);
    }
    settings.*member = std::chrono::days(*value);
    return std::nullopt;
  };
}

Reader mebibytes(int Settings::*member, int most) {
  return [=](const toml::node& node, Settings& settings) -> std::optional<std::string> {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < 0 || *value > most) {
      return "whole mebibytes from 0 to " + std::to_string(most);
    }
    settings.*member = static_cast<int>(*value);
    return std::nullopt;
  };
}

Reader millimetres(float Settings::*member) {
  return [=](const toml::node& node, Settings& settings) -> std::optional<std::string> {
    const auto value = node.value<double>();
    const bool fits = value && (*value == 0 || (*value >= 100 && *value <= 3000));  // nan doesn't
    if (!fits) {
      return "0 (ask the display) or millimetres from 100 to 3000";
    }
    settings.*member = static_cast<float>(*value);
    return std::nullopt;
  };
}

Reader tags(std::vector<std::string> Settings::*member) {
  return [=](const toml::node& node, Settings& settings) -> std::optional<std::string> {
    const std::string allowed = "a list of language tags, each once, such as [\"ar\", \"de\"]";
    const toml::array* list = node.as_array();
    if (list == nullptr) return allowed;
    std::vector<std::string> values;
    for (const auto& item : *list) {
      const auto value = item.value_exact<std::string>();
      if (!value || value->empty() || value->size() > 20) return allowed;
      if (std::find(values.begin(), values.end(), *value) != values.end()) return allowed;
      values.push_back(*value);
    }
    settings.*member = std::move(values);
    return std::nullopt;
  };
}

// What may stand in an address before the page's own name.
std::optional<std::string> read_public_url(const toml::node& node, Settings& settings) {
  const auto value = node.value_exact<std::string>();
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~/:").find(c) != std::string_view::npos;
  };
  const bool address = value && value->starts_with("https://") && value->ends_with('/') &&
                       value->size() > 9 && value->size() <= 200 &&
                       std::all_of(value->begin(), value->end(), plain);
  if (!address && value != "") {
    return "\"\" or an address such as \"https://example.org/pages/\", at most 200 bytes";
  }
  settings.public_url = *value;
  return std::nullopt;
}

std::optional<std::string> read_drawing(const toml::node& node, Settings& settings) {
  const auto value = node.value_exact<std::string>();
  if (value != "processor" && value != "opengl") return "\"processor\" or \"opengl\"";
  settings.drawing = value == "opengl" ? Drawing::kOpenGl : Drawing::kProcessor;
  return std::nullopt;
}

std::optional<std::string> read_slip_paper(const toml::node& node, Settings& settings) {
  const auto value = node.value_exact<std::string>();
  if (value != "a4" && value != "roll-80mm") return "\"a4\" or \"roll-80mm\"";
  settings.slips_on_roll = value == "roll-80mm";
  return std::nullopt;
}

std::optional<std::string> read_require_reviewed(const toml::node& node, Settings& settings) {
  const auto value = node.value_exact<bool>();
  if (!value) return "true or false";
  settings.require_reviewed = *value;
  return std::nullopt;
}

using Section = std::map<std::string, Reader, std::less<>>;
using Table = std::map<std::string, Section, std::less<>>;

Table make_table() {
  return {
      {"office", {{"name", text(&Settings::office_name, 120)}}},
      {"languages",
       {{"order", tags(&Settings::languages)}, {"require_reviewed", read_require_reviewed}}},
      {"pages", {{"public_url", read_public_url}}},
      {"printer",
       {{"queue", text(&Settings::printer, 300)},
        {"slips", text(&Settings::slip_printer, 300)},
        {"slips_paper", read_slip_paper}}},
      {"data",
       {{"folder", folder(&Settings::data_folder)},
        {"ballast_mib", mebibytes(&Settings::ballast_mib, 1024)}}},
      {"retention",
       {{"kiosk_days", days(&Settings::keep_on_kiosk, 0, 30)},
        {"desk_days", days(&Settings::keep_on_desk, 1, 3650)}}},
      {"idle",
       {{"warning_s", seconds(&Settings::idle_warning, 10, 3600)},
        {"end_s", seconds(&Settings::idle_end, 30, 3660)},
        {"desk_lock_s", seconds(&Settings::desk_lock, 10, 3600)}}},
      {"screen",
       {{"width_mm", millimetres(&Settings::screen_width_mm)},
        {"height_mm", millimetres(&Settings::screen_height_mm)},
        {"drawing", read_drawing}}},
      {"sound", {{"output", text(&Settings::sound_output, 300)}}},
      {"camera", {{"source", text(&Settings::camera_source, 300)}}},
      {"sync",
       {{"target", folder(&Settings::inbox)},
        {"server", text(&Settings::server_hosts, 500)},
        {"certificates", folder(&Settings::server_certificates)},
        {"desk_name", text(&Settings::server_desk, 32)},
        {"desk_certificates", folder(&Settings::desk_certificates)}}},
  };
}

template <typename Map>
std::string keys_of(const Map& map) {
  std::string joined;
  for (const auto& [key, unused] : map) joined += (joined.empty() ? "" : ", ") + key;
  return joined;
}

Status read_section(const std::filesystem::path& file, const std::string& name,
                    const toml::table& values, const Section& section, Settings& settings) {
  for (const auto& [key, node] : values) {
    const std::string key_text(key.str());
    const auto reader = section.find(key_text);
    if (reader == section.end()) {
      return complain(
          file, node.source(),
          "unknown key \"" + key_text + "\" in [" + name + "]; allowed: " + keys_of(section));
    }
    if (const auto allowed = reader->second(node, settings)) {
      return complain(file, node.source(), name + "." + key_text + ": allowed is " + *allowed);
    }
  }
  return ok_status();
}

std::filesystem::path xdg(const char* variable, const char* below_home) {
  const char* set = std::getenv(variable);
  if (set != nullptr && *set == '/') return std::filesystem::path(set) / "anlaufstelle";
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home != nullptr ? home : "/") / below_home / "anlaufstelle";
}

}  // namespace

Result<Settings> load_settings(const std::filesystem::path& file) {
  Settings settings;
  std::error_code missing;
  if (!std::filesystem::exists(file, missing)) return settings;
  TRY_ASSIGN(const toml::table parsed, read_toml(file));
  const Table table = make_table();
  for (const auto& [key, node] : parsed) {
    const std::string name(key.str());
    const auto section = table.find(name);
    if (section == table.end() || node.as_table() == nullptr) {
      return complain(file, node.source(),
                      "unknown section \"" + name + "\"; allowed: " + keys_of(table));
    }
    TRY(read_section(file, name, *node.as_table(), section->second, settings));
  }
  // WCAG 2.2.1: at least 20 seconds to react to the warning.
  if (settings.idle_end - settings.idle_warning < std::chrono::seconds(20)) {
    return Error{ErrorCode::kInvalidInput,
                 file.string() + ": idle.end_s must be at least 20 s more than idle.warning_s"};
  }
  return settings;
}

std::filesystem::path default_settings_file() {
  return xdg("XDG_CONFIG_HOME", ".config") / "settings.toml";
}

DataFolders data_folders(const Settings& settings) {
  DataFolders folders;
  folders.root =
      settings.data_folder.empty() ? xdg("XDG_DATA_HOME", ".local/share") : settings.data_folder;
  folders.office = folders.root / "office";
  folders.kiosk = folders.root / "kiosk";
  folders.desk = folders.root / "desk";
  folders.pdf = folders.desk / "pdf";
  folders.certificates = settings.server_certificates.empty() ? folders.root / "certificates"
                                                              : settings.server_certificates;
  folders.desk_certificates =
      settings.desk_certificates.empty() ? folders.certificates : settings.desk_certificates;
  folders.inbox = settings.inbox.empty() ? folders.root / "inbox" : settings.inbox;
  return folders;
}

}  // namespace anlaufstelle::app
