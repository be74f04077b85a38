// SPDX-License-Identifier: EUPL-1.2
// Seal, sign and commit of one record against a plain SQLite commit of as many bytes, in one run.
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "storage/records/record_store.h"
#include "tests/bench/bench_office.h"
#include "tests/support/temp_dir.h"

using namespace anlaufstelle;
using BenchClock = std::chrono::steady_clock;

namespace {

constexpr int kRounds = 300;

double median_us(std::vector<double>& values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

template <typename Work>
double measure(Work work) {
  std::vector<double> values;
  for (int i = 0; i < kRounds; ++i) {
    const auto begin = BenchClock::now();
    work(i);
    values.push_back(std::chrono::duration<double, std::micro>(BenchClock::now() - begin).count());
  }
  return median_us(values);
}

double plain_commit_us(const std::filesystem::path& file) {
  sqlite3* db = nullptr;
  sqlite3_open(file.c_str(), &db);
  sqlite3_exec(db,
               "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
               "CREATE TABLE e(id INTEGER PRIMARY KEY, b BLOB)",
               nullptr, nullptr, nullptr);
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(db, "INSERT INTO e VALUES(?1, ?2)", -1, &insert, nullptr);
  const std::vector<char> blob(8192, 'x');
  const double us = measure([&](int i) {
    sqlite3_bind_int(insert, 1, i);
    sqlite3_bind_blob(insert, 2, blob.data(), static_cast<int>(blob.size()), SQLITE_STATIC);
    sqlite3_step(insert);
    sqlite3_reset(insert);
  });
  sqlite3_finalize(insert);
  sqlite3_close(db);
  return us;
}

}  // namespace

int main() {
  TempDir folder;
  SystemRandom random;
  const Result<crypto::KioskKeys> keys = bench::make_office(folder.path(), random);
  Result<records::RecordStore> store = records::RecordStore::open(folder.path() / "bench.sqlite");
  if (!keys || !store) return 1;
  bool failed = false;
  const double sealed = measure([&](int) {
    records::RecordContent content;
    content.form_id = "bench";
    content.form_version = "1";
    content.slip_xml = std::string(1000, 's');
    content.full_xml = std::string(3000, 'f');
    const Result<std::string> number = store->put_numbered([&](const std::string& given) {
      content.number = given;
      return records::seal_record(RecordId::make(random), content, *keys, random);
    });
    failed = failed || !number;
  });
  const double plain = plain_commit_us(folder.path() / "plain.sqlite");
  if (failed) return 1;
  std::printf(
      "{\"bench\":\"seal-and-commit\",\"median_us\":%.0f,\"plain_sqlite_us\":%.0f,"
      "\"ratio\":%.2f,\"rounds\":%d}\n",
      sealed, plain, sealed / plain, kRounds);
}
