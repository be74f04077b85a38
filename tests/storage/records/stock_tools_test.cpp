// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

#include "storage/base/file.h"
#include "storage/crypto/key_sets.h"
#include "storage/crypto/recovery_sheet.h"
#include "tests/storage/records/store_on_disk.h"
#include "tests/storage/sample_record.h"
#include "tests/storage/stock_age.h"

namespace anlaufstelle::records {
namespace {

namespace fs = std::filesystem;

// The python script of storage/README.md, so that what it says is what is tested.
std::string readme_script() {
  const auto readme = read_file(fs::path(SOURCE_DIR) / "storage/README.md", 1 << 20);
  REQUIRE(readme.ok());
  const std::string text(as_text(*readme));
  const std::string start = "<<'END'\n", end = "\n       END\n";
  const std::size_t from = text.find(start), to = text.find(end, from);
  REQUIRE(to != std::string::npos);
  std::string script;
  std::size_t at = from + start.size();
  while (at < to) {  // indented as a code block
    const std::size_t stop = std::min(text.find('\n', at), to);
    if (stop > at + 7) script += text.substr(at + 7, stop - at - 7);
    script += '\n';
    at = stop + 1;
  }
  return script;
}

// Steps 1 to 4 of "Open any record without this program", by the stock tools alone.
void take_parts(const fs::path& folder, const SealedRecord& record) {
  REQUIRE(write_file_durably(folder / "envelope", record.encode()).ok());
  const std::string script = readme_script();
  REQUIRE(write_file_durably(folder / "script.py", as_bytes(script)).ok());
  const std::string command =
      "cd '" + folder.string() + "' && python3 script.py envelope >/dev/null";
  REQUIRE(std::system(command.c_str()) == 0);
}

std::string copy_of(const TestOffice& office, const std::string& set, const char* who,
                    const char* passphrase) {
  const fs::path folder = office.office_folder();
  const Bytes wrapped = bytes_of(folder / "staff" / (std::string(who) + ".age"));
  const auto slot = stock_age::open_passphrase(wrapped, passphrase);
  REQUIRE(slot.has_value());
  const Bytes copy = bytes_of(folder / "keys" / set / (std::string(who) + ".age"));
  const auto key = stock_age::open(copy, std::string(as_text(*slot)));
  REQUIRE(key.has_value());
  return std::string(as_text(*key));
}

}  // namespace

TEST_CASE("a record opens by the steps of the README with the stock tools alone") {
  TestOffice office;
  const auto root = crypto::open_root(office.office_folder(), "root words");
  REQUIRE(
      crypto::rotate_keys(office.office_folder(), *root, 29'922'360, std::nullopt, office.random)
          .ok());
  REQUIRE(crypto::give_newest_set(office.office_folder(), office.kiosk_folder()).ok());
  const RecordContent content = sample_content();
  const TempDir dir;
  take_parts(dir.path(), seal_sample(office, content));
  const Bytes slip = bytes_of(dir.path() / "slip.age"), full = bytes_of(dir.path() / "full.age");

  const auto opens = [](const Bytes& part, const std::string& key, const std::string& xml) {
    const auto text = stock_age::open(part, key);
    return text && std::string(as_text(*text)).find(xml) != std::string::npos;
  };
  // All of a person's copies in one file, as the README's loop makes it.
  const std::string counsellor = copy_of(office, "1970-01-1", "counselling", "counselling words") +
                                 copy_of(office, "2026-11-1", "counselling", "counselling words");
  CHECK(opens(slip, counsellor, content.slip_xml));
  CHECK(opens(full, counsellor, content.full_xml));
  const std::string reception = copy_of(office, "2026-11-1", "reception", "reception words");
  CHECK(opens(slip, reception, content.slip_xml));
  CHECK_FALSE(opens(full, reception, content.full_xml));
  CHECK_FALSE(opens(slip, copy_of(office, "1970-01-1", "reception", "reception words"), ""));

  std::string sheet = "AGE-SECRET-KEY-1";
  for (std::size_t at = 0; at < crypto::kRecoveryLines; ++at) {
    const std::string line(crypto::recovery_line(office.recovery, at).text());
    sheet += line.substr(0, line.find("  "));
  }
  std::erase(sheet, ' ');
  CHECK(opens(full, sheet, content.full_xml));
}

}  // namespace anlaufstelle::records
