// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cstdio>
#include <future>

#include "kiosk/app/commands.h"
#include "kiosk/app/contacts_file.h"
#include "kiosk/app/languages_file.h"
#include "kiosk/app/page_bundle.h"
#include "kiosk/app/process.h"
#include "kiosk/app/stage.h"
#include "kiosk/desk/desk.h"
#include "kiosk/pages/page_store.h"
#include "storage/base/file.h"
#include "storage/crypto/private_file.h"
#include "storage/sync/server_receiver.h"
#include "storage/sync/server_schema.h"

namespace anlaufstelle::app {
namespace {

int fail(const Error& error) {
  std::fprintf(stderr, "anlaufstelle desk: %s: %s\n", std::string(name_of(error.code)).c_str(),
               error.context.c_str());
  return 1;
}

struct DeskParts {
  OfferedLanguages known;
  std::unique_ptr<language::Catalogue> words;
  std::unique_ptr<casework::Office> office;
  std::string notice;
};

// Before a page stops being shown, somebody has to read it against the law of the day.
constexpr std::chrono::days kPageNotice{30};

Result<std::string> pages_to_renew(const DataFolders& folders, const Clock& clock) {
  TRY_ASSIGN(const crypto::DeskTrust trust, crypto::load_desk_trust(folders.office));
  TRY_ASSIGN(pages::PageFiles files, shipped_pages());
  TRY_ASSIGN(files, with_bundle(std::move(files), folders.desk_pages(), trust.office.root));
  TRY_ASSIGN(language::Catalogue words,
             language::Catalogue::load(catalogues_folder(), "content", {}));
  TRY_ASSIGN(pages::Contacts contacts, read_contacts(files));
  TRY_ASSIGN(const pages::PageStore store,
             pages::PageStore::load(files, std::move(words), std::move(contacts)));
  const auto ending = store.ending(clock.now(), kPageNotice);
  if (ending.empty()) return std::string();
  return "Informationsseiten und Kontakte, die bald nicht mehr gezeigt werden: " +
         std::to_string(ending.size()) + ". Zuerst „" + ending[0].title + "“, gültig bis " +
         ending[0].valid_until + ". Bitte sagen Sie es der Verwaltung.";
}

Result<DeskParts> load_parts(const Settings& settings, const Clock& clock, Random& random) {
  const DataFolders folders = data_folders(settings);
  DeskParts parts;
  TRY(crypto::check_private_folder(folders.root));
  // All languages, not only those the kiosk offers today: older records must stay readable.
  TRY_ASSIGN(parts.known, load_languages(locales_folder() / "languages.toml", {}));
  TRY_ASSIGN(language::Catalogue words,
             language::Catalogue::load(catalogues_folder(), "interface", parts.known.languages));
  parts.words = std::make_unique<language::Catalogue>(std::move(words));
  TRY(make_private_folder(folders.desk));
  TRY_ASSIGN(parts.office,
             casework::Office::open(
                 {folders.office, folders.desk_store(), folders.inbox, folders.desk_forms(),
                  settings.keep_on_desk, ballast_bytes(settings), parts.words.get()},
                 clock, random));
  // Pages that can't be read keep nobody from working here: the kiosk says what is wrong with them.
  if (auto notice = pages_to_renew(folders, clock)) parts.notice = std::move(*notice);
  return parts;
}

// The store by way of the office's thread. The receiver goes before the office.
class OfficeStore : public sync::DeskStore {
 public:
  explicit OfficeStore(casework::Office& office) : office_(office) {}
  Result<std::vector<bool>> knows(std::span<const RecordId> ids) override {
    std::promise<Result<std::vector<bool>>> answer;
    office_.knows({ids.begin(), ids.end()},
                  [&](Result<std::vector<bool>> known) { answer.set_value(std::move(known)); });
    return answer.get_future().get();
  }

  Result<std::vector<Untold>> untold() override {
    std::promise<Result<std::vector<casework::Office::Untold>>> answer;
    office_.untold([&](auto untold) { answer.set_value(std::move(untold)); });
    TRY_ASSIGN(auto words, answer.get_future().get());
    std::vector<Untold> untold;
    for (auto& one : words) untold.push_back({one.seq, one.withdrawn, std::move(one.sealed)});
    return untold;
  }
  Status told(std::uint64_t seq) override {
    std::promise<Status> answer;
    office_.told(seq, [&](Status done) { answer.set_value(std::move(done)); });
    return answer.get_future().get();
  }
  bool has_untold() const override { return office_.has_untold(); }

