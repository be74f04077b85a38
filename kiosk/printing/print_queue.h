// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/language/language.h"
#include "kiosk/printing/sheet.h"

namespace anlaufstelle::printing {

// Where a sheet is on its way to paper or into a file.
enum class PrintStage {
  // Under way
  kPreparing,
  kSending,
  kPrinting,
  kSlow,            // no reason given; so a CUPS queue shows a printer that is switched off
  kPaperOut,        // the printer waits for paper, the job goes on by itself
  kNeedsAttention,  // the same: jam, open cover, no toner
  kWaiting,         // the same: the queue can't reach the printer just now
  kCanceling,
  // Ended
  kPrinted,  // only after the printer said that the job is completed
  kSaved,
  kCanceled,
  kRefused,           // the printer doesn't take the job
  kPrinterOffline,    // nothing was sent
  kAborted,           // given up by the printer, or canceled on it
  kNotPrintedInTime,  // the job was taken back; whether a page came out isn't known
  kSheetFailed,       // no PDF could be made
  kDiskFull,
  kSaveFailed,
};
[[nodiscard]] bool ended(PrintStage stage);
// What staff read, in German (msgid of the catalogue).
[[nodiscard]] std::string_view sentence(PrintStage stage);

struct PrintReport {
  PrintStage stage = PrintStage::kPreparing;
  std::string number;          // of the sheet
  std::filesystem::path file;  // kSaved: where it lies
};

struct PrintOptions {
  // A CUPS queue's name, or "ipp://host:631/ipp/print" (ipps://) for a printer that takes PDF
  // itself: then no spooler keeps a copy. "" for none.
  std::string printer;
  std::chrono::milliseconds poll{200};
  std::chrono::milliseconds connect_timeout{3000};
  // A job that isn't printed by then is taken back, so that no sheet comes out unattended.
  std::chrono::seconds patience{180};
  // When to say that it takes long.
  std::chrono::milliseconds slow_after{10'000};
  // How long the printer may take to give a canceled job back.
  std::chrono::seconds cancel_patience{10};
  Paper paper = Paper::kA4;
};

// Prints sheets and saves them, one at a time, on a thread of its own; the PDF goes to the
// printer from memory and is wiped afterwards. The job is called "Laufzettel" for everybody.
// Public functions: any thread, never block (the destructor takes an unfinished job back and may
// take some seconds).
class PrintQueue {
 public:
  // Makes the PDF for the printer's paper, on the printing thread. Holds by value what it needs.
  using Render = std::function<Result<Bytes>(Paper)>;

  // `changed` is called on the printing thread whenever `report` has something new.
  static std::unique_ptr<PrintQueue> create(PrintOptions options,
                                            std::vector<language::Language> languages,
                                            std::function<void()> changed);
  virtual ~PrintQueue() = default;

  // Errors: Conflict (one is under way), Refused (no printer is set).
  virtual Status print(Sheet sheet) = 0;
  virtual Status print(Render render) = 0;
  // As A4. Writes "Laufzettel <number>.pdf", or the sheet's own file name, into `folder` durably,
  // 0600; a folder that is missing is made 0700. A name that is taken gets " (2)" and so on.
  // Errors: Conflict.
  virtual Status save(Sheet sheet, const std::filesystem::path& folder) = 0;
  // Asks the printer to drop the job; the report says what came of it.
  virtual void cancel() = 0;
  // The last job's state; nothing before the first.
  [[nodiscard]] virtual std::optional<PrintReport> report() const = 0;
  [[nodiscard]] virtual bool busy() const = 0;
};

}  // namespace anlaufstelle::printing
