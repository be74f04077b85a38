// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/drafts.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <future>

#include "storage/base/file.h"
#include "tests/storage/seeded_random.h"
#include "tests/storage/stock_age.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::records {

namespace {

constexpr std::string_view kAnswers = "<data><name>Schirin Musterfrau</name></data>";

RecordContent content(std::string_view xml = kAnswers) {
  RecordContent out;
  out.form_id = "erstberatung";
  out.form_version = "1";
  out.language = "fa-AF";
  out.minute = 29'922'360;
  out.full_xml = xml;
  return out;
}

struct Kiosk {
  TempDir folder;
  std::filesystem::path places = folder.path() / "drafts";
  FakeClock clock;
  SeededRandom random{7};
  std::unique_ptr<Drafts> drafts = std::move(Drafts::start(places, clock, random).value());

  std::string begin() {
    std::promise<std::string> code;
    drafts->begin([&](Result<SecretBytes> began) { code.set_value(std::string(began->text())); });
    return code.get_future().get();
  }
  Status save(std::string_view xml) {
    std::promise<Status> saved;
    drafts->save(content(xml), [&](Status status) { saved.set_value(std::move(status)); });
    return saved.get_future().get();
  }
  Result<RecordContent> resume(std::string_view code) {
    std::promise<Result<RecordContent>> opened;
    drafts->resume(SecretBytes(as_bytes(code)),
                   [&](Result<RecordContent> draft) { opened.set_value(std::move(draft)); });
    return opened.get_future().get();
  }
  // As the next visit does it, in a process of its own.
  void start_anew() {
    drafts.reset();
    drafts = std::move(Drafts::start(places, clock, random).value());
  }
  std::vector<std::filesystem::path> files() {
    drafts.reset();
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(places)) {
      if (entry.path().extension() == ".age") found.push_back(entry.path());
    }
    return found;
  }
};

}  // namespace

TEST_CASE("what was saved last is there again for whoever has the code") {
  Kiosk kiosk;
  const std::string code = kiosk.begin();
  REQUIRE(kiosk.save("<data/>").ok());
  REQUIRE(kiosk.save(kAnswers).ok());
  kiosk.start_anew();
  const auto draft = kiosk.resume(code);
  REQUIRE_MESSAGE(draft.ok(), draft.error().context);
  CHECK(draft->full_xml == kAnswers);
  CHECK(draft->form_id == "erstberatung");
  CHECK(draft->language == "fa-AF");
  REQUIRE(kiosk.save("<data>more</data>").ok());  // goes on where it was
  kiosk.start_anew();
  CHECK(kiosk.resume(code)->full_xml == "<data>more</data>");
  CHECK(kiosk.files().size() == 1);
}

TEST_CASE("without a code nothing is written") {
  Kiosk kiosk;
  REQUIRE(kiosk.save(kAnswers).ok());
  CHECK(kiosk.files().empty());
}

TEST_CASE("a draft shows nothing of what is in it, nor how much, to whoever has only the disk") {
  Kiosk kiosk;
  const std::string code = kiosk.begin();
  REQUIRE(kiosk.save(kAnswers).ok());
  const auto files = kiosk.files();
  REQUIRE(files.size() == 1);
  const Bytes sealed = read_file(files[0], 1 << 20).value();
  CHECK(as_text(sealed).find("Musterfrau") == std::string_view::npos);
  CHECK(as_text(sealed).find("erstberatung") == std::string_view::npos);
  struct stat state {};
  REQUIRE(stat(files[0].c_str(), &state) == 0);
  CHECK((state.st_mode & 0777) == 0600);
  kiosk.drafts = std::move(Drafts::start(kiosk.places, kiosk.clock, kiosk.random).value());
  REQUIRE(kiosk.begin() != code);
  REQUIRE(kiosk.save("<data/>").ok());
  for (const auto& file : kiosk.files()) CHECK(std::filesystem::file_size(file) == sealed.size());
}

TEST_CASE("a wrong code opens nothing and puts the next one off, a mistyped one doesn't") {
  Kiosk kiosk;
  const std::string code = kiosk.begin();
  REQUIRE(kiosk.save(kAnswers).ok());
  CHECK(kiosk.resume("7KQ2").error().code == ErrorCode::kInvalidInput);
  CHECK(kiosk.drafts->try_again_in().count() == 0);
  const std::string another = std::string(crypto::ResumeCode::generate(kiosk.random).text().text());
  CHECK(kiosk.resume(another).error().code == ErrorCode::kNotFound);
  CHECK(kiosk.drafts->try_again_in() == std::chrono::milliseconds(1000));
  CHECK(kiosk.resume(code).error().code == ErrorCode::kRefused);
  kiosk.clock.advance(std::chrono::milliseconds(1000));
  CHECK(kiosk.resume(another).error().code == ErrorCode::kNotFound);
  CHECK(kiosk.drafts->try_again_in() == std::chrono::milliseconds(2000));
  kiosk.clock.advance(std::chrono::milliseconds(2000));
  CHECK(kiosk.resume(code).ok());
  CHECK(kiosk.drafts->try_again_in().count() == 0);
}

TEST_CASE("a draft is gone when it is dropped, and thirty days after it was saved") {
  Kiosk kiosk;
  const std::string code = kiosk.begin();
  REQUIRE(kiosk.save(kAnswers).ok());
  kiosk.drafts->drop();
  CHECK(kiosk.files().empty());

  Kiosk other;
  other.clock.set(SystemClock().now());  // files have the system's time
  const std::string kept = other.begin();
  REQUIRE(other.save(kAnswers).ok());
  other.clock.set(other.clock.now() + std::chrono::days(29));
  other.start_anew();
  CHECK(other.resume(kept).ok());
  other.clock.set(other.clock.now() + std::chrono::days(2));
  other.start_anew();
  CHECK(other.resume(kept).error().code == ErrorCode::kNotFound);
}

TEST_CASE("a damaged draft is an error and no answers") {
  Kiosk kiosk;
  const std::string code = kiosk.begin();
  REQUIRE(kiosk.save(kAnswers).ok());
  const auto file = kiosk.files().at(0);
  Bytes sealed = read_file(file, 1 << 20).value();
  sealed[sealed.size() / 2] ^= 1;
  REQUIRE(write_file_durably(file, sealed).ok());
  kiosk.drafts = std::move(Drafts::start(kiosk.places, kiosk.clock, kiosk.random).value());
  CHECK(kiosk.resume(code).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("the stock age tool opens a draft with the key that follows from its code") {
  Kiosk kiosk;
  const std::string code = kiosk.begin();
  REQUIRE(kiosk.save(kAnswers).ok());
  const auto file = kiosk.files().at(0);
  const DraftStore store = DraftStore::open(kiosk.places).value();
  const auto key = crypto::DraftKey::derive(crypto::ResumeCode::parse(code).value(), store.salt());
  const auto opened =
      stock_age::open(read_file(file, 1 << 20).value(), std::string(key->identity.text().text()));
  REQUIRE(opened.has_value());
  CHECK(as_text(*opened).find(kAnswers) != std::string_view::npos);
}

}  // namespace anlaufstelle::records
