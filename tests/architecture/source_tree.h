// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace anlaufstelle::architecture {

// One line of rooms.txt.
struct Room {
  int level = 0;
  std::vector<std::string> arrows;  // "*" = all
  std::vector<std::string> owns;    // prefixes of third-party headers
};
using Rooms = std::map<std::string, Room>;

Rooms parse_rooms(const std::string& text);
std::string read_text(const std::filesystem::path& file);

struct Include {
  int line = 0;
  std::string path;
  bool angled = false;
};
std::vector<Include> includes_of(const std::string& source);

// Tracked kinds of files below `folder`, relative to `root`, sorted; build folders left out.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& root,
                                               const std::filesystem::path& folder,
                                               const std::vector<std::string>& extensions);

// What is wrong with one file's includes under these rules; empty = nothing.
std::vector<std::string> wrong_includes(const Rooms& rooms, const std::string& file,
                                        const std::string& source);

}  // namespace anlaufstelle::architecture
