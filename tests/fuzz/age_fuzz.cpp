// SPDX-License-Identifier: EUPL-1.2
// Damaged age files, headers, payloads, armor and keys: each is read or refused, what is read has
// exactly one form, and no damaged file opens as something else. Replays tests/fuzz/age/* as they
// are, then damages them and files of its own. Plain program with a generator of its own:
// age_fuzz [seed]. Prints the seed; ANLAUFSTELLE_DEEP=1 runs a hundred times longer.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "storage/crypto/age.h"
#include "storage/crypto/age_armor.h"
#include "storage/crypto/age_header.h"
#include "storage/crypto/age_payload.h"
#include "tests/storage/seeded_random.h"

using namespace anlaufstelle;
using namespace anlaufstelle::crypto;

namespace {

constexpr int kRounds = 20'000, kDeepRounds = 2'000'000;
constexpr int kMostWork = 6;  // log2 N of scrypt; more would test the processor's patience only

const std::vector<std::string> kPieces = {"\n",
                                          "-> ",
                                          "--- ",
                                          "---",
                                          "=",
                                          " ",
                                          "\r\n",
                                          "A",
                                          "-> scrypt ",
                                          "-> X25519 ",
                                          "age-encryption.org/v1\n",
                                          "-----BEGIN AGE ENCRYPTED FILE-----\n",
                                          "-----END AGE ENCRYPTED FILE-----\n",
                                          std::string(64, 'A') + "\n",
                                          std::string(1, '\0'),
                                          "\xff",
                                          "/",
                                          "+",
                                          "1"};

[[noreturn]] void fail(const char* what, const std::string& text) {
  std::printf("%s:\n", what);
  for (const char c : text) std::printf("%02x", static_cast<unsigned char>(c));
  std::printf("\n");
  std::exit(1);
}

// What every target is tried on: two keys and files sealed for them.
struct Sealed {
  SeededRandom random{31};
  Identity identity = Identity::generate(random), other = Identity::generate(random);
  Bytes file_key = random.bytes(kFileKeySize);
  Bytes plaintext = random.bytes(700), payload, file;
  std::string passphrase_file;

  Sealed() {
    const Recipient recipients[] = {other.recipient(), identity.recipient()};
    file = *age_seal(plaintext, recipients, random);
    seal_payload(file_key, plaintext, random, payload);
    passphrase_file = as_text(*age_seal_passphrase(plaintext, "words", 2, random));
  }
};

Sealed& sealed() {
  static Sealed once;
  return once;
}

bool is_plaintext(const SecretBytes& opened) {
  return as_text(opened.view()) == as_text(sealed().plaintext);
}

void run_header(const std::string& text) {
  const auto header = parse_age_header(as_bytes(text));
  if (!header) return;
  const std::string again = age_header_without_mac(header->stanzas) + " " + to_base64(header->mac) +
                            "\n" + std::string(as_text(header->payload));
  if (again != text) fail("a header has two forms", text);
}

void run_file(const std::string& text) {
  run_header(text);
  const auto opened = age_open(as_bytes(text), {&sealed().identity, 1});
  if (opened.ok() && text != as_text(sealed().file)) fail("a changed file opens", text);
}

void run_payload(const std::string& text) {
  const auto opened = open_payload(sealed().file_key, as_bytes(text));
  if (opened.ok() && text != as_text(sealed().payload)) fail("a changed payload opens", text);
}

bool asks_for_much_work(const std::string& text) {
  const auto header = parse_age_header(as_bytes(text));
  if (!header) return false;
  for (const Stanza& stanza : header->stanzas)
    if (stanza.args.size() > 2 && std::atoi(stanza.args[2].c_str()) > kMostWork) return true;
  return false;
}

void run_passphrase(const std::string& text) {
  if (is_armored(as_bytes(text)) || asks_for_much_work(text)) return;
  const auto opened = age_open_passphrase(as_bytes(text), "words");
  if (opened.ok() && !is_plaintext(*opened)) fail("a changed passphrase file opens", text);
}

void run_armor(const std::string& text) {
  const auto binary = age_unarmor(as_bytes(text));
  if (!binary) return;
  if (!is_armored(as_bytes(text))) fail("armor without its first line", text);
  if (binary->size() > text.size()) fail("armor grows", text);
}

void run_key(const std::string& text) {
  const auto recipient = Recipient::parse(text);
  if (recipient && recipient->text() != text) fail("a recipient has two forms", text);
  const auto identity = Identity::parse(text);
  if (identity && identity->text().text() != text) fail("an identity has two forms", text);
}

std::vector<std::string> corpus(const char* folder) {
  std::vector<std::string> out;
  const std::filesystem::path path = std::filesystem::path(SOURCE_DIR) / "tests/fuzz/age" / folder;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    std::ifstream in(entry.path(), std::ios::binary);
    out.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return out;
}

struct Target {
  const char* name;
  void (*run)(const std::string&);
  std::vector<std::string> texts;
};

std::vector<Target> targets() {
  const std::string file(as_text(sealed().file)), payload(as_text(sealed().payload));
  std::vector<Target> all = {{"header", run_header, corpus("header")},
                             {"file", run_file, {file}},
                             {"payload", run_payload, {payload}},
                             {"passphrase", run_passphrase, {sealed().passphrase_file}},
                             {"armor", run_armor, corpus("armor")},
                             {"key", run_key, corpus("key")}};
  all[0].texts.push_back(file);
  return all;
}

std::string damaged(std::string text, SeededRandom& random) {
  for (std::size_t k = random.below(3) + 1; k > 0; --k) {
    const std::size_t at = random.below(text.size() + 1);
    switch (random.below(5)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(random.below(256));
        break;
      case 1:
        text.erase(at, random.below(20));
        break;
      case 2:
        text.insert(at, kPieces[random.below(kPieces.size())]);
        break;
      case 3:
        text.insert(at, text.substr(random.below(text.size() + 1), random.below(90)));
        break;
      default:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << random.below(8)));
        break;
    }
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t seed = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : std::random_device{}();
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  SeededRandom random(seed);
  const int rounds = std::getenv("ANLAUFSTELLE_DEEP") != nullptr ? kDeepRounds : kRounds;
  for (const Target& target : targets()) {
    if (target.texts.empty()) {
      std::printf("no corpus for %s\n", target.name);
      return 1;
    }
    for (const std::string& text : target.texts) target.run(text);
    for (int i = 0; i < rounds; ++i) {
      target.run(damaged(target.texts[random.below(target.texts.size())], random));
    }
    std::printf("%s: %zu replayed, %d damaged\n", target.name, target.texts.size(), rounds);
  }
  return 0;
}
