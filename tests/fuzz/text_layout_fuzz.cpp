// SPDX-License-Identifier: EUPL-1.2
// Lays out hostile paragraphs and asks everything that a screen asks: text_layout_fuzz [seed].
// Replays the cases in tests/fuzz/text_layout, then runs random ones from the seed, which it
// prints; ANLAUFSTELLE_DEEP=1 runs a hundred times as many. The case that
// fails is left in ./text_layout_failed, to be added to the folder.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "kiosk/text/inspection.h"
#include "kiosk/text/text_engine.h"
#include "tests/kiosk/text/utf8_text.h"
#include "tests/support/shipped_languages.h"

using namespace anlaufstelle::text;

namespace {

constexpr int kRounds = 300, kDeepRounds = 30'000;
constexpr const char* kFailed = "text_layout_failed";
constexpr std::size_t kProbes = 40;  // places of a long text that are asked about

const std::vector<std::string> kFamilies[] = {{"Noto Sans", "Noto Naskh Arabic"},
                                              {"Noto Naskh Arabic", "Noto Sans"},
                                              {"Noto Nastaliq Urdu", "Noto Sans"},
                                              {"Noto Sans Georgian", "Noto Sans"},
                                              {"No Such Font"},
                                              {}};
constexpr const char* kLanguages[] = {"de", "ar", "ur", "ka", "th", "", "not a tag \xFF", "pa"};
constexpr float kLengths[] = {0,
                              1,
                              -5,
                              1e9f,
                              3e38f,
                              std::numeric_limits<float>::infinity(),
                              -std::numeric_limits<float>::infinity(),
                              std::numeric_limits<float>::quiet_NaN()};

// A case is bytes, so that it can be kept in a file: a head of numbers, then the text.
class Reader {
 public:
  explicit Reader(const std::string& bytes) : bytes_(bytes) {}
  unsigned byte() { return at_ < bytes_.size() ? static_cast<unsigned char>(bytes_[at_++]) : 0; }
  unsigned two_bytes() {
    const unsigned high = byte();
    return high << 8 | byte();
  }
  // Mostly a usual length, now and then one of the odd ones.
  float length(float scale) {
    const unsigned value = two_bytes();
    return value < 0x1000 ? kLengths[value % std::size(kLengths)]
                          : static_cast<float>(value & 0xFFF) * scale;
  }
  std::string rest() { return bytes_.substr(std::min(at_, bytes_.size())); }

 private:
  const std::string& bytes_;
  std::size_t at_ = 0;
};

struct Case {
  std::string text;
  std::vector<Span> spans;
  ParagraphSpec spec;

  explicit Case(const std::string& bytes) {
    Reader reader(bytes);
    spec.language = kLanguages[reader.byte() % std::size(kLanguages)];
    spec.families = &kFamilies[reader.byte() % std::size(kFamilies)];
    const unsigned flags = reader.byte();
    spec.weight = static_cast<Weight>(flags & 1);
    spec.align = static_cast<Align>((flags >> 1) % 3);
    spec.direction = static_cast<BaseDirection>((flags >> 4) % 3);
    spec.size_px = reader.length(0.05f);
    spec.width_px = reader.length(0.5f);
    spec.line_spacing = reader.length(0.001f);
    spans.resize(reader.byte() % 6);
    for (Span& span : spans) {
      span.begin = reader.two_bytes() % 300;
      span.end = reader.two_bytes() % 300;
      const unsigned look = reader.byte();
      span.bold = look & 1;
      span.italic = look & 2;
      span.link = static_cast<int>(look >> 2 & 3) - 1;
    }
    text = reader.rest();
    spec.text = text;
    spec.spans = spans;
  }
  Case(const Case&) = delete;
  Case& operator=(const Case&) = delete;
};

bool finite(const Box& box) {
  return std::isfinite(box.x) && std::isfinite(box.y) && std::isfinite(box.w) &&
         std::isfinite(box.h);
}

// What must be true of every paragraph. Says what is not; "" if all is well.
class Check {
 public:
  Check(TextEngine& engine, const Case& given)
      : engine_(engine), given_(given), paragraph_(engine.layout(given.spec)) {}

  std::string run() {
    size_ = std::min(given_.text.size(), kMaxParagraphBytes);
    collect_places();
    for (const auto check : {&Check::measures, &Check::steps, &Check::carets, &Check::taps,
                             &Check::boxes, &Check::quads, &Check::runs}) {
      if (!wrong_.empty()) break;
      (this->*check)();
    }
    return wrong_;
  }

 private:
  void expect(bool holds, const char* what) {
    if (!holds && wrong_.empty()) wrong_ = what;
  }
  [[nodiscard]] bool is_place(std::size_t byte) const {
    return std::binary_search(places_.begin(), places_.end(), byte);
  }
  // Some places, evenly over the text: each question costs as much as the text is long.
  template <typename Ask>
  void probe(Ask ask) const {
    const std::size_t step = std::max<std::size_t>(1, places_.size() / kProbes);
    for (std::size_t i = 0; i < places_.size(); i += step) ask(places_[i]);
  }

