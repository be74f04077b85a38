// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/age_header.h"

#include <sodium.h>

#include <algorithm>

namespace anlaufstelle::crypto {
namespace {

constexpr std::string_view kVersionStart = "age-encryption.org/";
constexpr std::string_view kVersionLine = "age-encryption.org/v1";
constexpr std::string_view kFooter = "---";
constexpr std::size_t kBodyColumns = 64;
// Each stanza may cost a key agreement; no office has that many keys.
constexpr std::size_t kMaxStanzas = 256;

Error corrupt(const char* what) {
  return Error{ErrorCode::kCorrupt, what};
}

// Takes one line off the front, without its LF; nothing where no LF is left.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

Result<std::vector<std::string>> parse_args(std::string_view text) {
  std::vector<std::string> args;
  for (;;) {
    const std::size_t end = text.find(' ');
    const std::string_view arg = text.substr(0, end);
    const bool visible =
        std::all_of(arg.begin(), arg.end(), [](char c) { return c > 32 && c < 127; });
    if (arg.empty() || !visible) return corrupt("age header: stanza argument");
    args.emplace_back(arg);
    if (end == std::string_view::npos) return args;
    text.remove_prefix(end + 1);
  }
}

// Full lines of 64 columns, then a shorter one (which may be empty).
Result<Bytes> parse_body(std::string_view& rest) {
  Bytes body;
  for (;;) {
    const auto line = take_line(rest);
    if (!line || line->size() > kBodyColumns) return corrupt("age header: stanza body");
    const auto part = from_base64(*line);
    if (!part) return corrupt("age header: stanza body");
    body.insert(body.end(), part->begin(), part->end());
    if (line->size() < kBodyColumns) return body;
  }
}

Status parse_footer(std::string_view line, AgeHeader& header) {
  if (line.size() <= kFooter.size() || line[kFooter.size()] != ' ') {
    return corrupt("age header: footer");
  }
  const auto mac = from_base64(line.substr(kFooter.size() + 1));
  if (!mac || mac->size() != header.mac.size()) return corrupt("age header: MAC");
  std::copy(mac->begin(), mac->end(), header.mac.begin());
  return ok_status();
}

}  // namespace

Result<AgeHeader> parse_age_header(ByteView file) {
  std::string_view rest = as_text(file);
  const auto version = take_line(rest);
  if (!version || !version->starts_with(kVersionStart))
    return corrupt("age header: not an age file");
  if (*version != kVersionLine)
    return Error{ErrorCode::kTooNew, "age header: another version of age"};
  AgeHeader header;
  for (;;) {
    const std::size_t line_start = file.size() - rest.size();
    const auto line = take_line(rest);
    if (!line) return corrupt("age header ends too early");
    if (line->starts_with(kFooter)) {
      if (header.stanzas.empty()) return corrupt("age header: no stanza");
      TRY(parse_footer(*line, header));
      header.authenticated = file.first(line_start + kFooter.size());
      header.payload = as_bytes(rest);
      return header;
    }
    if (!line->starts_with("-> ")) return corrupt("age header: stanza expected");
    if (header.stanzas.size() == kMaxStanzas) return corrupt("age header: too many stanzas");
    Stanza stanza;
    TRY_ASSIGN(stanza.args, parse_args(line->substr(3)));
    TRY_ASSIGN(stanza.body, parse_body(rest));
    header.stanzas.push_back(std::move(stanza));
  }
}

std::string age_header_without_mac(std::span<const Stanza> stanzas) {
  std::string text(kVersionLine);
  text += '\n';
  for (const Stanza& stanza : stanzas) {
    text += "->";
    for (const std::string& arg : stanza.args) text += " " + arg;
    text += '\n';
    const std::string body = to_base64(stanza.body);
    std::size_t at = 0;
    for (; body.size() - at >= kBodyColumns; at += kBodyColumns) {
      text.append(body, at, kBodyColumns) += '\n';
    }
    text.append(body, at) += '\n';
  }
  return text.append(kFooter);
}

std::string to_base64(ByteView bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kVariant);
  text.pop_back();  // libsodium's NUL
  return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
  // libsodium 1.0.18 reads some bytes above 127 as letters.
  const auto is_letter = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/';
  };
  if (!std::all_of(text.begin(), text.end(), is_letter)) return std::nullopt;
  Bytes bytes(text.size() / 4 * 3 + 3);
  std::size_t size = 0;
  if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size,
                        nullptr, sodium_base64_VARIANT_ORIGINAL_NO_PADDING) != 0) {
    return std::nullopt;
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace anlaufstelle::crypto
