// SPDX-License-Identifier: EUPL-1.2
// CPU milliseconds (all threads) per drawn frame of a form, a page and a keyboard screen in a real
// window, against clearing and showing the same window; and of building a frame alone.
// frame_bench TAG [opengl] : in this language, painted by the processor or by OpenGL. Every frame
// is painted whole. Needs a display.
#include <imgui.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string_view>
#include <vector>

#include "kiosk/app/languages_file.h"
#include "kiosk/app/process.h"
#include "kiosk/app/stage.h"
#include "kiosk/screens/client.h"
#include "kiosk/widgets/drawing/visible_fills.h"
#include "storage/base/file.h"
#include "tests/bench/bench_office.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

using namespace anlaufstelle;

namespace {

constexpr int kFrames = 151;

double cpu_ms() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

// The lower quartile shows the program, the median the machine too.
struct Cost {
  double quartile_ms = 0, median_ms = 0;
};

template <typename Draw>
Cost cost_of(Draw draw) {
  std::vector<double> values;
  for (int i = 0; i < kFrames; ++i) {
    const double begin = cpu_ms();
    draw();
    values.push_back(cpu_ms() - begin);
  }
  std::sort(values.begin(), values.end());
  return {values[values.size() / 4], values[values.size() / 2]};
}

Result<std::unique_ptr<records::RecordWriter>> make_writer(const std::filesystem::path& folder,
                                                           Random& random) {
  TRY_ASSIGN(crypto::KioskKeys keys, bench::make_office(folder, random));
  return records::RecordWriter::start(folder / "kiosk.sqlite", std::move(keys), random);
}

// A client at the screen: finds things by the semantic tree and taps them.
class Hand {
 public:
  Hand(app::Stage& stage, const app::Player& player, FakeClock& clock)
      : stage_(stage), player_(player), clock_(clock) {}

  enum class Seen { kNow, kAnywhere };  // the latter: scrolled out of view too
  [[nodiscard]] std::vector<std::string> ids(std::string_view prefix, Seen seen) const {
    std::vector<std::string> found;
    for (const widgets::SemanticNode& node : stage_.ui().tree()) {
      const bool shown = seen == Seen::kAnywhere || node.rect.h > 0;
      if (node.id.starts_with(prefix) && shown) found.push_back(node.id);
    }
    return found;
  }

  bool scroll_and_tap(const std::string& id) {
    for (int step = 0; step < 40; ++step) {
      if (tap(id)) return true;
      const widgets::Rect screen = stage_.ui().screen();
      const widgets::InputEvent down[] = {
          {widgets::InputEvent::Kind::kMove, screen.w / 2, screen.h / 2, widgets::Key::kNone, {}},
          {widgets::InputEvent::Kind::kScroll, screen.w / 2, -2, widgets::Key::kNone, {}}};
      build(down);
      for (int frame = 0; frame < 4; ++frame) build({});
    }
    return false;
  }

  // False if nothing on the screen has this id.
  bool tap(const std::string& id) {
    for (const widgets::SemanticNode& node : stage_.ui().tree()) {
      if (node.id != id || node.rect.h <= 0) continue;
      const float x = node.rect.x + node.rect.w / 2, y = node.rect.y + node.rect.h / 2;
      using Kind = widgets::InputEvent::Kind;
      const widgets::InputEvent events[] = {{Kind::kPress, x, y, widgets::Key::kNone, {}},
                                            {Kind::kRelease, x, y, widgets::Key::kNone, {}}};
      // A sooner tap on a new screen is taken for the second half of a double tap.
      clock_.advance(std::chrono::milliseconds(700));
      build(events);
      for (int frame = 0; frame < 4; ++frame) build({});
      return true;
    }
    return false;
  }

  widgets::Frame build(std::span<const widgets::InputEvent> events) {
    clock_.advance(std::chrono::milliseconds(16));
    stage_.ui().begin(stage_.window().shape(), player_.language(), events, clock_.monotonic());
    player_.draw(stage_.ui());
    return stage_.ui().end();
  }

  // Walks through the form until a text field is on the screen: "I don't know" wherever that is
  // offered, else the first choice.
  bool walk_to_field() {
    for (int screen = 0; screen < 60; ++screen) {
      const std::vector<std::string> fields = ids("field:", Seen::kAnywhere);
      if (!fields.empty()) return scroll_and_tap(fields.front());
      std::vector<std::string> unknown = ids("standing:", Seen::kAnywhere);
      std::erase_if(unknown, [](const std::string& id) { return !id.ends_with(":unknown"); });
      for (const std::string& id : unknown) scroll_and_tap(id);
      const std::vector<std::string> choices = ids("choice:", Seen::kAnywhere);
      if (unknown.empty() && !choices.empty()) scroll_and_tap(choices.front());
      if (!tap("nav:next")) return false;
    }
    return false;
  }

  void draw() {
    stage_.window().invalidate();
    clock_.advance(std::chrono::milliseconds(16));
    (void)stage_.frame(player_, clock_);
  }

