// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/age.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "storage/crypto/age_header.h"
#include "storage/crypto/age_payload.h"
#include "storage/crypto/hash.h"
#include "tests/storage/seeded_random.h"
#include "tests/storage/stock_age.h"

namespace anlaufstelle::crypto {
namespace {

constexpr std::size_t kSizes[] = {0, 1, 4096, 65535, 65536, 65537, 131072, 200000};
constexpr std::size_t kMostRecipients = 5;

Bytes bytes_of(std::string_view text) {
  return {text.begin(), text.end()};
}
Bytes bytes_of(const SecretBytes& secret) {
  return {secret.view().begin(), secret.view().end()};
}

ErrorCode code_of(const Result<SecretBytes>& result) {
  REQUIRE(!result.ok());
  return result.error().code;
}

Result<SecretBytes> open_with(const Bytes& file, const Identity& identity) {
  return age_open(file, {&identity, 1});
}

// Hands out fixed bytes first: the test then knows the file key and can sign a header of its own.
class KnownStart : public Random {
 public:
  explicit KnownStart(Bytes start) : start_(std::move(start)) {}
  void fill(std::span<std::uint8_t> out) override {
    for (std::uint8_t& byte : out) {
      byte = at_ < start_.size() ? start_[at_] : static_cast<std::uint8_t>(at_ * 37 + 11);
      ++at_;
    }
  }

 private:
  Bytes start_;
  std::size_t at_ = 0;
};

// A file whose header the test may bend while its MAC still fits: only the parser can refuse it.
struct BentFile {
  BentFile() {
    KnownStart random(file_key);
    const Recipient to = identity.recipient();
    file = *age_seal(as_bytes("words"), {&to, 1}, random);
    const auto header = parse_age_header(file);
    REQUIRE(header.ok());
    head = as_text(header->authenticated);
    payload.assign(header->payload.begin(), header->payload.end());
  }

  [[nodiscard]] Bytes with_head(const std::string& bent) const {
    Wiped<32> mac_key;
    hkdf_sha256(file_key, {}, "header", mac_key);
    Wiped<32> mac;
    hmac_sha256(mac_key.view(), {as_bytes(bent)}, mac);
    Bytes out = bytes_of(bent + " " + to_base64(mac.view()) + "\n");
    out.insert(out.end(), payload.begin(), payload.end());
    return out;
  }
  [[nodiscard]] Result<SecretBytes> open(const std::string& bent) const {
    return open_with(with_head(bent), identity);
  }
  [[nodiscard]] std::string replaced(std::string_view from, std::string_view to) const {
    std::string bent = head;
    const std::size_t at = bent.find(from);
    REQUIRE(at != std::string::npos);
    return bent.replace(at, from.size(), to);
  }

