// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/card_text.h"

#include <algorithm>
#include <cassert>
#include <optional>

#include "storage/crypto/hex.h"

namespace anlaufstelle::crypto {
namespace {

constexpr std::string_view kSignatureKey = "signature";
constexpr std::size_t kMaxValue = 200;

Error corrupt(const std::string& what) {
  return Error{ErrorCode::kCorrupt, what};
}

std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

Result<std::string> take_value(std::string_view& rest, std::string_view key) {
  const std::string start = std::string(key) + ": ";
  const auto line = take_line(rest);
  if (!line || !line->starts_with(start)) return corrupt("line \"" + start + "…\" expected");
  const std::string_view value = line->substr(start.size());
  if (!fits_a_card(value)) return corrupt("value of \"" + std::string(key) + "\"");
  return std::string(value);
}

Status check_title(std::string_view& rest, std::string_view title) {
  const auto line = take_line(rest);
  if (line && *line == title) return ok_status();
  const std::string_view kind = title.substr(0, title.rfind('/') + 1);
  if (line && line->starts_with(kind)) {
    return Error{ErrorCode::kTooNew, "another version than " + std::string(title)};
  }
  return corrupt("doesn't begin with " + std::string(title));
}

}  // namespace

bool fits_a_card(std::string_view value) {
  return !value.empty() && value.size() <= kMaxValue &&
         std::none_of(value.begin(), value.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte < 32 || byte == 127;
         });
}

std::string write_card(const CardShape& shape, std::span<const std::string> values,
                       const SigningKey& root) {
  assert(values.size() == shape.keys.size());
  std::string text(shape.title);
  text += '\n';
  for (std::size_t i = 0; i < values.size(); ++i) {
    assert(fits_a_card(values[i]));
    text.append(shape.keys[i]).append(": ").append(values[i]) += '\n';
  }
  const Signature signature = root.sign(shape.domain, as_bytes(text));
  return text.append(kSignatureKey).append(": ").append(to_hex(signature)) + '\n';
}

Result<std::vector<std::string>> read_card(const CardShape& shape, std::string_view text,
                                           const VerifyKey& root) {
  std::string_view rest = text;
  TRY(check_title(rest, shape.title));
  std::vector<std::string> values;
  for (const std::string_view key : shape.keys) {
    TRY_ASSIGN(std::string value, take_value(rest, key));
    values.push_back(std::move(value));
  }
  const std::string_view signed_part = text.substr(0, text.size() - rest.size());
  TRY_ASSIGN(const std::string digits, take_value(rest, kSignatureKey));
  if (!rest.empty()) return corrupt("text after the signature");
  Signature signature{};
  if (!from_hex(digits, signature)) return corrupt("signature");
  if (!verify(root, shape.domain, as_bytes(signed_part), signature)) {
    return corrupt("the office root didn't sign this");
  }
  return values;
}

}  // namespace anlaufstelle::crypto
