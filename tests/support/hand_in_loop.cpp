// SPDX-License-Identifier: EUPL-1.2
// Hands in records as fast as it can until it is killed: what record_writer_kill_test ends at
// random moments, and power_cut_test together with its disk. Arguments: kiosk folder, store file,
// a word that names this run, and "no-sync" for a disk that is never told to sync. After each
// durable hand-in one line "number<TAB>word-count<TAB>CLOCK_MONOTONIC in ns" goes to standard
// output, unbuffered.
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <ctime>
#include <future>
#include <memory>
#include <string>

#include "storage/records/record_writer.h"
#include "tests/storage/records/fault_vfs.h"

namespace {

using namespace anlaufstelle;

int fail(const Error& error) {
  std::fprintf(stderr, "%s: %s\n", std::string(name_of(error.code)).c_str(), error.context.c_str());
  return error.code == ErrorCode::kConflict ? 3 : 1;
}

std::int64_t now_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * std::int64_t{1'000'000'000} + now.tv_nsec;
}

records::RecordContent content_of(const std::string& mark) {
  records::RecordContent content;
  content.form_id = "erstberatung";
  content.form_version = "1";
  content.language = "ar";
  content.minute = 29'922'360;
  content.slip_xml = "<slip>" + mark + "</slip>";
  // Larger than a page of the store, so that a torn record would show.
  content.full_xml = "<full>" + mark + std::string(6000, 'x') + mark + "</full>";
  return content;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4 && argc != 5) return 2;
  const auto no_sync = argc == 5 ? std::make_unique<records::FaultVfs>() : nullptr;
  auto keys = crypto::load_kiosk_keys(argv[1]);
  if (!keys) return fail(keys.error());
  SystemRandom random;
  auto writer = records::RecordWriter::start(argv[2], std::move(*keys), random);
  if (!writer) return fail(writer.error());
  for (int i = 0;; ++i) {
    const std::string mark = std::string(argv[3]) + "-" + std::to_string(i);
    std::promise<int> answered;
    (*writer)->hand_in(
        content_of(mark), [&](Result<std::string> number, const records::RecordContent&) {
          if (!number) return answered.set_value(fail(number.error()));
          const std::string line = *number + "\t" + mark + "\t" + std::to_string(now_ns()) + "\n";
          const ssize_t written = write(STDOUT_FILENO, line.data(), line.size());
          answered.set_value(written < 0 ? 1 : 0);
        });
    if (const int code = answered.get_future().get(); code != 0) return code;
  }
}
