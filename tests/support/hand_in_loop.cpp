// SPDX-License-Identifier: EUPL-1.2
// Hands in records as fast as it can until it is killed: what record_writer_kill_test ends at
// random moments. Arguments: kiosk folder, store file, a word that names this run. After each
// durable hand-in one line "number<TAB>word-count" goes to standard output, unbuffered.
#include <unistd.h>

#include <cstdio>
#include <future>
#include <string>

#include "storage/records/record_writer.h"

namespace {

using namespace anlaufstelle;

int fail(const Error& error) {
  std::fprintf(stderr, "%s: %s\n", std::string(name_of(error.code)).c_str(), error.context.c_str());
  return error.code == ErrorCode::kConflict ? 3 : 1;
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
  if (argc != 4) return 2;
  auto keys = crypto::load_kiosk_keys(argv[1]);
  if (!keys) return fail(keys.error());
  SystemRandom random;
  auto writer = records::RecordWriter::start(argv[2], std::move(*keys), random);
  if (!writer) return fail(writer.error());
  for (int i = 0;; ++i) {
    const std::string mark = std::string(argv[3]) + "-" + std::to_string(i);
    std::promise<int> answered;
    (*writer)->hand_in(content_of(mark),
                       [&](Result<std::string> number, const records::RecordContent&) {
                         if (!number) return answered.set_value(fail(number.error()));
                         const std::string line = *number + "\t" + mark + "\n";
                         const ssize_t written = write(STDOUT_FILENO, line.data(), line.size());
                         answered.set_value(written < 0 ? 1 : 0);
                       });
    if (const int code = answered.get_future().get(); code != 0) return code;
  }
}
