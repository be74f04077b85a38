// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/typing/keyboard_layout.h"

#include <xkbcommon/xkbcommon.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

#include "kiosk/widgets/typing/utf8.h"

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

std::string symbol(xkb_keymap* keymap, std::string_view key, xkb_level_index_t level) {
  const xkb_keycode_t code = xkb_keymap_key_by_name(keymap, std::string(key).c_str());
  if (code == XKB_KEYCODE_INVALID) return {};
  const xkb_keysym_t* symbols = nullptr;
  const int count = xkb_keymap_key_get_syms_by_level(keymap, code, 0, level, &symbols);
  // Dead keys have no character of their own; the letters they make have keys or aren't needed.
  return count == 1 ? typed_text(xkb_keysym_to_utf32(symbols[0])) : std::string();
}

template <std::size_t N>
std::vector<KeyCap> read_row(xkb_keymap* keymap, const std::array<std::string_view, N>& keys) {
  std::vector<KeyCap> row;
  for (const std::string_view key : keys) {
    KeyCap cap{symbol(keymap, key, 0), symbol(keymap, key, 1)};
    if (is_digit_key(key)) {
      // French keyboards have the digits on shift: digits are always one touch away here.
      const std::string digit(1, key.substr(2) == "10" ? '0' : key.back());
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
  KeyboardLayout layout{.name = "latin", .rows = {}, .latin = true};
  for (const std::string_view row : {"1234567890", "qwertzuiop", "asdfghjkl", "yxcvbnm,.-"}) {
    std::vector<KeyCap>& caps = layout.rows.emplace_back();
    for (const char c : row) {
      const bool letter = c >= 'a' && c <= 'z';
      caps.push_back({std::string(1, c), letter ? std::string(1, static_cast<char>(c - 32)) : ""});
    }
  }
  return layout;
}

}  // namespace

KeyboardLayout load_keyboard_layout(std::string_view name) {
  const Context context(xkb_context_new(XKB_CONTEXT_NO_ENVIRONMENT_NAMES));
  if (!context) return plain_latin();
  // Its complaints would go to standard error; a missing layout shows in the keyboard itself.
  xkb_context_set_log_fn(context.get(), [](xkb_context*, xkb_log_level, const char*, va_list) {});
  const Keymap keymap = compile(context.get(), name);
  if (!keymap) return plain_latin();
  KeyboardLayout layout;
  layout.name = name;
  layout.rows = {read_row(keymap.get(), kDigitRow), read_row(keymap.get(), kTopRow),
                 read_row(keymap.get(), kHomeRow), read_row(keymap.get(), kBottomRow)};
  if (layout.rows[1].empty()) return plain_latin();
  layout.latin = first_code_point(layout.rows[1].front().plain) < 0x250;
  return layout;
}

std::string key_label(std::string_view text) {
  constexpr char32_t kDottedCircle = 0x25CC;
  const bool mark = is_combining_mark(first_code_point(text));
  return mark ? to_utf8(kDottedCircle) + std::string(text) : std::string(text);
}

}  // namespace anlaufstelle::widgets
