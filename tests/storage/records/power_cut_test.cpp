// SPDX-License-Identifier: EUPL-1.2
// Cuts the power: an ext4 file system on a loop device is shut down (EXT4_IOC_SHUTDOWN without
// flushing its log) while records are handed in on it, then mounted again and read. Needs root, a
// loop device and mkfs.ext4; without them it ends with 77 and says what is missing.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <random>

#include "tests/storage/records/hand_in_child.h"
#include "tests/storage/records/store_on_disk.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

// Of the kernel's fs/ext4/ext4.h; no header for programs has it.
const unsigned long kShutDown = _IOR('X', 125, std::uint32_t);
constexpr std::uint32_t kWithoutFlushingTheLog = 2;
constexpr int kCanNotRunHere = 77;

bool run(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

// One file system in one file.
class Disk {
 public:
  ~Disk() { unplug(); }
  Disk() { fs::create_directory(folder()); }
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  bool make() {
    return run("truncate -s 0 " + image() + " && truncate -s 96M " + image() +
               " && mkfs.ext4 -q -F " + image());
  }
  bool plug_in() {
    plugged_ = run("mount -o loop " + image() + " " + folder().string());
    return plugged_;
  }
  // From here on nothing reaches the image any more.
  bool cut_power() {
    const int fd = ::open(folder().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    std::uint32_t how = kWithoutFlushingTheLog;
    const bool cut = fd >= 0 && ioctl(fd, kShutDown, &how) == 0;
    close(fd);
    return cut;
  }
  bool unplug() {
    if (plugged_ && umount2(folder().c_str(), 0) != 0) return false;
    plugged_ = false;
    return true;
  }
  [[nodiscard]] fs::path folder() const { return dir_.path() / "disk"; }

 private:
  [[nodiscard]] std::string image() const { return (dir_.path() / "image").string(); }
  TempDir dir_;
  bool plugged_ = false;
};

// Nothing where the power can be cut here.
std::string what_is_missing() {
  if (geteuid() != 0) return "root, to mount a file system";
  if (!run("command -v mkfs.ext4")) return "mkfs.ext4 (Debian package e2fsprogs)";
  Disk disk;
  if (!disk.make() || !disk.plug_in()) return "a loop device and the right to mount it";
  if (!disk.cut_power()) return "a kernel whose ext4 can be shut down";
  return {};
}

struct Tally {
  int rounds = 0, answered = 0, lost = 0;
};

class PowerCuts {
 public:
  explicit PowerCuts(std::uint64_t seed) : moments_(seed) {}

  // Ends a loop's disk, then the loop: the receipts that were out before.
  std::vector<Receipt> cut(Disk& disk, const fs::path& store, Syncs syncs) {
    const Child child = start_loop(office_, store, "round", syncs);
    std::string output;
    read_some(child, std::chrono::minutes(1), static_cast<std::ptrdiff_t>(moments_.below(40)),
              output);
    read_some(child, std::chrono::milliseconds(moments_.below(15)), PTRDIFF_MAX, output);
    // A sync that runs while the power goes may come back as if it were done: only what was
    // answered before counts.
    const std::int64_t end = monotonic_ns();
    REQUIRE(disk.cut_power());
    kill(child.pid, SIGKILL);
    read_rest(child, output);
    close(child.out);
    REQUIRE(waitpid(child.pid, nullptr, 0) == child.pid);
    REQUIRE(disk.unplug());
    std::vector<Receipt> before;
    for (Receipt& receipt : receipts_in(output))
      if (receipt.monotonic_ns < end) before.push_back(std::move(receipt));
    return before;
  }

  [[nodiscard]] std::map<std::string, std::string> records_in(RecordStore& store,
                                                              std::size_t first) const {
    return whole_records(store, first, trust_, role_);
  }

 private:
  SeededRandom moments_;
  TestOffice office_;
  crypto::DeskTrust trust_ = office_.trust();
  crypto::OpenedRole role_ = office_.role("counselling words");
};

void count(const std::vector<Receipt>& receipts, const std::map<std::string, std::string>& found,
           Tally& tally) {
  ++tally.rounds;
  for (const Receipt& receipt : receipts) {
    ++tally.answered;
    const auto record = found.find(receipt.number);
    if (record == found.end() || record->second != receipt.mark) ++tally.lost;
  }
}

bool deep() {
  return std::getenv("ANLAUFSTELLE_DEEP") != nullptr;
}

std::uint64_t new_seed() {
  const std::uint64_t seed = std::random_device{}();
  MESSAGE("seed ", seed);
  return seed;
}

}  // namespace

TEST_CASE("no power cut takes a record that got its number") {
  PowerCuts cuts(new_seed());
  Disk disk;
  REQUIRE(disk.make());
  Tally tally;
  std::size_t records = 0;
  constexpr int kRoundsPerStore = 20;
  for (int round = 0; round < (deep() ? 220 : 12); ++round) {
    CAPTURE(round);
    REQUIRE(disk.plug_in());
    if (round % kRoundsPerStore == 0) {
      for (const auto& entry : fs::directory_iterator(disk.folder())) fs::remove_all(entry);
      records = 0;
    }
    const fs::path file = disk.folder() / "store";
    const std::vector<Receipt> receipts = cuts.cut(disk, file, Syncs::kReal);
    REQUIRE(disk.plug_in());
    {
      RecordStore store = open_store(file);
      CHECK(store.check_integrity().ok());
      const auto found = cuts.records_in(store, records);
      count(receipts, found, tally);
      records += found.size();
    }
    REQUIRE(disk.unplug());
  }
  MESSAGE(tally.rounds, " power cuts, ", tally.answered, " records, lost: ", tally.lost);
  CHECK(tally.answered > tally.rounds);
  CHECK(tally.lost == 0);
}

TEST_CASE("without syncs the same power cuts take records, so the test can see a loss") {
  PowerCuts cuts(new_seed());
  Tally tally;
  for (int round = 0; round < (deep() ? 40 : 4); ++round) {
    Disk disk;
    REQUIRE(disk.make());
    REQUIRE(disk.plug_in());
    const fs::path file = disk.folder() / "store";
    const std::vector<Receipt> receipts = cuts.cut(disk, file, Syncs::kNone);
    REQUIRE(disk.plug_in());
    {
      // What is left need not even be a store.
      auto store = RecordStore::open(file);
      std::map<std::string, std::string> found;
      if (store.ok()) found = cuts.records_in(*store, 0);
      count(receipts, found, tally);
    }
    REQUIRE(disk.unplug());
  }
  MESSAGE(tally.rounds, " power cuts, ", tally.answered, " records, lost: ", tally.lost);
  CHECK(tally.lost > 0);
}

int run_power_cuts(int argc, char** argv) {
  const std::string missing = what_is_missing();
  if (missing.empty()) return doctest::Context(argc, argv).run();
  std::printf("no power was cut: this needs %s\n", missing.c_str());
  return kCanNotRunHere;
}

}  // namespace anlaufstelle::records

int main(int argc, char** argv) {
  return anlaufstelle::records::run_power_cuts(argc, argv);
}
