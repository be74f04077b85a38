// SPDX-License-Identifier: EUPL-1.2
// A client with a code answers screen after screen, and the process is killed at any moment.
#include <doctest/doctest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "storage/records/draft_store.h"
#include "tests/storage/records/hand_in_child.h"
#include "tests/storage/seeded_random.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

// What the screens up to number `n` have been answered with; larger than a page, so that a torn
// file would show.
RecordContent answered(std::size_t n) {
  RecordContent content;
  content.form_id = "erstberatung";
  content.form_version = "1";
  content.language = "ps";
  content.minute = 29'922'360;
  content.full_xml =
      "<data><n>" + std::to_string(n) + "</n>" + std::string(6000 + n % 3000, 'x') + "</data>";
  return content;
}

std::size_t screen_of(const RecordContent& content) {
  return std::stoul(content.full_xml.substr(content.full_xml.find("<n>") + 3));
}

// Saves from screen `first` on, until it is killed; a line for each that is durable.
Child save_on(const fs::path& folder, const crypto::DraftKey& key, std::size_t first) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  Child child;
  child.pid = fork();
  REQUIRE(child.pid >= 0);
  if (child.pid == 0) {
    auto store = DraftStore::open(folder);
    SystemRandom random;
    for (std::size_t n = first; store; ++n) {
      if (!store->save({key.id, key.identity.recipient()}, answered(n), random)) break;
      const std::string line = std::to_string(n) + "\n";
      if (write(ends[1], line.data(), line.size()) < 0) break;
    }
    _exit(1);
  }
  close(ends[1]);
  child.out = ends[0];
  return child;
}

}  // namespace

TEST_CASE("every screen that was confirmed under a code is there after a kill, and nothing else") {
  const int rounds = std::getenv("ANLAUFSTELLE_DEEP") != nullptr ? 1000 : 60;
  const std::uint64_t seed = std::random_device{}();
  MESSAGE("seed ", seed);
  SeededRandom moments(seed);
  const TempDir dir;
  const fs::path folder = dir.path() / "drafts";
  auto store = DraftStore::open(folder);
  REQUIRE(store.ok());
  const auto code = crypto::ResumeCode::generate(moments);
  const auto key = crypto::DraftKey::derive(code, store->salt());
  REQUIRE(key.ok());
  std::size_t confirmed = 0, half_done = 0;
  for (int round = 0; round < rounds; ++round) {
    CAPTURE(round);
    const Child child = save_on(folder, *key, confirmed + 1);
    std::string output;
    read_some(child, std::chrono::minutes(1), 1 + static_cast<std::ptrdiff_t>(moments.below(4)),
              output);
    read_some(child, std::chrono::milliseconds(moments.below(6)), PTRDIFF_MAX, output);
    REQUIRE(kill(child.pid, SIGKILL) == 0);
    read_rest(child, output);
    close(child.out);
    int status = 0;
    REQUIRE(waitpid(child.pid, &status, 0) == child.pid);
    REQUIRE_MESSAGE(WIFSIGNALED(status), "the loop ended by itself");
    const auto lines = static_cast<std::size_t>(std::count(output.begin(), output.end(), '\n'));
    confirmed += lines;
    const auto draft = store->load(*key);
    REQUIRE_MESSAGE(draft.ok(), draft.error().context);
    const std::size_t kept = screen_of(*draft);
    // At most the one that was saved and not yet confirmed is more.
    CHECK(kept >= confirmed);
    CHECK(kept <= confirmed + 1);
    CHECK(draft->full_xml == answered(kept).full_xml);
    confirmed = kept;
    // The next visit finds nothing without the code, not even a torn file.
    for (const auto& entry : fs::directory_iterator(folder)) {
      half_done += entry.path().filename().string().starts_with(".tmp-") ? 1 : 0;
    }
    REQUIRE(store->sweep(SystemClock().now()).ok());
    for (const auto& entry : fs::directory_iterator(folder)) {
      const std::string name = entry.path().filename();
      CHECK((name == "salt" || name == key->id.hex() + ".age"));
    }
  }
  MESSAGE(confirmed, " screens, ", half_done, " files left half done and removed");
  CHECK(confirmed >= static_cast<std::size_t>(rounds));
}

}  // namespace anlaufstelle::records
