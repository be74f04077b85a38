// SPDX-License-Identifier: EUPL-1.2
// What a record costs, 4 KiB of padded plaintext in its two parts: handing in, taking in, opening,
// keeping and starting, each beside its aim or a peer of the same run. record_bench [hand-in]
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "storage/crypto/age.h"
#include "storage/crypto/resume_code.h"
#include "storage/crypto/staff.h"
#include "storage/records/inner_envelope.h"
#include "storage/records/record_store.h"
#include "storage/sync/stick.h"
#include "storage/sync/transport.h"
#include "tests/bench/bench_office.h"
#include "tests/bench/bench_primitives.h"
#include "tests/support/temp_dir.h"

using namespace anlaufstelle;
using BenchClock = std::chrono::steady_clock;

namespace {

constexpr int kRounds = 1000, kStarts = 15, kKept = 100'000;
constexpr std::size_t kSealed = 2000;  // different records; more would only be more of them
constexpr std::size_t kPadded = 4096;

double us_since(BenchClock::time_point begin) {
  return std::chrono::duration<double, std::micro>(BenchClock::now() - begin).count();
}

// All threads of this process: says more than the wall clock where others are at work too.
double cpu_us() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

double percentile(std::vector<double> values, double part) {
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<std::size_t>(static_cast<double>(values.size()) * part))];
}

[[noreturn]] void fail(const Error& error) {
  std::fprintf(stderr, "record_bench: %s\n", error.context.c_str());
  std::exit(1);
}

template <typename T>
T must(Result<T> result) {
  if (!result) fail(result.error());
  return std::move(result).value();
}

// One part of 1 KiB, one of 3.
records::RecordContent content() {
  records::RecordContent content;
  content.form_id = "bench";
  content.form_version = "1";
  content.language = "ar";
  content.number = "A 1";
  content.slip_xml = std::string(700, 's');
  content.full_xml = std::string(2700, 'f');
  return content;
}

class PlainStore {
 public:
  explicit PlainStore(const std::filesystem::path& file) {
    sqlite3_open(file.c_str(), &db_);
    sqlite3_exec(db_,
                 "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                 "CREATE TABLE e(id INTEGER PRIMARY KEY, b BLOB)",
                 nullptr, nullptr, nullptr);
    sqlite3_prepare_v2(db_, "INSERT INTO e(b) VALUES(?1)", -1, &insert_, nullptr);
  }
  ~PlainStore() {
    sqlite3_finalize(insert_);
    sqlite3_close(db_);
  }
  PlainStore(const PlainStore&) = delete;
  PlainStore& operator=(const PlainStore&) = delete;

  void put() {
    sqlite3_bind_blob(insert_, 1, blob_.data(), static_cast<int>(blob_.size()), SQLITE_STATIC);
    sqlite3_step(insert_);
    sqlite3_reset(insert_);
  }
  void put_many(int count) {
    sqlite3_exec(db_, "BEGIN", nullptr, nullptr, nullptr);
    for (int i = 0; i < count; ++i) put();
    sqlite3_exec(db_, "COMMIT", nullptr, nullptr, nullptr);
  }

 private:
  sqlite3* db_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
  const std::vector<char> blob_ = std::vector<char>(kPadded, 'x');
};

