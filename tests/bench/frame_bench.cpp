// SPDX-License-Identifier: EUPL-1.2
// CPU milliseconds per drawn frame of a form screen in a real window, against an empty frame
// (clear and swap) of the same window. Needs a display.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <thread>
#include <vector>

#include "kiosk/app/languages_file.h"
#include "kiosk/app/stage.h"
#include "kiosk/screens/client.h"
#include "storage/base/file.h"
#include "tests/bench/bench_office.h"
#include "tests/support/temp_dir.h"

using namespace anlaufstelle;

namespace {

constexpr int kFrames = 150;

double cpu_ms() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

template <typename Draw>
double median_ms(Draw draw) {
  std::vector<double> values;
  for (int i = 0; i < kFrames; ++i) {
    const double begin = cpu_ms();
    draw();
    values.push_back(cpu_ms() - begin);
  }
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

Result<std::unique_ptr<records::RecordWriter>> make_writer(const std::filesystem::path& folder,
                                                           Random& random) {
  TRY_ASSIGN(crypto::KioskKeys keys, bench::make_office(folder, random));
  return records::RecordWriter::start(folder / "kiosk.sqlite", std::move(keys), random);
}

bool on_screen(app::Stage& stage, const std::string& id) {
  const auto& tree = stage.ui().tree();
  return std::any_of(tree.begin(), tree.end(),
                     [&](const widgets::SemanticNode& node) { return node.id == id; });
}

// Taps what carries this id and waits for `next` to be on the screen.
bool tap(app::Stage& stage, screens::Client& client, const app::Player& player,
         const std::string& id, const std::string& next) {
  // Earlier taps on a new screen are taken for the second half of a double tap.
  std::this_thread::sleep_for(std::chrono::milliseconds(700));
  for (const widgets::SemanticNode& node : stage.ui().tree()) {
    if (node.id != id) continue;
    const float x = node.rect.x + node.rect.w / 2, y = node.rect.y + node.rect.h / 2;
    using Kind = widgets::InputEvent::Kind;
    const widgets::InputEvent events[] = {{Kind::kPress, x, y, widgets::Key::kNone, {}},
                                          {Kind::kRelease, x, y, widgets::Key::kNone, {}}};
    SystemClock clock;
    for (int frame = 0; frame < 3; ++frame) {
      stage.text().begin_frame();
      stage.ui().begin(stage.window().shape(), client.language(),
                       frame == 0 ? std::span<const widgets::InputEvent>(events)
                                  : std::span<const widgets::InputEvent>(),
                       clock.monotonic());
      player.draw(stage.ui());
      (void)stage.ui().end();
    }
    break;
  }
  if (!on_screen(stage, next)) {
    std::fprintf(stderr, "frame_bench: %s did not bring %s\n", id.c_str(), next.c_str());
    return false;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string tag = argc > 1 ? argv[1] : "de";
  TempDir folder;
  SystemClock clock;
  SystemRandom random;
  const std::filesystem::path source = SOURCE_DIR;
  auto offered = app::load_languages(source / "locales/languages.toml", {});
  const std::filesystem::path mo = std::filesystem::path(BINARY_DIR) / "locales/mo";
  if (!offered) return 1;
  const std::vector<language::Language>& languages = offered->languages;
  auto words = language::Catalogue::load(mo, "kiosk", languages);
  auto page_words = language::Catalogue::load(mo, "pages", languages);
  auto writer = make_writer(folder.path(), random);
  auto xml = read_file(source / "locales/forms/erstberatung.xml", 8u << 20);
  if (!words || !page_words || !writer || !xml) return 1;
  auto pages = pages::PageStore::load(source / "locales/pages", std::move(page_words).value());
  auto import = forms::import_xform(as_text(*xml));
  auto stage = app::Stage::open({"bench", false, 476, 268}, offered->font_files, {});
  if (!pages || !import || !stage) return 1;
  auto client = screens::Client::create({clock, random, languages, *words, *pages, import->form,
                                         writer->get(), "Bench", std::chrono::seconds(600),
                                         std::chrono::seconds(900), [] {}});
  const app::Player player{[&]() -> const language::Language& { return client->language(); },
                           [&](widgets::Ui& ui) { client->draw(ui); }, [] {},
                           [&] { return client->next_change(); },
                           [&] { return client->finished(); }};
  (void)(*stage)->frame(player, clock);
  if (!tap(**stage, *client, player, "lang:" + tag, "home:form")) return 1;
  if (!tap(**stage, *client, player, "home:form", "nav:next")) return 1;
  const double form = median_ms([&] {
    (*stage)->window().invalidate();
    (void)(*stage)->frame(player, clock);
  });
  const double build = median_ms([&] { (void)(*stage)->frame(player, clock); });
  const widgets::Fill ground[] = {
      {(*stage)->ui().screen(), widgets::theme_of(widgets::Contrast::kNormal).background}};
  widgets::Frame empty;
  empty.fills = ground;
  const double floor = median_ms([&] {
    (*stage)->window().invalidate();
    (void)(*stage)->window().draw(empty, (*stage)->text().atlas());
  });
  std::printf(
      "{\"bench\":\"form-frame\",\"language\":\"%s\",\"cpu_ms\":%.2f,"
      "\"build_only_ms\":%.3f,\"empty_frame_ms\":%.2f,\"ratio\":%.2f}\n",
      tag.c_str(), form, build, floor, form / floor);
}