  void collect_places() {
    places_ = {0};
    while (places_.back() < end()) {
      const std::size_t next = paragraph_->next_grapheme(places_.back());
      if (next <= places_.back()) {
        wrong_ = "next_grapheme makes no progress";
        return;
      }
      places_.push_back(next);
    }
  }
  // A text that is cut ends at a code point.
  [[nodiscard]] std::size_t end() const { return paragraph_->next_grapheme(size_); }

  void measures() {
    expect(std::isfinite(paragraph_->width()) && std::isfinite(paragraph_->height()) &&
               paragraph_->height() >= 0,
           "a measure is not finite");
    expect(paragraph_->line_count() >= 1, "there is no line");
    expect(std::isfinite(paragraph_->baseline()) && finite(paragraph_->ink()), "ink is not finite");
    expect(engine_.layout(given_.spec) == paragraph_ || std::isnan(given_.spec.size_px) ||
               std::isnan(given_.spec.width_px) || std::isnan(given_.spec.line_spacing),
           "the same spec gives another paragraph");
  }
  void steps() {
    probe([&](std::size_t at) {
      const std::size_t previous = paragraph_->previous_grapheme(at);
      expect(at == 0 ? previous == 0 : previous < at && is_place(previous),
             "previous_grapheme makes no progress");
      const std::size_t from = paragraph_->backspace_from(at);
      expect(at == 0 ? from == 0 : from < at && from >= previous, "backspace takes a wrong part");
    });
  }
  void carets() {
    probe([&](std::size_t at) {
      expect(finite(paragraph_->strong_caret(at)) && finite(paragraph_->weak_caret(at)),
             "a caret is not finite");
    });
    std::size_t left = places_[places_.size() / 2], right = left;
    for (int i = 0; i < 10; ++i) {
      left = paragraph_->move_visually(left, -1);
      right = paragraph_->move_visually(right, 1);
      expect(is_place(left) && is_place(right), "the caret moves off the boundaries");
    }
    for (const std::size_t odd : {size_ + 1, std::numeric_limits<std::size_t>::max(), size_ / 2}) {
      expect(finite(paragraph_->strong_caret(odd)), "a caret out of range is not finite");
      paragraph_->move_visually(odd, 1);
      paragraph_->backspace_from(odd);
      paragraph_->previous_grapheme(odd);
    }
  }
  void taps() {
    const float w = paragraph_->width(), h = paragraph_->height();
    for (const float x : {-1e9f, -1.0f, 0.0f, w / 3, w / 2, w, w + 10, 1e9f}) {
      for (const float y : {-1e9f, 0.0f, h / 3, h / 2, h - 1, h + 10, 1e9f}) {
        expect(is_place(paragraph_->hit(x, y)), "a tap hits no boundary");
        paragraph_->link_at(x, y);
      }
    }
  }
  void boxes() {
    const auto lines = line_boxes(*paragraph_);
    const auto inside = [&](const Box& box) {
      return finite(box) && std::any_of(lines.begin(), lines.end(), [&](const LineBoxes& line) {
               const Box& whole = line.logical;
               return box.y >= whole.y - 1 && box.y + box.h <= whole.y + whole.h + 1 &&
                      box.x >= whole.x - 1 && box.x + box.w <= whole.x + whole.w + 1;
             });
    };
    for (const Box& box : paragraph_->selection(0, size_))
      expect(inside(box), "a selection leaves its line");
    for (const Span& span : given_.spans) {
      for (const Box& box : paragraph_->selection(span.begin, span.end))
        expect(inside(box), "the selection of a span leaves its line");
      for (const Box& box : paragraph_->link_boxes(span.link))
        expect(inside(box), "a link leaves its line");
    }
  }
  void quads() {
    std::vector<GlyphQuad> quads;
    engine_.emit(*paragraph_, 3.3f, -7.7f, quads);
    for (const GlyphQuad& quad : quads) {
      expect(std::isfinite(quad.x0) && std::isfinite(quad.y0) && quad.x0 < quad.x1 &&
                 quad.y0 < quad.y1,
             "a quad is not finite");
      expect(quad.u0 >= 0 && quad.v0 >= 0 && quad.u1 <= 1 && quad.v1 <= 1 && quad.u0 < quad.u1,
             "a quad leaves the atlas");
      expect(quad.link >= -1 && quad.link <= 2, "a quad has an unknown link");
    }
  }
  void runs() {
    // Every byte stands in one run at most, and clusters in their runs.
    std::vector<std::pair<std::size_t, std::size_t>> pieces;
    for (const ShapedRun& run : shaped_runs(*paragraph_)) {
      expect(run.begin < run.end && run.end <= size_, "a run leaves the text");
      pieces.emplace_back(run.begin, run.end);
      for (const ShapedGlyph& glyph : run.glyphs)
        expect(glyph.cluster >= run.begin && glyph.cluster < run.end, "a cluster leaves its run");
    }
    std::sort(pieces.begin(), pieces.end());
    for (std::size_t i = 1; i < pieces.size(); ++i)
      expect(pieces[i - 1].second <= pieces[i].first, "two runs overlap");
    for (const std::size_t at : break_opportunities(*paragraph_))
      expect(at > 0 && at < size_, "a break leaves the text");
  }