// Seal, sign and commit, in turn with a plain commit of as many bytes.
void bench_hand_in(const std::filesystem::path& folder, const crypto::KioskKeys& keys,
                   Random& random) {
  auto store = must(records::RecordStore::open(folder / "kiosk.sqlite"));
  PlainStore plain(folder / "plain.sqlite");
  std::vector<double> ours, theirs, ahead;
  double our_cpu = 0, their_cpu = 0;
  for (int i = 0; i < kRounds; ++i) {
    // As the kiosk does while the client is still typing.
    auto start_begin = BenchClock::now();
    std::optional<records::SealStart> start = must(records::start_seal(keys.keys, random));
    ahead.push_back(us_since(start_begin));
    auto begin = BenchClock::now();
    const double cpu_before = cpu_us();
    must(store.put_numbered([&](const std::string& number) {
      records::RecordContent numbered = content();
      numbered.number = number;
      return records::seal_record(RecordId::make(random), numbered, keys, random,
                                  std::exchange(start, std::nullopt));
    }));
    ours.push_back(us_since(begin));
    const double cpu_between = cpu_us();
    begin = BenchClock::now();
    plain.put();
    theirs.push_back(us_since(begin));
    our_cpu += cpu_between - cpu_before;
    their_cpu += cpu_us() - cpu_between;
  }
  const double p50 = percentile(ours, 0.5), plain_p50 = percentile(theirs, 0.5);
  std::printf(
      "{\"bench\":\"hand-in\",\"p50_us\":%.0f,\"p99_us\":%.0f,\"plain_sqlite_p50_us\":%.0f,"
      "\"plain_sqlite_p99_us\":%.0f,\"ratio\":%.2f,\"aim_ratio\":1.6,\"ahead_p50_us\":%.0f,"
      "\"ratio_with_ahead\":%.2f,\"cpu_us\":%.0f,"
      "\"plain_sqlite_cpu_us\":%.0f,\"rounds\":%d}\n",
      p50, percentile(ours, 0.99), plain_p50, percentile(theirs, 0.99), p50 / plain_p50,
      percentile(ahead, 0.5), (p50 + percentile(ahead, 0.5)) / plain_p50, our_cpu / kRounds,
      their_cpu / kRounds, kRounds);
}

std::vector<records::SealedRecord> seal_many(const crypto::KioskKeys& keys, Random& random) {
  std::vector<records::SealedRecord> sealed;
  for (std::size_t i = 0; i < kSealed; ++i) {
    sealed.push_back(must(records::seal_record(RecordId::make(random), content(), keys, random)));
  }
  return sealed;
}

// One by one, each durable; and many, as the desk takes an inbox: each file read, verified, stored
// in a transaction of 256 and deleted. Beside it as many bytes in such transactions of plain
// SQLite.
void bench_import(const std::filesystem::path& folder, const crypto::KioskKeys& keys,
                  const crypto::DeskTrust& trust, Random& random,
                  const std::vector<records::SealedRecord>& sealed) {
  {
    auto store = must(records::RecordStore::open(folder / "desk.sqlite"));
    const auto begin = BenchClock::now();
    for (const records::SealedRecord& record : sealed) must(store.put(record));
    const double us = us_since(begin);
    std::printf("{\"bench\":\"import\",\"per_s\":%.0f,\"records\":%zu,\"durable\":\"each\"}\n",
                static_cast<double>(sealed.size()) / us * 1e6, sealed.size());
  }
  const std::filesystem::path inbox = folder / "inbox";
  std::filesystem::create_directory(inbox);
  for (int i = 0; i < kKept; ++i) {
    const auto record = must(records::seal_record(RecordId::make(random), content(), keys, random));
    const Bytes envelope = record.encode();
    std::ofstream(inbox / (record.id.hex() + ".envelope"), std::ios::binary)
        .write(reinterpret_cast<const char*>(envelope.data()),
               static_cast<std::streamsize>(envelope.size()));
  }
  auto store = must(records::RecordStore::open(folder / "bulk.sqlite"));
  auto begin = BenchClock::now();
  const auto taken = must(sync::take_inbox(inbox, store, trust));
  const double us = us_since(begin);
  if (taken.stored != kKept) fail(Error{ErrorCode::kIo, "not all were taken"});
  PlainStore plain(folder / "plain-bulk.sqlite");
  begin = BenchClock::now();
  for (int i = 0; i < kKept; i += 256) plain.put_many(std::min(256, kKept - i));
  const double plain_us = us_since(begin);
  std::printf(
      "{\"bench\":\"bulk-import\",\"per_s\":%.0f,\"records\":%d,\"plain_sqlite_per_s\":%.0f,"
      "\"ratio\":%.2f}\n",
      kKept / us * 1e6, kKept, kKept / plain_us * 1e6, us / plain_us);
}

