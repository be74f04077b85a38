// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "kiosk/app/commands.h"
#include "kiosk/app/languages_file.h"
#include "kiosk/app/passphrase.h"
#include "kiosk/app/process.h"
#include "kiosk/app/unlock.h"
#include "kiosk/casework/card_index.h"
#include "kiosk/casework/figures_chart.h"
#include "kiosk/casework/figures_count.h"
#include "kiosk/casework/figures_report.h"
#include "kiosk/casework/form_shelf.h"
#include "kiosk/casework/spent_key_sets.h"
#include "kiosk/casework/visit_figures.h"
#include "kiosk/printing/sheet.h"
#include "kiosk/text/text_engine.h"
#include "storage/base/clock.h"
#include "storage/base/file.h"
#include "storage/crypto/key_sets.h"
#include "storage/records/backup.h"
#include "storage/records/retention.h"
#include "storage/records/store_check.h"
#include "storage/sync/outbox_pump.h"
#include "storage/sync/stick.h"
#include "storage/sync/transport.h"

namespace anlaufstelle::app {
namespace {

int fail(const char* command, const Error& error) {
  std::fprintf(stderr, "anlaufstelle %s: %s: %s\n", command,
               std::string(name_of(error.code)).c_str(), error.context.c_str());
  return 1;
}

std::int64_t minute_now() {
  return std::chrono::floor<std::chrono::minutes>(SystemClock().now()).time_since_epoch().count();
}

// "2026-11-26", UTC.
std::string day_of(std::int64_t minute) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(
      std::chrono::sys_time<std::chrono::minutes>(std::chrono::minutes(minute))));
  return crypto::month_of(minute) + (static_cast<unsigned>(day.day()) < 10 ? "-0" : "-") +
         std::to_string(static_cast<unsigned>(day.day()));
}

// Somebody of staff at the desk's store, while no desk is running.
struct AtWork {
  crypto::DeskTrust trust;
  crypto::OpenedRole role;
};
Result<AtWork> come_to_work(const DataFolders& folders) {
  TRY_ASSIGN(crypto::DeskTrust trust, crypto::load_desk_trust(folders.office));
  TRY_ASSIGN(const SecretBytes passphrase, ask_passphrase_once("Your passphrase: "));
  TRY_ASSIGN(crypto::OpenedRole role, try_staff(folders, passphrase, std::string()));
  return AtWork{std::move(trust), std::move(role)};
}

Status needs_signer(const crypto::OpenedRole& role) {
  if (role.signer) return ok_status();
  return Error{ErrorCode::kRefused, "this is signed by a person; the recovery key is nobody's"};
}

void print(const records::StoreReport& report) {
  for (const auto& damage : report.damaged) {
    std::printf("record %s: %s\n", damage.id.hex().c_str(), damage.what.c_str());
  }
  for (const auto& broken : report.breaks) {
    std::printf("event %llu: %s\n", static_cast<unsigned long long>(broken.seq),
                broken.what.c_str());
  }
  std::printf("%zu records opened, %zu sealed to other keys, %zu damaged, %zu deleted before\n",
              report.opened, report.sealed, report.damaged.size(), report.tombstones);
  std::printf("audit head: %s\n", report.head.text().c_str());
}

Result<RecordId> the_one(const std::vector<records::NumberedRecord>& found,
                         const std::string& number, const std::string& day) {
  std::vector<records::NumberedRecord> meant;
  for (const auto& one : found) {
    if (day.empty() || day_of(one.minute) == day) meant.push_back(one);
  }
  if (meant.empty()) return Error{ErrorCode::kNotFound, "no record of number " + number};
  if (meant.size() == 1) return meant.front().id;
  std::string days;
  for (const auto& one : meant) days += " " + day_of(one.minute);
  return Error{ErrorCode::kConflict,
               "number " + number + " was given more than once; say --day:" + days};
}

Status withdraw(const DataFolders& folders, const std::string& number, const std::string& day) {
  TRY_ASSIGN(const AtWork work, come_to_work(folders));
  TRY(needs_signer(work.role));
  TRY_ASSIGN(records::RecordStore store, records::RecordStore::open(folders.desk_store()));
  TRY_ASSIGN(const auto found, records::find_number(store, work.trust, work.role, number));
  TRY_ASSIGN(const RecordId id, the_one(found, number, day));
  TRY(casework::remove_index(folders.desk_store()));
  return records::Retention(store).remove(id, records::EventKind::kWithdrawn, minute_now(),
                                          records::signer_of(work.role));
}

