// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/age_armor.h"

#include "storage/crypto/age_header.h"

namespace anlaufstelle::crypto {
namespace {

constexpr std::string_view kBegin = "-----BEGIN AGE ENCRYPTED FILE-----";
constexpr std::string_view kEnd = "-----END AGE ENCRYPTED FILE-----";
constexpr std::string_view kWhiteSpace = " \t\r\n";
constexpr std::size_t kColumns = 64;

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kWhiteSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kWhiteSpace) + 1 - begin);
}

// Takes one line off the front, without its LF or CRLF; the last one needs none.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// RFC 4648 section 4 with its padding.
std::optional<Bytes> from_padded_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  return from_base64(text);
}

}  // namespace

bool is_armored(ByteView file) {
  return trimmed(as_text(file)).starts_with(kBegin);
}

Result<Bytes> age_unarmor(ByteView file) {
  const Error damaged{ErrorCode::kCorrupt, "age armor"};
  std::string_view rest = trimmed(as_text(file));
  if (take_line(rest) != kBegin) return damaged;
  Bytes binary;
  for (bool last = false;;) {
    const std::string_view line = take_line(rest);
    if (line == kEnd) break;
    // Only the last line is shorter or padded, and it is never empty.
    if (last || line.empty() || line.size() > kColumns) return damaged;
    last = line.size() < kColumns || line.ends_with('=');
    const auto part = from_padded_base64(line);
    if (!part) return damaged;
    binary.insert(binary.end(), part->begin(), part->end());
  }
  if (!rest.empty()) return damaged;
  return binary;
}

}  // namespace anlaufstelle::crypto
