// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/typing/keyboard_layout.h"

#include <xkbcommon/xkbcommon.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <set>

#include "kiosk/language/language.h"
#include "kiosk/widgets/typing/ethiopic.h"
#include "kiosk/widgets/typing/keyboard_additions.h"
#include "kiosk/widgets/typing/letters.h"
#include "storage/base/utf8.h"

namespace anlaufstelle::widgets {

namespace {

struct ContextDeleter {
  void operator()(xkb_context* context) const { xkb_context_unref(context); }
};
struct KeymapDeleter {
  void operator()(xkb_keymap* keymap) const { xkb_keymap_unref(keymap); }
};
using Context = std::unique_ptr<xkb_context, ContextDeleter>;
using Keymap = std::unique_ptr<xkb_keymap, KeymapDeleter>;

// XKB's names of the keys, row by row. TLDE and BKSL are put where their letter, if they have
// one (Russian ё, Arabic ذ), is found on a real keyboard; LSGT repeats what is elsewhere.
constexpr std::array<std::string_view, 13> kDigitRow{"TLDE", "AE01", "AE02", "AE03", "AE04",
                                                     "AE05", "AE06", "AE07", "AE08", "AE09",
                                                     "AE10", "AE11", "AE12"};
constexpr std::array<std::string_view, 12> kTopRow{"AD01", "AD02", "AD03", "AD04", "AD05", "AD06",
                                                   "AD07", "AD08", "AD09", "AD10", "AD11", "AD12"};
constexpr std::array<std::string_view, 12> kHomeRow{"AC01", "AC02", "AC03", "AC04", "AC05", "AC06",
                                                    "AC07", "AC08", "AC09", "AC10", "AC11", "BKSL"};
constexpr std::array<std::string_view, 10> kBottomRow{"AB01", "AB02", "AB03", "AB04", "AB05",
                                                      "AB06", "AB07", "AB08", "AB09", "AB10"};

bool is_digit_key(std::string_view name) {
  return name.size() == 4 && name.starts_with("AE") && name >= "AE01" && name <= "AE10";
}

// REQUIRES: is_digit_key(name).
std::string digit_of(std::string_view name) {
  return name == "AE10" ? "0" : std::string(1, name.back());
}

Keymap compile(xkb_context* context, std::string_view name) {
  const std::size_t open = name.find('(');
  const std::string layout(name.substr(0, open));
  std::string variant;
  if (open != std::string_view::npos && name.back() == ')')
    variant = name.substr(open + 1, name.size() - open - 2);
  const xkb_rule_names names{.rules = "evdev",
                             .model = "pc105",
                             .layout = layout.c_str(),
                             .variant = variant.c_str(),
                             .options = ""};
  return Keymap(xkb_keymap_new_from_names(context, &names, XKB_KEYMAP_COMPILE_NO_FLAGS));
}

// Ligatures of lam and alef are shapes, not letters: what is kept must be the two letters.
std::string typed_text(char32_t c) {
  constexpr char32_t kLam = 0x644;
  switch (c) {
    case 0xFEF5:
      return to_utf8(kLam) + to_utf8(0x622);
    case 0xFEF7:
      return to_utf8(kLam) + to_utf8(0x623);
    case 0xFEF9:
      return to_utf8(kLam) + to_utf8(0x625);
    case 0xFEFB:
      return to_utf8(kLam) + to_utf8(0x627);
    default:
      break;
  }
  const bool invisible = c < 0x21 || (c >= 0x7F && c <= 0xA0) || (c >= 0x200B && c <= 0x200F) ||
                         (c >= 0x202A && c <= 0x202F) || (c >= 0x2060 && c <= 0x206F);
  return invisible ? std::string() : to_utf8(c);
}

xkb_keysym_t keysym(xkb_keymap* keymap, std::string_view key, xkb_level_index_t level) {
  const xkb_keycode_t code = xkb_keymap_key_by_name(keymap, std::string(key).c_str());
  if (code == XKB_KEYCODE_INVALID) return XKB_KEY_NoSymbol;
  const xkb_keysym_t* symbols = nullptr;
  const int count = xkb_keymap_key_get_syms_by_level(keymap, code, 0, level, &symbols);
  return count == 1 ? symbols[0] : XKB_KEY_NoSymbol;
}

// "" for a dead key, which has no character of its own.
std::string symbol(xkb_keymap* keymap, std::string_view key, xkb_level_index_t level) {
  return typed_text(xkb_keysym_to_utf32(keysym(keymap, key, level)));
}

// The mark that a dead key puts on the letter behind it; 0 for other keys and rarer marks.
char32_t dead_mark(xkb_keysym_t symbol) {
  struct DeadKey {
    xkb_keysym_t symbol;
    char32_t mark;
  };
  constexpr DeadKey kDeadKeys[] = {
      {XKB_KEY_dead_grave, 0x300},      {XKB_KEY_dead_acute, 0x301},
      {XKB_KEY_dead_circumflex, 0x302}, {XKB_KEY_dead_tilde, 0x303},
      {XKB_KEY_dead_macron, 0x304},     {XKB_KEY_dead_breve, 0x306},
      {XKB_KEY_dead_abovedot, 0x307},   {XKB_KEY_dead_diaeresis, 0x308},
      {XKB_KEY_dead_abovering, 0x30A},  {XKB_KEY_dead_doubleacute, 0x30B},
      {XKB_KEY_dead_caron, 0x30C},      {XKB_KEY_dead_cedilla, 0x327},
      {XKB_KEY_dead_ogonek, 0x328}};
  for (const DeadKey& each : kDeadKeys) {
    if (each.symbol == symbol) return each.mark;
  }
  return 0;
}

template <std::size_t N>
std::vector<KeyCap> read_row(xkb_keymap* keymap, const std::array<std::string_view, N>& keys) {
  std::vector<KeyCap> row;
  for (const std::string_view key : keys) {
    KeyCap cap{symbol(keymap, key, 0), symbol(keymap, key, 1)};
    if (is_digit_key(key)) {
      // French keyboards have the digits on shift: digits are always one touch away here.
      const std::string digit = digit_of(key);
      if (cap.plain != digit) cap.shifted = cap.plain;
      cap.plain = digit;
    } else if (key == "TLDE" || key == "AE11" || key == "AE12" || key == "BKSL") {
      // These widen the row for everybody: only letters are worth that.
      if (!is_letter(first_code_point(cap.plain))) continue;
    }
    if (!cap.plain.empty()) row.push_back(std::move(cap));
  }
  return row;
}

KeyboardLayout plain_latin() {
  KeyboardLayout layout{.name = "latin", .rows = {}, .variants = {}, .latin = true};
  for (const std::string_view row : {"1234567890", "qwertzuiop", "asdfghjkl", "yxcvbnm,.-"}) {
    std::vector<KeyCap>& caps = layout.rows.emplace_back();
    for (const char c : row) {
      const bool letter = c >= 'a' && c <= 'z';
      caps.push_back({std::string(1, c), letter ? std::string(1, static_cast<char>(c - 32)) : ""});
    }
  }
  return layout;
}

enum class Level { kPlain, kShifted };

bool has_key(const KeyboardLayout& layout, std::string_view text, Level level) {
  for (const auto& row : layout.rows) {
    for (const KeyCap& cap : row) {
      if ((level == Level::kPlain ? cap.plain : cap.shifted) == text) return true;
    }
  }
  return false;
}

// Not where a tap on another key of the same level does the same.
void add_variant(KeyboardLayout& layout, const std::string& key, const std::string& text) {
  if (key.empty() || text.empty() || key == text) return;
  const Level level = has_key(layout, key, Level::kPlain) ? Level::kPlain : Level::kShifted;
  if (has_key(layout, text, level)) return;
  auto found = std::find_if(layout.variants.begin(), layout.variants.end(),
                            [&](const KeyVariants& v) { return v.key == key; });
  if (found == layout.variants.end())
    found = layout.variants.insert(found, {.key = key, .texts = {}});
  if (std::find(found->texts.begin(), found->texts.end(), text) == found->texts.end())
    found->texts.push_back(text);
}

bool is_letter_or_mark(const std::string& text) {
  const char32_t c = first_code_point(text);
  return is_letter(c) || is_combining_mark(c);
}

// Calls `visit` with XKB's name of every key that types characters.
template <typename Visit>
void for_each_key(const Visit& visit) {
  std::for_each(kDigitRow.begin(), kDigitRow.end(), visit);
  std::for_each(kTopRow.begin(), kTopRow.end(), visit);
  std::for_each(kHomeRow.begin(), kHomeRow.end(), visit);
  std::for_each(kBottomRow.begin(), kBottomRow.end(), visit);
}

// Signs that Unicode counts as letters, and letters that no language of today uses.
bool is_oddity(const std::string& text) {
  constexpr std::u32string_view kOddities = U"ªºµĸſΩ";
  return kOddities.find(first_code_point(text)) != std::u32string_view::npos;
}

// Letters that a hardware keyboard has on shift in a script without capitals, or with AltGr.
void add_level_variants(xkb_keymap* keymap, KeyboardLayout& layout) {
  for_each_key([&](std::string_view key) {
    const std::string plain = symbol(keymap, key, 0), shifted = symbol(keymap, key, 1);
    if (is_digit_key(key) && first_code_point(plain) >= 0x600)  // the script's own digits
      add_variant(layout, digit_of(key), plain);
    if (!is_letter_or_mark(plain)) return;
    const bool has_capital =
        xkb_keysym_to_lower(keysym(keymap, key, 1)) == keysym(keymap, key, 0) && plain != shifted;
    if (!has_capital && is_letter_or_mark(shifted) && first_code_point(shifted) >= 0x250)
      add_variant(layout, plain, shifted);
    const std::string third = symbol(keymap, key, 2), fourth = symbol(keymap, key, 3);
    if (is_letter_or_mark(third) && !is_oddity(third)) add_variant(layout, plain, third);
    if (has_capital && is_letter_or_mark(fourth) && !is_oddity(fourth))
      add_variant(layout, shifted, fourth);
  });
}

// What the dead keys of the first two levels make of each letter, within Latin-1 and Latin
// Extended-A: rarer letters are nobody's.
void add_dead_key_variants(xkb_keymap* keymap, KeyboardLayout& layout) {
  std::vector<char32_t> marks;
  for_each_key([&](std::string_view key) {
    for (const xkb_level_index_t level : {0u, 1u}) {
      if (const char32_t mark = dead_mark(keysym(keymap, key, level))) marks.push_back(mark);
    }
  });
  if (marks.empty()) return;
  const auto rows = layout.rows;
  for (const auto& row : rows) {
    for (const KeyCap& cap : row) {
      for (const std::string& base : {cap.plain, cap.shifted}) {
        if (!is_letter(first_code_point(base))) continue;
        for (const char32_t mark : marks) {
          const std::string composed = language::compose(base + to_utf8(mark));
          if (count_code_points(composed) == 1 && first_code_point(composed) < 0x180)
            add_variant(layout, base, composed);
        }
      }
    }
  }
}

// Some hardware keyboards have a letter twice: the one nearer to the space bar stays.
void drop_twins(KeyboardLayout& layout) {
  std::set<std::string> plain, shifted;
  for (auto row = layout.rows.rbegin(); row != layout.rows.rend(); ++row) {
    for (auto cap = row->rbegin(); cap != row->rend(); ++cap) {
      if (!plain.insert(cap->plain).second) cap->plain.clear();
      if (!cap->shifted.empty() && !shifted.insert(cap->shifted).second) cap->shifted.clear();
    }
    std::erase_if(*row, [](const KeyCap& cap) { return cap.plain.empty(); });
  }
}

// What locales/keyboards has for `name` when xkb-data doesn't know it.
KeyboardLayout digits_only(std::string_view name) {
  KeyboardLayout layout{.name = std::string(name), .rows = {}, .variants = {}};
  layout.rows.resize(4);
  constexpr std::array<const char*, 10> kSigns{"!", "\"", "#", "€", "%", "&", "/", "(", ")", "="};
  for (std::size_t i = 0; i < kSigns.size(); ++i)
    layout.rows[0].push_back({std::to_string((i + 1) % 10), kSigns[i]});
  return layout;
}

void apply_rows(KeyboardLayout& layout, const LayoutAdditions& additions) {
  for (const LayoutAdditions::Row& row : additions.rows) {
    std::vector<KeyCap>& keys = layout.rows.at(row.index);
    if (row.replaces) keys.clear();
    for (const KeyCap& cap : row.keys) {
      keys.push_back(cap);
      if (row.syllables)
        layout.variants.push_back(
            {.key = cap.plain, .texts = syllables_of(cap.plain), .on_tap = true});
    }
  }
}

void apply_variants(KeyboardLayout& layout, const LayoutAdditions& additions) {
  for (const KeyVariants& each : additions.variants) {
    for (const std::string& text : each.texts) add_variant(layout, each.key, text);
  }
}

Keymap read_keymap(std::string_view name) {
  const Context context(xkb_context_new(XKB_CONTEXT_NO_ENVIRONMENT_NAMES));
  if (!context) return nullptr;
  // Its complaints would go to standard error; a missing layout shows in the keyboard itself.
  xkb_context_set_log_fn(context.get(), [](xkb_context*, xkb_log_level, const char*, va_list) {});
  return compile(context.get(), name);
}

}  // namespace

const KeyVariants* KeyboardLayout::variants_of(std::string_view key) const {
  const auto found = std::find_if(variants.begin(), variants.end(),
                                  [&](const KeyVariants& v) { return v.key == key; });
  return found == variants.end() ? nullptr : &*found;
}

KeyboardLayout load_keyboard_layout(std::string_view name, const KeyboardAdditions& additions) {
  const LayoutAdditions* own = additions.find(name);
  const Keymap keymap = read_keymap(name);
  KeyboardLayout layout = digits_only(name);
  if (keymap)
    layout.rows = {read_row(keymap.get(), kDigitRow), read_row(keymap.get(), kTopRow),
                   read_row(keymap.get(), kHomeRow), read_row(keymap.get(), kBottomRow)};
  if (own) apply_rows(layout, *own);
  drop_twins(layout);
  if (layout.rows[1].empty()) layout = plain_latin();
  layout.latin = first_code_point(layout.rows[1].front().plain) < 0x250;
  // What a language needs stands first among the variants, then what its hardware keyboard has.
  if (own) apply_variants(layout, *own);
  if (keymap) {
    add_dead_key_variants(keymap.get(), layout);
    add_level_variants(keymap.get(), layout);
  }
  const LayoutAdditions* latin = layout.latin ? additions.find("latin") : nullptr;
  if (latin) apply_variants(layout, *latin);
  if (const LayoutAdditions* every = additions.find("every")) apply_variants(layout, *every);
  return layout;
}

std::string key_label(std::string_view text) {
  constexpr char32_t kDottedCircle = 0x25CC;
  const bool mark = is_combining_mark(first_code_point(text));
  return mark ? to_utf8(kDottedCircle) + std::string(text) : std::string(text);
}

}  // namespace anlaufstelle::widgets
