// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/language/mo_file.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace anlaufstelle::language {
namespace {

constexpr std::uint32_t kMagic = 0x950412DE;

// Little endian only: msgfmt writes that on every machine unless told otherwise.
std::optional<std::uint32_t> word(ByteView bytes, std::uint64_t at) {
  if (bytes.size() < 4 || at > bytes.size() - 4) return std::nullopt;
  std::uint32_t value = 0;
  for (int i = 3; i >= 0; --i) value = value << 8 | bytes[at + static_cast<std::uint64_t>(i)];
  return value;
}

// The string that entry `index` of the table at `table` describes, with its closing zero checked.
std::optional<std::string_view> string_at(ByteView bytes, std::uint64_t table,
                                          std::uint64_t index) {
  const auto length = word(bytes, table + index * 8);
  const auto offset = word(bytes, table + index * 8 + 4);
  if (!length || !offset) return std::nullopt;
  const std::uint64_t end = std::uint64_t{*offset} + *length;
  if (end >= bytes.size() || bytes[end] != 0) return std::nullopt;
  return as_text(bytes.subspan(*offset, *length));
}

// 0 or no table at all is fine; otherwise every slot names a string or is empty, and one is
// empty, because a search ends there.
bool is_sound_hash_table(ByteView bytes, std::uint64_t size, std::uint64_t at,
                         std::uint32_t strings) {
  if (size == 0) return true;
  if (size < 3 || at + size * 4 > bytes.size()) return false;
  bool has_empty = false;
  for (std::uint64_t i = 0; i < size; ++i) {
    const auto slot = word(bytes, at + i * 4);
    if (!slot || *slot > strings) return false;
    has_empty = has_empty || *slot == 0;
  }
  return has_empty;
}

}  // namespace

bool is_sound_mo_file(ByteView bytes) {
  const auto magic = word(bytes, 0), revision = word(bytes, 4), count = word(bytes, 8);
  const auto originals = word(bytes, 12), translations = word(bytes, 16);
  const auto hash_size = word(bytes, 20), hash_at = word(bytes, 24);
  if (!magic || !revision || !count || !originals || !translations || !hash_size || !hash_at)
    return false;
  if (*magic != kMagic || *revision >> 16 != 0 || *count > bytes.size() / 16) return false;
  bool is_utf8 = false;
  for (std::uint32_t i = 0; i < *count; ++i) {
    const auto original = string_at(bytes, *originals, i);
    const auto translation = string_at(bytes, *translations, i);
    if (!original || !translation) return false;
    if (original->empty())  // the header entry
      is_utf8 = translation->find("charset=UTF-8") != std::string_view::npos;
  }
  return is_utf8 && is_sound_hash_table(bytes, *hash_size, *hash_at, *count);
}

}  // namespace anlaufstelle::language
