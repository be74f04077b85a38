// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/print_queue.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "kiosk/printing/ipp_job.h"
#include "storage/base/file.h"

namespace anlaufstelle::printing {
namespace {

using std::chrono::steady_clock;
constexpr int kMostCopies = 1000;

struct Job {
  PrintQueue::Render render;
  std::string number;
  std::filesystem::path folder;  // "": to the printer
  std::string file_name = {};    // without its ending
};

// Between `connect` and the end of one job nothing is shared but the report and the wish to
// cancel; both under one mutex.
class Queue : public PrintQueue {
 public:
  Queue(PrintOptions options, std::vector<language::Language> languages,
        std::function<void()> changed)
      : options_(std::move(options)),
        languages_(std::move(languages)),
        changed_(std::move(changed)),
        thread_([this] { run(); }) {}

  ~Queue() override {
    {
      const std::lock_guard lock(mutex_);
      stop_ = cancel_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }

  Status print(Sheet sheet) override {
    std::string number = sheet.number;
    return print(render_of(std::move(sheet)), std::move(number));
  }
  Status print(Render render) override { return print(std::move(render), {}); }
  Status save(Sheet sheet, const std::filesystem::path& folder) override {
    std::string number = sheet.number;
    std::string name = sheet.file_name.empty() ? "Laufzettel " + number : sheet.file_name;
    return post({render_of(std::move(sheet)), std::move(number), folder, std::move(name)});
  }
  void cancel() override {
    const std::lock_guard lock(mutex_);
    if (!busy_) return;
    cancel_ = true;
    wake_.notify_all();
  }
  std::optional<PrintReport> report() const override {
    const std::lock_guard lock(mutex_);
    return report_;
  }
  bool busy() const override {
    const std::lock_guard lock(mutex_);
    return busy_;
  }

 private:
  Render render_of(Sheet sheet) {
    return [this, sheet = std::move(sheet)](Paper paper) {
      return render_pdf(sheet, languages_, paper);
    };
  }
  Status print(Render render, std::string number) {
    if (options_.printer.empty()) return Error{ErrorCode::kRefused, "no printer is set"};
    return post({std::move(render), std::move(number), {}});
  }
  Status post(Job job);
  void run();
  void say(PrintStage stage, std::filesystem::path file = {});
  [[nodiscard]] bool canceled() const {
    const std::lock_guard lock(mutex_);
    return cancel_;
  }
  [[nodiscard]] bool stopping() const {
    const std::lock_guard lock(mutex_);
    return stop_;
  }
  // Waits for the next poll, shorter if a wish to cancel comes.
  void pause();
  PrintStage do_print(ByteView pdf);
  PrintStage follow(IppJob& job);
  PrintStage take_back(IppJob& job, PrintStage otherwise);
  PrintStage do_save(ByteView pdf, const Job& job);

  const PrintOptions options_;
  const std::vector<language::Language> languages_;
  const std::function<void()> changed_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::optional<Job> next_;
  std::optional<PrintReport> report_;
  bool busy_ = false, cancel_ = false, stop_ = false;
  std::filesystem::path saved_;
  std::thread thread_;
};

Status Queue::post(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (busy_) return Error{ErrorCode::kConflict, "a sheet is under way"};
    busy_ = true;
    cancel_ = false;
    report_ = PrintReport{PrintStage::kPreparing, job.number, {}};
    next_ = std::move(job);
  }
  wake_.notify_all();
  return ok_status();
}

void Queue::say(PrintStage stage, std::filesystem::path file) {
  {
    const std::lock_guard lock(mutex_);
    if (ended(stage)) busy_ = false;
    if (report_->stage == stage) return;
    report_->stage = stage;
    report_->file = std::move(file);
  }
  if (changed_) changed_();
}

void Queue::pause() {
  std::unique_lock lock(mutex_);
  const bool already = cancel_;
  wake_.wait_for(lock, options_.poll, [&] { return cancel_ != already; });
}

void Queue::run() {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stop_ || next_; });
      if (stop_) return;
      job = std::move(*next_);
      next_.reset();
    }
    auto pdf = job.render(job.folder.empty() ? options_.paper : Paper::kA4);
    if (!pdf) {
      say(PrintStage::kSheetFailed);
      continue;
    }
    saved_.clear();
    const PrintStage end = job.folder.empty() ? do_print(*pdf) : do_save(*pdf, job);
    wipe(pdf->data(), pdf->size());
    say(end, saved_);
  }
}

