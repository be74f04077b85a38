// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/resume_code.h"

#include <sodium.h>

#include <algorithm>

#include "storage/crypto/libsodium.h"
#include "storage/crypto/wiped.h"

namespace anlaufstelle::crypto {
namespace {

// Crockford's base32: no I, L, O and U. ON PAPER: do not change.
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kRandom = ResumeCode::kCharacters - 1;
constexpr unsigned long long kPasses = 3;
constexpr std::size_t kMemory_bytes = 256u << 20;

// In GF(32) with x^5 + x^2 + 1.
std::uint8_t doubled(std::uint8_t value) {
  return static_cast<std::uint8_t>((value << 1) ^ ((value & 16) != 0 ? 0x25 : 0));
}

// Each character weighs twice as much as the next one, and the weights are all different: a sum of
// zero is lost by any single change, and by swapping any two that differ.
std::uint8_t check_of(ByteView symbols) {
  std::uint8_t sum = 0;
  for (const std::uint8_t symbol : symbols) sum = doubled(sum) ^ symbol;
  return doubled(sum);
}

int value_of(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') c = '0';
  if (c == 'I' || c == 'L') c = '1';
  const std::size_t at = kAlphabet.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

Error mistyped(const char* what) {
  return Error{ErrorCode::kInvalidInput, what};
}

}  // namespace

ResumeCode ResumeCode::generate(Random& random) {
  ResumeCode code;
  std::uint8_t* symbols = code.symbols_.data();
  random.fill({symbols, kRandom});
  std::for_each(symbols, symbols + kRandom, [](std::uint8_t& symbol) { symbol &= 31; });
  symbols[kRandom] = check_of({symbols, kRandom});
  return code;
}

Result<ResumeCode> ResumeCode::parse(std::string_view typed) {
  ResumeCode code;
  std::size_t count = 0;
  for (const char c : typed) {
    if (c == '-' || c == ' ') continue;
    const int value = value_of(c);
    if (value < 0) return mistyped("resume code: a character that none has");
    if (count == kCharacters) return mistyped("resume code: too long");
    code.symbols_.data()[count++] = static_cast<std::uint8_t>(value);
  }
  if (count < kCharacters) return mistyped("resume code: too short");
  const ByteView symbols = code.symbols_.view();
  if (check_of(symbols.first(kRandom)) != symbols[kRandom])
    return mistyped("resume code: mistyped");
  return code;
}

SecretBytes ResumeCode::text() const {
  SecretBytes text(kCharacters + kCharacters / kGroup - 1);
  std::uint8_t* out = text.data();
  for (std::size_t i = 0; i < kCharacters; ++i) {
    if (i > 0 && i % kGroup == 0) *out++ = '-';
    *out++ = static_cast<std::uint8_t>(kAlphabet[symbols_.view()[i]]);
  }
  return text;
}

Result<DraftKey> DraftKey::derive(const ResumeCode& code, const Salt& salt) {
  ensure_libsodium();
  static_assert(std::tuple_size_v<Salt> == crypto_pwhash_SALTBYTES);
  RecordId id;
  Wiped<16 + 32> derived;
  if (crypto_pwhash(derived.data(), derived.size(),
                    reinterpret_cast<const char*>(code.symbols_.view().data()),
                    code.symbols_.size(), salt.data(), kPasses, kMemory_bytes,
                    crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return Error{ErrorCode::kFull, "draft key: no memory to derive it"};
  }
  std::copy_n(derived.begin(), id.bytes.size(), id.bytes.begin());
  return DraftKey{id, Identity::from_scalar(derived.view().subspan<16, 32>())};
}

}  // namespace anlaufstelle::crypto