  SeededRandom seeded{7};
  Identity identity = Identity::generate(seeded);
  Bytes file_key = bytes_of("sixteen byte key");
  Bytes file, payload;
  std::string head;
};

}  // namespace

TEST_CASE("what age_seal seals the stock tool opens, for every size and number of recipients") {
  SeededRandom random(2);
  const stock_age::Key key = stock_age::generate();
  for (const std::size_t size : kSizes) {
    const Bytes plaintext = random.bytes(size);
    // The tool's key moves to the end: it has to try the others first.
    std::vector<Recipient> recipients = {*Recipient::parse(key.recipient)};
    while (recipients.size() <= kMostRecipients) {
      CAPTURE(size);
      CAPTURE(recipients.size());
      const auto sealed = age_seal(plaintext, recipients, random);
      REQUIRE(sealed.ok());
      CHECK(stock_age::open(*sealed, key.secret) == plaintext);
      recipients.insert(recipients.begin(), Identity::generate(random).recipient());
    }
  }
}

TEST_CASE("what the stock tool seals age_open opens, for every size and number of recipients") {
  SeededRandom random(3);
  const Identity identity = Identity::generate(random);
  for (const std::size_t size : kSizes) {
    const Bytes plaintext = random.bytes(size);
    std::vector<std::string> recipients = {identity.recipient().text()};
    while (recipients.size() <= kMostRecipients) {
      CAPTURE(size);
      CAPTURE(recipients.size());
      const auto sealed = stock_age::seal(plaintext, recipients);
      REQUIRE(sealed.has_value());
      const auto opened = open_with(*sealed, identity);
      REQUIRE(opened.ok());
      CHECK(bytes_of(*opened) == plaintext);
      recipients.insert(recipients.begin(), Identity::generate(random).recipient().text());
    }
  }
}

TEST_CASE("a file whose beginning was made ahead of time is like any other") {
  SeededRandom random(7);
  const Identity one = Identity::generate(random), two = Identity::generate(random);
  const Recipient both[] = {one.recipient(), two.recipient()};
  auto start = AgeStart::make(both, random);
  REQUIRE(start.ok());
  const Bytes text = bytes_of("what was typed later");
  const auto file = age_seal(text, std::move(*start), random);
  REQUIRE(file.ok());
  for (const Identity* identity : {&one, &two}) {
    const auto opened = open_with(*file, *identity);
    REQUIRE(opened.ok());
    CHECK(bytes_of(*opened) == text);
  }
  CHECK(code_of(open_with(*file, Identity::generate(random))) == ErrorCode::kWrongKey);
  CHECK(AgeStart::make({}, random).error().code == ErrorCode::kInvalidInput);
}

TEST_CASE("every one of four recipients opens a file and a fifth key doesn't") {
  SeededRandom random(4);
  std::vector<Identity> identities;
  std::vector<Recipient> recipients;
  for (int i = 0; i < 4; ++i) {
    identities.push_back(Identity::generate(random));
    recipients.push_back(identities.back().recipient());
  }
  const auto sealed = age_seal(as_bytes("for four"), recipients, random);
  REQUIRE(sealed.ok());
  for (const Identity& identity : identities) {
    const auto opened = open_with(*sealed, identity);
    REQUIRE(opened.ok());
    CHECK(opened->text() == "for four");
  }
  CHECK(code_of(open_with(*sealed, Identity::generate(random))) == ErrorCode::kWrongKey);
  CHECK(age_open(*sealed, identities).ok());
}

TEST_CASE("keys have the text form of age-keygen in both directions") {
  SeededRandom random(5);
  const Identity identity = Identity::generate(random);
  const std::string text(identity.text().text());
  CHECK(stock_age::recipient_of(text) == identity.recipient().text());
  const stock_age::Key key = stock_age::generate();
  const auto parsed = Identity::parse(key.secret);
  REQUIRE(parsed.ok());
  CHECK(parsed->recipient().text() == key.recipient);
  CHECK(parsed->text().text() == key.secret);
}

TEST_CASE("a passphrase file goes both ways between age_seal_passphrase and the stock tool") {
  SeededRandom random(6);
  const std::string passphrase = "acht Wörter, die niemand errät";
  const auto ours = age_seal_passphrase(as_bytes("ours"), passphrase, 10, random);
  REQUIRE(ours.ok());
  CHECK(stock_age::open_passphrase(*ours, passphrase) == bytes_of("ours"));
  CHECK_FALSE(stock_age::open_passphrase(*ours, "another").has_value());

  const auto theirs = stock_age::seal_passphrase(as_bytes("theirs"), passphrase);
  REQUIRE(theirs.has_value());
  const auto opened = age_open_passphrase(*theirs, passphrase);
  REQUIRE(opened.ok());
  CHECK(opened->text() == "theirs");
}

TEST_CASE(
    "a passphrase file in armored form opens as well, and a part of an envelope must not be") {
  SeededRandom random(14);
  const auto file = age_seal_passphrase(as_bytes("key"), "words", 2, random);
  REQUIRE(file.ok());
  std::string text = to_base64(*file);
  text.append((4 - text.size() % 4) % 4, '=');
  std::string armored = "-----BEGIN AGE ENCRYPTED FILE-----\n";
  for (std::size_t at = 0; at < text.size(); at += 64) armored += text.substr(at, 64) + "\n";
  armored += "-----END AGE ENCRYPTED FILE-----\n";
  const auto opened = age_open_passphrase(as_bytes(armored), "words");
  REQUIRE(opened.ok());
  CHECK(opened->text() == "key");
  CHECK(code_of(age_open(as_bytes(armored), {})) == ErrorCode::kCorrupt);
  armored.pop_back();
  CHECK(age_open_passphrase(as_bytes(armored), "words").ok());
  armored.pop_back();
  CHECK(code_of(age_open_passphrase(as_bytes(armored), "words")) == ErrorCode::kCorrupt);
}

TEST_CASE("a wrong or empty passphrase and a key in a passphrase's place are told apart") {
  SeededRandom random(8);
  const auto file = age_seal_passphrase(as_bytes("secret"), "right", 2, random);
  REQUIRE(file.ok());
  CHECK(age_open_passphrase(*file, "right").ok());
  CHECK(code_of(age_open_passphrase(*file, "wrong")) == ErrorCode::kWrongKey);
  CHECK(code_of(open_with(*file, Identity::generate(random))) == ErrorCode::kWrongKey);
  CHECK(age_seal_passphrase(as_bytes("x"), "", 2, random).error().code == ErrorCode::kInvalidInput);
  CHECK(age_seal_passphrase(as_bytes("x"), "p", 21, random).error().code ==
        ErrorCode::kInvalidInput);
  const Recipient to = Identity::generate(random).recipient();
  const auto key_file = age_seal(as_bytes("x"), {&to, 1}, random);
  CHECK(code_of(age_open_passphrase(*key_file, "right")) == ErrorCode::kWrongKey);
}

TEST_CASE("a work factor above the limit or not in plain decimals is refused before any work") {
  SeededRandom random(9);
  const auto file = age_seal_passphrase(as_bytes("secret"), "p", 2, random);
  const std::string text(as_text(*file));
  const std::size_t end = text.find(" 2\n");
  REQUIRE(end != std::string::npos);
  const auto open_with_factor = [&](std::string_view factor) {
    std::string bent = text;
    bent.replace(end + 1, 1, factor);
    return code_of(age_open_passphrase(as_bytes(bent), "p"));
  };
  CHECK(open_with_factor("21") == ErrorCode::kRefused);
  CHECK(open_with_factor("63") == ErrorCode::kRefused);
  for (const char* bad : {"02", "+2", "2 ", "0", "-2", "2x", "100", "18446744073709551618"}) {
    CAPTURE(bad);
    CHECK(open_with_factor(bad) == ErrorCode::kCorrupt);
  }
  CHECK(open_with_factor("3") == ErrorCode::kWrongKey);
}

TEST_CASE("a bent header with a fitting MAC is refused by the parser alone") {
  const BentFile bent;
  REQUIRE(bent.open(bent.head).ok());  // the trick works: the unbent one opens
  const std::string stanza = bent.head.substr(22, bent.head.size() - 22 - 3);
  const std::string body_line = stanza.substr(stanza.find('\n') + 1);
  const std::string share = stanza.substr(10, 43);
  const auto with_last = [&](const std::string& base64, char last) {
    return bent.replaced(base64, base64.substr(0, base64.size() - 1) + last);
  };
  // The last character of 32 bytes carries two bits of nothing: exactly one value is canonical.
  const char next = static_cast<char>(share.back() + 1);
  CHECK(code_of(bent.open(with_last(share, next))) == ErrorCode::kCorrupt);
  const std::string body = body_line.substr(0, body_line.size() - 1);
  CHECK(code_of(bent.open(with_last(body, static_cast<char>(body.back() + 1)))) ==
        ErrorCode::kCorrupt);
  CHECK(code_of(bent.open(bent.replaced(share, share + "="))) == ErrorCode::kCorrupt);
  CHECK(code_of(bent.open(bent.replaced(body, body + "="))) == ErrorCode::kCorrupt);
  CHECK(code_of(bent.open(bent.replaced(body, body + "\r"))) == ErrorCode::kCorrupt);
  for (int byte = 128; byte < 256; ++byte) {
    CAPTURE(byte);
    CHECK(code_of(bent.open(with_last(share, static_cast<char>(byte)))) == ErrorCode::kCorrupt);
    CHECK_FALSE(from_base64(std::string("QUJ") + static_cast<char>(byte)).has_value());
  }
  CHECK(code_of(bent.open(bent.replaced(body, body + " "))) == ErrorCode::kCorrupt);
  CHECK(code_of(bent.open(bent.replaced("-> X25519 ", "->  X25519 "))) == ErrorCode::kCorrupt);
  CHECK(code_of(bent.open(bent.replaced("-> X25519 ", "->X25519 "))) == ErrorCode::kCorrupt);
  CHECK(code_of(bent.open(bent.replaced(share, share + " more"))) == ErrorCode::kCorrupt);
  CHECK(code_of(bent.open(bent.replaced(share, share + " "))) == ErrorCode::kCorrupt);
  CHECK(code_of(bent.open(bent.replaced(share, share.substr(0, 42)))) == ErrorCode::kCorrupt);
  CHECK(code_of(bent.open(bent.replaced(body, body + "\n"))) == ErrorCode::kCorrupt);
  CHECK(code_of(bent.open(bent.replaced(body + "\n", ""))) == ErrorCode::kCorrupt);
  CHECK(code_of(bent.open(bent.replaced(stanza, ""))) == ErrorCode::kCorrupt);
  CHECK(code_of(bent.open(bent.head + "-")) == ErrorCode::kCorrupt);
  CHECK(code_of(bent.open(bent.replaced("age-encryption.org/v1\n", "age-encryption.org/v1\r\n"))) ==
        ErrorCode::kTooNew);
}

TEST_CASE("a stanza of an unknown type is passed over and a passphrase stands alone") {
  const BentFile bent;
  const auto before = [&](const std::string& stanza) {
    return bent.replaced("-> X25519", stanza + "-> X25519");
  };
  CHECK(bent.open(before("-> joint oil and ash\n\n")).ok());
  CHECK(bent.open(before("-> x\n" + std::string(64, 'A') + "\nQUJD\n")).ok());
  CHECK(bent.open(before("-> x\n" + std::string(64, 'A') + "\n\n")).ok());
  CHECK(code_of(bent.open(before("-> x\n" + std::string(64, 'A') + "\n"))) == ErrorCode::kCorrupt);
  CHECK(code_of(bent.open(before("-> x\n" + std::string(68, 'A') + "\n\n"))) ==
        ErrorCode::kCorrupt);
  CHECK(code_of(bent.open(before("-> \n\n"))) == ErrorCode::kCorrupt);
  CHECK(code_of(bent.open(before("-> sc\x7f\n\n"))) == ErrorCode::kCorrupt);
  const std::string passphrase =
      "-> scrypt AAAAAAAAAAAAAAAAAAAAAA 2\n" + std::string(43, 'A') + "\n";
  CHECK(code_of(bent.open(before(passphrase))) == ErrorCode::kCorrupt);
  CHECK(code_of(age_open_passphrase(bent.with_head(before(passphrase)), "p")) ==
        ErrorCode::kCorrupt);
  std::string many;
  for (int i = 0; i < 300; ++i) many += "-> x\n\n";
  CHECK(code_of(bent.open(before(many))) == ErrorCode::kCorrupt);
}

TEST_CASE("points of low order are refused as share and as recipient") {
  const BentFile bent;
  const std::string share = bent.head.substr(bent.head.find("X25519 ") + 7, 43);
  for (const std::uint8_t first : {0, 1}) {
    std::array<std::uint8_t, 32> point{};
    point[0] = first;
    CHECK(code_of(bent.open(bent.replaced(share, to_base64(point)))) == ErrorCode::kCorrupt);
    const Recipient low{point};
    CHECK(Recipient::parse(low.text()).error().code == ErrorCode::kInvalidInput);
    SeededRandom random(1);
    CHECK(age_seal({}, {&low, 1}, random).error().code == ErrorCode::kInvalidInput);
  }
}

TEST_CASE("a file of another version is too new and anything else isn't an age file") {
  const BentFile bent;
  const std::string rest(as_text(bent.file).substr(21));
  CHECK(code_of(age_open(as_bytes("age-encryption.org/v2" + rest), {})) == ErrorCode::kTooNew);
  CHECK(code_of(age_open(as_bytes("AGE-encryption.org/v1" + rest), {})) == ErrorCode::kCorrupt);
  CHECK(code_of(age_open(as_bytes("-----BEGIN AGE ENCRYPTED FILE-----\n"), {})) ==
        ErrorCode::kCorrupt);
  CHECK(code_of(age_open({}, {})) == ErrorCode::kCorrupt);
}

TEST_CASE("a changed MAC, another file's payload and every cut are refused") {
  const BentFile bent;
  for (std::size_t size = 0; size < bent.file.size(); ++size) {
    CAPTURE(size);
    const Bytes cut(bent.file.begin(), bent.file.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK(code_of(open_with(cut, bent.identity)) == ErrorCode::kCorrupt);
  }
  for (std::size_t at = 0; at < bent.file.size(); ++at) {
    CAPTURE(at);
    Bytes changed = bent.file;
    changed[at] ^= 1;
    CHECK_FALSE(open_with(changed, bent.identity).ok());
  }
  Bytes longer = bent.file;
  longer.push_back(0);
  CHECK(code_of(open_with(longer, bent.identity)) == ErrorCode::kCorrupt);
}

TEST_CASE("chunks can't be dropped, swapped, repeated or followed by an empty one") {
  SeededRandom random(12);
  const Bytes key = random.bytes(kFileKeySize);
  const Bytes plaintext = random.bytes(3 * 65536);
  Bytes payload;
  seal_payload(key, plaintext, random, payload);
  constexpr std::ptrdiff_t kChunk = 65536 + 16;
  REQUIRE(payload.size() == 16 + 3 * kChunk);
  REQUIRE(bytes_of(*open_payload(key, payload)) == plaintext);
  const auto start = [&](Bytes& of, int chunk) { return of.begin() + 16 + chunk * kChunk; };

  Bytes dropped_last(payload.begin(), payload.end() - kChunk);
  CHECK(code_of(open_payload(key, dropped_last)) == ErrorCode::kCorrupt);
  Bytes dropped_first = payload;
  dropped_first.erase(start(dropped_first, 0), start(dropped_first, 1));
  CHECK(code_of(open_payload(key, dropped_first)) == ErrorCode::kCorrupt);
  Bytes swapped = payload;
  std::swap_ranges(start(swapped, 0), start(swapped, 1), start(swapped, 1));
  CHECK(code_of(open_payload(key, swapped)) == ErrorCode::kCorrupt);
  Bytes repeated = payload;
  repeated.insert(repeated.end(), payload.end() - kChunk, payload.end());
  CHECK(code_of(open_payload(key, repeated)) == ErrorCode::kCorrupt);
  Bytes tag_only = payload;
  tag_only.insert(tag_only.end(), 16, 0);
  CHECK(code_of(open_payload(key, tag_only)) == ErrorCode::kCorrupt);
}

TEST_CASE("a Bech32 key with another case, prefix, length, character or checksum is refused") {
  SeededRandom random(13);
  const Identity identity = Identity::generate(random);
  const std::string recipient = identity.recipient().text();
  const std::string secret(identity.text().text());
  REQUIRE(Recipient::parse(recipient).ok());
  const auto upper = [](std::string s) {
    std::transform(s.begin(), s.end(), s.begin(),
                   [](char c) { return static_cast<char>(toupper(c)); });
    return s;
  };
  CHECK_FALSE(Recipient::parse(upper(recipient)).ok());
  CHECK_FALSE(Recipient::parse(secret).ok());
  CHECK_FALSE(Identity::parse(recipient).ok());
  CHECK_FALSE(Recipient::parse(recipient + "q").ok());
  CHECK_FALSE(Recipient::parse(recipient + "\n").ok());
  CHECK_FALSE(Recipient::parse("").ok());
  for (std::size_t at = 0; at < recipient.size(); ++at) {
    CAPTURE(at);
    std::string changed = recipient;
    changed[at] = changed[at] == 'q' ? 'p' : 'q';
    CHECK_FALSE(Recipient::parse(changed).ok());
    changed[at] = 'b';  // not in the alphabet
    CHECK_FALSE(Recipient::parse(changed).ok());
  }
}

TEST_CASE("HKDF-SHA-256 gives the first 32 bytes of the vectors of RFC 5869") {
  const auto hex = [](const Wiped<32>& out) {
    std::string text;
    for (const std::uint8_t byte : out) {
      text += "0123456789abcdef"[byte >> 4];
      text += "0123456789abcdef"[byte & 15];
    }
    return text;
  };
  const Bytes ikm(22, 0x0b);
  Bytes salt;
  for (std::uint8_t i = 0; i <= 0x0c; ++i) salt.push_back(i);
  std::string info;
  for (int i = 0xf0; i <= 0xf9; ++i) info += static_cast<char>(i);
  Wiped<32> out;
  hkdf_sha256(ikm, salt, info, out);
  CHECK(hex(out) == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
  hkdf_sha256(ikm, {}, "", out);
  CHECK(hex(out) == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

TEST_CASE("random changes to an age file never open it as something else and never crash") {
  constexpr std::uint64_t kSeed = 20261122;
  MESSAGE("seed ", kSeed);
  SeededRandom random(kSeed);
  const Identity identity = Identity::generate(random);
  const Recipient to = identity.recipient();
  const Bytes plaintext = random.bytes(900);
  const auto file = age_seal(plaintext, {&to, 1}, random);
  REQUIRE(file.ok());
  for (int round = 0; round < 20000; ++round) {
    Bytes changed = *file;
    const std::size_t changes = 1 + random.below(4);
    for (std::size_t i = 0; i < changes && !changed.empty(); ++i) {
      const auto at = static_cast<std::ptrdiff_t>(random.below(
          std::min<std::size_t>(changed.size(), random.below(2) == 0 ? 220 : changed.size())));
      switch (random.below(4)) {
        case 0:
          changed[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(random.below(256));
          break;
        case 1:
          changed.erase(changed.begin() + at);
          break;
        case 2:
          changed.insert(changed.begin() + at, "\n ->=A"[random.below(6)]);
          break;
        default:
          changed.resize(static_cast<std::size_t>(at));
          break;
      }
    }
    const auto opened = open_with(changed, identity);
    if (opened.ok()) {
      REQUIRE(changed == *file);
    }
  }
}

}  // namespace anlaufstelle::crypto
