// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <doctest/doctest.h>

#include "storage/crypto/office.h"
#include "storage/records/sealed_record.h"
#include "tests/storage/seeded_random.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle {

inline SecretBytes secret(std::string_view text) {
  return SecretBytes(as_bytes(text));
}

// A whole office on disk, made by the real setup with a small work factor.
struct TestOffice {
  explicit TestOffice(std::uint64_t seed = 1) : random(seed) {
    crypto::NewOffice office;
    office.office_name = "Beratungsstelle Löbtau";
    office.kiosk_id = "kiosk-1";
    office.root_passphrase = secret("root words");
    office.reception_passphrase = secret("reception words");
    office.counselling_passphrase = secret("counselling words");
    office.recovery_passphrase = secret("recovery words");
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
    auto role = crypto::open_any_role(office_folder(), passphrase);
    REQUIRE(role.ok());
    return std::move(role).value();
  }
  records::SealedRecord seal(const records::RecordContent& content) {
    auto record = records::seal_record(RecordId::make(random), content, kiosk_keys(), random);
    REQUIRE(record.ok());
    return std::move(record).value();
  }

  TempDir dir;
  SeededRandom random;
  crypto::VerifyKey root;
};

inline records::RecordContent sample_content() {
  records::RecordContent content;
  content.form_id = "erstberatung";
  content.form_version = "2026-11-01";
  content.language = "ar";
  content.number = "B 27";
  content.minute = 29'922'360;
  content.urgency = "U1 U3";
  content.slip_xml = "<slip><frist>2026-11-30</frist></slip>";
  content.full_xml = "<data><wort>مرحبا بكم\nفي المكتب</wort></data>\n";
  return content;
}

inline bool same_content(const records::RecordContent& a, const records::RecordContent& b) {
  return a.form_id == b.form_id && a.form_version == b.form_version && a.language == b.language &&
         a.number == b.number && a.minute == b.minute && a.urgency == b.urgency &&
         a.slip_xml == b.slip_xml && a.full_xml == b.full_xml;
}

}  // namespace anlaufstelle
