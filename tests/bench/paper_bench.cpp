// SPDX-License-Identifier: EUPL-1.2
// From a keystroke to the found entries, from a whole record to its sheet as a PDF, and how large
// that is.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "kiosk/app/languages_file.h"
#include "kiosk/casework/counsel_sheet.h"
#include "kiosk/casework/queue_search.h"
#include "kiosk/desk/queue_screen.h"
#include "kiosk/forms/form_def.h"
#include "kiosk/forms/form_session.h"
#include "kiosk/text/text_engine.h"
#include "storage/base/clock.h"
#include "storage/base/file.h"
#include "storage/records/call_number.h"

using namespace anlaufstelle;
using BenchClock = std::chrono::steady_clock;

namespace {

template <typename T>
T must(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "paper_bench: %s\n", result.error().context.c_str());
    std::exit(1);
  }
  return std::move(result).value();
}

double ms_since(BenchClock::time_point begin) {
  return std::chrono::duration<double, std::milli>(BenchClock::now() - begin).count();
}

// All threads of this process: says more than the wall clock where others are at work too.
double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct Times {
  std::vector<double> wall, cpu;
  void sort() {
    std::sort(wall.begin(), wall.end());
    std::sort(cpu.begin(), cpu.end());
  }
  [[nodiscard]] double p50() const { return wall[wall.size() / 2]; }
  [[nodiscard]] double p99() const { return wall[wall.size() * 99 / 100]; }
};

template <typename Work>
void measure(Times& times, Work work) {
  const double cpu = cpu_ms();
  const auto begin = BenchClock::now();
  work();
  times.wall.push_back(ms_since(begin));
  times.cpu.push_back(cpu_ms() - cpu);
}

void bench_search(std::size_t entries) {
  const char* const names[] = {"سلمى", "Наталья", "Jürgen Weiß", "محمد", "Mamadou", "გიორგი"};
  std::vector<std::shared_ptr<const casework::NameKeys>> keys;
  Times building;
  casework::Queue queue;
  for (std::size_t i = 0; i < entries; ++i) {
    casework::QueueEntry entry;
    entry.number = records::call_number(i);
    entry.form_id = "erstberatung";
    measure(building, [&] {
      entry.name =
          casework::name_keys(std::string(names[i % std::size(names)]) + std::to_string(i % 1000));
    });
    queue.entries.push_back(std::move(entry));
  }
  // Each key of these words and of a number is a search of its own.
  Times times;
  std::size_t found = 0;
  for (const std::string typed : {"mohammad", "natalya", "سلمى", "b 27", "zzzz"}) {
    for (int round = 0; round < 5; ++round) {
      for (std::size_t end = 1; end <= typed.size(); ++end) {
        if (end < typed.size() && (static_cast<unsigned char>(typed[end]) & 0xC0) == 0x80) continue;
        casework::QueueQuery query;
        query.typed = typed.substr(0, end);
        measure(times, [&] { found += casework::search(queue, query).size(); });
      }
    }
  }
  times.sort();
  building.sort();
  std::printf(
      "{\"bench\":\"queue-search\",\"entries\":%zu,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"aim_ms\":50,"
      "\"cpu_p50_ms\":%.2f,\"name_keys_us\":%.1f,\"found\":%zu}\n",
      entries, times.p50(), times.p99(), times.cpu[times.cpu.size() / 2], building.p50() * 1000,
      found);
}

// A frame of the desk's list while it is scrolled from top to bottom; a tenth of it is a refresh.
void bench_scroll(std::size_t entries) {
  const auto known =
      must(app::load_languages(std::filesystem::path(SOURCE_DIR) / "locales/languages.toml", {}));
  const auto text = must(text::TextEngine::create(known.font_files));
  const auto words =
      must(language::Catalogue::load(BINARY_DIR "/locales/mo", "interface", known.languages));
  const auto german = std::find_if(known.languages.begin(), known.languages.end(),
                                   [](const auto& one) { return one.tag == "de"; });
  auto ui = widgets::Ui::create(*text);
  const auto make_queue = [&] {
    auto queue = std::make_shared<casework::Queue>();
    for (std::size_t i = 0; i < entries; ++i) {
      casework::QueueEntry entry;
      entry.number = records::call_number(i);
      entry.minute = static_cast<std::int64_t>(i);
      entry.language_german = i % 3 == 0 ? "Arabisch" : "Dari";
      if (i % 20 == 0) entry.urgency = {"U3"};
      queue->entries.push_back(std::move(entry));
    }
    return queue;
  };
  std::shared_ptr<const casework::Queue> queue = make_queue(), again = make_queue();
  desk::QueueModel model;
  const UnixSeconds now{std::chrono::hours(1)};
  Times frames, refreshed;
  std::chrono::milliseconds time{0};
  for (int i = 0; i < 400; ++i) {
    // Far enough to reach the end at the last frame.
    model.scroll.offset_px += static_cast<float>(entries) * 75 / 400;
    time += std::chrono::milliseconds(16);
    const bool fresh = i % 10 == 9;
    if (fresh) std::swap(queue, again);
    measure(fresh ? refreshed : frames, [&] {
      ui->begin({1920, 1080, 4.03f}, *german, {}, time);
      desk::draw_queue(*ui, ui->screen(), queue, model, crypto::Role::kCounselling, now, 0, words);
      (void)ui->end();
    });
  }
  frames.sort();
  refreshed.sort();
  std::printf(
      "{\"bench\":\"queue-scroll\",\"entries\":%zu,\"frame_p50_ms\":%.2f,\"frame_p99_ms\":%.2f,"
      "\"refreshed_p50_ms\":%.1f,\"limit_ms\":16.7}\n",
      entries, frames.p50(), frames.p99(), refreshed.p50());
}

