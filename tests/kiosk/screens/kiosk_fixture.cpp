// SPDX-License-Identifier: EUPL-1.2
#include "tests/kiosk/screens/kiosk_fixture.h"

#include <doctest/doctest.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <stdexcept>

#include "storage/base/file.h"
#include "storage/crypto/staff.h"
#include "tests/support/shipped_languages.h"

namespace anlaufstelle::screens {
namespace {

using widgets::InputEvent;
using widgets::Rect;
using widgets::SemanticNode;

template <typename T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().context);
  return std::move(result).value();
}

SecretBytes secret(std::string_view text) {
  return SecretBytes(as_bytes(text));
}

// What never changes from test to test: languages, words, pages, form and fonts.
struct Content {
  const std::vector<language::Language>& languages = shipped_languages().languages;
  language::Catalogue words = must(language::Catalogue::load(kCatalogues, "interface", languages));
  pages::PageStore pages = must(
      pages::PageStore::load(SOURCE_DIR "/locales/pages",
                             must(language::Catalogue::load(kCatalogues, "content", languages))));
  using Form = std::shared_ptr<const forms::FormDef>;
  static Form load(const std::string& name) {
    const auto file = std::string(SOURCE_DIR "/locales/forms/") + name + ".xml";
    return must(forms::import_xform(as_text(must(read_file(file, 8u << 20))))).form;
  }
  Form form = load("erstberatung"), check = load("perspektive");
  std::vector<Form> more = {load("folgeberatung"), load("drittanfrage")};
  std::unique_ptr<text::TextEngine> text =
      must(text::TextEngine::create(shipped_languages().font_files));

  static constexpr const char* kCatalogues = BINARY_DIR "/locales/mo";
};

Content& content() {
  static Content loaded;
  return loaded;
}

constexpr float kWheelMm = 15;  // one step, see ui_scroll.cpp

InputEvent pointer(InputEvent::Kind kind, float x, float y) {
  InputEvent event;
  event.kind = kind;
  event.x = x;
  event.y = y;
  return event;
}

}  // namespace

std::vector<std::string> language_tags() {
  std::vector<std::string> tags;
  for (const language::Language& language : content().languages) tags.push_back(language.tag);
  return tags;
}

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all = {
      {"tablet", {1280, 800, 1280.0f / 217}},
      {"portrait", {1080, 1920, 1080.0f / 268}},
      {"15 inch", {1920, 1080, 1920.0f / 344}},
      {"21 inch", {1920, 1080, 1920.0f / 476}},
  };
  return all;
}

struct Kiosk::Impl {
  TempDir dir;
  SystemRandom random;
  widgets::ScreenShape shape;
  std::unique_ptr<records::RecordWriter> writer;
  std::unique_ptr<records::Drafts> drafts;
  std::unique_ptr<widgets::Ui> ui = widgets::Ui::create(*content().text);
  std::mutex mutex;
  std::condition_variable woken;
  bool wake = false;

  void open_store(const Clock& clock) {
    crypto::NewOffice office;
    office.office_name = "Probe";
    office.kiosk_id = "kiosk-1";
    office.root_passphrase = secret("wurzel");
    office.reception_passphrase = secret("empfang");
    office.counselling_passphrase = secret("beratung");
    office.recovery = crypto::Identity::generate(random).recipient();
    office.scrypt_log_n = 10;
    must(crypto::make_office(office, dir.path() / "office", dir.path() / "kiosk", random));
    writer = must(records::RecordWriter::start(
        dir.path() / "store.db", must(crypto::load_kiosk_keys(dir.path() / "kiosk")), random));
    drafts = must(records::Drafts::start(dir.path() / "drafts", clock, random));
  }
};

Kiosk::Kiosk(const widgets::ScreenShape& shape, Writer writer, std::string_view form_xml,
             const forms::Attachments& files, Media media)
    : impl_(std::make_unique<Impl>()) {
  impl_->shape = shape;
  impl_->ui->set_tree(widgets::Ui::Tree::kBuilt);
  if (writer == Writer::kPresent) impl_->open_store(clock);
  client = Client::create(
      {.clock = clock,
       .random = impl_->random,
       .languages = content().languages,
       .words = content().words,
       .pages = content().pages,
       .form =
           form_xml.empty() ? content().form : must(forms::import_xform(form_xml, {}, files)).form,
       .check = media.everything ? content().check : nullptr,
       .writer = impl_->writer.get(),
       .drafts = impl_->drafts.get(),
       .more_forms = media.everything ? content().more : std::vector<Content::Form>(),
       .older_form = nullptr,
       .sounds = media.sounds,
       .camera = media.camera,
       .slips = media.slips,
       .office_name = "Anlaufstelle Dresden",
       .public_url = media.public_url,
       .wake = [this] {
         {
           const std::lock_guard lock(impl_->mutex);
           impl_->wake = true;
         }
         impl_->woken.notify_one();
       }});
  settle();
}

Kiosk::~Kiosk() = default;

widgets::Ui& Kiosk::ui() {
  return *impl_->ui;
}

void Kiosk::draw_in(widgets::Contrast contrast) {
  widgets::Look look = client->look();
  look.contrast = contrast;
  impl_->ui->set_look(look);
  impl_->ui->begin(impl_->shape, client->language(), {}, clock.monotonic());
  client->draw(*impl_->ui);
  (void)impl_->ui->end();
}

