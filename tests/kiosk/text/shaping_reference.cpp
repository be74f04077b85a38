// SPDX-License-Identifier: EUPL-1.2
#include "tests/kiosk/text/shaping_reference.h"

#include <fribidi.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <numeric>

#include "kiosk/text/persian_digits.h"
#include "tests/kiosk/text/utf8_text.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::text {
namespace {

constexpr std::string_view kSoftHyphen = "\u00AD";
constexpr std::size_t kContext = 5;  // characters; HarfBuzz looks no further

std::string list_of(const std::vector<char32_t>& characters) {
  std::string list;
  char word[16];
  for (const char32_t c : characters) {
    std::snprintf(word, sizeof word, "%sU+%04X", list.empty() ? "" : ",", static_cast<unsigned>(c));
    list += word;
  }
  return list;
}

// "[gid=cluster@x,y+advance|…]", from left to right. Clusters count characters of the run.
std::vector<ShapedGlyph> parse(const std::string& line, const std::vector<std::size_t>& bytes) {
  std::vector<ShapedGlyph> glyphs;
  const char* at = line.c_str();
  while (*at == '[' || *at == '|') {
    char* end = nullptr;
    ShapedGlyph glyph;
    glyph.id = static_cast<std::uint32_t>(std::strtoul(++at, &end, 10));
    if (end == at) break;  // "[]"
    const auto character = std::strtoul(end + 1, &end, 10);
    glyph.cluster = character < bytes.size() ? bytes[character] : std::string::npos;
    if (*end == '@') {
      glyph.x_offset = static_cast<int>(std::strtol(end + 1, &end, 10));
      glyph.y_offset = -static_cast<int>(std::strtol(end + 1, &end, 10));
    }
    if (*end == '+') glyph.advance = static_cast<int>(std::strtol(end + 1, &end, 10));
    glyphs.push_back(glyph);
    at = end;
  }
  return glyphs;
}

// Pango (1.50, shape.c) has no glyph step back: it makes a negative advance positive and moves the
// glyph by it. So it draws the hamza of "نائجر" in Nastaliq, and what follows stands a little
// apart.
void step_forward(std::vector<ShapedGlyph>& glyphs) {
  for (ShapedGlyph& glyph : glyphs) {
    if (glyph.advance >= 0) continue;
    glyph.advance = -glyph.advance;
    glyph.x_offset += glyph.advance;
  }
}

std::string text_of(const std::vector<ShapedGlyph>& glyphs) {
  std::string text;
  for (const ShapedGlyph& glyph : glyphs) {
    text += std::to_string(glyph.id) + "=" + std::to_string(glyph.cluster) + "@" +
            std::to_string(glyph.x_offset) + "," + std::to_string(glyph.y_offset) + "+" +
            std::to_string(glyph.advance) + " ";
  }
  return text;
}

}  // namespace

void HbShape::add(const ShapedRun& run, std::string_view text) {
  auto before = characters_of(text.substr(0, run.begin));
  if (before.size() > kContext) before.erase(before.begin(), before.end() - kContext);
  auto after = characters_of(text.substr(run.end));
  after.resize(std::min(after.size(), kContext));
  const auto words = characters_of(text.substr(run.begin, run.end - run.begin));
  jobs_ += run.font_file + ";--face-index=" + std::to_string(run.face_index) +
           ";--font-size=" + std::to_string(static_cast<double>(run.size_px) * 1024) +
           ";--script=" + run.script + ";--language=" + run.language +
           ";--direction=" + (run.level % 2 ? "rtl" : "ltr") +
           ";--bot;--eot;--cluster-level=1;--no-glyph-names;--invisible-glyph=" +
           std::to_string(ShapedGlyph::kInvisible);
  std::string features;
  for (const std::size_t digit : persian_digits(text, run.language)) {
    if (digit < run.begin || digit >= run.end) continue;
    const auto place = characters_of(text.substr(run.begin, digit - run.begin)).size();
    features += (features.empty() ? "" : ",") + ("locl[" + std::to_string(place) + "]=0");
  }
  if (!features.empty()) jobs_ += ";--features=" + features;
  if (!before.empty()) jobs_ += ";--unicodes-before=" + list_of(before);
  if (!after.empty()) jobs_ += ";--unicodes-after=" + list_of(after);
  jobs_ += ";--unicodes=" + list_of(words) + "\n";
  begins_.push_back(run.begin);
  starts_.push_back(character_starts(text.substr(run.begin, run.end - run.begin)));
}