 private:
  casework::Office& office_;
};

std::unique_ptr<sync::ServerReceiver> start_receiver(const Settings& settings,
                                                     sync::DeskStore& store,
                                                     const std::function<void()>& wake) {
  if (settings.server_hosts.empty() || settings.server_desk.empty()) return nullptr;
  const DataFolders folders = data_folders(settings);
  sync::ServerReceiver::Way way;
  way.address.hosts = settings.server_hosts;
  way.address.login = sync::server_login(sync::ServerRole::kDesk, settings.server_desk);
  way.address.certificates = folders.desk_certificates;
  way.inbox = folders.inbox;
  way.arrived = wake;
  way.changed = wake;
  return sync::ServerReceiver::start(store, std::move(way));
}

const char* in_german(sync::ServerState state) {
  switch (state) {
    case sync::ServerState::kNotOurServer:
      return "er weist sich nicht als unser Server aus";
    case sync::ServerState::kTurnedAway:
      return "er nimmt das Zertifikat dieses Rechners nicht an";
    case sync::ServerState::kNotPrepared:
      return "dort fehlen Tabellen oder Rechte";
    case sync::ServerState::kFull:
      return "er hat keinen Platz mehr";
    case sync::ServerState::kUntried:
    case sync::ServerState::kReady:
    case sync::ServerState::kUnreachable:
    case sync::ServerState::kNoPrimary:
      break;
  }
  return "er ist nicht erreichbar";
}

// "" while all is well.
std::string news_of(const sync::ServerReceiver& receiver, UnixSeconds now) {
  const auto report = receiver.report();
  if (!report.error) return {};
  std::string text = "Vom Server des Vereins kommt gerade nichts: ";
  text += report.error->code == ErrorCode::kIo || report.error->code == ErrorCode::kFull
              ? "der Eingangsordner kann nicht beschrieben werden"
              : in_german(report.state);
  if (!report.last_good) return text + ".";
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(now - *report.last_good);
  return text + " (zuletzt geholt vor " + std::to_string(minutes.count()) + " Min.).";
}

}  // namespace

int run_desk(const CommandContext& context) {
  SystemClock clock;
  SystemRandom random;
  const Settings& settings = context.settings;
  const DataFolders folders = data_folders(settings);
  Result<DeskParts> loaded = load_parts(settings, clock, random);
  if (!loaded) return fail(loaded.error());
  DeskParts parts = std::move(loaded).value();

  Result<std::unique_ptr<Stage>> opened =
      Stage::open({"Anlaufstelle – Empfang", true, settings.screen_width_mm,
                   settings.screen_height_mm, settings.drawing},
                  parts.known.font_files, context.tree);
  if (!opened) return fail(opened.error());
  std::unique_ptr<Stage> stage = std::move(opened).value();

  OfficeStore store(*parts.office);
  auto receiver = start_receiver(settings, store, [&] { stage->wake(); });
  const desk::DeskServices services{
      clock,
      *parts.office,
      *parts.words,
      parts.known.languages,
      settings.printer,
      folders.pdf,
      settings.desk_lock,
      [&] { stage->wake(); },
      parts.notice,
      [&] { return receiver ? news_of(*receiver, clock.now()) : std::string(); }};
  std::unique_ptr<desk::Desk> desk = desk::Desk::create(services);
  const Player player{[&]() -> const language::Language& { return desk->language(); },
                      [&](widgets::Ui& ui) { desk->draw(ui); }, [&] { desk->touched(); },
                      [&] { return desk->next_change(); }, [&] { return desk->finished(); }};
  const bool locked = stage->play(player, clock);
  if (locked) stage->window().paint_root(widgets::theme_of(widgets::Contrast::kNormal).background);
  desk.reset();
  receiver.reset();
  parts.office.reset();
  stage.reset();
  if (!locked) return 0;
  return fail(restart_process(context.argv));
}

}  // namespace anlaufstelle::app