void Kiosk::settle(std::vector<InputEvent> events) {
  for (int i = 0; i < 200; ++i) {
    if (!events.empty()) client->touched();
    clock.advance(std::chrono::milliseconds(16));
    impl_->ui->set_look(client->look());
    impl_->ui->begin(impl_->shape, client->language(), events, clock.monotonic());
    client->draw(*impl_->ui);
    const widgets::Frame frame = impl_->ui->end();
    events.clear();
    if (client->finished()) return;
    // What comes later than a moment (a key held long enough to offer its variants) isn't unrest.
    const bool soon = frame.again_in && *frame.again_in < std::chrono::milliseconds(50);
    const bool more = soon || client->next_change() == std::chrono::milliseconds(0);
    if (!more) return;
  }
  FAIL("the screen never comes to rest");
}

const SemanticNode* Kiosk::find(std::string_view id) const {
  for (const SemanticNode& node : impl_->ui->tree()) {
    if (node.id == id) return &node;
  }
  return nullptr;
}

bool Kiosk::shows_text(std::string_view words) const {
  for (const SemanticNode& node : impl_->ui->tree()) {
    if (node.name.find(words) != std::string::npos) return true;
  }
  return false;
}

widgets::Rect Kiosk::scroll_area() const {
  for (const SemanticNode& node : impl_->ui->tree()) {
    if (node.role == widgets::NodeRole::kScroll) return node.rect;
  }
  return impl_->ui->screen();
}

bool Kiosk::shows_answer(std::string_view words) const {
  for (const SemanticNode& node : impl_->ui->tree()) {
    if (node.role == widgets::NodeRole::kText && node.value.find(words) != std::string::npos)
      return true;
  }
  return false;
}

bool Kiosk::scroll(float part) {
  const auto places = [this] {
    std::vector<float> all;
    for (const SemanticNode& node : impl_->ui->tree()) all.push_back(node.rect.y + node.rect.h);
    return all;
  };
  const std::vector<float> before = places();
  const Rect area = scroll_area();
  const float x = area.x + area.w / 2, y = area.y + area.h / 2;
  const float steps = part * area.h / (kWheelMm * impl_->shape.px_per_mm);
  settle({pointer(InputEvent::Kind::kMove, x, y), pointer(InputEvent::Kind::kScroll, x, -steps)});
  return places() != before;
}

void Kiosk::tap(std::string_view id) {
  INFO("tapping ", std::string(id));
  const float least = 6 * impl_->shape.px_per_mm;
  for (int step = 0; step < 200; ++step) {
    const SemanticNode* node = find(id);
    REQUIRE(node != nullptr);
    if (node->rect.h >= least && node->rect.w >= least) break;
    const Rect area = scroll_area();
    const float x = area.x + area.w / 2, y = area.y + area.h / 2;
    const float most = std::max(1.0f, 0.5f * area.h / (kWheelMm * impl_->shape.px_per_mm));
    const float towards = node->rect.y < y ? most : -most;
    settle(
        {pointer(InputEvent::Kind::kMove, x, y), pointer(InputEvent::Kind::kScroll, x, towards)});
  }
  const SemanticNode* node = find(id);
  REQUIRE(node->rect.h > 0);
  REQUIRE(node->enabled);
  const float x = node->rect.x + node->rect.w / 2, y = node->rect.y + node->rect.h / 2;
  clock.advance(std::chrono::seconds(1));
  settle({pointer(InputEvent::Kind::kPress, x, y)});
  settle({pointer(InputEvent::Kind::kRelease, x, y)});
}

void Kiosk::key(widgets::Key key) {
  clock.advance(std::chrono::seconds(1));
  InputEvent event;
  event.kind = InputEvent::Kind::kKey;
  event.key = key;
  settle({event});
}

void Kiosk::type(std::string_view text) {
  InputEvent event;
  event.kind = InputEvent::Kind::kText;
  event.text = text;
  settle({event});
}

void Kiosk::wait_for(std::string_view id) {
  // Two threads wake the client; the one that was meant may come second.
  for (int i = 0; i < 3 && !shows(id); ++i) {
    {
      std::unique_lock lock(impl_->mutex);
      if (!impl_->woken.wait_for(lock, std::chrono::seconds(60), [&] { return impl_->wake; }))
        break;
      impl_->wake = false;
    }
    settle();
  }
  INFO("waiting for ", std::string(id));
  REQUIRE(shows(id));
}

bool Kiosk::has_question(std::string_view name) const {
  for (const SemanticNode& node : impl_->ui->tree()) {
    const std::size_t first = node.id.find(':');
    if (first == std::string::npos) continue;
    if (node.id.substr(0, first) == "text") continue;
    if (std::string_view(node.id).substr(first + 1).starts_with(name)) return true;
  }
  return false;
}

void Kiosk::go_to_question(std::string_view name) {
  INFO("looking for question ", std::string(name));
  for (int i = 0; i < 80 && !has_question(name); ++i) {
    REQUIRE(shows("nav:next"));
    next();
  }
  REQUIRE(has_question(name));
}

std::vector<records::RecordContent> Kiosk::records() {
  std::promise<std::vector<records::SealedRecord>> all;
  impl_->writer->post([&](records::RecordStore& store) {
    std::vector<records::SealedRecord> sealed;
    for (const RecordId& id : must(store.ids())) sealed.push_back(must(store.get(id)));
    all.set_value(std::move(sealed));
  });
  const auto role = must(crypto::open_any_role(impl_->dir.path() / "office", "beratung"));
  std::vector<records::RecordContent> opened;
  for (const auto& record : all.get_future().get()) {
    opened.push_back(must(records::open_record(record, role)).content);
  }
  return opened;
}

}  // namespace anlaufstelle::screens
