// SPDX-License-Identifier: EUPL-1.2
// The server's disk is full: the kiosk says so, keeps its records, and goes on when there is room.
// Needs root, to mount a small disk; without it this ends with 77 and says so.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <thread>

#include "storage/sync/outbox_pump.h"
#include "storage/sync/server_schema.h"
#include "storage/sync/server_transport.h"
#include "tests/storage/sync/arrivals.h"
#include "tests/storage/sync/memory_outbox.h"
#include "tests/storage/sync/postgres_server.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::sync {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr int kCanNotRunHere = 77;
constexpr ServerPatience kPatience{5s, 10s};

// A disk of its own, which can be filled to its last byte.
class SmallDisk {
 public:
  explicit SmallDisk(const std::string& size) {
    fs::create_directory(folder());
    fs::permissions(dir_.path(), fs::perms(0755));
    const std::string how = "size=" + size + ",mode=0777";
    mounted_ = mount("tmpfs", folder().c_str(), "tmpfs", 0, how.c_str()) == 0;
  }
  ~SmallDisk() {
    if (mounted_) umount2(folder().c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  [[nodiscard]] bool mounted() const { return mounted_; }
  [[nodiscard]] fs::path folder() const { return dir_.path() / "disk"; }

  void fill() const {
    const int fd = ::open(filler().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const std::vector<char> much(4096, 'x');
    while (write(fd, much.data(), much.size()) > 0) {
    }
    close(fd);
  }
  void make_room() const { fs::remove(filler()); }

 private:
  [[nodiscard]] fs::path filler() const { return folder() / "filler"; }
  TempDir dir_;
  bool mounted_ = false;
};

// A kiosk with time that a test moves.
struct Kiosk {
  explicit Kiosk(const PostgresServer& server)
      : link(address_of(server), kPatience), transport(link), pump(outbox, transport, random) {}
  static ServerAddress address_of(const PostgresServer& server) {
    ServerAddress address;
    address.hosts = server.socket_folder();
    address.login = "kiosk_kiosk-1";
    return address;
  }
  void hand_in(int count) {
    for (int i = 0; i < count; ++i) {
      auto record = random_record(random, 20'000);
      all[record.id.hex()] = hex_text(record.encode());
      outbox.add(std::move(record));
    }
  }
  void round() {
    clock.advance(10min);
    pump.run(clock.now(), clock.monotonic(), OutboxPump::Why::kWoken);
    link.disconnect();
  }
  [[nodiscard]] int acknowledged() const { return static_cast<int>(outbox.acknowledged().size()); }

  SeededRandom random{11};
  FakeClock clock;
  MemoryOutbox outbox;
  Envelopes all;
  ServerLink link;
  ServerTransport transport;
  OutboxPump pump;
};

// Everything that was acknowledged is there, and nothing is twice.
void check_acknowledged(const PostgresServer& server, const Kiosk& kiosk) {
  Envelopes acknowledged;
  for (const RecordId& id : kiosk.outbox.acknowledged())
    acknowledged[id.hex()] = kiosk.all.at(id.hex());
  const Arrivals arrivals = arrivals_of(server, {"kiosk_kiosk-1"}, acknowledged);
  CHECK(arrivals.trouble == "");
  CHECK(arrivals.whole == kiosk.acknowledged());
  CHECK(arrivals.missing == 0);
  CHECK(arrivals.changed == 0);
  CHECK(arrivals.twice == 0);
}

void check_full(Kiosk& kiosk) {
  CHECK(kiosk.pump.report().state == "full");
  REQUIRE(kiosk.pump.error());
  CHECK(kiosk.pump.error()->code == ErrorCode::kFull);
  CHECK_MESSAGE(kiosk.pump.error()->context.find("No space left") != std::string::npos,
                kiosk.pump.error()->context);
  const std::string words = kiosk.pump.report().text(kiosk.clock.now());
  CHECK_MESSAGE(words.find("The server has no room") != std::string::npos, words);
  CHECK(kiosk.pump.report().refused == 0);
}

}  // namespace

TEST_CASE("the disk of the server's table is full: the kiosk says so, and goes on with room") {
  const SmallDisk disk("4m");
  REQUIRE(disk.mounted());
  PostgresServer server;
  server.ask(*sql_to_add(ServerRole::kKiosk, "kiosk-1"));
  const fs::path folder = disk.folder() / "space";
  fs::create_directory(folder);
  REQUIRE(run_program({"chown", "--reference", server.data(), folder}).code == 0);
  server.ask("CREATE TABLESPACE small LOCATION '" + folder.string() + "'");
  server.ask("ALTER TABLE intake.envelope SET TABLESPACE small");
  Kiosk kiosk(server);
  kiosk.hand_in(20);
  kiosk.round();
  CHECK(kiosk.acknowledged() == 20);
  disk.fill();
  kiosk.hand_in(60);
  for (int i = 0; i < 3; ++i) kiosk.round();
  check_full(kiosk);
  CHECK(kiosk.acknowledged() < 80);
  CHECK(kiosk.pump.report().waiting == 80 - kiosk.acknowledged());
  check_acknowledged(server, kiosk);
  disk.make_room();
  kiosk.round();
  CHECK(kiosk.acknowledged() == 80);
  CHECK(kiosk.pump.report().state == "ready");
  CHECK(kiosk.pump.report().text(kiosk.clock.now()) == "Every record is handed over.");
  check_acknowledged(server, kiosk);
}

TEST_CASE("the server's only disk is full until it dies of it; with room it starts, nothing lost") {
  const SmallDisk disk("160m");
  REQUIRE(disk.mounted());
  PostgresServer server({.settings = {"max_wal_size = 32MB", "min_wal_size = 32MB"},
                         .rules = {},
                         .certificates = {},
                         .disk = disk.folder()});
  server.ask(*sql_to_add(ServerRole::kKiosk, "kiosk-1"));
  Kiosk kiosk(server);
  kiosk.hand_in(20);
  kiosk.round();
  CHECK(kiosk.acknowledged() == 20);
  disk.fill();
  std::vector<std::string> states;
  for (int i = 0; i < 30 && kiosk.pump.report().state != "unreachable"; ++i) {
    kiosk.hand_in(10);
    kiosk.round();
    if (states.empty() || states.back() != kiosk.pump.report().state)
      states.push_back(kiosk.pump.report().state);
    if (kiosk.pump.report().state == "full") {
      check_full(kiosk);
      // The next part of its log has no room either, and that it can't survive.
      (void)server.psql("boss", "SELECT pg_switch_wal(); CREATE TABLE public.x (a int)");
    }
  }
  std::string seen;
  for (const auto& state : states) seen += state + " ";
  MESSAGE("states: ", seen);
  CHECK(states.back() == "unreachable");
  const int before = kiosk.acknowledged();
  kiosk.round();
  CHECK(kiosk.acknowledged() == before);
  const std::string words = kiosk.pump.report().text(kiosk.clock.now());
  CHECK_MESSAGE(words.find("The server can't be reached") != std::string::npos, words);
  disk.make_room();
  server.kill_all();
  server.start();
  check_acknowledged(server, kiosk);
  kiosk.round();
  CHECK(kiosk.pump.report().state == "ready");
  CHECK(kiosk.acknowledged() == static_cast<int>(kiosk.all.size()));
  check_acknowledged(server, kiosk);
}

}  // namespace anlaufstelle::sync

int main(int argc, char** argv) {
  using namespace anlaufstelle::sync;
  if (geteuid() != 0 || !SmallDisk("1m").mounted()) {
    std::puts("needs root and the right to mount a small disk");
    return kCanNotRunHere;
  }
  return doctest::Context(argc, argv).run();
}
