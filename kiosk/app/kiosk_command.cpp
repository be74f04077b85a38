// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <future>
#include <optional>
#include <utility>

#include "kiosk/app/commands.h"
#include "kiosk/app/contacts_file.h"
#include "kiosk/app/form_files.h"
#include "kiosk/app/languages_file.h"
#include "kiosk/app/page_bundle.h"
#include "kiosk/app/process.h"
#include "kiosk/app/stage.h"
#include "kiosk/media/camera.h"
#include "kiosk/media/sound_player.h"
#include "kiosk/printing/print_queue.h"
#include "kiosk/screens/client.h"
#include "storage/crypto/private_file.h"
#include "storage/sync/outbox_sender.h"
#include "storage/sync/server_schema.h"
#include "storage/sync/trail_head.h"
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
  std::shared_ptr<const forms::FormDef> form, check;
  std::unique_ptr<records::RecordWriter> writer;
  std::unique_ptr<sync::OutboxSender> sender;  // where a server is set; goes before the writer
  std::unique_ptr<records::Drafts> drafts;
  std::vector<std::shared_ptr<const forms::FormDef>> more_forms;
  std::function<std::shared_ptr<const forms::FormDef>(const std::string&, const std::string&)>
      older_form;
};

Result<std::unique_ptr<pages::PageStore>> open_pages(
    const pages::PageFiles& files, const std::vector<language::Language>& languages) {
  TRY_ASSIGN(language::Catalogue words,
             language::Catalogue::load(catalogues_folder(), "content", languages));
  TRY_ASSIGN(pages::Contacts contacts, read_contacts(files));
  TRY_ASSIGN(pages::PageStore pages,
             pages::PageStore::load(files, std::move(words), std::move(contacts)));
  return std::make_unique<pages::PageStore>(std::move(pages));
}

// With what the office signed; where that can't be read the shipped pages stay.
Result<std::unique_ptr<pages::PageStore>> load_own_pages(
    const pages::PageFiles& shipped, const std::filesystem::path& bundle,
    const crypto::VerifyKey& root, const std::vector<language::Language>& languages) {
  TRY_ASSIGN(const pages::PageFiles files, with_bundle(shipped, bundle, root));
  return open_pages(files, languages);
}