 private:
  app::Stage& stage_;
  const app::Player& player_;
  FakeClock& clock_;
};

Cost empty_frame(app::Stage& stage) {
  const widgets::Fill ground[] = {
      {stage.ui().screen(), widgets::theme_of(widgets::Contrast::kNormal).background}};
  widgets::Frame empty;
  empty.fills = ground;
  return cost_of([&] {
    stage.window().invalidate();
    (void)stage.window().draw(empty, stage.text().atlas());
  });
}

struct Run {
  std::string tag;
  app::Drawing drawing;
};

void measure(const char* screen, const Run& run, app::Stage& stage, Hand& hand, double aim_ms) {
  stage.ui().set_tree(widgets::Ui::Tree::kNone);  // as in the product
  hand.draw();
  const widgets::Frame frame = hand.build({});
  const std::size_t fills = widgets::visible_fills(frame.fills).size();
  // The ground is cleared, the other fills are one call.
  const int calls = frame.list->CmdBuffer.Size + (fills > 1 ? 1 : 0);
  const int vertices = frame.list->VtxBuffer.Size;
  const Cost drawn = cost_of([&] { hand.draw(); });
  const Cost built = cost_of([&] { (void)hand.build({}); });
  const Cost floor = empty_frame(stage);
  std::printf(
      "{\"bench\":\"frame\",\"painter\":\"%s\",\"screen\":\"%s\",\"language\":\"%s\",\"cpu_ms\":%."
      "2f,"
      "\"median_ms\":%.2f,\"aim_ms\":%.1f,\"empty_frame_ms\":%.2f,\"build_ms\":%.3f,"
      "\"build_aim_ms\":0.3,\"draw_calls\":%d,\"draw_calls_aim\":3,\"fills\":%zu,"
      "\"vertices\":%d,\"frames\":%d}\n",
      run.drawing == app::Drawing::kOpenGl ? "opengl" : "processor", screen, run.tag.c_str(),
      drawn.quartile_ms, drawn.median_ms, aim_ms, floor.quartile_ms, built.quartile_ms, calls,
      fills, vertices, kFrames);
  std::fflush(stdout);
  stage.ui().set_tree(widgets::Ui::Tree::kBuilt);
  (void)hand.build({});
}

int lost(const char* where) {
  std::fprintf(stderr, "frame_bench: the way to %s is not there\n", where);
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const bool opengl = argc > 2 && std::string_view(argv[2]) == "opengl";
  const Run run{argc > 1 ? argv[1] : "de",
                opengl ? app::Drawing::kOpenGl : app::Drawing::kProcessor};
  TempDir folder;
  FakeClock clock;
  SystemRandom random;
  app::settle_process();
  const std::filesystem::path source = SOURCE_DIR;
  auto offered = app::load_languages(source / "locales/languages.toml", {});
  const std::filesystem::path mo = std::filesystem::path(BINARY_DIR) / "locales/mo";
  if (!offered) return lost("the languages");
  const std::vector<language::Language>& languages = offered->languages;
  auto words = language::Catalogue::load(mo, "interface", languages);
  auto page_words = language::Catalogue::load(mo, "content", languages);
  auto writer = make_writer(folder.path(), random);
  auto xml = read_file(source / "locales/forms/erstberatung.xml", 8u << 20);
  if (!words || !page_words || !writer || !xml) return lost("the catalogues");
  auto pages = pages::PageStore::load(source / "locales/pages", std::move(page_words).value());
  auto import = forms::import_xform(as_text(*xml));
  auto stage = app::Stage::open({"bench", false, 476, 268, run.drawing}, offered->font_files, {});
  if (!pages || !import || !stage) return lost("a window");
  (*stage)->ui().set_tree(widgets::Ui::Tree::kBuilt);
  auto client = screens::Client::create({.clock = clock,
                                         .random = random,
                                         .languages = languages,
                                         .words = *words,
                                         .pages = *pages,
                                         .form = import->form,
                                         .writer = writer->get(),
                                         .older_form = nullptr,
                                         .office_name = "Bench",
                                         .idle_warning = std::chrono::seconds(6000),
                                         .idle_end = std::chrono::seconds(9000),
                                         .wake = [] {}});
  const app::Player player{[&]() -> const language::Language& { return client->language(); },
                           [&](widgets::Ui& ui) { client->draw(ui); }, [&] { client->touched(); },
                           [&] { return client->next_change(); },
                           [&] { return client->finished(); }};
  Hand hand(**stage, player, clock);
  (void)hand.build({});
  if (!hand.tap("lang:" + run.tag)) return lost(run.tag.c_str());
  if (!hand.tap("home:info") || !hand.tap("page:duldung")) return lost("the page");
  measure("page", run, **stage, hand, 5);
  if (!hand.tap("nav:home") || !hand.tap("home:form")) return lost("the form");
  measure("form", run, **stage, hand, 6);
  if (!hand.walk_to_field() || hand.ids("key:", Hand::Seen::kNow).empty())
    return lost("the keyboard");
  measure("keyboard", run, **stage, hand, 7);
}