  TextEngine& engine_;
  const Case& given_;
  std::shared_ptr<const Paragraph> paragraph_;
  std::size_t size_ = 0;
  std::vector<std::size_t> places_;
  std::string wrong_;
};

constexpr std::pair<char32_t, char32_t> kBlocks[] = {
    {0x01, 0x7F},       {0xA0, 0x24F},       {0x300, 0x36F},     {0x370, 0x52F},
    {0x590, 0x5FF},     {0x600, 0x6FF},      {0x750, 0x77F},     {0x8A0, 0x8FF},
    {0x900, 0x97F},     {0xA00, 0xA7F},      {0xE00, 0xE7F},     {0x1000, 0x109F},
    {0x10A0, 0x10FF},   {0x1100, 0x11FF},    {0x1200, 0x137F},   {0x1780, 0x17FF},
    {0x2000, 0x206F},   {0x2066, 0x2069},    {0x202A, 0x202E},   {0x200B, 0x200F},
    {0x20A0, 0x20CF},   {0x2190, 0x21FF},    {0x4E00, 0x4FFF},   {0xAC00, 0xACFF},
    {0xD800, 0xDFFF},   {0xE000, 0xE0FF},    {0xFB50, 0xFDFF},   {0xFE00, 0xFE0F},
    {0xFE70, 0xFEFF},   {0xFFF0, 0xFFFF},    {0x1F1E6, 0x1F1FF}, {0x1F300, 0x1F64F},
    {0xE0020, 0xE007F}, {0x10FFF0, 0x110010}};

class Generator {
 public:
  explicit Generator(unsigned long seed) : random_(seed) {}

  std::string make() {
    std::string bytes;
    const std::size_t head = 10 + below(20);
    for (std::size_t i = 0; i < head; ++i) bytes += static_cast<char>(random_());
    // Mostly as long as what people read and write, now and then beyond the limit.
    const std::size_t size = below(40) == 0 ? below(3 * kMaxParagraphBytes) : below(200);
    while (bytes.size() < head + size) append_piece(bytes);
    return bytes;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }
  void append_piece(std::string& bytes) {
    switch (below(12)) {
      case 0:
        bytes += static_cast<char>(random_());
        return;  // mostly no UTF-8
      case 1:
        bytes += '\n';
        return;
      case 2:
        bytes.append(1 + below(30), ' ');
        return;
      case 3:
        append_utf8(bytes, 0x300 + static_cast<char32_t>(below(0x70)));
        return;
      case 4:
        append_utf8(bytes, 0x2066 + static_cast<char32_t>(below(4)));
        return;
      default:
        break;
    }
    const auto& [first, last] = kBlocks[below(std::size(kBlocks))];
    for (std::size_t i = below(8); i > 0; --i)
      append_utf8(bytes, first + static_cast<char32_t>(below(last - first + 1)));
  }

  std::mt19937_64 random_;
};

// Whether the case holds; else it is kept.
bool holds(TextEngine& engine, const std::string& bytes, const std::string& name) {
  // Kept before it runs: a library may abort.
  std::ofstream(kFailed, std::ios::binary) << bytes;
  engine.begin_frame();
  const Case given(bytes);
  const std::string before = given.text;
  std::string wrong = Check(engine, given).run();
  if (given.text != before) wrong = "the text has changed";
  if (wrong.empty()) return true;
  const ParagraphSpec& spec = given.spec;
  std::fprintf(stderr,
               "text_layout_fuzz: %s: %s\n  %zu bytes, language %s, size %g, width %g, "
               "spacing %g, align %d, direction %d, %zu spans\n",
               name.c_str(), wrong.c_str(), given.text.size(), std::string(spec.language).c_str(),
               static_cast<double>(spec.size_px), static_cast<double>(spec.width_px),
               static_cast<double>(spec.line_spacing), static_cast<int>(spec.align),
               static_cast<int>(spec.direction), given.spans.size());
  return false;
}

int replay(TextEngine& engine, const std::filesystem::path& folder) {
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    if (!holds(engine, bytes.str(), entry.path().filename().string())) return -1;
    ++cases;
  }
  return cases;
}

}  // namespace

int main(int argc, char** argv) {
  const unsigned long seed = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : std::random_device{}();
  std::printf("text_layout_fuzz: seed %lu\n", seed);
  std::fflush(stdout);
  auto engine = TextEngine::create(anlaufstelle::shipped_languages().font_files);
  if (!engine) return 1;
  const int replayed = replay(**engine, SOURCE_DIR "/tests/fuzz/text_layout");
  if (replayed < 1) return 1;
  const int rounds = std::getenv("ANLAUFSTELLE_DEEP") != nullptr ? kDeepRounds : kRounds;
  Generator generator(seed);
  for (int round = 0; round < rounds; ++round) {
    if (!holds(**engine, generator.make(), "round " + std::to_string(round))) return 1;
    if (round % 100 == 99) (*engine)->forget();
  }
  std::filesystem::remove(kFailed);
  std::printf("text_layout_fuzz: %d kept and %d random cases\n", replayed, rounds);
}
