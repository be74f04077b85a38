// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anlaufstelle::forms::xpath {

// What digest() knows. Forms make check digits and pseudonyms of them; nothing here relies on
// their strength.
enum class DigestKind { kMd5, kSha1, kSha256, kSha384, kSha512 };

// "MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512".
std::optional<DigestKind> digest_named(std::string_view name);
std::vector<std::uint8_t> digest(DigestKind kind, std::string_view text);

std::string to_base64(const std::vector<std::uint8_t>& bytes);
// Nothing if the text is no base64.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace anlaufstelle::forms::xpath
