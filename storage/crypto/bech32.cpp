// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/bech32.h"

#include <cassert>
#include <cstddef>

namespace anlaufstelle::crypto {
namespace {

constexpr std::string_view kAlphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t kDataSize = 52;  // 32 bytes in groups of five bits, the last one padded
constexpr std::size_t kChecksumSize = 6;

// The BCH code of BIP 173 as a running remainder.
class Checksum {
 public:
  explicit Checksum(std::string_view prefix) {
    for (const char c : prefix) add(static_cast<std::uint8_t>(c) >> 5);
    add(0);
    for (const char c : prefix) add(static_cast<std::uint8_t>(c) & 31);
  }
  void add(unsigned value) {
    static constexpr std::uint32_t kGenerator[5] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                                    0x2a1462b3};
    const std::uint32_t top = remainder_ >> 25;
    remainder_ = ((remainder_ & 0x1ffffff) << 5) ^ value;
    for (unsigned i = 0; i < 5; ++i) {
      if (((top >> i) & 1) != 0) remainder_ ^= kGenerator[i];
    }
  }
  [[nodiscard]] std::uint32_t remainder() const { return remainder_; }

 private:
  std::uint32_t remainder_ = 1;
};

char in_case(char c, LetterCase letters) {
  const bool letter = c >= 'a' && c <= 'z';
  return letter && letters == LetterCase::kUpper ? static_cast<char>(c - 'a' + 'A') : c;
}

// The five-bit value of a character, or 32 where it has none in this case.
std::size_t value_of(char c, LetterCase letters) {
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    if (in_case(kAlphabet[i], letters) == c) return i;
  }
  return 32;
}

}  // namespace

void bech32_encode(std::string_view prefix, std::span<const std::uint8_t, 32> bytes,
                   LetterCase letters, std::span<char> out) {
  assert(out.size() == bech32_size(prefix));
  std::size_t at = 0;
  for (const char c : prefix) out[at++] = in_case(c, letters);
  out[at++] = '1';
  Checksum checksum(prefix);
  const auto put = [&](unsigned value) { out[at++] = in_case(kAlphabet[value & 31], letters); };
  unsigned waiting = 0;
  unsigned bits = 0;
  const auto put_data = [&](unsigned value) {
    checksum.add(value & 31);
    put(value);
  };
  for (const std::uint8_t byte : bytes) {
    waiting = ((waiting << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) put_data(waiting >> (bits - 5));
  }
  put_data(waiting << (5 - bits));
  for (std::size_t i = 0; i < kChecksumSize; ++i) checksum.add(0);
  const std::uint32_t sum = checksum.remainder() ^ 1;
  for (unsigned i = 0; i < kChecksumSize; ++i) put(sum >> (5 * (5 - i)));
}

bool bech32_decode(std::string_view prefix, std::string_view text, LetterCase letters,
                   std::span<std::uint8_t, 32> out) {
  if (text.size() != bech32_size(prefix)) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (text[i] != in_case(prefix[i], letters)) return false;
  }
  if (text[prefix.size()] != '1') return false;
  const std::string_view data = text.substr(prefix.size() + 1);
  Checksum checksum(prefix);
  std::size_t written = 0;
  unsigned waiting = 0;
  unsigned bits = 0;
  for (std::size_t i = 0; i < data.size(); ++i) {
    const std::size_t value = value_of(data[i], letters);
    if (value == 32) return false;
    checksum.add(static_cast<unsigned>(value));
    if (i >= kDataSize) continue;
    waiting = ((waiting << 5) | static_cast<unsigned>(value)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out[written++] = static_cast<std::uint8_t>(waiting >> bits);
    }
  }
  const bool padding_is_zero = (waiting & ((1U << bits) - 1)) == 0;
  return checksum.remainder() == 1 && padding_is_zero;
}

}  // namespace anlaufstelle::crypto
