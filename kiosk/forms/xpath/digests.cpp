// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/xpath/digests.h"

#include <nettle/base64.h>
#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include <array>
#include <utility>

namespace anlaufstelle::forms::xpath {

namespace {

constexpr std::array<std::pair<std::string_view, DigestKind>, 5> kNames = {{
    {"MD5", DigestKind::kMd5},
    {"SHA-1", DigestKind::kSha1},
    {"SHA-256", DigestKind::kSha256},
    {"SHA-384", DigestKind::kSha384},
    {"SHA-512", DigestKind::kSha512},
}};

template <typename Context>
std::vector<std::uint8_t> run(void (*init)(Context*),
                              void (*update)(Context*, std::size_t, const std::uint8_t*),
                              void (*finish)(Context*, std::size_t, std::uint8_t*),
                              std::size_t size, std::string_view text) {
  Context context;
  std::vector<std::uint8_t> out(size);
  init(&context);
  update(&context, text.size(), reinterpret_cast<const std::uint8_t*>(text.data()));
  finish(&context, size, out.data());
  return out;
}

}  // namespace

std::optional<DigestKind> digest_named(std::string_view name) {
  for (const auto& [known, kind] : kNames)
    if (known == name) return kind;
  return std::nullopt;
}

std::vector<std::uint8_t> digest(DigestKind kind, std::string_view text) {
  switch (kind) {
    case DigestKind::kMd5:
      return run<md5_ctx>(md5_init, md5_update, md5_digest, MD5_DIGEST_SIZE, text);
    case DigestKind::kSha1:
      return run<sha1_ctx>(sha1_init, sha1_update, sha1_digest, SHA1_DIGEST_SIZE, text);
    case DigestKind::kSha256:
      return run<sha256_ctx>(sha256_init, sha256_update, sha256_digest, SHA256_DIGEST_SIZE, text);
    case DigestKind::kSha384:
      return run<sha512_ctx>(sha384_init, sha512_update, sha384_digest, SHA384_DIGEST_SIZE, text);
    case DigestKind::kSha512:
      return run<sha512_ctx>(sha512_init, sha512_update, sha512_digest, SHA512_DIGEST_SIZE, text);
  }
  return {};
}

std::string to_base64(const std::vector<std::uint8_t>& bytes) {
  std::string out(BASE64_ENCODE_RAW_LENGTH(bytes.size()), '\0');
  base64_encode_raw(out.data(), bytes.size(), bytes.data());
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  base64_decode_ctx context;
  base64_decode_init(&context);
  std::string out(BASE64_DECODE_LENGTH(text.size()), '\0');
  std::size_t size = out.size();
  if (base64_decode_update(&context, &size, reinterpret_cast<std::uint8_t*>(out.data()),
                           text.size(), text.data()) == 0)
    return std::nullopt;
  if (base64_decode_final(&context) == 0) return std::nullopt;
  out.resize(size);
  return out;
}

}  // namespace anlaufstelle::forms::xpath
