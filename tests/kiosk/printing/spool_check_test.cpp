// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/spool_check.h"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/support/temp_dir.h"

namespace anlaufstelle::printing {
namespace {

// /dev/shm is a tmpfs everywhere, /proc nowhere.
class Cups {
 public:
  std::vector<std::string> findings(const std::string& server, const std::string& files) const {
    std::ofstream(folder.path() / "cupsd.conf") << server;
    std::ofstream(folder.path() / "cups-files.conf") << files;
    return check_spool(folder.path());
  }
  TempDir folder;
};

constexpr const char* kInMemory = "RequestRoot /dev/shm\nTempDir /dev/shm\n";

TEST_CASE_FIXTURE(Cups, "a server that keeps nothing has no finding") {
  CHECK(
      findings("PreserveJobFiles No\nPreserveJobHistory 300\nLogLevel warn\n", kInMemory).empty());
  CHECK(findings("  preservejobfiles  off # not a copy\n", kInMemory).empty());
}

TEST_CASE_FIXTURE(Cups, "a server that keeps sheets is told what to write") {
  for (const char* server :
       {"", "PreserveJobFiles 1d\n", "PreserveJobFiles No\nPreserveJobFiles Yes\n",
        "#PreserveJobFiles No\n", "<Policy default>\nPreserveJobFiles No\n</Policy>\n"}) {
    CAPTURE(server);
    const auto found = findings(server, kInMemory);
    REQUIRE(found.size() == 1);
    CHECK(found.front().find("\"PreserveJobFiles No\"") != std::string::npos);
    CHECK(found.front().find((folder.path() / "cupsd.conf").string()) != std::string::npos);
  }
}

TEST_CASE_FIXTURE(Cups, "a spool that isn't in memory is named") {
  const auto found = findings("PreserveJobFiles No\n", "RequestRoot /proc\nTempDir /dev/shm\n");
  REQUIRE(found.size() == 1);
  CHECK(found.front().find("/proc be in memory") != std::string::npos);
  CHECK(found.front().find("RequestRoot") != std::string::npos);
  CHECK(
      findings("PreserveJobFiles No\n", "RequestRoot /no/such/folder\nTempDir /dev/shm\n").size() ==
      1);
}

TEST_CASE_FIXTURE(Cups, "a history that is switched off, and a log of everything, are named") {
  CHECK(findings("PreserveJobFiles No\nPreserveJobHistory No\n", kInMemory).size() == 1);
  CHECK(findings("PreserveJobFiles No\nLogLevel debug2\n", kInMemory).size() == 1);
}

TEST_CASE_FIXTURE(Cups, "what can't be read is said to be unknown, not to be well") {
  const auto found = check_spool(folder.path() / "nowhere");
  REQUIRE_FALSE(found.empty());
  CHECK(found.front().find("can't be read") != std::string::npos);
}

}  // namespace
}  // namespace anlaufstelle::printing