std::vector<std::vector<ShapedGlyph>> HbShape::shape() const {
  const TempDir folder;
  const auto jobs = folder.path() / "jobs", answers = folder.path() / "answers";
  std::ofstream(jobs) << jobs_;
  const std::string command =
      "hb-shape --batch <" + jobs.string() + " >" + answers.string() + " 2>&1";
  if (std::system(command.c_str()) != 0) return {};
  std::vector<std::vector<ShapedGlyph>> shaped;
  std::ifstream lines(answers);
  for (std::string line; std::getline(lines, line) && shaped.size() < starts_.size();) {
    auto glyphs = parse(line, starts_[shaped.size()]);
    for (ShapedGlyph& glyph : glyphs) glyph.cluster += begins_[shaped.size()];
    shaped.push_back(std::move(glyphs));
  }
  return shaped;
}

void ShapingComparison::add(const Paragraph& paragraph, std::string_view text) {
  const auto runs = shaped_runs(paragraph);
  std::map<int, std::size_t> line_ends;
  for (const ShapedRun& run : runs) line_ends[run.line] = std::max(line_ends[run.line], run.end);
  for (const ShapedRun& run : runs) {
    if (text[run.begin] == '\t') continue;
    // A soft hyphen shows there, and HarfBuzz knows none.
    const bool wraps = run.end == line_ends[run.line] && run.end < text.size();
    if (wraps && text.substr(0, run.end).ends_with(kSoftHyphen)) continue;
    peer_.add(run, text);
    runs_.push_back({run, std::string(text.substr(run.begin, run.end - run.begin)), wraps});
  }
}

std::vector<std::string> ShapingComparison::differences() const {
  const auto theirs = peer_.shape();
  if (theirs.size() != runs_.size())
    return {"hb-shape answers " + std::to_string(theirs.size()) + " of " +
            std::to_string(runs_.size()) + " runs"};
  std::vector<std::string> wrong;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const Run& run = runs_[i];
    auto expected = theirs[i];
    step_forward(expected);
    if (run.wraps && run.words.ends_with(' ')) {
      for (ShapedGlyph& glyph : expected) {
        if (glyph.cluster == run.ours.end - 1) glyph = {ShapedGlyph::kInvisible, glyph.cluster};
      }
    }
    if (run.ours.glyphs == expected) continue;
    wrong.push_back("\"" + run.words + "\" " + code_points(run.words) + " (" + run.ours.script +
                    ", " + run.ours.language + ", level " + std::to_string(run.ours.level) + ", " +
                    run.ours.font_file + ")\n  ours   " + text_of(run.ours.glyphs) + "\n  theirs " +
                    text_of(expected));
  }
  return wrong;
}

namespace {

// The space that a line wraps at has no width, and Pango leaves it beside its word instead of
// moving it to the line's end (UAX #9, L1). Nothing can be seen of that: it is in neither order.
// A soft hyphen stays with its word too, and shows there as it should.
void leave_out_wrapping_characters(VisualLines& lines, std::string_view text) {
  for (auto& line : lines) {
    if (line.empty()) continue;
    std::size_t last = *std::max_element(line.begin(), line.end());
    if (last + 1 >= text.size() || text[last + 1] == '\n') continue;
    if (text.substr(last).starts_with(kSoftHyphen)) std::erase(line, last);
    for (; text[last] == ' '; --last) std::erase(line, last);
  }
}

}  // namespace

VisualLines visual_order(const Paragraph& paragraph, std::string_view text) {
  VisualLines lines(static_cast<std::size_t>(paragraph.line_count()));
  for (const ShapedRun& run : shaped_runs(paragraph)) {
    auto bytes = character_starts(text.substr(run.begin, run.end - run.begin));
    if (run.level % 2) std::reverse(bytes.begin(), bytes.end());
    for (const std::size_t byte : bytes)
      lines[static_cast<std::size_t>(run.line)].push_back(run.begin + byte);
  }
  leave_out_wrapping_characters(lines, text);
  return lines;
}

