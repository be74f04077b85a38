// SPDX-License-Identifier: EUPL-1.2
#include <chrono>
#include <cstdio>

#include "kiosk/app/commands.h"
#include "kiosk/app/form_files.h"
#include "kiosk/app/passphrase.h"
#include "kiosk/app/process.h"
#include "kiosk/app/recovery_paper.h"
#include "kiosk/printing/spool_check.h"
#include "storage/base/clock.h"
#include "storage/base/file.h"
#include "storage/crypto/office.h"

namespace anlaufstelle::app {
namespace {

int fail(const Error& error) {
  std::fprintf(stderr, "anlaufstelle setup: %s: %s\n", std::string(name_of(error.code)).c_str(),
               error.context.c_str());
  return 1;
}

// Three groups of four letters that no two alphabets confuse; 20^12 possibilities.
std::string make_passphrase(Random& random) {
  static constexpr std::string_view kLetters = "abcdefghjkmnprstuvwx";
  std::string text;
  while (text.size() < 14) {
    if (text.size() % 5 == 4) text += '-';
    std::uint8_t byte = 0;
    random.fill({&byte, 1});
    if (byte < 240) text += kLetters[byte % kLetters.size()];
  }
  return text;
}

constexpr const char* kDemoFile = "demo-passphrases.txt";

std::int64_t minute_now() {
  return std::chrono::floor<std::chrono::minutes>(SystemClock().now()).time_since_epoch().count();
}

crypto::NewOffice named_office(const CommandContext& context, const SetupOptions& options,
                               const crypto::Identity& recovery) {
  crypto::NewOffice office;
  office.office_name = context.settings.office_name;
  office.kiosk_id = options.kiosk_id;
  office.reception_id = options.reception_id;
  office.counselling_id = options.counselling_id;
  office.recovery = recovery.recipient();
  office.minute = minute_now();
  return office;
}

Result<crypto::NewOffice> demo_office(const CommandContext& context, const SetupOptions& options,
                                      const crypto::Identity& recovery, Random& random) {
  const DataFolders folders = data_folders(context.settings);
  const std::string root = make_passphrase(random), reception = make_passphrase(random),
                    counselling = make_passphrase(random);
  const SecretBytes key = recovery.text();
  const std::string listing =
      "Demo office. Not for real clients: these passphrases lie on the disk.\n"
      "reception    " +
      reception + "\ncounselling  " + counselling + "\nroot         " + root + "\nrecovery     " +
      std::string(key.text()) + "\n";
  TRY(make_private_folder(folders.root));
  TRY(write_file_durably(folders.root / kDemoFile, as_bytes(listing)));
  std::printf("Demo: no recovery sheet is printed or typed back; its key lies in %s.\n", kDemoFile);
  crypto::NewOffice office = named_office(context, options, recovery);
  office.root_passphrase = SecretBytes(as_bytes(root));
  office.reception_passphrase = SecretBytes(as_bytes(reception));
  office.counselling_passphrase = SecretBytes(as_bytes(counselling));
  office.scrypt_log_n = 15;
  return office;
}

Result<crypto::NewOffice> ask_office(const CommandContext& context, const SetupOptions& options,
                                     const crypto::Identity& recovery, Random& random) {
  crypto::NewOffice office = named_office(context, options, recovery);
  TRY_ASSIGN(office.root_passphrase, ask_new_passphrase("the office root"));
  TRY_ASSIGN(office.reception_passphrase, ask_new_passphrase(office.reception_id + " (reception)"));
  TRY_ASSIGN(office.counselling_passphrase,
             ask_new_passphrase(office.counselling_id + " (counselling)"));
  // Before the office is made: without the sheet there shall be none.
  TRY(hand_over_recovery_sheet(
      recovery, {office.office_name, context.settings.printer, options.sheet_file}, random));
  return office;
}

Status write_default_settings(const std::filesystem::path& file) {
  std::error_code failed;
  if (std::filesystem::exists(file, failed)) return ok_status();
  TRY_ASSIGN(const Bytes content,
             read_file(locales_folder() / ".." / "kiosk/app/settings.toml", 1u << 20));
  std::filesystem::create_directories(file.parent_path(), failed);
  return write_file_durably(file, content, 0644);
}

Status install_shipped_forms(const DataFolders& folders, const crypto::SigningKey& root) {
  const std::filesystem::path shipped = locales_folder() / "forms";
  int installed = 0;
  std::error_code failed;
  for (std::filesystem::directory_iterator at(shipped, failed), end; !failed && at != end;
       at.increment(failed)) {
    if (at->path().extension() != ".xml") continue;
    TRY_ASSIGN(const FormSource source, read_form_source(at->path()));
    TRY(install_form(source, {folders.desk_forms(), folders.kiosk_forms()}, root));
    ++installed;
  }
  if (failed) return Error{ErrorCode::kIo, shipped.string() + ": " + failed.message()};
  if (installed == 0) return Error{ErrorCode::kNotFound, shipped.string() + ": no form"};
  return ok_status();
}

Result<crypto::VerifyKey> set_up(const CommandContext& context, const SetupOptions& options) {
  SystemRandom random;
  const DataFolders folders = data_folders(context.settings);
  std::error_code failed;
  if (std::filesystem::exists(folders.office / "office.card", failed)) {
    return Error{ErrorCode::kConflict, folders.office.string() + ": an office is there already"};
  }
  const crypto::Identity recovery = crypto::Identity::generate(random);
  TRY_ASSIGN(const crypto::NewOffice office, options.demo
                                                 ? demo_office(context, options, recovery, random)
                                                 : ask_office(context, options, recovery, random));
  // Whatever may fail comes before the keys; what comes after them can be done again by hand.
  TRY(make_private_folder(folders.root));
  TRY(make_private_folder(folders.inbox));
  TRY(make_private_folder(folders.desk));
  TRY(write_default_settings(context.settings_file));
  TRY_ASSIGN(const crypto::OfficeMade made,
             crypto::make_office(office, folders.office, folders.kiosk, random));
  TRY_ASSIGN(const crypto::SigningKey root,
             crypto::open_root(folders.office, office.root_passphrase.text()));
  if (Status forms = install_shipped_forms(folders, root); !forms) {
    return with_context(forms.error(),
                        "the keys are made, the forms are missing; mend this and run "
                        "anlaufstelle form import FILE.xml");
  }
  return made.root;
}

}  // namespace

void warn_of_spool(const Settings& settings) {
  const auto spooled = [](const std::string& printer) {
    return !printer.empty() && printer.find("://") == std::string::npos;
  };
  if (!spooled(settings.printer) && !spooled(settings.slip_printer)) return;
  const auto findings = printing::check_spool();
  if (findings.empty()) return;
  std::printf("Sheets go through CUPS on this machine. Before real clients' sheets do:\n");
  for (const std::string& finding : findings) std::printf("  - %s\n", finding.c_str());
}

int run_setup(const CommandContext& context, const SetupOptions& options) {
  const Result<crypto::VerifyKey> root = set_up(context, options);
  if (!root) return fail(root.error());
  const DataFolders folders = data_folders(context.settings);
  std::printf(
      "The office is ready.\n"
      "  office keys      %s\n"
      "  kiosk            %s\n"
      "  root fingerprint %s\n"
      "Write the fingerprint down: every device of this office shows the same.\n",
      folders.office.c_str(), folders.kiosk.c_str(), root->fingerprint().c_str());
  if (options.demo) {
    std::printf("  demo passphrases %s\n", (folders.root / kDemoFile).c_str());
  } else {
    std::printf(
        "Keep root.age on a stick in a safe and the recovery sheet in another: the daily work "
        "needs\n"
        "neither. Every colleague gets an own passphrase: anlaufstelle staff add NAME ROLE\n");
  }
  warn_of_spool(context.settings);
  return 0;
}

}  // namespace anlaufstelle::app