// The desk does the same by itself, as soon as a set's time is over.
Result<std::vector<std::string>> prune(const DataFolders& folders, std::chrono::days keep) {
  TRY_ASSIGN(const AtWork work, come_to_work(folders));
  TRY(needs_signer(work.role));
  TRY_ASSIGN(records::RecordStore store, records::RecordStore::open(folders.desk_store()));
  TRY(sync::take_inbox(folders.inbox, store, work.trust));
  return casework::destroy_spent_key_sets(
      {folders.office, folders.desk_store(), folders.inbox, folders.desk_forms(), keep}, store,
      work.role, minute_now());
}

struct CountedOffice {
  std::vector<casework::PublishedFigure> published;
  casework::FiguresReport report;
};
Result<CountedOffice> count_office(const DataFolders& folders) {
  TRY_ASSIGN(const AtWork work, come_to_work(folders));
  TRY_ASSIGN(records::RecordStore store, records::RecordStore::open(folders.desk_store()));
  SystemClock clock;
  SystemRandom random;
  casework::FormShelf shelf(folders.desk_forms(), work.trust.office.root, clock, random);
  TRY_ASSIGN(casework::FiguresCount count, casework::FiguresCount::begin(store, work.role));
  count.count_some(count.all(), store, work.trust, work.role, shelf);
  const std::string running = casework::quarter_of(crypto::month_of(minute_now()));
  CountedOffice office;
  office.published = casework::publish(count.figures(), running);
  office.report = casework::figures_report(office.published, casework::choice_labels(shelf),
                                           work.trust.office.office_name,
                                           std::chrono::floor<std::chrono::days>(clock.now()));
  return office;
}

// The quarter of that name, or the last one; in the house's fonts.
Status write_figures_pdf(const casework::FiguresReport& report, const FiguresOptions& options) {
  const auto& quarters = report.quarters;
  const auto shown = options.quarter.empty() && !quarters.empty()
                         ? quarters.end() - 1
                         : std::find_if(quarters.begin(), quarters.end(), [&](const auto& one) {
                             return one.quarter == options.quarter;
                           });
  if (shown == quarters.end()) {
    return Error{ErrorCode::kNotFound, "no quarter " + options.quarter +
                                           (options.quarter.empty() ? "is" : " that is") +
                                           " over and has figures"};
  }
  TRY_ASSIGN(const OfferedLanguages known, load_languages(locales_folder() / "languages.toml", {}));
  TRY_ASSIGN(const auto fonts, text::TextEngine::create(known.font_files));
  TRY_ASSIGN(const Bytes pdf,
             printing::render_pdf(casework::figures_sheet(report, *shown), known.languages));
  return write_file_durably(options.pdf_file, pdf);
}

// The kiosk's own store; a running kiosk has it locked.
Result<sync::ToStick> to_stick(const DataFolders& folders, const std::filesystem::path& stick) {
  TRY_ASSIGN(const crypto::KioskKeys keys, crypto::load_kiosk_keys(folders.kiosk));
  TRY_ASSIGN(records::RecordStore store, records::RecordStore::open(folders.kiosk_store()));
  return sync::write_to_stick(stick, store, keys);
}

Result<sync::FromStick> from_stick(const DataFolders& folders, const std::filesystem::path& stick) {
  TRY_ASSIGN(const AtWork work, come_to_work(folders));
  TRY(needs_signer(work.role));
  TRY_ASSIGN(records::RecordStore store, records::RecordStore::open(folders.desk_store()));
  return sync::read_stick(stick, folders.office, store, work.trust, work.role);
}

Status restore(const DataFolders& folders, const std::filesystem::path& file) {
  TRY_ASSIGN(const AtWork work, come_to_work(folders));
  TRY(needs_signer(work.role));
  TRY(make_private_folder(folders.desk));
  TRY(casework::remove_index(folders.desk_store()));
  return records::restore_backup(file, folders.desk_store(), minute_now(),
                                 records::signer_of(work.role));
}

}  // namespace

