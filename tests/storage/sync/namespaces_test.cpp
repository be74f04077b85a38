// SPDX-License-Identifier: EUPL-1.2
// Two kiosks, each alone in a network of its own (network namespaces), send by TLS over bad lines
// whose cable is also pulled now and then: each envelope arrives whole, once. Needs root and `ip
// netns`; without them this ends with 77 and says so.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <thread>

#include "storage/sync/outbox_sender.h"
#include "storage/sync/server_schema.h"
#include "tests/storage/sample_record.h"
#include "tests/storage/sync/arrivals.h"
#include "tests/storage/sync/fault_proxy.h"
#include "tests/storage/sync/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::sync {
namespace {

using namespace std::chrono_literals;

constexpr int kCanNotRunHere = 77, kFaulty = 8;

// A network that holds one machine and a cable to here. 198.18.0.0/15 is for such tests.
class Network {
 public:
  explicit Network(int number)
      : number_(number),
        name_("anl-" + std::to_string(getpid()) + "-" + std::to_string(number)),
        cable_("an" + std::to_string(getpid() % 1'000'000) + "-" + std::to_string(number)) {
    made_ = ip({"netns", "add", name_}) &&
            ip({"link", "add", cable_, "type", "veth", "peer", "name", "eth0", "netns", name_}) &&
            ip({"addr", "add", here() + "/30", "dev", cable_}) &&
            ip({"link", "set", cable_, "up"}) &&
            ip({"-n", name_, "addr", "add", there() + "/30", "dev", "eth0"}) && plug_in();
  }
  ~Network() {
    ip({"link", "del", cable_});
    ip({"netns", "del", name_});
  }
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  [[nodiscard]] bool made() const { return made_; }
  [[nodiscard]] std::string here() const { return "198.18." + std::to_string(number_) + ".1"; }
  bool plug_in() const { return ip({"-n", name_, "link", "set", "eth0", "up"}); }
  bool pull_out() const { return ip({"-n", name_, "link", "set", "eth0", "down"}); }
  // This thread, and those that it starts from now on, see nothing but that network.
  bool enter() const {
    const int fd = ::open(("/var/run/netns/" + name_).c_str(), O_RDONLY | O_CLOEXEC);
    const bool in = fd >= 0 && setns(fd, CLONE_NEWNET) == 0;
    close(fd);
    return in;
  }

 private:
  [[nodiscard]] std::string there() const { return "198.18." + std::to_string(number_) + ".2"; }
  static bool ip(std::vector<std::string> words) {
    words.insert(words.begin(), "ip");
    return run_program(words).code == 0;
  }
  int number_;
  std::string name_, cable_;
  bool made_ = false;
};

constexpr const char* kMake = R"sh(
set -e
exec >make.log 2>&1
key="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
openssl req -x509 $key -days 30 -keyout ca.key -out ca.crt -subj /CN=ours \
  -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=index\ncrlnumber=number\ndefault_md=sha256\ndefault_crl_days=30\n' > ca.cnf
: > index; echo 01 > number
leaf() {  # FOLDER NAME CN USE
  mkdir -p $1; cp ca.crt $1/
  openssl req $key -keyout $1/$2.key -out $1/$2.csr -subj /CN=$3
  printf 'keyUsage=digitalSignature\nextendedKeyUsage=%s\n' $4 > $1/ext
  [ $4 = clientAuth ] || echo subjectAltName=IP:198.18.1.1,IP:198.18.2.1 >> $1/ext
  openssl x509 -req -in $1/$2.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -extfile $1/ext -out $1/$2.crt
  chmod 600 $1/$2.key
}
leaf server server 198.18.1.1 serverAuth
leaf kiosk-1 client kiosk_kiosk-1 clientAuth
leaf kiosk-2 client kiosk_kiosk-2 clientAuth
openssl ca -config ca.cnf -cert ca.crt -keyfile ca.key -gencrl -out server/ca.crl
)sh";

struct KioskEnd {
  Envelopes all;
  std::size_t waiting = 0;
  std::string state, trouble;
};