namespace {

// One bidi paragraph: the characters of a text without line feeds and their levels.
class BidiParagraph {
 public:
  BidiParagraph(std::string_view text, BaseDirection direction, BaseDirection otherwise) {
    for (const char32_t c : characters_of(text)) characters_.push_back(c);
    const auto length = static_cast<FriBidiStrIndex>(characters_.size());
    types_.resize(characters_.size());
    levels_.resize(characters_.size());
    std::vector<FriBidiBracketType> brackets(characters_.size());
    fribidi_get_bidi_types(characters_.data(), length, types_.data());
    fribidi_get_bracket_types(characters_.data(), length, types_.data(), brackets.data());
    bool from_right =
        (direction == BaseDirection::kAuto ? otherwise : direction) == BaseDirection::kRightToLeft;
    if (direction == BaseDirection::kAuto) {
      // The first strong character, inside an isolate too: text_engine.h, BaseDirection.
      const auto strong = std::find_if(types_.begin(), types_.end(), [](FriBidiCharType type) {
        return FRIBIDI_IS_LETTER(type);
      });
      if (strong != types_.end()) from_right = FRIBIDI_IS_RTL(*strong);
    }
    base_ = from_right ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    sound_ = length == 0 || fribidi_get_par_embedding_levels_ex(types_.data(), brackets.data(),
                                                                length, &base_, levels_.data());
  }

  // Characters [from, to) from left to right; none if FriBidi fails.
  std::vector<std::size_t> line(std::size_t from, std::size_t to) {
    std::vector<FriBidiStrIndex> map(characters_.size());
    std::iota(map.begin(), map.end(), 0);
    auto levels = levels_;
    std::vector<std::size_t> order;
    // Marks stay behind their letters in memory order, because that is how clusters are counted.
    if (!sound_ || !fribidi_reorder_line(FRIBIDI_FLAGS_DEFAULT & ~FRIBIDI_FLAG_REORDER_NSM,
                                         types_.data(), static_cast<FriBidiStrIndex>(to - from),
                                         static_cast<FriBidiStrIndex>(from), base_, levels.data(),
                                         nullptr, map.data()))
      return order;
    for (std::size_t i = from; i < to; ++i) order.push_back(static_cast<std::size_t>(map[i]));
    return order;
  }

 private:
  std::vector<FriBidiChar> characters_;
  std::vector<FriBidiCharType> types_;
  std::vector<FriBidiLevel> levels_;
  FriBidiParType base_ = FRIBIDI_PAR_LTR;
  bool sound_ = false;
};

}  // namespace

VisualLines fribidi_order(const Paragraph& paragraph, std::string_view text,
                          BaseDirection direction, BaseDirection otherwise) {
  VisualLines lines(static_cast<std::size_t>(paragraph.line_count()));
  // Where each line begins and ends is Pango's choice.
  std::vector<std::pair<std::size_t, std::size_t>> extents(lines.size(), {std::string::npos, 0});
  for (const ShapedRun& run : shaped_runs(paragraph)) {
    auto& [begin, end] = extents[static_cast<std::size_t>(run.line)];
    begin = std::min(begin, run.begin);
    end = std::max(end, run.end);
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto [begin, end] = extents[i];
    if (begin >= end) continue;
    const std::size_t feed = text.rfind('\n', begin);
    const std::size_t from = feed == std::string_view::npos ? 0 : feed + 1;
    const std::string_view part = text.substr(from, text.find('\n', begin) - from);
    const auto starts = character_starts(part);
    const auto index = [&](std::size_t byte) {
      return static_cast<std::size_t>(std::lower_bound(starts.begin(), starts.end(), byte - from) -
                                      starts.begin());
    };
    for (const std::size_t at :
         BidiParagraph(part, direction, otherwise).line(index(begin), index(end)))
      lines[i].push_back(from + starts[at]);
  }
  leave_out_wrapping_characters(lines, text);
  return lines;
}

std::string code_points(std::string_view text) {
  return list_of(characters_of(text));
}

}  // namespace anlaufstelle::text
