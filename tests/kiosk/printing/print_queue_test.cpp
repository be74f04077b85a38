// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/print_queue.h"

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "tests/kiosk/printing/printing_fixture.h"

namespace anlaufstelle::printing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A printer of its own for each case (tests/support/ipp_printer.sh).
class RealPrinter {
 public:
  explicit RealPrinter(const std::string& attributes = {}) {
    uri = output_of(kScript + " start " + folder_.path().string() + " 0 " + attributes);
    while (!uri.empty() && uri.back() == '\n') uri.pop_back();
  }
  ~RealPrinter() { (void)!system((kScript + " stop " + folder_.path().string()).c_str()); }
  void set(const std::string& control) { std::ofstream(folder_.path() / "control") << control; }
  std::filesystem::path paper(int n) const {
    return folder_.path() / "out" / (std::to_string(n) + ".pdf");
  }
  std::string log() const { return output_of("cat " + (folder_.path() / "printer.log").string()); }
  // What it says of a job.
  std::string job(int n) const {
    const auto request = folder_.path() / "job.test";
    std::ofstream(request) << "{ OPERATION Get-Job-Attributes\nGROUP operation-attributes-tag\n"
                              "ATTR charset attributes-charset utf-8\n"
                              "ATTR naturalLanguage attributes-natural-language en\n"
                              "ATTR uri printer-uri $uri\nATTR integer job-id "
                           << n << "\n}\n";
    return output_of("ipptool -tv " + uri + " '" + request.string() + "'");
  }
  // Until it was asked for `operation`.
  void wait_for(const std::string& operation) const {
    for (int i = 0; i < 600 && log().find(operation) == std::string::npos; ++i) {
      std::this_thread::sleep_for(milliseconds(50));
    }
  }

  // Until it works at a job. One that is canceled before that, this printer may print all the same.
  void wait_until_begun() const {
    for (int i = 0; i < 600 && !std::filesystem::exists(folder_.path() / "begun"); ++i) {
      std::this_thread::sleep_for(milliseconds(50));
    }
  }

  std::string uri;

 private:
  const std::string kScript = std::string(SOURCE_DIR) + "/tests/support/ipp_printer.sh";
  TempDir folder_;
};

// Collects every stage that a queue reports.
class Watcher {
 public:
  std::function<void()> changed() {
    return [this] {
      const std::lock_guard lock(mutex_);
      ++news_;
      wake_.notify_all();
    };
  }
  // The first stage that `wanted` takes, or the last one after a minute.
  PrintStage wait(const PrintQueue& queue, const std::function<bool(PrintStage)>& wanted) {
    const auto deadline = std::chrono::steady_clock::now() + seconds(60);
    std::unique_lock lock(mutex_);
    for (;;) {
      const PrintStage stage = queue.report()->stage;
      if (wanted(stage) || std::chrono::steady_clock::now() > deadline) return stage;
      wake_.wait_for(lock, milliseconds(100), [&, seen = news_] { return news_ != seen; });
    }
  }
  PrintStage end(const PrintQueue& queue) { return wait(queue, ended); }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  int news_ = 0;
};

// Every patience is long but the one that a case is about: a busy machine must not look like a
// printer that is away.
PrintOptions to(const std::string& printer) {
  return {printer, milliseconds(50), seconds(10), seconds(25), seconds(10), seconds(25)};
}

Bytes file(const std::filesystem::path& path) {
  const std::string text = output_of("cat '" + path.string() + "'");
  return {text.begin(), text.end()};
}

// A port that nobody listens on: bound once, then given back.
int dead_port() {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  REQUIRE(bind(fd, reinterpret_cast<sockaddr*>(&at), size) == 0);
  REQUIRE(getsockname(fd, reinterpret_cast<sockaddr*>(&at), &size) == 0);
  close(fd);
  return ntohs(at.sin_port);
}

TEST_CASE_FIXTURE(PrintingFixture, "a sheet arrives at a real printer byte for byte") {
  RealPrinter printer;
  Watcher watcher;
  auto queue = PrintQueue::create(to(printer.uri), languages, watcher.changed());
  REQUIRE(queue->print(sheet).ok());
  CHECK(watcher.end(*queue) == PrintStage::kPrinted);
  CHECK(queue->report()->number == "B 27");
  CHECK_FALSE(queue->busy());
  const Bytes arrived = file(printer.paper(1));
  CHECK(arrived == render_pdf(sheet, languages).value());
  CHECK(text_of(arrived).find("هل يمكنني العمل") != std::string::npos);
  CHECK(printer.log().find("B 27") == std::string::npos);
}

