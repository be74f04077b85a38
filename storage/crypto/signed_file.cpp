// SPDX-License-Identifier: EUPL-1.2
#include "storage/base/file.h"
#include "storage/crypto/hex.h"
#include "storage/crypto/office.h"

namespace anlaufstelle::crypto {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxSigned = 64 * 1024 * 1024;
constexpr std::size_t kSignatureText = 2 * std::tuple_size_v<Signature> + 1;  // with its LF

fs::path signature_file(const fs::path& file) {
  return file.string() + ".sig";
}

}  // namespace

Status sign_file(const fs::path& file, std::string_view domain, const SigningKey& root) {
  TRY_ASSIGN(const Bytes content, read_file(file, kMaxSigned));
  const std::string text = to_hex(root.sign(domain, content)) + '\n';
  // Public: whoever may read the file may also check it.
  return write_file_durably(signature_file(file), as_bytes(text), 0644);
}

Result<Bytes> read_signed_file(const fs::path& file, std::string_view domain, const VerifyKey& root,
                               std::size_t max_bytes) {
  TRY_ASSIGN(Bytes content, read_file(file, max_bytes));
  TRY_ASSIGN(const Bytes text, read_file(signature_file(file), kSignatureText));
  Signature signature{};
  const std::string_view digits = as_text(text);
  if (!digits.ends_with('\n') || !from_hex(digits.substr(0, digits.size() - 1), signature)) {
    return Error{ErrorCode::kCorrupt, signature_file(file).string() + ": not a signature"};
  }
  if (!verify(root, domain, content, signature)) {
    return Error{ErrorCode::kCorrupt, file.string() + ": the office root didn't sign this"};
  }
  return content;
}

}  // namespace anlaufstelle::crypto
