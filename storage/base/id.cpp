// SPDX-License-Identifier: EUPL-1.2
#include "storage/base/id.h"

#include <sys/random.h>

#include <cerrno>
#include <cstdlib>

namespace anlaufstelle {

void SystemRandom::fill(std::span<std::uint8_t> out) {
  std::size_t done = 0;
  while (done < out.size()) {
    const ssize_t got = getrandom(out.data() + done, out.size() - done, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) std::abort();
    done += static_cast<std::size_t>(got);
  }
}

std::string RecordId::hex() const {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(32);
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

RecordId RecordId::make(Random& random) {
  RecordId id;
  random.fill(id.bytes);
  return id;
}

Result<RecordId> RecordId::from_hex(std::string_view text) {
  RecordId id;
  if (text.size() != 32) return Error{ErrorCode::kInvalidInput, "record id: 32 digits expected"};
  for (std::size_t i = 0; i < 32; ++i) {
    const char c = text[i];
    int digit = 0;
    if (c >= '0' && c <= '9') {
      digit = c - '0';
    } else if (c >= 'a' && c <= 'f') {
      digit = c - 'a' + 10;
    } else {
      return Error{ErrorCode::kInvalidInput, "record id: not a hexadecimal digit"};
    }
    id.bytes[i / 2] = static_cast<std::uint8_t>((id.bytes[i / 2] << 4) | digit);
  }
  return id;
}

}  // namespace anlaufstelle
