// SPDX-License-Identifier: EUPL-1.2
#include <chrono>
#include <cstdio>
#include <future>

#include "kiosk/app/commands.h"
#include "kiosk/app/form_files.h"
#include "kiosk/app/languages_file.h"
#include "kiosk/app/process.h"
#include "kiosk/app/stage.h"
#include "kiosk/screens/client.h"
#include "storage/crypto/private_file.h"
#include "storage/sync/transport.h"

namespace anlaufstelle::app {
namespace {

int fail(const Error& error) {
  std::fprintf(stderr, "anlaufstelle kiosk: %s: %s\n", std::string(name_of(error.code)).c_str(),
               error.context.c_str());
  return 1;
}

// What the client's side needs from disk. Trouble with keys, store or form leaves the kiosk
// readable: information still helps when forms can't be kept.
struct KioskParts {
  std::unique_ptr<language::Catalogue> words;
  std::unique_ptr<pages::PageStore> pages;
  std::shared_ptr<const forms::FormDef> form;
  std::unique_ptr<records::RecordWriter> writer;
};

Result<KioskParts> load_parts(const CommandContext& context,
                              const std::vector<language::Language>& languages, Random& random) {
  const DataFolders folders = data_folders(context.settings);
  KioskParts parts;
  TRY_ASSIGN(language::Catalogue words,
             language::Catalogue::load(catalogues_folder(), "kiosk", languages));
  parts.words = std::make_unique<language::Catalogue>(std::move(words));
  TRY_ASSIGN(language::Catalogue page_words,
             language::Catalogue::load(catalogues_folder(), "pages", languages));
  TRY_ASSIGN(pages::PageStore pages,
             pages::PageStore::load(locales_folder() / "pages", std::move(page_words)));
  parts.pages = std::make_unique<pages::PageStore>(std::move(pages));

  if (const Status modes = crypto::check_private_folder(folders.root); !modes) {
    fail(modes.error());
    return parts;
  }
  Result<crypto::KioskKeys> keys = crypto::load_kiosk_keys(folders.kiosk);
  if (!keys) {
    fail(keys.error());
    return parts;
  }
  Result<std::shared_ptr<const forms::FormDef>> form =
      load_newest_form(folders.kiosk_forms(), context.form_id, keys->office.root);
  if (form) {
    parts.form = *form;
  } else {
    fail(form.error());
  }
  Result<std::unique_ptr<records::RecordWriter>> writer = records::RecordWriter::start(
      folders.kiosk_store(), std::move(keys).value(), random, ballast_bytes(context.settings));
  if (writer) {
    parts.writer = std::move(writer).value();
    if (!parts.writer->has_room()) {
      fail(Error{ErrorCode::kFull, "no room for " + std::to_string(context.settings.ballast_mib) +
                                       " MiB (data.ballast_mib): no form is offered"});
    }
  } else {
    fail(writer.error());
  }
  return parts;
}

// Runs on the storage thread; what can't be sent now stays in the outbox for the next time.
void ship(records::RecordStore& store, const std::filesystem::path& inbox) {
  Result<sync::InboxFolder> folder = sync::InboxFolder::open(inbox);
  if (!folder) {
    fail(folder.error());
    return;
  }
  const Result<int> sent = sync::ship_outbox(store, *folder);
  if (!sent) fail(sent.error());
}

}  // namespace

int run_kiosk(const CommandContext& context) {
  SystemClock clock;
  SystemRandom random;
  const Settings& settings = context.settings;
  const Result<OfferedLanguages> offered =
      load_languages(locales_folder() / "languages.toml", settings.languages);
  if (!offered) return fail(offered.error());
  // Beside the window's own start, which takes longer. The two share nothing.
  std::future<Result<KioskParts>> loading = std::async(
      std::launch::async, [&] { return load_parts(context, offered->languages, random); });
  Result<std::unique_ptr<Stage>> opened =
      Stage::open({"Anlaufstelle", false, settings.screen_width_mm, settings.screen_height_mm,
                   settings.drawing},
                  offered->font_files, context.tree);
  Result<KioskParts> loaded = loading.get();
  if (!loaded) return fail(loaded.error());
  if (!opened) return fail(opened.error());
  KioskParts parts = std::move(loaded).value();
  std::unique_ptr<Stage> stage = std::move(opened).value();

  const std::filesystem::path inbox = data_folders(settings).inbox;
  const auto keep = std::chrono::duration_cast<std::chrono::minutes>(settings.keep_on_kiosk);
  const auto ship_now = [inbox, keep, &clock, writer = parts.writer.get()] {
    if (writer == nullptr) return;
    writer->post([inbox](records::RecordStore& store) { ship(store, inbox); });
    const auto minute = std::chrono::floor<std::chrono::minutes>(clock.now()).time_since_epoch();
    writer->apply_retention(keep.count(), minute.count(), [](const Status& done) {
      if (!done) fail(done.error());
    });
  };
  ship_now();  // what an earlier run could not send

  // The visit wakes the window when a record is committed: ship it while the receipt shows.
  const auto wake = [&] {
    stage->wake();
    ship_now();
  };
  const screens::ClientServices services{clock,
                                         random,
                                         offered->languages,
                                         *parts.words,
                                         *parts.pages,
                                         parts.form,
                                         parts.writer.get(),
                                         settings.office_name,
                                         settings.idle_warning,
                                         settings.idle_end,
                                         wake};
  std::unique_ptr<screens::Client> client = screens::Client::create(services);
  const Player player{[&]() -> const language::Language& { return client->language(); },
                      [&](widgets::Ui& ui) { client->draw(ui); },
                      [&] { client->touched(); },
                      [&] { return client->next_change(); },
                      [&] { return client->finished(); },
                      [&] { return client->look(); }};
  const bool visit_over = stage->play(player, clock);
  if (visit_over)
    stage->window().paint_root(widgets::theme_of(widgets::Contrast::kNormal).background);
  client.reset();
  ship_now();
  parts.writer.reset();  // finishes its queue and closes the store
  stage.reset();
  if (!visit_over) return 0;
  return fail(restart_process(context.argv));
}

}  // namespace anlaufstelle::app