// Every question that takes a text or a choice is answered with its first choice, or words.
std::unique_ptr<forms::FormSession> fill_in(const std::shared_ptr<const forms::FormDef>& form,
                                            const Clock& clock, Random& random,
                                            const std::string& tag) {
  forms::SessionEnvironment environment;
  environment.clock = &clock;
  environment.random = &random;
  environment.language = tag;
  auto session = must(forms::FormSession::start(form, environment));
  for (const auto node : session->questions()) {
    const forms::Question question = session->question(node);
    if (!question.relevant || question.readonly) continue;
    const std::string value = !question.choices.empty() ? question.choices.front().value
                              : question.type == forms::DataType::kDate ? "2026-12-01"
                              : question.type == forms::DataType::kInt  ? "2"
                                                                        : "0351 123456";
    (void)session->answer(node, value);
    session->set_print_ticked(node, true);
  }
  return session;
}

// What reading one record for the list takes beside opening it: a counsellor's list is made from
// whole submissions, because a name may stand there alone.
void bench_card(const std::shared_ptr<const forms::FormDef>& form, const Clock& clock,
                Random& random) {
  const auto session = fill_in(form, clock, random, "ar");
  forms::SessionEnvironment environment;
  environment.clock = &clock;
  environment.random = &random;
  const auto read = [&](forms::FormSession::Extent extent) {
    const std::string xml = session->submission(extent);
    Times times;
    for (int i = 0; i < 50; ++i) {
      measure(times, [&] { (void)must(forms::FormSession::resume(form, environment, xml)); });
    }
    times.sort();
    return times.p50();
  };
  const double slip = read(forms::FormSession::Extent::kSlip);
  const double full = read(forms::FormSession::Extent::kFull);
  std::printf("{\"bench\":\"queue-card\",\"slip_p50_ms\":%.2f,\"full_p50_ms\":%.2f}\n", slip, full);
}

void bench_sheets() {
  const std::filesystem::path source = SOURCE_DIR;
  const auto known = must(app::load_languages(source / "locales/languages.toml", {}));
  const auto text = must(text::TextEngine::create(known.font_files));
  const auto words =
      must(language::Catalogue::load(BINARY_DIR "/locales/mo", "interface", known.languages));
  const Bytes xml = must(read_file(source / "locales/forms/erstberatung.xml", 8u << 20));
  const std::shared_ptr<const forms::FormDef> form = must(forms::import_xform(as_text(xml))).form;
  SystemClock clock;
  SystemRandom random;
  const auto today = std::chrono::year_month_day(std::chrono::year(2026), std::chrono::November,
                                                 std::chrono::day(22));
  bench_card(form, clock, random);
  for (const std::string tag : {"ru", "ar", "ur"}) {
    const auto session = fill_in(form, clock, random, tag);
    records::RecordContent content;
    content.language = tag;
    content.number = "B 27";
    content.urgency = "U3 U5";
    const casework::CounselSheets sheets =
        casework::counsel_sheets(content, *session, today, &words);
    const auto bench = [&](const char* name, const printing::Sheet& again, auto build) {
      Times whole, pictures;
      std::size_t bytes = 0;
      for (int i = 0; i < 25; ++i) {
        measure(whole, [&] {
          const printing::Sheet sheet = build();
          bytes = must(printing::render_pdf(sheet, known.languages)).size();
        });
      }
      for (int i = 0; i < 5; ++i) {
        measure(pictures, [&] { must(printing::render_pictures(again, known.languages, 1240)); });
      }
      whole.sort();
      pictures.sort();
      std::printf(
          "{\"bench\":\"sheet\",\"sheet\":\"%s\",\"language\":\"%s\",\"p50_ms\":%.1f,\"p99_ms\":%."
          "1f,\"aim_ms\":150,\"cpu_p50_ms\":%.1f,\"bytes\":%zu,\"aim_bytes\":153600,"
          "\"preview_p50_ms\":%.1f}\n",
          name, tag.c_str(), whole.p50(), whole.p99(), whole.cpu[whole.cpu.size() / 2], bytes,
          pictures.p50());
    };
    bench("counsel", sheets.german,
          [&] { return casework::counsel_sheet(content, *session, today); });
    bench("bilingual", *sheets.bilingual,
          [&] { return casework::bilingual_sheet(content, *session, today, words); });
    bench("client-large", *sheets.clients_large, [&] {
      return casework::clients_copy(content, *session, casework::Letters::kLarge, words);
    });
  }
}

}  // namespace

int main() {
  bench_search(10'000);
  bench_search(100'000);
  bench_scroll(1'000);
  bench_scroll(100'000);
  bench_sheets();
  return 0;
}