// In the kiosk's network: its storage thread and its sender, which is ended and started anew.
KioskEnd run_kiosk(const Network& network, const TestOffice& office,
                   const std::filesystem::path& folder, const ServerAddress& address,
                   std::uint64_t seed) {
  KioskEnd end;
  if (!network.enter()) {
    end.trouble = "setns";
    return end;
  }
  SeededRandom random(seed);
  SystemRandom chance;
  {
    auto writer =
        records::RecordWriter::start(folder / "kiosk.sqlite", office.kiosk_keys(), chance);
    if (!writer) {
      end.trouble = writer.error().context;
      return end;
    }
    const auto new_sender = [&] {
      OutboxSender::Way way;
      way.address = address;
      way.patience = {500ms, 500ms};
      way.back_off = {10ms, 60ms};
      way.report_file = folder / "sync.report";
      return OutboxSender::start(**writer, std::move(way));
    };
    auto sender = new_sender();
    for (int i = 0; i < 20; ++i) {
      auto content = sample_content();
      content.full_xml.append(random.below(9'000), 'x');
      std::promise<bool> done;
      (*writer)->hand_in(std::move(content),
                         [&](const auto& number, const auto&) { done.set_value(number.ok()); });
      if (!done.get_future().get()) end.trouble = "a record wasn't stored";
      sender->wake();
      std::this_thread::sleep_for(std::chrono::milliseconds(random.below(60)));
      if (random.below(6) == 0) sender = new_sender();  // the process began anew
    }
    const auto waiting = [&] {
      std::promise<std::size_t> count;
      (*writer)->post(
          [&](records::RecordStore& store) { count.set_value(store.outbox()->size()); });
      return count.get_future().get();
    };
    for (int i = 0; i < 1'500 && waiting() > 0; ++i) std::this_thread::sleep_for(20ms);
    std::this_thread::sleep_for(50ms);
    end.state = sender->report().state;
  }
  auto store = records::RecordStore::open(folder / "kiosk.sqlite");
  if (!store) {
    end.trouble = store.error().context;
    return end;
  }
  end.all = envelopes_in(*store);
  end.waiting = store->outbox()->size();
  return end;
}

}  // namespace

TEST_CASE("two kiosks in networks of their own, by TLS over bad lines and with pulled cables") {
  const Network networks[] = {Network(1), Network(2)};
  REQUIRE(networks[0].made());
  REQUIRE(networks[1].made());
  const TempDir certificates;
  const ProgramEnd made =
      run_program({"bash", "-c", "cd '" + certificates.path().string() + "'\n" + kMake});
  REQUIRE(made.code == 0);
  PostgresServer server({.settings = {},
                         .rules = {"hostssl anlaufstelle +intake_kiosk 127.0.0.1/32 cert",
                                   "host all all 127.0.0.1/32 reject"},
                         .certificates = certificates.path() / "server",
                         .port = free_port(),
                         .disk = {}});
  const std::vector<std::string> kiosks = {"kiosk-1", "kiosk-2"},
                                 logins = {"kiosk_kiosk-1", "kiosk_kiosk-2"};
  for (const auto& kiosk : kiosks) server.ask(*sql_to_add(ServerRole::kKiosk, kiosk));
  server.ask("UPDATE intake.kiosk SET max_envelopes = 1000000, max_bytes = 1000000000000");
  const TestOffice office;
  const int rounds = std::getenv("ANLAUFSTELLE_DEEP") != nullptr ? 60 : 8;
  int envelopes = 0, pulled = 0;
  std::array<int, kLineFaults> faults{};
  for (int round = 0; round < rounds; ++round) {
    CAPTURE(round);
    REQUIRE(forget_arrivals(server, logins) == "");
    std::vector<std::unique_ptr<FaultProxy>> lines;
    std::vector<std::unique_ptr<TempDir>> folders;
    KioskEnd ends[2];
    std::vector<std::thread> threads;
    std::atomic<int> running = 2;
    for (std::size_t i = 0; i < 2; ++i) {
      const std::uint64_t seed = static_cast<std::uint64_t>(round) * 10 + i + 1;
      lines.push_back(std::make_unique<FaultProxy>(
          LineEnd{networks[i].here(), 5432}, LineEnd{"127.0.0.1", server.port()}, seed, kFaulty));
      folders.push_back(std::make_unique<TempDir>());
      threads.emplace_back([&, i, seed] {
        ServerAddress address;
        address.hosts = networks[i].here();
        address.login = logins[i];
        address.certificates = certificates.path() / kiosks[i];
        ends[i] = run_kiosk(networks[i], office, folders[i]->path(), address, seed);
        --running;
      });
    }
    SeededRandom random(static_cast<std::uint64_t>(round) + 500);
    for (int i = 0; i < 3 && running > 0; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(100 + random.below(400)));
      const Network& network = networks[random.below(2)];
      pulled += network.pull_out() ? 1 : 0;
      std::this_thread::sleep_for(std::chrono::milliseconds(50 + random.below(800)));
      network.plug_in();
    }
    for (auto& thread : threads) thread.join();
    Envelopes all;
    for (const KioskEnd& end : ends) {
      CHECK(end.trouble == "");
      CHECK(end.waiting == 0);
      CHECK(end.all.size() == 20);
      CHECK(end.state == "ready");
      all.insert(end.all.begin(), end.all.end());
    }
    for (int i = 0; i < 1'000 && !(lines[0]->quiet() && lines[1]->quiet()); ++i)
      std::this_thread::sleep_for(5ms);
    const Arrivals arrivals = arrivals_of(server, logins, all);
    CHECK(arrivals.trouble == "");
    CHECK(arrivals.whole == 40);
    CHECK(arrivals.counted == 40);
    CHECK(arrivals.twice == 0);
    CHECK(arrivals.foreign == 0);
    envelopes += static_cast<int>(all.size());
    for (const auto& line : lines) {
      REQUIRE(line->quiet());
      for (std::size_t i = 0; i < kLineFaults; ++i) faults[i] += line->seen().faults[i];
    }
  }
  MESSAGE("envelopes: ", envelopes, ", cables pulled: ", pulled);
  CHECK(pulled > 0);
  for (std::size_t i = 0; i < kLineFaults; ++i) CHECK(faults[i] > 0);
}

}  // namespace anlaufstelle::sync

int main(int argc, char** argv) {
  using namespace anlaufstelle::sync;
  if (geteuid() != 0 || !Network(9).made()) {
    std::puts("needs root and ip netns (Debian package iproute2), to give each kiosk a network");
    return kCanNotRunHere;
  }
  return doctest::Context(argc, argv).run();
}