TEST_CASE_FIXTURE(PrintingFixture, "a receipt printer gets a strip and is told its length") {
  RealPrinter printer(SOURCE_DIR "/tests/support/roll_printer.conf");
  Watcher watcher;
  PrintOptions options = to(printer.uri);
  options.paper = Paper::kRoll80mm;
  const auto queue = PrintQueue::create(options, languages, watcher.changed());
  REQUIRE(queue->print(sheet));
  CHECK(watcher.end(*queue) == PrintStage::kPrinted);
  const Bytes arrived = file(printer.paper(1));
  CHECK(arrived == render_pdf(sheet, languages, Paper::kRoll80mm).value());
  const int length = first_page_of(arrived).value().height;
  CHECK(length > 10'000);
  CHECK(printer.job(1).find("y-dimension=" + std::to_string(length)) != std::string::npos);
}

TEST_CASE_FIXTURE(PrintingFixture, "a printer that knows no such length prints the strip its way") {
  RealPrinter printer;
  Watcher watcher;
  PrintOptions options = to(printer.uri);
  options.paper = Paper::kRoll80mm;
  const auto queue = PrintQueue::create(options, languages, watcher.changed());
  REQUIRE(queue->print(sheet));
  CHECK(watcher.end(*queue) == PrintStage::kPrinted);
}

TEST_CASE_FIXTURE(PrintingFixture, "a printer that jams is reported as not printed") {
  RealPrinter printer;
  printer.set("fail");
  Watcher watcher;
  auto queue = PrintQueue::create(to(printer.uri), languages, watcher.changed());
  REQUIRE(queue->print(sheet).ok());
  CHECK(watcher.end(*queue) == PrintStage::kAborted);
  CHECK_FALSE(std::filesystem::exists(printer.paper(1)));

  printer.set("ok");  // and the next try succeeds
  REQUIRE(queue->print(sheet).ok());
  CHECK(watcher.end(*queue) == PrintStage::kPrinted);
}

TEST_CASE_FIXTURE(PrintingFixture, "paper that runs out is said while the job waits for it") {
  RealPrinter printer;
  printer.set("paper");
  Watcher watcher;
  auto queue = PrintQueue::create(to(printer.uri), languages, watcher.changed());
  REQUIRE(queue->print(sheet).ok());
  CHECK(watcher.wait(*queue, [](PrintStage s) { return s == PrintStage::kPaperOut; }) ==
        PrintStage::kPaperOut);
  CHECK(queue->print(sheet).error().code == ErrorCode::kConflict);
  printer.set("ok");
  CHECK(watcher.end(*queue) == PrintStage::kPrinted);
}

TEST_CASE_FIXTURE(PrintingFixture, "a job is taken back when staff cancel it") {
  RealPrinter printer;
  printer.set("slow");
  Watcher watcher;
  auto queue = PrintQueue::create(to(printer.uri), languages, watcher.changed());
  REQUIRE(queue->print(sheet).ok());
  printer.wait_until_begun();
  queue->cancel();
  printer.wait_for("Cancel-Job");
  printer.set("ok");  // this printer ends its current command before it drops the job
  CHECK(watcher.end(*queue) == PrintStage::kCanceled);
}

TEST_CASE_FIXTURE(PrintingFixture,
                  "a job that isn't printed in time is taken back and never called printed") {
  RealPrinter printer;
  printer.set("slow");
  Watcher watcher;
  PrintOptions options = to(printer.uri);
  options.patience = seconds(1);
  options.cancel_patience = seconds(3);
  auto queue = PrintQueue::create(options, languages, watcher.changed());
  REQUIRE(queue->print(sheet).ok());
  CHECK(watcher.end(*queue) == PrintStage::kNotPrintedInTime);
}

TEST_CASE_FIXTURE(PrintingFixture,
                  "a printer that gives no reason for taking long is said to be slow") {
  RealPrinter printer;
  printer.set("slow");
  Watcher watcher;
  PrintOptions options = to(printer.uri);
  options.slow_after = milliseconds(200);
  auto queue = PrintQueue::create(options, languages, watcher.changed());
  REQUIRE(queue->print(sheet).ok());
  CHECK(watcher.wait(*queue, [](PrintStage s) { return s == PrintStage::kSlow; }) ==
        PrintStage::kSlow);
  printer.set("ok");
  CHECK(watcher.end(*queue) == PrintStage::kPrinted);
}

TEST_CASE_FIXTURE(PrintingFixture, "a printer that isn't there is offline") {
  Watcher watcher;
  auto queue =
      PrintQueue::create(to("ipp://localhost:" + std::to_string(dead_port()) + "/ipp/print"),
                         languages, watcher.changed());
  REQUIRE(queue->print(sheet).ok());
  CHECK(watcher.end(*queue) == PrintStage::kPrinterOffline);
}

TEST_CASE_FIXTURE(PrintingFixture, "a printer's path that doesn't exist refuses the job") {
  RealPrinter printer;
  Watcher watcher;
  const std::string elsewhere = printer.uri.substr(0, printer.uri.rfind("/ipp")) + "/nowhere";
  auto queue = PrintQueue::create(to(elsewhere), languages, watcher.changed());
  REQUIRE(queue->print(sheet).ok());
  CHECK(watcher.end(*queue) == PrintStage::kRefused);
}

TEST_CASE_FIXTURE(PrintingFixture,
                  "a printer setting that is neither address nor name refuses the job") {
  for (const std::string bad : {"http://localhost/x", "a/b", "ipp://", " "}) {
    CAPTURE(bad);
    Watcher watcher;
    auto queue = PrintQueue::create(to(bad), languages, watcher.changed());
    REQUIRE(queue->print(sheet).ok());
    CHECK(watcher.end(*queue) == PrintStage::kRefused);
  }
}

TEST_CASE_FIXTURE(
    PrintingFixture,
    "without a printer nothing can be printed but PDFs are saved for the owner alone") {
  Watcher watcher;
  auto queue = PrintQueue::create(to(""), languages, watcher.changed());
  CHECK(queue->print(sheet).error().code == ErrorCode::kRefused);
  CHECK_FALSE(queue->report().has_value());

  const auto pdfs = folder.path() / "pdf";
  REQUIRE(queue->save(sheet, pdfs).ok());
  CHECK(watcher.end(*queue) == PrintStage::kSaved);
  CHECK(queue->report()->file == pdfs / "Laufzettel B 27.pdf");
  CHECK(file(queue->report()->file) == render_pdf(sheet, languages).value());
  struct stat facts {};
  REQUIRE(stat(queue->report()->file.c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777) == 0600);
  REQUIRE(stat(pdfs.c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777) == 0700);

  REQUIRE(queue->save(sheet, pdfs).ok());  // the first one stays
  CHECK(watcher.end(*queue) == PrintStage::kSaved);
  CHECK(queue->report()->file == pdfs / "Laufzettel B 27 (2).pdf");
}

TEST_CASE_FIXTURE(PrintingFixture, "a PDF that can't be written is not called saved") {
  Watcher watcher;
  auto queue = PrintQueue::create(to(""), languages, watcher.changed());
  const auto in_the_way = folder.path() / "file";
  std::ofstream(in_the_way) << "x";
  REQUIRE(queue->save(sheet, in_the_way / "pdf").ok());
  CHECK(watcher.end(*queue) == PrintStage::kSaveFailed);
}

TEST_CASE_FIXTURE(PrintingFixture,
                  "a queue that ends takes its waiting job back from the printer") {
  RealPrinter printer;
  printer.set("paper");
  {
    Watcher watcher;
    auto queue = PrintQueue::create(to(printer.uri), languages, watcher.changed());
    REQUIRE(queue->print(sheet).ok());
    watcher.wait(*queue, [](PrintStage s) { return s == PrintStage::kPaperOut; });
  }
  const std::string jobs =
      output_of("ipptool -tv " + printer.uri + " get-completed-jobs.test; ipptool -tv " +
                printer.uri + " get-jobs.test; true");
  CHECK(jobs.find("completed-successfully") == std::string::npos);
  CHECK((jobs.find("canceled") != std::string::npos ||
         jobs.find("to-stop-point") != std::string::npos));
}

TEST_CASE("every stage has a sentence of its own that ends with a full stop") {
  std::vector<std::string> seen;
  for (int i = 0; i <= static_cast<int>(PrintStage::kSaveFailed); ++i) {
    const std::string words(sentence(static_cast<PrintStage>(i)));
    CHECK(words.ends_with("."));
    CHECK(std::find(seen.begin(), seen.end(), words) == seen.end());
    seen.push_back(words);
  }
  CHECK_FALSE(ended(PrintStage::kCanceling));
  CHECK(ended(PrintStage::kPrinted));
}

}  // namespace
}  // namespace anlaufstelle::printing