int run_verify(const CommandContext& context, const std::string& seen) {
  const DataFolders folders = data_folders(context.settings);
  const auto work = come_to_work(folders);
  if (!work) return fail("verify", work.error());
  auto store = records::RecordStore::open(folders.desk_store());
  if (!store) return fail("verify", store.error());
  const auto report =
      records::check_store(*store, work->trust, &work->role,
                           seen.empty() ? std::nullopt : std::optional<std::string>(seen));
  if (!report) return fail("verify", report.error());
  print(*report);
  return report->sound() ? 0 : 1;
}

int run_withdraw(const CommandContext& context, const std::string& number, const std::string& day) {
  const Status gone = withdraw(data_folders(context.settings), number, day);
  if (!gone) return fail("withdraw", gone.error());
  std::printf("%s is deleted here; a kiosk's copy goes after its own time.\n", number.c_str());
  return 0;
}

int run_keys_prune(const CommandContext& context) {
  const auto gone = prune(data_folders(context.settings), context.settings.keep_on_desk);
  if (!gone) return fail("keys", gone.error());
  for (const std::string& id : *gone) std::printf("%s is destroyed.\n", id.c_str());
  if (gone->empty()) std::printf("Every set is still needed.\n");
  return 0;
}

int run_figures(const CommandContext& context, const FiguresOptions& options) {
  const auto office = count_office(data_folders(context.settings));
  if (!office) return fail("figures", office.error());
  if (options.pdf_file.empty()) {
    std::fputs(casework::to_csv(office->published).c_str(), stdout);
  } else {
    const Status written = write_figures_pdf(office->report, options);
    if (!written) return fail("figures", written.error());
    std::printf("%s has them, with charts.\n", options.pdf_file.c_str());
  }
  std::fputs(
      "These are visits at the kiosk, not consultations: a slip that nobody collected is\n"
      "none. Quarters that go on are not in it.\n",
      stderr);
  return 0;
}

int run_sync_report(const CommandContext& context) {
  const auto file = data_folders(context.settings).kiosk_sync_report();
  const auto text = read_file(file, 4096);
  if (!text && text.error().code == ErrorCode::kNotFound) {
    std::printf("This kiosk has sent nothing to a server yet (sync.server).\n");
    return 1;
  }
  const auto report =
      text ? sync::read_report(as_text(*text)) : Result<sync::SyncReport>(text.error());
  if (!report) return fail("sync", report.error());
  std::printf("%s\n", report->text(SystemClock().now()).c_str());
  return report->waiting == 0 ? 0 : 1;
}

int run_sync_to(const CommandContext& context, const std::filesystem::path& folder) {
  const auto done = to_stick(data_folders(context.settings), folder);
  if (!done) return fail("sync", done.error());
  std::printf("%d records are on the stick; %d that it brought back word of are handed over.\n",
              done->written, done->handed_over);
  if (done->refused_receipts == 0) return 0;
  std::printf("A receipt on it is none for this kiosk, or was changed.\n");
  return 1;
}

int run_sync_from(const CommandContext& context, const std::filesystem::path& folder) {
  const auto done = from_stick(data_folders(context.settings), folder);
  if (!done) return fail("sync", done.error());
  std::printf("%d records taken, %d known already, %d receipts written.\n", done->stored,
              done->already, done->receipts);
  if (done->receipts > 0) std::printf("Bring the stick back to the kiosk: sync --to it again.\n");
  if (done->quarantined > 0)
    std::printf("%d files are not genuine or damaged; they are in its quarantine.\n",
                done->quarantined);
  if (done->missing > 0) std::printf("%d records are not on it.\n", done->missing);
  if (done->refused_manifests > 0) std::printf("A manifest on it is not genuine.\n");
  return done->quarantined + done->missing + done->refused_manifests == 0 ? 0 : 1;
}

int run_backup(const CommandContext& context, const std::filesystem::path& file) {
  auto store = records::RecordStore::open(data_folders(context.settings).desk_store());
  if (!store) return fail("backup", store.error());
  const Status written = records::write_backup(*store, file);
  if (!written) return fail("backup", written.error());
  std::printf("%s holds the desk's records, sealed as before.\n", file.c_str());
  return 0;
}

int run_restore(const CommandContext& context, const std::filesystem::path& file) {
  const Status restored = restore(data_folders(context.settings), file);
  if (!restored) return fail("restore", restored.error());
  std::printf(
      "The desk has the backup's records again. What was deleted or withdrawn since the backup\n"
      "is back too: withdraw it again; retention runs by itself.\n");
  return 0;
}

}  // namespace anlaufstelle::app
