// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/staff.h"

#include <doctest/doctest.h>

#include "storage/base/file.h"
#include "storage/crypto/key_sets.h"
#include "tests/storage/stock_age.h"
#include "tests/storage/test_office.h"

namespace anlaufstelle::crypto {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kNovember = 29'922'360, kDecember = kNovember + 30 * 24 * 60;

struct StaffOffice : TestOffice {
  [[nodiscard]] SigningKey root_key() const {
    auto key = open_root(office_folder(), "root words");
    REQUIRE(key.ok());
    return std::move(*key);
  }
  Result<StaffCard> add(const char* id, Role role, const char* passphrase) {
    return add_staff(office_folder(), root_key(), {id, role, secret(passphrase), 4}, random);
  }
  KeySet rotate(std::int64_t minute) {
    const auto set = rotate_keys(office_folder(), root_key(), minute, std::nullopt, random);
    REQUIRE_MESSAGE(set.ok(), set.error().context);
    return *set;
  }
};

bool holds(const OpenedRole& role, const Recipient& recipient) {
  for (const Identity& identity : role.identities) {
    if (identity.recipient() == recipient) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("somebody new opens nothing until a set is shared or made") {
  StaffOffice office;
  const KeySet first = office.trust().sets.front();
  const auto anna = office.add("anna", Role::kCounselling, "anna words");
  REQUIRE(anna.ok());
  CHECK(office.role("anna words").identities.empty());

  const KeySet second = office.rotate(kNovember);
  CHECK(holds(office.role("anna words"), second.counselling));
  CHECK_FALSE(holds(office.role("anna words"), first.counselling));

  REQUIRE(share_sets(office.office_folder(), office.role("counselling words"), *anna, office.random)
              .ok());
  const OpenedRole opened = office.role("anna words");
  CHECK(opened.identities.size() == 2);
  CHECK(opened.identities.front().recipient() == second.counselling);
  CHECK(holds(opened, first.counselling));
  CHECK(opened.staff_id == "anna");
  CHECK(opened.signer->verify_key() == anna->key);
}

TEST_CASE("a counsellor can share with reception, reception not with a counsellor") {
  StaffOffice office;
  const auto desk = office.add("bernd", Role::kReception, "bernd words");
  const auto talk = office.add("clara", Role::kCounselling, "clara words");
  REQUIRE(share_sets(office.office_folder(), office.role("counselling words"), *desk, office.random)
              .ok());
  CHECK(holds(office.role("bernd words"), office.trust().sets.front().reception));
  CHECK_FALSE(holds(office.role("bernd words"), office.trust().sets.front().counselling));
  CHECK(share_sets(office.office_folder(), office.role("reception words"), *talk, office.random)
            .error()
            .code == ErrorCode::kRefused);
  CHECK(share_sets(office.office_folder(), office.role("recovery words"), *talk, office.random)
            .error()
            .code == ErrorCode::kRefused);
}

TEST_CASE("administration has a slot and a signing key and opens no set") {
  StaffOffice office;
  REQUIRE(office.add("vera", Role::kAdministration, "vera words").ok());
  office.rotate(kNovember);
  const OpenedRole vera = office.role("vera words");
  CHECK(vera.role == Role::kAdministration);
  CHECK(vera.identities.empty());
  CHECK(vera.signer.has_value());
  CHECK_FALSE(fs::exists(office.office_folder() / "keys/2026-11-1/vera.age"));
}

TEST_CASE("no set is shared with administration or with somebody revoked") {
  StaffOffice office;
  const auto vera = office.add("vera", Role::kAdministration, "vera words");
  const auto anna = office.add("anna", Role::kReception, "anna words");
  const OpenedRole from = office.role("counselling words");
  const auto share = [&](const StaffCard& to) {
    return share_sets(office.office_folder(), from, to, office.random).error().code;
  };
  CHECK(share(*vera) == ErrorCode::kRefused);
  // A card that says otherwise counts for nothing beside the one in the folder.
  StaffCard pretended = *vera;
  pretended.role = Role::kCounselling;
  CHECK(share(pretended) == ErrorCode::kRefused);
  REQUIRE(revoke_staff(office.office_folder(), office.root_key(), "anna", kNovember, office.random)
              .ok());
  CHECK(share(*anna) == ErrorCode::kRefused);
  pretended.recipient = Identity::generate(office.random).recipient();
  CHECK(share(pretended) == ErrorCode::kNotFound);
  for (const auto& entry : fs::recursive_directory_iterator(office.office_folder() / "keys")) {
    CHECK(entry.path().filename() != "vera.age");
    CHECK(entry.path().filename() != "anna.age");
  }
}

TEST_CASE("another office's root signs nobody, no set and no revocation, and breaks nothing") {
  StaffOffice office;
  const TestOffice other(2);
  const auto wrong = open_root(other.office_folder(), "root words");
  const fs::path folder = office.office_folder();
  CHECK(add_staff(folder, *wrong, {"anna", Role::kCounselling, secret("anna words"), 4},
                  office.random)
            .error()
            .code == ErrorCode::kRefused);
  CHECK(rotate_keys(folder, *wrong, kNovember, std::nullopt, office.random).error().code ==
        ErrorCode::kRefused);
  CHECK(revoke_staff(folder, *wrong, "counselling", kNovember, office.random).error().code ==
        ErrorCode::kRefused);
  CHECK(office.trust().staff.size() == 2);
  CHECK(office.trust().sets.size() == 1);
  CHECK(holds(office.role("counselling words"), office.trust().sets.front().counselling));
  // Put there by hand, such a slot opens nothing, and the office says why.
  for (const char* file : {"staff/reception.card", "staff/reception.age"}) {
    fs::copy_file(other.office_folder() / file, folder / file,
                  fs::copy_options::overwrite_existing);
  }
  CHECK(open_any_role(folder, "reception words").error().code == ErrorCode::kCorrupt);
}

TEST_CASE("a person's name and passphrase are never somebody else's") {
  StaffOffice office;
  CHECK(office.add("reception", Role::kReception, "other words").error().code ==
        ErrorCode::kConflict);
  CHECK(office.add("anna", Role::kReception, "counselling words").error().code ==
        ErrorCode::kConflict);
  CHECK(office.add("anna", Role::kReception, "").error().code == ErrorCode::kInvalidInput);
  CHECK(office.add("Anna", Role::kReception, "anna words").error().code ==
        ErrorCode::kInvalidInput);
  CHECK(office.add("anna", Role::kRecovery, "anna words").error().code == ErrorCode::kInvalidInput);
  CHECK(office.trust().staff.size() == 2);
  REQUIRE(
      revoke_staff(office.office_folder(), office.root_key(), "reception", kNovember, office.random)
          .ok());
  CHECK(office.add("reception", Role::kReception, "reception words").error().code ==
        ErrorCode::kConflict);
  CHECK(office.add("anna", Role::kReception, "reception words").ok());
}

TEST_CASE("a changed passphrase opens the same keys and the old one opens nothing") {
  StaffOffice office;
  const VerifyKey before = office.role("counselling words").signer->verify_key();
  const auto change = [&](const char* from, const char* to) {
    return change_passphrase(office.office_folder(), "counselling", {secret(from), secret(to), 4},
                             office.random);
  };
  CHECK(change("wrong", "new words").error().code == ErrorCode::kWrongKey);
  CHECK(change("counselling words", "reception words").error().code == ErrorCode::kConflict);
  REQUIRE(change("counselling words", "new words").ok());
  const OpenedRole opened = office.role("new words");
  CHECK(opened.signer->verify_key() == before);
  CHECK(holds(opened, office.trust().sets.front().counselling));
  CHECK(open_any_role(office.office_folder(), "counselling words").error().code ==
        ErrorCode::kWrongKey);
}

TEST_CASE("revoking somebody destroys the slot and copies and makes a set for the others") {
  StaffOffice office;
  const auto anna = office.add("anna", Role::kCounselling, "anna words");
  office.rotate(kNovember);
  const OpenedRole copied = office.role("anna words");
  const auto set =
      revoke_staff(office.office_folder(), office.root_key(), "anna", kNovember, office.random);
  REQUIRE(set.ok());
  CHECK(set->id == "2026-11-2");
  CHECK(open_any_role(office.office_folder(), "anna words").error().code == ErrorCode::kWrongKey);
  CHECK(open_slot(office.office_folder(), "anna", "anna words").error().code ==
        ErrorCode::kNotFound);
  for (const auto& entry : fs::recursive_directory_iterator(office.office_folder())) {
    CHECK(entry.path().filename() != "anna.age");
  }
  CHECK_FALSE(holds(copied, set->counselling));
  CHECK(holds(office.role("counselling words"), set->counselling));
  // The card stays, marked, so that what was signed before can be verified.
  const auto trust = office.trust();
  REQUIRE(trust.staff.front().id == "anna");
  CHECK(trust.staff.front().state == StaffState::kRevoked);
  CHECK(trust.staff.front().key == anna->key);
  CHECK(revoke_staff(office.office_folder(), office.root_key(), "nobody", 0, office.random)
            .error()
            .code == ErrorCode::kNotFound);
  CHECK(revoke_staff(office.office_folder(), office.root_key(), "anna", kNovember, office.random)
            .ok());
}

TEST_CASE("key sets carry their month and order, also by a clock that went back") {
  StaffOffice office;
  CHECK(office.rotate(kNovember).id == "2026-11-1");
  CHECK(office.rotate(kDecember).id == "2026-12-1");
  const KeySet back = office.rotate(0);
  CHECK(back.id == "2026-12-2");
  CHECK(back.serial == 4);
  const auto sets = office.trust().sets;
  REQUIRE(sets.size() == 4);
  CHECK(sets.front().id == "2026-12-2");
  CHECK(sets.back().id == "1970-01-1");
  CHECK(month_of(kNovember) == "2026-11");
  CHECK(month_of(0) == "1970-01");
}

TEST_CASE("a kiosk seals to the newest set it was given and to no later one") {
  StaffOffice office;
  const KeySet second = office.rotate(kNovember);
  CHECK(office.kiosk_keys().keys.serial == 1);
  REQUIRE(give_newest_set(office.office_folder(), office.kiosk_folder()).ok());
  CHECK(office.kiosk_keys().keys.slip_recipients() == second.slip_recipients());
  CHECK_FALSE(fs::exists(office.kiosk_folder() / "keys/1970-01-1.card"));
  // A card that somebody puts back doesn't count.
  fs::copy_file(office.office_folder() / "keys/1970-01-1.card",
                office.kiosk_folder() / "keys/1970-01-1.card");
  CHECK(office.kiosk_keys().keys.serial == 2);
}

TEST_CASE("destroying a set leaves its records to the recovery key alone") {
  StaffOffice office;
  const KeySet first = office.trust().sets.front();
  CHECK(destroy_set(office.office_folder(), first.id).error().code == ErrorCode::kRefused);
  office.rotate(kNovember);
  REQUIRE(destroy_set(office.office_folder(), first.id).ok());
  CHECK_FALSE(fs::exists(office.office_folder() / "keys" / first.id));
  CHECK_FALSE(holds(office.role("counselling words"), first.counselling));
  CHECK(holds(office.role("recovery words"), first.recovery));
  const auto living = living_sets(office.office_folder());
  REQUIRE(living->size() == 1);
  CHECK(living->front().id == "2026-11-1");
  CHECK(destroy_set(office.office_folder(), "2020-01-1").error().code == ErrorCode::kNotFound);
}

TEST_CASE("a new recovery key counts from its set on and the old one keeps its own") {
  StaffOffice office;
  const Identity fresh = Identity::generate(office.random);
  REQUIRE(rotate_keys(office.office_folder(), office.root_key(), kNovember, fresh.recipient(),
                      office.random)
              .ok());
  CHECK(office.rotate(kDecember).recovery == fresh.recipient());
  CHECK(open_recovery(office.office_folder(), fresh).ok());
  CHECK(open_recovery(office.office_folder(), office.recovery).ok());
  const Identity stranger = Identity::generate(office.random);
  CHECK(open_recovery(office.office_folder(), stranger).error().code == ErrorCode::kWrongKey);
}

TEST_CASE("a damaged or exchanged copy of one set leaves the person's other sets usable") {
  StaffOffice office;
  const KeySet first = office.trust().sets.front();
  const KeySet second = office.rotate(kNovember);
  const fs::path keys = office.office_folder() / "keys";
  SUBCASE("damaged") {
    const std::string rubbish = "rubbish";
    REQUIRE(write_file_durably(keys / second.id / "counselling.age", as_bytes(rubbish)).ok());
  }
  SUBCASE("another set's") {
    fs::copy_file(keys / first.id / "counselling.age", keys / second.id / "counselling.age",
                  fs::copy_options::overwrite_existing);
  }
  SUBCASE("another person's") {
    fs::copy_file(keys / second.id / "reception.age", keys / second.id / "counselling.age",
                  fs::copy_options::overwrite_existing);
  }
  const OpenedRole opened = office.role("counselling words");
  REQUIRE(opened.identities.size() == 1);
  CHECK(opened.identities.front().recipient() == first.counselling);
  fs::remove(keys / first.id / "counselling.age");
  CHECK_FALSE(open_any_role(office.office_folder(), "counselling words").ok());
}

TEST_CASE("the stock tool unwraps a slot, with it a set's secrets, and they fit the set's card") {
  const TestOffice office;
  const auto file = [&](const char* name) {
    auto bytes = read_file(office.office_folder() / name, 1 << 20);
    REQUIRE(bytes.ok());
    return std::move(*bytes);
  };
  const auto slot = stock_age::open_passphrase(file("staff/counselling.age"), "counselling words");
  REQUIRE(slot.has_value());
  const auto set =
      stock_age::open(file("keys/1970-01-1/counselling.age"), std::string(as_text(*slot)));
  REQUIRE(set.has_value());
  const std::string text(as_text(*set));
  const std::string counselling = text.substr(text.rfind("AGE-SECRET-KEY-1"));
  CHECK(stock_age::recipient_of(counselling) == office.trust().sets.front().counselling.text());
}

TEST_CASE("a slot that the stock tool wrapped again under new words opens") {
  const TestOffice office;
  const fs::path file = office.office_folder() / "staff/counselling.age";
  const auto sealed = read_file(file, 1 << 20);
  const auto slot = stock_age::open_passphrase(*sealed, "counselling words");
  REQUIRE(slot.has_value());
  const auto wrapped = stock_age::seal_passphrase(*slot, "new words");
  REQUIRE(wrapped.has_value());
  REQUIRE(write_file_durably(file, *wrapped).ok());
  CHECK(office.role("new words").staff_id == "counselling");
}

}  // namespace anlaufstelle::crypto
