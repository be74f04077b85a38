// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <doctest/doctest.h>

#include "storage/crypto/office.h"
#include "storage/crypto/staff.h"
#include "tests/storage/seeded_random.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle {

inline SecretBytes secret(std::string_view text) {
  return SecretBytes(as_bytes(text));
}

// A whole office on disk, made by the real setup with a small work factor.
struct TestOffice {
  explicit TestOffice(std::uint64_t seed = 1)
      : random(seed), recovery(crypto::Identity::generate(random)) {
    crypto::NewOffice office;
    office.office_name = "Beratungsstelle Löbtau";
    office.kiosk_id = "kiosk-1";
    office.root_passphrase = secret("root words");
    office.reception_passphrase = secret("reception words");
    office.counselling_passphrase = secret("counselling words");
    office.recovery = recovery.recipient();
    office.scrypt_log_n = 4;
    const auto made = crypto::make_office(office, office_folder(), kiosk_folder(), random);
    REQUIRE_MESSAGE(made.ok(), made.error().context);
    root = made->root;
  }

  [[nodiscard]] std::filesystem::path office_folder() const { return dir.path() / "office"; }
  [[nodiscard]] std::filesystem::path kiosk_folder() const { return dir.path() / "kiosk"; }

  [[nodiscard]] crypto::KioskKeys kiosk_keys() const {
    auto keys = crypto::load_kiosk_keys(kiosk_folder());
    REQUIRE(keys.ok());
    return std::move(keys).value();
  }
  [[nodiscard]] crypto::DeskTrust trust() const {
    auto trust = crypto::load_desk_trust(office_folder());
    REQUIRE(trust.ok());
    return std::move(trust).value();
  }
  [[nodiscard]] crypto::OpenedRole role(std::string_view passphrase) const {
    const SecretBytes sheet = recovery.text();
    auto role = crypto::open_any_role(office_folder(),
                                      passphrase == "recovery words" ? sheet.text() : passphrase);
    REQUIRE(role.ok());
    return std::move(role).value();
  }
  TempDir dir;
  SeededRandom random;
  crypto::Identity recovery;  // what the sheet says; role("recovery words") opens with it
  crypto::VerifyKey root;
};

}  // namespace anlaufstelle
