// SPDX-License-Identifier: EUPL-1.2
// The C2SP/CCTV vectors of the age format: age_vectors FOLDER, filled by tests/fetch_age_vectors.
// Each is opened by the product; outcome, class of the failure and plaintext must be as the vector
// says. Those with an ML-KEM key and no other can't be judged and are counted by themselves.
// Vectors tell what a streaming reader lets out before it sees the damage; ours lets out nothing.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "storage/base/file.h"
#include "storage/crypto/age.h"
#include "storage/crypto/age_armor.h"
#include "storage/crypto/age_header.h"
#include "storage/crypto/hex.h"
#include "storage/crypto/signature.h"

using namespace anlaufstelle;
using namespace anlaufstelle::crypto;

namespace {

constexpr std::size_t kMaxVector = 1 << 25;

struct Vector {
  std::multimap<std::string, std::string> says;
  Bytes file;

  [[nodiscard]] std::string one(const char* key) const {
    const auto found = says.find(key);
    return found == says.end() ? std::string() : found->second;
  }
  [[nodiscard]] std::vector<std::string> all(const char* key) const {
    std::vector<std::string> out;
    const auto [begin, end] = says.equal_range(key);
    std::transform(begin, end, std::back_inserter(out),
                   [](const auto& pair) { return pair.second; });
    return out;
  }
};

Vector read_vector(const Bytes& bytes) {
  const std::string_view text = as_text(bytes);
  const std::size_t end = text.find("\n\n");
  Vector vector;
  for (std::size_t at = 0; at < end;) {
    const std::size_t line_end = text.find('\n', at);
    const std::string_view line = text.substr(at, line_end - at);
    const std::size_t colon = line.find(": ");
    vector.says.emplace(line.substr(0, colon), line.substr(colon + 2));
    at = line_end + 1;
  }
  vector.file.assign(bytes.begin() + static_cast<std::ptrdiff_t>(end + 2), bytes.end());
  return vector;
}

bool needs_mlkem(const Vector& vector) {
  const std::vector<std::string> identities = vector.all("identity");
  return !identities.empty() &&
         std::all_of(identities.begin(), identities.end(),
                     [](const auto& i) { return i.starts_with("AGE-SECRET-KEY-PQ-"); });
}

// The words that the vectors use.
std::string class_of(const Error& error) {
  if (error.code == ErrorCode::kWrongKey) return "no match";
  if (error.context == "age header: MAC doesn't fit") return "HMAC failure";
  for (const char* part : {"armor", "header", "payload"}) {
    if (error.context.starts_with(std::string("age ") + part))
      return std::string(part) + " failure";
  }
  return "unknown failure: " + error.context;
}

Result<SecretBytes> open_vector(const Vector& vector) {
  Bytes file = vector.file;
  if (vector.one("armored") == "yes") {
    TRY_ASSIGN(file, age_unarmor(file));
  }
  const std::vector<std::string> passphrases = vector.all("passphrase");
  for (const std::string& passphrase : passphrases) {
    auto opened = age_open_passphrase(file, passphrase);
    const bool next = !opened.ok() && opened.error().code == ErrorCode::kWrongKey &&
                      &passphrase != &passphrases.back();
    if (!next) return opened;
  }
  std::vector<Identity> identities;
  for (const std::string& text : vector.all("identity")) {
    if (auto identity = Identity::parse(text)) identities.push_back(std::move(*identity));
  }
  return age_open(file, identities);
}

// What was read is written the same: the header of a file that opens has one form only.
bool header_is_canonical(const Vector& vector) {
  Bytes file = vector.file;
  if (vector.one("armored") == "yes") {
    auto binary = age_unarmor(file);
    if (!binary) return false;
    file = std::move(*binary);
  }
  const auto header = parse_age_header(file);
  return header.ok() && age_header_without_mac(header->stanzas) == as_text(header->authenticated);
}

// Nothing where the vector is met.
std::string fault_of(const Vector& vector) {
  const std::string expected = vector.one("expect");
  const auto opened = open_vector(vector);
  const std::string outcome = opened.ok() ? "success" : class_of(opened.error());
  if (outcome != expected) return outcome + " instead of " + expected;
  if (!opened.ok()) return {};
  if (to_hex(sha256(opened->view())) != vector.one("payload")) return "another plaintext";
  return header_is_canonical(vector) ? std::string() : "its header would be written otherwise";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  int passed = 0, failed = 0, left_out = 0;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1], none)) {
    const auto bytes = read_file(entry.path(), kMaxVector);
    if (!bytes) {
      std::printf("%s\n", bytes.error().context.c_str());
      return 1;
    }
    const Vector vector = read_vector(*bytes);
    if (needs_mlkem(vector)) {
      ++left_out;
      continue;
    }
    const std::string fault = fault_of(vector);
    fault.empty() ? ++passed : ++failed;
    if (!fault.empty()) std::printf("%s: %s\n", entry.path().filename().c_str(), fault.c_str());
  }
  std::printf("age vectors: %d passed, %d failed, %d left out (ML-KEM)\n", passed, failed,
              left_out);
  return failed == 0 && passed > 0 ? 0 : 1;
}
