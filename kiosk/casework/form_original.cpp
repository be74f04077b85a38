// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/form_original.h"

#include <algorithm>
#include <vector>

#include "storage/base/file.h"
#include "storage/crypto/hex.h"
#include "storage/crypto/office.h"

namespace anlaufstelle::casework {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostListBytes = 1u << 20;
constexpr std::size_t kDigits = 64;  // of a SHA-256

// As sha256sum writes it and reads it back.
std::string line_of(std::string_view content, const std::string& path) {
  return crypto::to_hex(crypto::sha256(as_bytes(content))) + "  " + path + "\n";
}

// Every file of an original with its digest, the XML first.
std::string list_of(const FormOriginal& original, const std::string& name) {
  std::string list = line_of(original.xml, name + ".xml");
  for (const auto& [file, content] : original.files)
    list += line_of(content, name + "-media/" + file);
  return list;
}

// The names in a list of this form's files; nothing where it isn't one.
Result<std::vector<std::string>> names_in(std::string_view list, const std::string& name) {
  std::vector<std::string> names;
  const std::string before = name + "-media/";
  for (bool first = true; !list.empty(); first = false) {
    const std::size_t end = list.find('\n');
    if (end == std::string_view::npos || end < kDigits + 2)
      return Error{ErrorCode::kCorrupt, name + ".files: not a list of files"};
    const std::string_view path = list.substr(kDigits + 2, end - kDigits - 2);
    list.remove_prefix(end + 1);
    if (first && path == name + ".xml") continue;
    if (first || !path.starts_with(before) || !is_file_name(path.substr(before.size())) ||
        names.size() >= kMostFiles)
      return Error{ErrorCode::kCorrupt, name + ".files: not a list of this form's files"};
    names.emplace_back(path.substr(before.size()));
  }
  return names;
}

Status write_signed(const fs::path& file, std::string_view content, std::string_view domain,
                    const crypto::SigningKey& root) {
  TRY(write_file_durably(file, as_bytes(content)));
  return crypto::sign_file(file, domain, root);
}

bool fits_a_record(std::string_view word) {
  return word.size() <= 200 && std::none_of(word.begin(), word.end(), [](char c) {
           return static_cast<unsigned char>(c) < 32 || c == 127;
         });
}

std::string in_plain_letters(std::string_view word) {
  std::string plain(word);
  for (char& c : plain) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '_' || c == '-';
    if (!fits) c = '_';
  }
  if (plain.size() > 80) plain.resize(80);
  if (plain.starts_with('.')) plain.front() = '_';
  return plain;
}

}  // namespace

std::optional<std::string> form_stem(std::string_view id, std::string_view version) {
  if (id.empty() || !fits_a_record(id) || !fits_a_record(version)) return std::nullopt;
  const std::string plain = form_stem_start(id) + in_plain_letters(version);
  if (!version.empty() && plain == std::string(id) + "-" + std::string(version)) return plain;
  const auto digest = crypto::sha256(as_bytes(std::string(id) + '\0' + std::string(version)));
  return plain + "-" + crypto::to_hex(ByteView(digest).first(4));
}

std::string form_stem_start(std::string_view id) {
  return in_plain_letters(id) + "-";
}

bool is_file_name(std::string_view name) {
  constexpr std::size_t kMostBytes = 200;
  return !name.empty() && name.size() <= kMostBytes && name.front() != '.' &&
         std::none_of(name.begin(), name.end(), [](char c) {
           return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
         });
}

std::array<std::uint8_t, 32> digest(const FormOriginal& original) {
  return crypto::sha256(as_bytes(list_of(original, "form")));
}

Result<FormOriginal> read_original(const fs::path& folder, const std::string& name,
                                   const crypto::VerifyKey& root) {
  FormOriginal out;
  TRY_ASSIGN(const Bytes xml, crypto::read_signed_file(folder / (name + ".xml"),
                                                       crypto::kDomainForm, root, kMostFormBytes));
  out.xml = as_text(xml);
  const Result<Bytes> list = crypto::read_signed_file(
      folder / (name + ".files"), crypto::kDomainFormFiles, root, kMostListBytes);
  if (!list && list.error().code == ErrorCode::kNotFound) return out;  // it came alone
  if (!list) return list.error();
  TRY_ASSIGN(const std::vector<std::string> names, names_in(as_text(*list), name));
  std::size_t left = kMostFilesBytes;
  for (const std::string& file : names) {
    TRY_ASSIGN(const Bytes content,
               read_file(folder / (name + "-media") / file, std::min(left, kMostFileBytes)));
    left -= content.size();
    out.files.emplace(file, as_text(content));
  }
  if (list_of(out, name) != as_text(*list))
    return Error{ErrorCode::kCorrupt, name + ": a file of the form isn't the one that was signed"};
  return out;
}

Status write_original(const fs::path& folder, const std::string& name, const FormOriginal& original,
                      const crypto::SigningKey& root) {
  TRY(make_private_folder(folder));
  if (original.files.empty()) {  // what an import left behind that ended half-way
    std::error_code ignored;
    fs::remove(folder / (name + ".files"), ignored);
  } else {
    TRY(make_private_folder(folder / (name + "-media")));
    for (const auto& [file, content] : original.files)
      TRY(write_file_durably(folder / (name + "-media") / file, as_bytes(content)));
    TRY(write_signed(folder / (name + ".files"), list_of(original, name), crypto::kDomainFormFiles,
                     root));
  }
  return write_signed(folder / (name + ".xml"), original.xml, crypto::kDomainForm, root);
}

}  // namespace anlaufstelle::casework