// As many as a stick may carry in a week: to it, from it, and its receipt back.
void bench_stick(const std::filesystem::path& folder, const crypto::KioskKeys& keys,
                 const crypto::DeskTrust& trust, const crypto::OpenedRole& role,
                 const std::vector<records::SealedRecord>& sealed) {
  constexpr std::size_t kCarried = 500;
  const std::filesystem::path stick = folder / "stick";
  std::filesystem::create_directory(stick);
  auto kiosk = must(records::RecordStore::open(folder / "stick-kiosk.sqlite"));
  auto desk = must(records::RecordStore::open(folder / "stick-desk.sqlite"));
  for (std::size_t i = 0; i < kCarried; ++i) must(kiosk.put(sealed[i]));
  auto begin = BenchClock::now();
  must(sync::write_to_stick(stick, kiosk, keys));
  const double to_us = us_since(begin);
  begin = BenchClock::now();
  const auto taken = must(sync::read_stick(stick, folder / "office", desk, trust, role));
  const double from_us = us_since(begin);
  begin = BenchClock::now();
  const auto back = must(sync::write_to_stick(stick, kiosk, keys));
  const double back_us = us_since(begin);
  if (taken.stored != kCarried || back.handed_over != kCarried)
    fail(Error{ErrorCode::kIo, "not all were carried"});
  std::printf(
      "{\"bench\":\"stick\",\"records\":%zu,\"to_s\":%.2f,\"from_s\":%.2f,\"back_s\":%.2f,"
      "\"all_s\":%.2f,\"aim_s\":10}\n",
      kCarried, to_us / 1e6, from_us / 1e6, back_us / 1e6, (to_us + from_us + back_us) / 1e6);
}

struct Rate {
  std::vector<double> per_s, cpu_us;  // of each round
};

// On two threads; `work` takes a range of records.
template <typename Work>
void measure(std::size_t records, Rate& rate, Work work) {
  const auto begin = BenchClock::now();
  const double cpu_before = cpu_us();
  std::thread half([&] { work(0, records / 2); });
  work(records / 2, records);
  half.join();
  const auto all = static_cast<double>(records);
  rate.per_s.push_back(all / us_since(begin) * 1e6);
  rate.cpu_us.push_back((cpu_us() - cpu_before) / all);
}

void bench_open(const std::vector<records::SealedRecord>& sealed, const crypto::DeskTrust& trust,
                const crypto::OpenedRole& role) {
  Rate ours, primitives;
  for (int round = 0; round < 5; ++round) {
    measure(sealed.size(), ours, [&](std::size_t from, std::size_t to) {
      for (std::size_t i = from; i < to; ++i) {
        must(records::verify_record(sealed[i], trust));
        must(records::open_record(sealed[i], role));
      }
    });
    measure(sealed.size(), primitives, [&](std::size_t from, std::size_t to) {
      bench::Primitives libsodium;
      for (std::size_t i = from; i < to; ++i) {
        libsodium.open(sealed[i].slip_age.size(), sealed[i].full_age.size());
      }
    });
  }
  const double us = percentile(ours.cpu_us, 0.5), least_us = percentile(primitives.cpu_us, 0.5);
  std::printf(
      "{\"bench\":\"open\",\"per_s\":%.0f,\"aim_per_s\":18000,\"libsodium_per_s\":%.0f,\"cpu_us\":%"
      ".0f,"
      "\"libsodium_cpu_us\":%.0f,\"ratio\":%.2f,\"aim_ratio\":0.85,\"threads\":2,\"records\":%zu}"
      "\n",
      percentile(ours.per_s, 0.5), percentile(primitives.per_s, 0.5), us, least_us, least_us / us,
      sealed.size());
}

