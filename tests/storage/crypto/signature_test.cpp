// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/signature.h"

#include <doctest/doctest.h>

#include "storage/crypto/hex.h"
#include "tests/storage/seeded_random.h"

namespace anlaufstelle::crypto {

TEST_CASE("the first key pair of RFC 8032 comes out of its seed") {
  Bytes seed(32);
  REQUIRE(from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", seed));
  const auto key = SigningKey::from_seed(seed);
  REQUIRE(key.ok());
  CHECK(key->verify_key().hex() ==
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  CHECK_FALSE(SigningKey::from_seed(Bytes(31)).ok());
}

TEST_CASE("a signature fits one key, one domain and one message") {
  SeededRandom random(1);
  const SigningKey key = SigningKey::generate(random);
  const VerifyKey pub = key.verify_key();
  const Signature signature = key.sign("a/1", as_bytes("message"));
  CHECK(verify(pub, "a/1", as_bytes("message"), signature));
  CHECK_FALSE(verify(pub, "a/2", as_bytes("message"), signature));
  CHECK_FALSE(verify(pub, "a/1", as_bytes("massage"), signature));
  CHECK_FALSE(
      verify(SigningKey::generate(random).verify_key(), "a/1", as_bytes("message"), signature));
  for (std::size_t at = 0; at < signature.size(); ++at) {
    Signature changed = signature;
    changed[at] ^= 1;
    CHECK_FALSE(verify(pub, "a/1", as_bytes("message"), changed));
  }
}

TEST_CASE("a domain and a message can't trade bytes") {
  SeededRandom random(2);
  const SigningKey key = SigningKey::generate(random);
  const Signature signature = key.sign("form", as_bytes("/1 text"));
  CHECK_FALSE(verify(key.verify_key(), "form/1", as_bytes(" text"), signature));
}

TEST_CASE("a fingerprint is eight groups of the key's SHA-256 and a key's hex reads back") {
  VerifyKey key;
  // SHA-256 of 32 zero bytes: 66687aad f862bd77 6c8fc18b 8e9f8e20 …
  CHECK(key.fingerprint() == "6668 7AAD F862 BD77 6C8F C18B 8E9F 8E20");
  SeededRandom random(3);
  random.fill(key.key);
  const auto again = VerifyKey::from_hex(key.hex());
  REQUIRE(again.ok());
  CHECK(*again == key);
  CHECK_FALSE(VerifyKey::from_hex(key.hex() + "0").ok());
  CHECK_FALSE(VerifyKey::from_hex(key.hex().substr(2)).ok());
  std::string upper = key.hex();
  upper[upper.find_first_of("abcdef")] -= 32;
  CHECK_FALSE(VerifyKey::from_hex(upper).ok());
}

}  // namespace anlaufstelle::crypto
