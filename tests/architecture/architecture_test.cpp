// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "tests/architecture/source_tree.h"

using namespace anlaufstelle::architecture;
namespace fs = std::filesystem;

namespace {

const fs::path kRoot = SOURCE_DIR;

Rooms rooms() {
  return parse_rooms(read_text(kRoot / "tests/architecture/rooms.txt"));
}

// Every word of a build list that names a source file.
std::vector<std::string> cpp_names(const std::string& list) {
  std::vector<std::string> names;
  std::string word;
  for (const char c : list + " ") {
    if (c != ' ' && c != '\n' && c != ')' && c != '(') {
      word += c;
      continue;
    }
    if (word.ends_with(".cpp")) names.push_back(word);
    word.clear();
  }
  return names;
}

void report(const std::vector<std::string>& wrong) {
  for (const std::string& line : wrong) MESSAGE(line);
  CHECK(wrong.empty());
}

}  // namespace

TEST_CASE("every include follows an arrow and every library stays with its owner") {
  const Rooms table = rooms();
  REQUIRE(table.size() == 16);
  std::vector<std::string> wrong;
  int seen = 0;
  for (const char* folder : {"kiosk", "storage"}) {
    for (const fs::path& file : files_below(kRoot, folder, {".h", ".cpp"})) {
      ++seen;
      for (std::string& line : wrong_includes(table, file.string(), read_text(kRoot / file))) {
        wrong.push_back(std::move(line));
      }
    }
  }
  CHECK(seen > 50);
  report(wrong);
}

TEST_CASE("a wrong arrow, a foreign library and a short path are each found") {
  const Rooms table = rooms();
  CHECK(wrong_includes(table, "storage/crypto/age.cpp", "#include \"kiosk/forms/form_def.h\"\n")
            .size() == 1);
  CHECK(wrong_includes(table, "kiosk/screens/home.cpp", "#include <sqlite3.h>\n").size() == 1);
  CHECK(wrong_includes(table, "kiosk/screens/home.cpp", "#include \"home.h\"\n").size() == 1);
  CHECK(wrong_includes(table, "storage/records/a.cpp",
                       "#include <sqlite3.h>\n#include \"storage/crypto/age.h\"\n")
            .empty());
}

TEST_CASE("arrows only go down") {
  const Rooms table = rooms();
  for (const auto& [name, room] : table) {
    for (const std::string& arrow : room.arrows) {
      if (arrow == "*") continue;
      REQUIRE_MESSAGE(table.count(arrow) == 1, name << " -> " << arrow);
      CHECK_MESSAGE(table.at(arrow).level < room.level, name << " -> " << arrow);
    }
  }
}

TEST_CASE("every source and test file stands in a build list") {
  std::set<fs::path> listed;
  for (const char* folder : {"kiosk", "storage", "tests"}) {
    for (const fs::path& list : files_below(kRoot, folder, {".txt"})) {
      if (list.filename() != "CMakeLists.txt") continue;
      for (const std::string& name : cpp_names(read_text(kRoot / list))) {
        listed.insert((list.parent_path() / name).lexically_normal());
      }
    }
  }
  std::vector<std::string> missing;
  for (const char* folder : {"kiosk", "storage", "tests"}) {
    for (const fs::path& file : files_below(kRoot, folder, {".cpp"})) {
      if (listed.count(file) == 0) missing.push_back(file.string() + " is in no build list");
    }
  }
  report(missing);
}

TEST_CASE("test case names are unique in the program") {
  std::set<std::string> names;
  std::vector<std::string> twice;
  for (const fs::path& file : files_below(kRoot, "tests", {".cpp"})) {
    const std::string source = read_text(kRoot / file);
    const std::string mark = std::string("TEST_CASE") + "(\"";
    for (std::size_t at = source.find(mark); at != std::string::npos;
         at = source.find(mark, at + 1)) {
      const std::size_t begin = at + mark.size();
      const std::string name = source.substr(begin, source.find('"', begin) - begin);
      if (!names.insert(name).second) twice.push_back(file.string() + ": " + name);
    }
  }
  report(twice);
}

TEST_CASE("every file names its licence") {
  std::vector<std::string> without;
  for (const char* folder : {"kiosk", "storage", "tests", "locales"}) {
    for (const fs::path& file :
         files_below(kRoot, folder, {".h", ".cpp", ".py", ".sh", ".toml", ".po"})) {
      const std::string head = read_text(kRoot / file).substr(0, 2000);
      if (head.find("SPDX-License-Identifier: EUPL-1.2") == std::string::npos) {
        without.push_back(file.string());
      }
    }
  }
  report(without);
}
