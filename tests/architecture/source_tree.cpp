// SPDX-License-Identifier: EUPL-1.2
#include "tests/architecture/source_tree.h"

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>

namespace anlaufstelle::architecture {
namespace {

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> found;
  for (std::string word; stream >> word;) found.push_back(word);
  return found;
}

// "kiosk/forms/xpath/lexer.h" → "kiosk/forms"; "" if it is in no room.
std::string room_of(const Rooms& rooms, const std::string& path) {
  for (const auto& [name, room] : rooms) {
    if (path.starts_with(name + "/")) return name;
  }
  return "";
}

bool allowed(const Rooms& rooms, const std::string& from, const std::string& to) {
  if (from == to || to == "storage/base") return true;
  const auto& arrows = rooms.at(from).arrows;
  return std::any_of(arrows.begin(), arrows.end(),
                     [&](const std::string& arrow) { return arrow == "*" || arrow == to; });
}

// Every room that owns a header: Dear ImGui has more than one, by the table.
std::vector<std::string> owners(const Rooms& rooms, const std::string& header) {
  std::vector<std::string> found;
  std::size_t longest = 0;
  for (const auto& [name, room] : rooms) {
    for (const std::string& prefix : room.owns) {
      if (!header.starts_with(prefix)) continue;
      if (prefix.size() > longest) {
        longest = prefix.size();
        found.clear();
      }
      if (prefix.size() == longest) found.push_back(name);
    }
  }
  return found;
}

}  // namespace

Rooms parse_rooms(const std::string& text) {
  Rooms rooms;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> fields;
    std::istringstream parts(line);
    for (std::string field; std::getline(parts, field, '|');) fields.push_back(field);
    fields.resize(4);
    Room room;
    room.level = std::stoi(fields[1]);
    room.arrows = words(fields[2]);
    room.owns = words(fields[3]);
    rooms[words(fields[0]).at(0)] = room;
  }
  return rooms;
}

std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<Include> includes_of(const std::string& source) {
  static const std::regex pattern(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
  std::vector<Include> found;
  std::istringstream lines(source);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::smatch match;
    if (std::regex_search(line, match, pattern)) {
      found.push_back({number, match[2].str(), match[1].str() == "<"});
    }
  }
  return found;
}

std::vector<std::filesystem::path> files_below(const std::filesystem::path& root,
                                               const std::filesystem::path& folder,
                                               const std::vector<std::string>& extensions) {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string extension = entry.path().extension().string();
    if (std::find(extensions.begin(), extensions.end(), extension) == extensions.end()) continue;
    found.push_back(std::filesystem::relative(entry.path(), root));
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::string> wrong_includes(const Rooms& rooms, const std::string& file,
                                        const std::string& source) {
  std::vector<std::string> wrong;
  const std::string from = room_of(rooms, file);
  if (from.empty()) return wrong;
  for (const Include& include : includes_of(source)) {
    const std::string where = file + ":" + std::to_string(include.line) + ": " + include.path;
    if (!include.angled) {
      const std::string to = room_of(rooms, include.path);
      if (to.empty()) {
        wrong.push_back(where + " is no full path into a room");
      } else if (!allowed(rooms, from, to)) {
        wrong.push_back(where + ": no arrow from " + from + " to " + to);
      }
      continue;
    }
    const std::vector<std::string> who = owners(rooms, include.path);
    if (!who.empty() && std::find(who.begin(), who.end(), from) == who.end()) {
      wrong.push_back(where + " belongs to " + who.front());
    }
  }
  return wrong;
}

}  // namespace anlaufstelle::architecture
