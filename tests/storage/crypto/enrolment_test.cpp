// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/enrolment.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <memory>

#include "tests/storage/test_office.h"

namespace anlaufstelle::crypto {
namespace {

namespace fs = std::filesystem;

struct EnrolmentFixture {
  EnrolmentFixture() {
    auto opened = open_root(office.office_folder(), "root words");
    REQUIRE(opened.ok());
    root = std::make_unique<SigningKey>(std::move(opened).value());
  }
  [[nodiscard]] std::string root_fingerprint() const { return office.root.fingerprint(); }
  Result<VerifyKey> request() {
    return request_enrolment(stick, second, "kiosk-2", root_fingerprint(), office.random);
  }
  Status accept(const std::string& fingerprint) {
    return accept_enrolment(office.office_folder(), *root, stick, "kiosk-2", fingerprint);
  }
  void enrol() {
    REQUIRE(write_invitation(office.office_folder(), stick).ok());
    const auto key = request();
    REQUIRE_MESSAGE(key.ok(), key.error().context);
    const Status accepted = accept(key->fingerprint());
    REQUIRE_MESSAGE(accepted.ok(), accepted.error().context);
    REQUIRE(finish_enrolment(stick, second).ok());
  }

  TestOffice office;
  std::unique_ptr<SigningKey> root;
  fs::path stick = office.dir.path() / "stick", second = office.dir.path() / "second";
};

TEST_CASE_FIXTURE(EnrolmentFixture, "a second kiosk seals to the office's keys by its own name") {
  enrol();
  const auto keys = load_kiosk_keys(second);
  REQUIRE_MESSAGE(keys.ok(), keys.error().context);
  CHECK(keys->kiosk_id == "kiosk-2");
  CHECK(keys->keys.id == office.kiosk_keys().keys.id);
  const DeskTrust trust = office.trust();
  REQUIRE(trust.kiosks.size() == 2);
  CHECK(trust.kiosks[1].key == keys->signer.verify_key());
}

TEST_CASE_FIXTURE(EnrolmentFixture, "no secret ever lies in the folder between the two") {
  enrol();
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(stick)) {
    if (entry.is_regular_file()) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  REQUIRE(names.size() == 5);
  CHECK(names[1] == "kiosk-2.card");
  CHECK(names[2] == "kiosk-2.request");
  CHECK(names[3] == "office.card");
  CHECK(names[4] == "root.pin");
  CHECK((fs::status(second / "signing.key").permissions() & fs::perms::all) ==
        (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE_FIXTURE(EnrolmentFixture, "another office's folder is refused by its fingerprint") {
  const TestOffice other(7);
  REQUIRE(write_invitation(other.office_folder(), stick).ok());
  CHECK(request().error().code == ErrorCode::kRefused);
  CHECK_FALSE(fs::exists(second / "signing.key"));
}

TEST_CASE_FIXTURE(EnrolmentFixture, "a request that was exchanged on the way is refused") {
  REQUIRE(write_invitation(office.office_folder(), stick).ok());
  const auto key = request();
  REQUIRE(key.ok());
  const auto exchanged = request_enrolment(stick, office.dir.path() / "thief", "kiosk-2",
                                           root_fingerprint(), office.random);
  REQUIRE(exchanged.ok());
  CHECK(accept(key->fingerprint()).error().code == ErrorCode::kRefused);
  CHECK(office.trust().kiosks.size() == 1);
}

TEST_CASE_FIXTURE(EnrolmentFixture, "a changed or cut request is damaged") {
  REQUIRE(write_invitation(office.office_folder(), stick).ok());
  const auto key = request();
  REQUIRE(key.ok());
  fs::resize_file(stick / "kiosk-2.request", fs::file_size(stick / "kiosk-2.request") - 1);
  CHECK(accept(key->fingerprint()).error().code == ErrorCode::kCorrupt);
  std::ofstream(stick / "kiosk-2.request") << "garbage";
  CHECK(accept(key->fingerprint()).error().code == ErrorCode::kCorrupt);
  CHECK(office.trust().kiosks.size() == 1);
}

TEST_CASE_FIXTURE(EnrolmentFixture, "each step can be repeated after an interruption") {
  REQUIRE(write_invitation(office.office_folder(), stick).ok());
  REQUIRE(write_invitation(office.office_folder(), stick).ok());
  CHECK(finish_enrolment(stick, second).error().code == ErrorCode::kNotFound);
  const auto first = request(), again = request();
  REQUIRE(first.ok());
  REQUIRE(again.ok());
  CHECK(*first == *again);
  REQUIRE(accept(first->fingerprint()).ok());
  REQUIRE(accept(first->fingerprint()).ok());
  REQUIRE(finish_enrolment(stick, second).ok());
  CHECK(request().error().code == ErrorCode::kConflict);
}

TEST_CASE_FIXTURE(EnrolmentFixture, "a name in use, and a revoked one, is given to nobody else") {
  REQUIRE(write_invitation(office.office_folder(), stick).ok());
  const auto key = request_enrolment(stick, second, "kiosk-1", root_fingerprint(), office.random);
  REQUIRE(key.ok());
  const auto accept_first = [&] {
    return accept_enrolment(office.office_folder(), *root, stick, "kiosk-1", key->fingerprint());
  };
  CHECK(accept_first().error().code == ErrorCode::kConflict);
  REQUIRE(revoke_kiosk(office.office_folder(), *root, "kiosk-1").ok());
  CHECK(accept_first().error().code == ErrorCode::kConflict);
}

TEST_CASE_FIXTURE(EnrolmentFixture, "a revoked kiosk's card says so and stays") {
  enrol();
  REQUIRE(revoke_kiosk(office.office_folder(), *root, "kiosk-2").ok());
  REQUIRE(revoke_kiosk(office.office_folder(), *root, "kiosk-2").ok());
  const DeskTrust trust = office.trust();
  REQUIRE(trust.kiosks.size() == 2);
  CHECK(trust.kiosks[0].state == KioskState::kActive);
  CHECK(trust.kiosks[1].state == KioskState::kRevoked);
  CHECK(revoke_kiosk(office.office_folder(), *root, "kiosk-3").error().code ==
        ErrorCode::kNotFound);
  fs::copy_file(office.office_folder() / "kiosks/kiosk-2.card", second / "kiosk.card",
                fs::copy_options::overwrite_existing);
  CHECK(load_kiosk_keys(second).error().code == ErrorCode::kRefused);
}

}  // namespace
}  // namespace anlaufstelle::crypto