PrintStage Queue::do_print(ByteView pdf) {
  if (canceled()) return PrintStage::kCanceled;
  say(PrintStage::kSending);
  auto job = IppJob::connect(options_.printer, options_.connect_timeout);
  if (!job) {
    return job.error().code == ErrorCode::kUnreachable ? PrintStage::kPrinterOffline
                                                       : PrintStage::kRefused;
  }
  const Status sent = (*job)->send_pdf(pdf);
  if (!sent) {
    // Half a document may have arrived, or all of it and only the answer is missing; it must not
    // wait there for better times. Where that can't be said either, nobody knows whether it comes.
    const bool taken_back = (*job)->cancel().ok();
    if (sent.error().code != ErrorCode::kUnreachable) return PrintStage::kRefused;
    return taken_back ? PrintStage::kPrinterOffline : PrintStage::kNotPrintedInTime;
  }
  return follow(**job);
}

PrintStage stage_of(JobState::Trouble trouble, bool slow) {
  switch (trouble) {
    case JobState::Trouble::kPaper:
      return PrintStage::kPaperOut;
    case JobState::Trouble::kAttention:
      return PrintStage::kNeedsAttention;
    case JobState::Trouble::kOffline:
      return PrintStage::kWaiting;
    case JobState::Trouble::kNone:
      break;
  }
  return slow ? PrintStage::kSlow : PrintStage::kPrinting;
}

PrintStage Queue::follow(IppJob& job) {
  const auto begin = steady_clock::now();
  const auto deadline = begin + options_.patience;
  say(PrintStage::kPrinting);
  while (!canceled()) {
    auto state = job.state();
    if (!state) {
      if (state.error().code == ErrorCode::kNotFound) return PrintStage::kNotPrintedInTime;
      say(PrintStage::kWaiting);
    } else {
      switch (state->phase) {
        case JobState::Phase::kCompleted:
          return PrintStage::kPrinted;
        case JobState::Phase::kAborted:
        case JobState::Phase::kCanceled:
          return PrintStage::kAborted;
        case JobState::Phase::kPending:
        case JobState::Phase::kProcessing:
          say(stage_of(state->trouble, steady_clock::now() - begin >= options_.slow_after));
          break;
      }
    }
    if (steady_clock::now() >= deadline) return take_back(job, PrintStage::kNotPrintedInTime);
    pause();
  }
  say(PrintStage::kCanceling);
  return take_back(job, PrintStage::kCanceled);
}

// `otherwise`: what to call a job that the printer has given back. One that was printed in the
// last moment is printed.
PrintStage Queue::take_back(IppJob& job, PrintStage otherwise) {
  const auto deadline = steady_clock::now() + options_.cancel_patience;
  bool asked = false;
  do {
    if (!asked) asked = job.cancel().ok();
    if (asked && stopping()) break;
    auto state = job.state();
    if (state && state->phase == JobState::Phase::kCompleted) return PrintStage::kPrinted;
    if (state && state->phase >= JobState::Phase::kCanceled) return otherwise;
    pause();
  } while (steady_clock::now() < deadline);
  return PrintStage::kNotPrintedInTime;
}

// Numbers may hold a space and are ours; anything else stays out of a file name.
std::string file_stem(const std::string& name) {
  std::string stem;
  std::copy_if(name.begin(), name.end(), std::back_inserter(stem), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == ' ' ||
           c == '-';
  });
  return stem;
}

