// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/spool_check.h"

#include <linux/magic.h>
#include <sys/vfs.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <sstream>

#include "storage/base/file.h"

namespace anlaufstelle::printing {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFile = 1 << 20;

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// Directives by name in small letters, as cupsd reads them: the last one counts, "#" begins a
// comment, and what stands in a <Location> or <Policy> isn't the server's.
std::optional<std::map<std::string, std::string>> directives(const fs::path& file) {
  const auto bytes = read_file(file, kMaxFile);
  if (!bytes) return std::nullopt;
  std::map<std::string, std::string> values;
  std::istringstream lines{std::string(as_text(*bytes))};
  int depth = 0;
  for (std::string line; std::getline(lines, line);) {
    line.resize(std::min(line.find('#'), line.size()));
    std::istringstream words(line);
    std::string name, value;
    if (!(words >> name)) continue;
    if (name.starts_with("</")) {
      depth = std::max(0, depth - 1);
    } else if (name.starts_with('<')) {
      ++depth;
    } else if (depth == 0) {
      words >> value;
      values[lower(name)] = value;
    }
  }
  return values;
}

bool in_memory(const fs::path& folder) {
  struct statfs system {};
  if (statfs(folder.c_str(), &system) != 0) return false;
  return system.f_type == TMPFS_MAGIC || system.f_type == RAMFS_MAGIC;
}

bool says_no(const std::string& value) {
  const std::string word = lower(value);
  return word == "no" || word == "off" || word == "false" || word == "0";
}

}  // namespace

std::vector<std::string> check_spool(const fs::path& cups_folder) {
  std::vector<std::string> findings;
  const fs::path server = cups_folder / "cupsd.conf", files = cups_folder / "cups-files.conf";
  const auto of_server = directives(server);
  if (!of_server) {
    findings.push_back(server.string() +
                       " can't be read: whether CUPS keeps sheets can't be told (try as root)");
  } else {
    const auto kept = of_server->find("preservejobfiles");
    if (kept == of_server->end() || !says_no(kept->second)) {
      findings.push_back(
          "CUPS keeps each sheet readable after it is printed: write "
          "\"PreserveJobFiles No\" into " +
          server.string());
    }
    const auto history = of_server->find("preservejobhistory");
    if (history != of_server->end() && says_no(history->second)) {
      findings.push_back(
          "without a history of jobs nobody is told whether a sheet was printed: "
          "write \"PreserveJobHistory 300\" into " +
          server.string());
    }
    const auto log = of_server->find("loglevel");
    if (log != of_server->end() && lower(log->second).starts_with("debug")) {
      findings.push_back("CUPS logs what its filters are given: write \"LogLevel warn\" into " +
                         server.string());
    }
  }
  // Without the file cupsd goes by its defaults.
  std::error_code failed;
  auto of_files = directives(files);
  if (!of_files && fs::exists(files, failed)) {
    findings.push_back(files.string() +
                       " can't be read: where CUPS spools can't be told (try as root)");
    return findings;
  }
  if (!of_files) of_files.emplace();
  const auto folder_of = [&](const char* name, const fs::path& otherwise) {
    const auto found = of_files->find(name);
    return found == of_files->end() ? otherwise : fs::path(found->second);
  };
  const fs::path spool = folder_of("requestroot", "/var/spool/cups");
  const fs::path temporary = folder_of("tempdir", spool / "tmp");
  for (const auto& [folder, name] :
       {std::pair(spool, "RequestRoot"), std::pair(temporary, "TempDir")}) {
    if (in_memory(folder)) continue;
    findings.push_back("CUPS spools sheets on the disk, where they stay if it is killed: let " +
                       folder.string() + " be in memory (a tmpfs, or another " + name + " in " +
                       files.string() + ")");
  }
  return findings;
}

}  // namespace anlaufstelle::printing