Result<KioskParts> load_parts(const CommandContext& context,
                              const std::vector<language::Language>& languages, const Clock& clock,
                              Random& random) {
  const DataFolders folders = data_folders(context.settings);
  KioskParts parts;
  TRY_ASSIGN(language::Catalogue words,
             language::Catalogue::load(catalogues_folder(), "interface", languages));
  parts.words = std::make_unique<language::Catalogue>(std::move(words));
  TRY_ASSIGN(const pages::PageFiles shipped, shipped_pages());
  TRY_ASSIGN(parts.pages, open_pages(shipped, languages));

  if (const Status modes = crypto::check_private_folder(folders.root); !modes) {
    fail(modes.error());
    return parts;
  }
  Result<crypto::KioskKeys> keys = crypto::load_kiosk_keys(folders.kiosk);
  if (!keys) {
    fail(keys.error());
    return parts;
  }
  auto own_pages = load_own_pages(shipped, folders.kiosk_pages(), keys->office.root, languages);
  if (own_pages) {
    parts.pages = std::move(own_pages).value();
  } else {
    fail(own_pages.error());
  }
  Result<std::shared_ptr<const forms::FormDef>> form =
      load_newest_form(folders.kiosk_forms(), context.form_id, keys->office.root);
  if (form && (*form)->asks_for_photographs() && context.settings.camera_source.empty()) {
    form = Error{ErrorCode::kRefused,
                 "the form asks for photographs, and this kiosk has no camera (camera.source)"};
  }
  if (form) {
    parts.form = *form;
    parts.older_form = [folder = folders.kiosk_forms(), root = keys->office.root](
                           const std::string& id, const std::string& version) {
      auto older = load_form(folder, id, version, root);
      return older ? *older : nullptr;
    };
  } else {
    fail(form.error());
  }
  // Beside the main form only: another one was asked for by its id.
  for (const std::string_view id : kMoreForms) {
    if (!parts.form || context.form_id != kKioskForm) break;
    auto more = load_newest_form(folders.kiosk_forms(), id, keys->office.root);
    if (more) {
      parts.more_forms.push_back(*more);
    } else {
      fail(more.error());
    }
  }
  auto check = load_newest_form(folders.kiosk_forms(), kCheckForm, keys->office.root);
  if (check) {
    parts.check = *check;
  } else {
    fail(check.error());
  }
  sync::OutboxSender::Way way;
  way.address.hosts = context.settings.server_hosts;
  way.address.login = sync::server_login(sync::ServerRole::kKiosk, keys->kiosk_id);
  way.address.certificates = folders.certificates;
  way.report_file = folders.kiosk_sync_report();
  way.failed = [](const Error& error) { fail(error); };
  Result<std::unique_ptr<records::RecordWriter>> writer = records::RecordWriter::start(
      folders.kiosk_store(), std::move(keys).value(), random, ballast_bytes(context.settings));
  if (writer) {
    parts.writer = std::move(writer).value();
    if (!way.address.hosts.empty())
      parts.sender = sync::OutboxSender::start(*parts.writer, std::move(way));
    if (!parts.writer->has_room()) {
      fail(Error{ErrorCode::kFull, "no room for " + std::to_string(context.settings.ballast_mib) +
                                       " MiB (data.ballast_mib): no form is offered"});
    }
  } else {
    fail(writer.error());
    return parts;
  }
  Result<std::unique_ptr<records::Drafts>> drafts =
      records::Drafts::start(folders.kiosk_drafts(), clock, random);
  if (drafts) {
    parts.drafts = std::move(drafts).value();
  } else {
    fail(drafts.error());
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

void report(const Status& done) {
  if (!done) fail(done.error());
}

// What the kiosk does with its store and keys beside the visit: asked for on the UI thread, done on
// the storage thread. Without a store there is nothing to do.
class Housekeeping {
 public:
  // `sender`: where there is one, records go by it and not by the inbox folder.
  Housekeeping(const Settings& settings, const Clock& clock, records::RecordWriter* writer,
               sync::OutboxSender* sender)
      : folders_(data_folders(settings)),
        keep_(std::chrono::duration_cast<std::chrono::minutes>(settings.keep_on_kiosk)),
        clock_(clock),
        writer_(writer),
        sender_(sender) {}

  // Any thread.
  void ship_now() {
    if (writer_ == nullptr) return;
    if (sender_ != nullptr) {
      sender_->wake();
    } else {
      writer_->post([inbox = folders_.inbox](records::RecordStore& store) { ship(store, inbox); });
    }
    const auto minute = std::chrono::floor<std::chrono::minutes>(clock_.now()).time_since_epoch();
    writer_->apply_retention(keep_.count(), minute.count(), report);
    if (sender_ != nullptr) return;  // the head goes that way, too
    writer_->post(
        [inbox = folders_.inbox](records::RecordStore& store, const crypto::KioskKeys& keys) {
          const Status put = sync::put_trail_head(inbox, store, keys);
          // An inbox out of reach was told when the envelopes were to go there.
          if (put || put.error().code != ErrorCode::kUnreachable) report(put);
        });
  }

  // The first touch of a visit: this process may have waited for it for days, and the keys it began
  // with may have been replaced because somebody was revoked.
  void visit_begins() {
    if (writer_ == nullptr || std::exchange(begun_, true)) return;
    writer_->renew_keys([kiosk = folders_.kiosk] { return crypto::load_kiosk_keys(kiosk); },
                        report);
  }

  // Also while nobody comes: an inbox may be in reach again, a record's time be over.
  [[nodiscard]] std::chrono::milliseconds due_in() const {
    return std::max(std::chrono::milliseconds(0), next_ - clock_.monotonic());
  }
  void run_if_due() {
    if (due_in().count() > 0) return;
    next_ = clock_.monotonic() + std::chrono::hours(1);
    ship_now();
  }

 private:
  DataFolders folders_;
  std::chrono::minutes keep_;
  const Clock& clock_;
  records::RecordWriter* writer_;
  sync::OutboxSender* sender_;
  bool begun_ = false;
  std::chrono::milliseconds next_{0};
};

}  // namespace

int run_kiosk(const CommandContext& context) {
  SystemClock clock;
  SystemRandom random;
  const Settings& settings = context.settings;
  Result<OfferedLanguages> offered =
      load_languages(locales_folder() / "languages.toml", settings.languages);
  if (!offered) return fail(offered.error());
  if (settings.require_reviewed) keep_reviewed(*offered);
  // Beside the window's own start, which takes longer. The two share nothing.
  std::future<Result<KioskParts>> loading = std::async(
      std::launch::async, [&] { return load_parts(context, offered->languages, clock, random); });
  Result<std::unique_ptr<Stage>> opened =
      Stage::open({"Anlaufstelle", false, settings.screen_width_mm, settings.screen_height_mm,
                   settings.drawing},
                  offered->font_files, context.tree);
  Result<KioskParts> loaded = loading.get();
  if (!loaded) return fail(loaded.error());
  if (!opened) return fail(opened.error());
  KioskParts parts = std::move(loaded).value();
  std::unique_ptr<Stage> stage = std::move(opened).value();

  Housekeeping house(settings, clock, parts.writer.get(), parts.sender.get());
  house.run_if_due();  // what an earlier run could not send

  // The visit wakes the window when a record is committed: ship it while the receipt shows.
  const auto wake = [&] {
    stage->wake();
    house.ship_now();
  };
  const auto draw_again = [&] { stage->wake(); };
  std::unique_ptr<media::SoundPlayer> sounds;
  if (!settings.sound_output.empty())
    sounds = media::SoundPlayer::create(settings.sound_output, draw_again);
  std::unique_ptr<media::Camera> camera;
  if (!settings.camera_source.empty())
    camera = media::Camera::create(settings.camera_source, draw_again);
  std::unique_ptr<printing::PrintQueue> slips;
  if (!settings.slip_printer.empty()) {
    printing::PrintOptions options;
    options.printer = settings.slip_printer;
    if (settings.slips_on_roll) options.paper = printing::Paper::kRoll80mm;
    options.patience = std::chrono::seconds(60);  // the client stands there
    slips = printing::PrintQueue::create(options, offered->languages, draw_again);
  }
  const screens::ClientServices services{.clock = clock,
                                         .random = random,
                                         .languages = offered->languages,
                                         .words = *parts.words,
                                         .pages = *parts.pages,
                                         .form = parts.form,
                                         .check = parts.check,
                                         .writer = parts.writer.get(),
                                         .drafts = parts.drafts.get(),
                                         .more_forms = parts.more_forms,
                                         .older_form = parts.older_form,
                                         .sounds = sounds.get(),
                                         .camera = camera.get(),
                                         .slips = slips.get(),
                                         .office_name = settings.office_name,
                                         .public_url = settings.public_url,
                                         .idle_warning = settings.idle_warning,
                                         .idle_end = settings.idle_end,
                                         .wake = wake};
  std::unique_ptr<screens::Client> client = screens::Client::create(services);
  const Player player{
      [&]() -> const language::Language& { return client->language(); },
      [&](widgets::Ui& ui) {
        house.run_if_due();
        client->draw(ui);
      },
      [&] {
        house.visit_begins();
        client->touched();
      },
      [&] {
        const auto next = client->next_change();
        return std::optional(next ? std::min(*next, house.due_in()) : house.due_in());
      },
      [&] { return client->finished(); },
      [&] { return client->look(); }};
  const bool visit_over = stage->play(player, clock);
  if (visit_over)
    stage->window().paint_root(widgets::theme_of(widgets::Contrast::kNormal).background);
  client.reset();
  slips.reset();  // takes a slip back that hasn't been printed; all three wake the stage
  sounds.reset();
  camera.reset();
  house.ship_now();
  parts.sender.reset();  // what it couldn't send stays in the outbox
  parts.writer.reset();  // finishes its queue and closes the store
  parts.drafts.reset();  // likewise: what was answered last is kept
  stage.reset();
  if (!visit_over) return 0;
  return fail(restart_process(context.argv));
}

}  // namespace anlaufstelle::app