PrintStage Queue::do_save(ByteView pdf, const Job& job) {
  std::error_code error;
  if (!std::filesystem::is_directory(job.folder, error) && !make_private_folder(job.folder)) {
    return PrintStage::kSaveFailed;
  }
  const std::string stem = file_stem(job.file_name);
  for (int copy = 1; copy <= kMostCopies; ++copy) {
    const auto file =
        job.folder / (stem + (copy == 1 ? "" : " (" + std::to_string(copy) + ")") + ".pdf");
    if (std::filesystem::exists(std::filesystem::symlink_status(file, error))) continue;
    const Status written = write_file_durably(file, pdf);
    if (!written) {
      return written.error().code == ErrorCode::kFull ? PrintStage::kDiskFull
                                                      : PrintStage::kSaveFailed;
    }
    saved_ = file;
    return PrintStage::kSaved;
  }
  return PrintStage::kSaveFailed;
}

struct StageWords {
  PrintStage stage;
  bool end;
  std::string_view words;
};
constexpr StageWords kStages[] = {
    {PrintStage::kPreparing, false, "Das Blatt wird vorbereitet."},
    {PrintStage::kSending, false, "Das Blatt wird an den Drucker geschickt."},
    {PrintStage::kPrinting, false, "Der Drucker arbeitet."},
    {PrintStage::kSlow, false,
     "Der Druck dauert länger als sonst. Bitte prüfen, ob der Drucker eingeschaltet ist."},
    {PrintStage::kPaperOut, false,
     "Der Drucker hat kein Papier. Bitte Papier nachlegen, dann druckt er weiter."},
    {PrintStage::kNeedsAttention, false,
     "Der Drucker braucht Hilfe (Papierstau, offene Klappe oder Toner). Bitte am Drucker "
     "nachsehen."},
    {PrintStage::kWaiting, false,
     "Der Drucker antwortet gerade nicht. Bitte prüfen, ob er eingeschaltet ist."},
    {PrintStage::kCanceling, false, "Der Druck wird abgebrochen."},
    {PrintStage::kPrinted, true, "Gedruckt. Bitte das Blatt gleich holen."},
    {PrintStage::kSaved, true, "Die PDF-Datei ist gespeichert."},
    {PrintStage::kCanceled, true, "Der Druck ist abgebrochen."},
    {PrintStage::kRefused, true,
     "Nicht gedruckt: Der Drucker nimmt den Auftrag nicht an. Bitte die Drucker-Einstellung "
     "prüfen."},
    {PrintStage::kPrinterOffline, true,
     "Nicht gedruckt: Der Drucker ist nicht erreichbar. Bitte prüfen, ob er eingeschaltet ist, "
     "und noch einmal drucken."},
    {PrintStage::kAborted, true,
     "Nicht gedruckt: Der Drucker hat den Auftrag abgebrochen. Bitte am Drucker nachsehen und "
     "noch einmal drucken."},
    {PrintStage::kNotPrintedInTime, true,
     "Der Drucker ist nicht fertig geworden. Bitte am Drucker nachsehen, ob doch ein Blatt "
     "gekommen "
     "ist oder noch kommt."},
    {PrintStage::kSheetFailed, true,
     "Das Blatt konnte nicht erstellt werden. Vermutlich fehlt eine Schriftart."},
    {PrintStage::kDiskFull, true, "Nicht gespeichert: Auf dem Datenträger ist kein Platz mehr."},
    {PrintStage::kSaveFailed, true,
     "Nicht gespeichert: In den Ordner für PDF-Dateien kann nicht geschrieben werden."},
};

}  // namespace

bool ended(PrintStage stage) {
  return kStages[static_cast<std::size_t>(stage)].end;
}

std::string_view sentence(PrintStage stage) {
  return kStages[static_cast<std::size_t>(stage)].words;
}

std::unique_ptr<PrintQueue> PrintQueue::create(PrintOptions options,
                                               std::vector<language::Language> languages,
                                               std::function<void()> changed) {
  return std::make_unique<Queue>(std::move(options), std::move(languages), std::move(changed));
}

}  // namespace anlaufstelle::printing