// More rows of the same envelopes, past the store: what the rows hold doesn't matter here.
void fill_up(const std::filesystem::path& file, int records) {
  sqlite3* db = nullptr;
  sqlite3_open(file.c_str(), &db);
  const std::string sql =
      "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < " +
      std::to_string(records) +
      ") INSERT INTO record (id, envelope, handed_over) SELECT randomblob(16), (SELECT envelope "
      "FROM record WHERE seq = 1 + i % (SELECT count(*) FROM record)), 1 FROM n";
  if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) std::exit(1);
  sqlite3_close(db);
}

double median_open_us(const std::filesystem::path& file) {
  std::vector<double> times;
  for (int i = 0; i < kStarts; ++i) {
    const auto begin = BenchClock::now();
    must(records::RecordStore::open(file));
    times.push_back(us_since(begin));
  }
  return percentile(times, 0.5);
}

void bench_size_and_start(const std::filesystem::path& folder,
                          const std::vector<records::SealedRecord>& sealed) {
  const auto small = folder / "small.sqlite", large = folder / "desk.sqlite";
  {
    auto store = must(records::RecordStore::open(small));
    for (std::size_t i = 0; i < 10; ++i) must(store.put(sealed[i]));
  }
  fill_up(large, kKept - static_cast<int>(sealed.size()));
  const double per_record = static_cast<double>(std::filesystem::file_size(large)) / kKept;
  std::printf(
      "{\"bench\":\"bytes\",\"per_record\":%.0f,\"padded\":%zu,\"ratio\":%.2f,"
      "\"aim_ratio\":1.15}\n",
      per_record, kPadded, per_record / kPadded);
  const double few = median_open_us(small), many = median_open_us(large);
  std::printf(
      "{\"bench\":\"store-start\",\"us\":%.0f,\"records\":%d,\"us_of_10\":%.0f,"
      "\"ratio\":%.2f,\"aim_ratio\":1.2}\n",
      many, kKept, few, many / few);
  auto store = must(records::RecordStore::open(large));
  const auto begin = BenchClock::now();
  must(store.check_integrity());
  std::printf("{\"bench\":\"integrity-check\",\"ms\":%.0f,\"records\":%d}\n",
              us_since(begin) / 1000, kKept);
}

// What stands between a guess and its answer: a client's code (Argon2id, 256 MiB) and one
// colleague's passphrase (scrypt).
void bench_keys(Random& random) {
  std::vector<double> code_ms, slot_ms;
  const crypto::DraftKey::Salt salt{};
  for (int i = 0; i < 5; ++i) {
    double before = cpu_us();
    (void)must(crypto::DraftKey::derive(crypto::ResumeCode::generate(random), salt));
    code_ms.push_back((cpu_us() - before) / 1e3);
    before = cpu_us();
    (void)must(crypto::age_seal_passphrase(as_bytes("slot"), "words", crypto::kScryptLogN, random));
    slot_ms.push_back((cpu_us() - before) / 1e3);
  }
  std::printf("{\"bench\":\"keys\",\"code_cpu_ms\":%.0f,\"passphrase_cpu_ms\":%.0f}\n",
              percentile(code_ms, 0.5), percentile(slot_ms, 0.5));
}

}  // namespace

int main(int argc, char** argv) {
  const TempDir folder;
  SystemRandom random;
  const crypto::KioskKeys keys = must(bench::make_office(folder.path(), random));
  const crypto::DeskTrust trust = must(crypto::load_desk_trust(folder.path() / "office"));
  const crypto::OpenedRole role =
      must(crypto::open_any_role(folder.path() / "office", "counselling words"));
  bench_hand_in(folder.path(), keys, random);
  if (argc > 1 && std::string_view(argv[1]) == "hand-in") return 0;
  bench_keys(random);
  const std::vector<records::SealedRecord> sealed = seal_many(keys, random);
  bench_import(folder.path(), keys, trust, random, sealed);
  bench_stick(folder.path(), keys, trust, role, sealed);
  bench_open(sealed, trust, role);
  bench_size_and_start(folder.path(), sealed);
  return 0;
}
