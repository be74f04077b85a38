// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/recovery_paper.h"

#include <chrono>
#include <cstdio>
#include <thread>

#include "kiosk/app/passphrase.h"
#include "kiosk/printing/ipp_job.h"
#include "kiosk/printing/recovery_sheet.h"
#include "storage/base/clock.h"
#include "storage/base/file.h"
#include "storage/crypto/recovery_sheet.h"

namespace anlaufstelle::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kConnectTimeout{5000}, kPoll{300};
constexpr seconds kPatience{120};

// Wiped on every way out.
struct WipedSheet : printing::RecoverySheet {
  WipedSheet() = default;
  WipedSheet(const WipedSheet&) = delete;
  WipedSheet& operator=(const WipedSheet&) = delete;
  ~WipedSheet() {
    wipe(key);
    for (std::string& line : lines) wipe(line);
  }
};
struct WipedPdf {
  Bytes bytes;
  explicit WipedPdf(Bytes pdf) : bytes(std::move(pdf)) {}
  WipedPdf(const WipedPdf&) = delete;
  WipedPdf& operator=(const WipedPdf&) = delete;
  ~WipedPdf() { wipe(bytes.data(), bytes.size()); }
};

std::string today() {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(SystemClock().now()));
  char text[32];
  std::snprintf(text, sizeof text, "%02u.%02u.%d", static_cast<unsigned>(day.day()),
                static_cast<unsigned>(day.month()), static_cast<int>(day.year()));
  return text;
}

void fill(WipedSheet& sheet, const crypto::Identity& recovery, const PaperPlan& plan) {
  sheet.office_name = plan.office_name;
  sheet.recipient = recovery.recipient().text();
  sheet.day = today();
  sheet.key = recovery.text().text();
  sheet.lines.reserve(crypto::kRecoveryLines);
  for (std::size_t at = 0; at < crypto::kRecoveryLines; ++at) {
    sheet.lines.emplace_back(crypto::recovery_line(recovery, at).text());
  }
}

bool prints_without_spool(const std::string& printer) {
  return printer.starts_with("ipp://") || printer.starts_with("ipps://");
}

// Until the printer says that the page is out; otherwise nobody knows where the key lies.
Status print(ByteView pdf, const std::string& printer) {
  using Phase = printing::JobState::Phase;
  TRY_ASSIGN(const auto job, printing::IppJob::connect(printer, kConnectTimeout));
  if (Status sent = job->send_pdf(pdf); !sent) {
    (void)job->cancel();
    return sent;
  }
  for (auto waited = milliseconds(0); waited < kPatience; waited += kPoll) {
    TRY_ASSIGN(const printing::JobState state, job->state());
    if (state.phase == Phase::kCompleted) return ok_status();
    if (state.phase == Phase::kCanceled || state.phase == Phase::kAborted) break;
    std::this_thread::sleep_for(kPoll);
  }
  (void)job->cancel();
  return Error{ErrorCode::kUnreachable, printer + ": the recovery sheet wasn't printed"};
}

Status put_on_paper(const WipedSheet& sheet, const PaperPlan& plan) {
  const bool to_printer = plan.sheet_file.empty() && prints_without_spool(plan.printer);
  if (plan.sheet_file.empty() && !to_printer) {
    std::fprintf(stderr, "\nThe recovery key. Copy these lines onto paper, now and by hand:\n\n");
    int number = 0;
    for (const std::string& line : sheet.lines) {
      std::fprintf(stderr, "   %d   %s\n", ++number, line.c_str());
    }
    std::fprintf(stderr, "\n");
    return ok_status();
  }
  TRY_ASSIGN(Bytes rendered, printing::render_recovery_pdf(sheet));
  const WipedPdf pdf(std::move(rendered));
  if (to_printer) return print(pdf.bytes, plan.printer);
  TRY(write_file_durably(plan.sheet_file, pdf.bytes));
  std::fprintf(stderr, "\nPrint %s, then destroy it (shred -u): it is the recovery key.\n",
               plan.sheet_file.c_str());
  return ok_status();
}

Status ask_back(const crypto::Identity& recovery, std::size_t line) {
  for (;;) {
    TRY_ASSIGN(
        const SecretBytes typed,
        ask_passphrase_once("Type line " + std::to_string(line + 1) + " of the recovery sheet: "));
    switch (crypto::check_recovery_line(recovery, line, typed.text())) {
      case crypto::LineCheck::kRight:
        return ok_status();
      case crypto::LineCheck::kAnotherLine:
        std::fprintf(stderr, "That is another line of the sheet.\n");
        break;
      case crypto::LineCheck::kMistyped:
        std::fprintf(stderr, "Something is mistyped in it; look at it again.\n");
        break;
    }
  }
}

}  // namespace

Status hand_over_recovery_sheet(const crypto::Identity& recovery, const PaperPlan& plan,
                                Random& random) {
  WipedSheet sheet;
  fill(sheet, recovery, plan);
  TRY(put_on_paper(sheet, plan));
  std::uint8_t byte = 0;
  random.fill({&byte, 1});
  const std::size_t first = byte % crypto::kRecoveryLines;
  TRY(ask_back(recovery, first));
  return ask_back(recovery,
                  (first + 1 + byte / 64 % (crypto::kRecoveryLines - 1)) % crypto::kRecoveryLines);
}

}  // namespace anlaufstelle::app
