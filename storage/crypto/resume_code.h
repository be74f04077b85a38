// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "storage/base/id.h"
#include "storage/base/result.h"
#include "storage/base/secret.h"
#include "storage/crypto/age.h"

namespace anlaufstelle::crypto {

// What a client takes along to go on with a form later: 75 random bits as 15 characters of
// Crockford's base32, and one more that finds every single wrong character and every pair that was
// swapped. Whoever has it opens the draft, and nobody else. Any thread; wiped when it dies.
class ResumeCode {
 public:
  static constexpr std::size_t kCharacters = 16, kGroup = 4;

  static ResumeCode generate(Random& random);
  // Takes small letters, spaces and hyphens, O for 0, I and L for 1, as people copy them.
  // Errors: InvalidInput (too short, too long, or mistyped).
  static Result<ResumeCode> parse(std::string_view typed);

  // In groups: "7KQ2-M4XP-9D0V-H3TC".
  [[nodiscard]] SecretBytes text() const;

 private:
  friend struct DraftKey;
  ResumeCode() : symbols_(kCharacters) {}
  SecretBytes symbols_;  // values 0 to 31
};

// What a draft's file is named and sealed with. Both follow from code and salt by Argon2id
// (RFC 9106), which takes about a second and 256 MiB.
struct DraftKey {
  RecordId id;
  Identity identity;

  using Salt = std::array<std::uint8_t, 16>;
  // Errors: Full (no memory).
  static Result<DraftKey> derive(const ResumeCode& code, const Salt& salt);
};

}  // namespace anlaufstelle::crypto
