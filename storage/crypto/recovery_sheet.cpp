// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/recovery_sheet.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

#include "storage/crypto/signature.h"
#include "storage/crypto/wiped.h"

namespace anlaufstelle::crypto {
namespace {

constexpr std::string_view kStart = "AGE-SECRET-KEY-1";
constexpr std::string_view kDomain = "anlaufstelle/recovery-line/1";
constexpr std::string_view kLetters = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";  // Bech32's
constexpr std::size_t kKeyLetters = 58, kLineLetters = 15, kCheckLetters = 2, kGroup = 5;
constexpr std::size_t kTypedLetters = kKeyLetters + kRecoveryLines * kCheckLetters;
static_assert((kRecoveryLines - 1) * kLineLetters < kKeyLetters &&
              kKeyLetters <= kRecoveryLines * kLineLetters);

constexpr std::size_t letters_of(std::size_t line) {
  return std::min(kLineLetters, kKeyLetters - line * kLineLetters);
}

// 10 bits of a hash over the line's number and letters.
std::array<char, kCheckLetters> check_letters(std::size_t line, std::string_view letters) {
  Wiped<64> bytes;  // domain, number, letters
  const std::size_t size = kDomain.size() + 1 + letters.size();
  assert(size <= bytes.size());
  std::memcpy(bytes.data(), kDomain.data(), kDomain.size());
  bytes[kDomain.size()] = static_cast<std::uint8_t>(line + 1);
  std::memcpy(bytes.data() + kDomain.size() + 1, letters.data(), letters.size());
  const auto digest = sha256(bytes.view().first(size));
  return {kLetters[digest[0] % kLetters.size()], kLetters[digest[1] % kLetters.size()]};
}

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

// What was typed, in upper case and without spaces; nothing where it is longer than any key.
std::optional<SecretBytes> squeezed(std::string_view typed) {
  Wiped<128> buffer;
  std::size_t size = 0;
  for (const char c : typed) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
    if (size == buffer.size()) return std::nullopt;
    buffer[size++] = static_cast<std::uint8_t>(upper(c));
  }
  return SecretBytes(buffer.view().first(size));
}

}  // namespace

SecretBytes recovery_line(const Identity& recovery, std::size_t at) {
  assert(at < kRecoveryLines);
  const SecretBytes text = recovery.text();
  const std::string_view letters =
      text.text().substr(kStart.size() + at * kLineLetters, letters_of(at));
  SecretBytes line(letters.size() + (letters.size() - 1) / kGroup + 2 + kCheckLetters);
  std::uint8_t* to = line.data();
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i != 0 && i % kGroup == 0) *to++ = ' ';
    *to++ = static_cast<std::uint8_t>(letters[i]);
  }
  *to++ = ' ';
  *to++ = ' ';
  for (const char c : check_letters(at, letters)) *to++ = static_cast<std::uint8_t>(c);
  return line;
}

LineCheck check_recovery_line(const Identity& recovery, std::size_t at, std::string_view typed) {
  const auto letters = squeezed(typed);
  if (!letters) return LineCheck::kMistyped;
  for (std::size_t line = 0; line < kRecoveryLines; ++line) {
    const SecretBytes expected = recovery_line(recovery, line);
    if (squeezed(expected.text())->text() != letters->text()) continue;
    return line == at ? LineCheck::kRight : LineCheck::kAnotherLine;
  }
  return LineCheck::kMistyped;
}

std::optional<Identity> parse_recovery_key(std::string_view typed) {
  const auto letters = squeezed(typed);
  if (!letters) return std::nullopt;
  const std::string_view text = letters->text();
  if (text.starts_with(kStart)) {
    auto identity = Identity::parse(text);
    return identity ? std::optional<Identity>(std::move(*identity)) : std::nullopt;
  }
  if (text.size() != kTypedLetters) return std::nullopt;
  SecretBytes joined(kStart.size() + kKeyLetters);
  std::memcpy(joined.data(), kStart.data(), kStart.size());
  std::uint8_t* to = joined.data() + kStart.size();
  std::string_view rest = text;
  for (std::size_t line = 0; line < kRecoveryLines; ++line) {
    const std::string_view part = rest.substr(0, letters_of(line));
    const auto check = check_letters(line, part);
    if (rest.substr(part.size(), kCheckLetters) != std::string_view(check.data(), check.size())) {
      return std::nullopt;
    }
    std::memcpy(to, part.data(), part.size());
    to += part.size();
    rest.remove_prefix(part.size() + kCheckLetters);
  }
  auto identity = Identity::parse(joined.text());
  return identity ? std::optional<Identity>(std::move(*identity)) : std::nullopt;
}

}  // namespace anlaufstelle::crypto
