// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/typing/keyboard_additions.h"

#include <algorithm>

#include "storage/base/file.h"
#include "storage/base/utf8.h"

namespace anlaufstelle::widgets {

namespace {

constexpr std::size_t kMostBytes = 256 << 10;

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t begin = line.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return words;
    line.remove_prefix(begin);
    const std::size_t end = std::min(line.find_first_of(" \t\r"), line.size());
    words.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

// A mark may be written on a dotted circle, so that it can be seen in an editor.
std::string without_circle(std::string_view text) {
  constexpr std::string_view kCircle = "◌";
  return std::string(text.starts_with(kCircle) ? text.substr(kCircle.size()) : text);
}

// "é/É": plain and shifted; a slash that stands first is a character.
KeyCap cap_of(std::string_view word) {
  const std::size_t slash = word.find('/', 1);
  if (slash == std::string_view::npos) return {without_circle(word), {}};
  return {without_circle(word.substr(0, slash)), without_circle(word.substr(slash + 1))};
}

std::vector<KeyCap> caps_of(std::span<const std::string_view> words) {
  std::vector<KeyCap> caps;
  caps.reserve(words.size());
  for (const std::string_view word : words) caps.push_back(cap_of(word));
  return caps;
}

// "row 3 = a s d" and "syllables 2 + በ ተ".
bool read_row(LayoutAdditions& layout, std::span<const std::string_view> words) {
  if (words.size() < 4 || words[1].size() != 1 || words[1] < "1" || words[1] > "4") return false;
  if (words[2] != "=" && words[2] != "+") return false;
  layout.rows.push_back({.index = static_cast<std::size_t>(words[1][0] - '1'),
                         .replaces = words[2] == "=",
                         .syllables = words[0] == "syllables",
                         .keys = caps_of(words.subspan(3))});
  return true;
}

// "o/O: ö/Ö œ/Œ" gives ö and œ to o, and Ö and Œ to O.
bool read_variants(LayoutAdditions& layout, std::span<const std::string_view> words) {
  if (words.size() < 2 || words[0].size() < 2 || !words[0].ends_with(':')) return false;
  const KeyCap key = cap_of(words[0].substr(0, words[0].size() - 1));
  KeyVariants plain{.key = key.plain, .texts = {}}, shifted{.key = key.shifted, .texts = {}};
  for (const KeyCap& cap : caps_of(words.subspan(1))) {
    plain.texts.push_back(cap.plain);
    if (!cap.shifted.empty()) shifted.texts.push_back(cap.shifted);
  }
  layout.variants.push_back(std::move(plain));
  if (!shifted.key.empty() && !shifted.texts.empty()) layout.variants.push_back(std::move(shifted));
  return true;
}

bool read_line(KeyboardAdditions& additions, std::string_view line) {
  const std::vector<std::string_view> words = words_of(line);
  if (words.empty() || words[0] == "#") return true;
  if (words.size() == 1 && words[0].starts_with('[') && words[0].ends_with(']')) {
    const std::string_view name = words[0].substr(1, words[0].size() - 2);
    if (name.empty() || additions.find(name)) return false;
    additions.layouts.push_back({.layout = std::string(name), .rows = {}, .variants = {}});
    return true;
  }
  if (additions.layouts.empty()) return false;
  LayoutAdditions& layout = additions.layouts.back();
  if (words[0] == "row" || words[0] == "syllables") return read_row(layout, words);
  return read_variants(layout, words);
}

}  // namespace

const LayoutAdditions* KeyboardAdditions::find(std::string_view layout) const {
  const auto found = std::find_if(layouts.begin(), layouts.end(),
                                  [&](const LayoutAdditions& l) { return l.layout == layout; });
  return found == layouts.end() ? nullptr : &*found;
}

Result<KeyboardAdditions> parse_keyboard_additions(std::string_view text) {
  KeyboardAdditions additions;
  if (!is_valid_utf8(text)) return Error{ErrorCode::kInvalidInput, "not in UTF-8"};
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (!read_line(additions, text.substr(0, end))) {
      return Error{ErrorCode::kInvalidInput,
                   "line " + std::to_string(number) +
                       ": expected \"[layout]\", \"row N = keys\" or \"key: variants\""};
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return additions;
}

Result<KeyboardAdditions> load_keyboard_additions(const std::filesystem::path& file) {
  TRY_ASSIGN(const Bytes content, read_file(file, kMostBytes));
  Result<KeyboardAdditions> additions = parse_keyboard_additions(as_text(content));
  if (!additions) return with_context(additions.error(), file.string());
  return additions;
}

}  // namespace anlaufstelle::widgets
