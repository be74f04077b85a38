// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/office.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <map>
#include <set>

#include "storage/base/file.h"
#include "storage/crypto/office_files.h"
#include "tests/storage/stock_age.h"
#include "tests/storage/test_office.h"

namespace anlaufstelle::crypto {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
  const auto bytes = read_file(file, 1 << 20);
  REQUIRE_MESSAGE(bytes.ok(), file.string());
  return std::string(as_text(*bytes));
}

void replace_file(const fs::path& file, const std::string& content) {
  REQUIRE(write_file_durably(file, as_bytes(content)).ok());
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

mode_t mode_of(const fs::path& path) {
  struct stat info {};
  REQUIRE(stat(path.c_str(), &info) == 0);
  return info.st_mode & 0777;
}

NewOffice new_office() {
  SeededRandom random(7);
  NewOffice office;
  office.office_name = "Büro";
  office.kiosk_id = "tablet-2";
  office.root_passphrase = secret("a");
  office.reception_passphrase = secret("b");
  office.counselling_passphrase = secret("c");
  office.recovery = Identity::generate(random).recipient();
  office.scrypt_log_n = 2;
  return office;
}

ErrorCode make_error(const NewOffice& office, const fs::path& at) {
  SeededRandom random(3);
  const auto made = make_office(office, at / "office", at / "kiosk", random);
  REQUIRE_FALSE(made.ok());
  return made.error().code;
}

}  // namespace

TEST_CASE("a new office loads on the desk and on the kiosk with the same keys") {
  const TestOffice office;
  const DeskTrust trust = office.trust();
  const KioskKeys kiosk = office.kiosk_keys();
  CHECK(trust.office.office_name == "Beratungsstelle Löbtau");
  CHECK(trust.office.root == office.root);
  CHECK(kiosk.office.root == office.root);
  CHECK(kiosk.keys.slip_recipients() == trust.sets.front().slip_recipients());
  CHECK(kiosk.kiosk_id == "kiosk-1");
  REQUIRE(trust.kiosks.size() == 1);
  CHECK(trust.kiosks[0].kiosk_id == "kiosk-1");
  CHECK(trust.kiosks[0].key == kiosk.signer.verify_key());
  const auto root = open_root(office.office_folder(), "root words");
  REQUIRE(root.ok());
  CHECK(root->verify_key() == office.root);
  REQUIRE(trust.sets.size() == 1);
  const KeySet& keys = trust.sets.front();
  const std::set<std::string> all = {keys.reception.text(), keys.counselling.text(),
                                     keys.recovery.text()};
  CHECK(all.size() == 3);
  CHECK(keys.recovery == office.recovery.recipient());
}

TEST_CASE("a passphrase opens its own person's role and no other") {
  const TestOffice office;
  const KeySet keys = office.trust().sets.front();
  const struct {
    Role role;
    const char* passphrase;
    const char* staff_id;
    Recipient recipient;
  } roles[] = {{Role::kReception, "reception words", "reception", keys.reception},
               {Role::kCounselling, "counselling words", "counselling", keys.counselling},
               {Role::kRecovery, "recovery words", "", keys.recovery}};
  for (const auto& expected : roles) {
    const OpenedRole opened = office.role(expected.passphrase);
    CHECK(opened.role == expected.role);
    CHECK(opened.staff_id == expected.staff_id);
    REQUIRE(opened.identities.size() == 1);
    CHECK(opened.identities.front().recipient() == expected.recipient);
    for (const char* other : {"reception", "counselling"}) {
      const auto slot = open_slot(office.office_folder(), other, expected.passphrase);
      CHECK(slot.ok() == (std::string(other) == expected.staff_id));
      if (!slot.ok()) CHECK(slot.error().code == ErrorCode::kWrongKey);
    }
  }
  CHECK(open_any_role(office.office_folder(), "root words").error().code == ErrorCode::kWrongKey);
  CHECK(open_root(office.office_folder(), "reception words").error().code == ErrorCode::kWrongKey);
  CHECK(open_slot(office.office_folder(), "nobody", "x").error().code == ErrorCode::kNotFound);
}

TEST_CASE("a desk that holds only one person's slot opens that role and says wrong key else") {
  const TestOffice office;
  fs::remove(office.office_folder() / "root.age");
  fs::remove(office.office_folder() / "staff/counselling.age");
  CHECK(office.role("reception words").role == Role::kReception);
  CHECK(open_any_role(office.office_folder(), "counselling words").error().code ==
        ErrorCode::kWrongKey);
  fs::remove(office.office_folder() / "staff/reception.age");
  CHECK(open_any_role(office.office_folder(), "x").error().code == ErrorCode::kNotFound);
}

TEST_CASE("the kiosk folder holds no office secret and no file holds a passphrase or bare key") {
  const TestOffice office;
  for (const auto& file : files_below(office.dir.path())) {
    CAPTURE(file.string());
    const std::string content = content_of(file);
    CHECK(content.find("AGE-SECRET-KEY") == std::string::npos);
    CHECK(content.find("words") == std::string::npos);
    CHECK(mode_of(file) == 0600);
  }
  CHECK(mode_of(office.office_folder()) == 0700);
  for (const char* folder : {"kiosks", "keys", "keys/1970-01-1", "staff"}) {
    CHECK(mode_of(office.office_folder() / folder) == 0700);
  }
  CHECK(mode_of(office.kiosk_folder()) == 0700);
  std::set<std::string> names;
  for (const auto& file : files_below(office.kiosk_folder())) names.insert(file.filename());
  CHECK(names == std::set<std::string>{"1970-01-1.card", "kiosk.card", "office.card", "root.pin",
                                       "signing.key"});
}

TEST_CASE("modes that let others in are refused with the command that mends them") {
  const TestOffice office;
  const fs::path key = office.kiosk_folder() / "signing.key";
  REQUIRE(chmod(key.c_str(), 0640) == 0);
  const auto open_key = load_kiosk_keys(office.kiosk_folder());
  REQUIRE_FALSE(open_key.ok());
  CHECK(open_key.error().code == ErrorCode::kRefused);
  CHECK(open_key.error().context.find("chmod 0600 '" + key.string() + "'") != std::string::npos);
  REQUIRE(chmod(key.c_str(), 0600) == 0);

  REQUIRE(chmod(office.kiosk_folder().c_str(), 0750) == 0);
  const auto open_folder = load_kiosk_keys(office.kiosk_folder());
  REQUIRE_FALSE(open_folder.ok());
  CHECK(open_folder.error().code == ErrorCode::kRefused);
  CHECK(open_folder.error().context.find("chmod 0700 '" + office.kiosk_folder().string() + "'") !=
        std::string::npos);

  REQUIRE(chmod(office.office_folder().c_str(), 0701) == 0);
  CHECK(load_desk_trust(office.office_folder()).error().code == ErrorCode::kRefused);
  CHECK(open_any_role(office.office_folder(), "x").error().code == ErrorCode::kRefused);
}

TEST_CASE("a changed card, pin or signing key is noticed and named") {
  for (const char* name :
       {"office.card", "kiosk.card", "root.pin", "signing.key", "keys/1970-01-1.card"}) {
    const TestOffice office;
    const fs::path file = office.kiosk_folder() / name;
    const std::string content = content_of(file);
    for (std::size_t at = 0; at < content.size(); at += 1 + content.size() / 60) {
      CAPTURE(name);
      CAPTURE(at);
      std::string changed = content;
      changed[at] = changed[at] == 'e' ? 'f' : 'e';
      if (changed == content) continue;
      replace_file(file, changed);
      const auto keys = load_kiosk_keys(office.kiosk_folder());
      REQUIRE_FALSE(keys.ok());
      CHECK((keys.error().code == ErrorCode::kCorrupt || keys.error().code == ErrorCode::kTooNew));
      CHECK(keys.error().context.find(office.kiosk_folder().string()) != std::string::npos);
    }
    for (const std::string& bent : {content + "\n", content.substr(0, content.size() - 1),
                                    replaced(content, "\n", "\r\n"), std::string()}) {
      replace_file(file, bent);
      CHECK_FALSE(load_kiosk_keys(office.kiosk_folder()).ok());
    }
    fs::remove(file);
    CHECK(load_kiosk_keys(office.kiosk_folder()).error().code == ErrorCode::kNotFound);
  }
}

TEST_CASE("cards of another office don't load even when each is whole") {
  const TestOffice office(1);
  const TestOffice other(2);
  fs::copy_file(other.office_folder() / "office.card", office.office_folder() / "office.card",
                fs::copy_options::overwrite_existing);
  CHECK(load_desk_trust(office.office_folder()).error().code == ErrorCode::kCorrupt);

  const TestOffice third(3);
  fs::copy_file(other.office_folder() / "kiosks/kiosk-1.card",
                third.office_folder() / "kiosks/kiosk-1.card",
                fs::copy_options::overwrite_existing);
  CHECK(load_desk_trust(third.office_folder()).error().code == ErrorCode::kCorrupt);

  const TestOffice fourth(4);
  fs::rename(fourth.office_folder() / "kiosks/kiosk-1.card",
             fourth.office_folder() / "kiosks/kiosk-2.card");
  CHECK(load_desk_trust(fourth.office_folder()).error().code == ErrorCode::kCorrupt);

  // One person's slot in another's place must not give that person's rights.
  const TestOffice fifth(5);
  fs::copy_file(fifth.office_folder() / "staff/reception.age",
                fifth.office_folder() / "staff/counselling.age",
                fs::copy_options::overwrite_existing);
  CHECK(open_slot(fifth.office_folder(), "counselling", "reception words").error().code ==
        ErrorCode::kCorrupt);

  const TestOffice sixth(6);
  fs::copy_file(other.office_folder() / "staff/reception.card",
                sixth.office_folder() / "staff/reception.card",
                fs::copy_options::overwrite_existing);
  CHECK(load_desk_trust(sixth.office_folder()).error().code == ErrorCode::kCorrupt);

  const TestOffice seventh(7);
  fs::copy_file(other.kiosk_folder() / "keys/1970-01-1.card",
                seventh.kiosk_folder() / "keys/1970-01-1.card",
                fs::copy_options::overwrite_existing);
  CHECK(load_kiosk_keys(seventh.kiosk_folder()).error().code == ErrorCode::kCorrupt);
}

TEST_CASE("a card of a newer version is told apart from a damaged one") {
  const TestOffice office;
  const fs::path file = office.kiosk_folder() / "office.card";
  replace_file(file, replaced(content_of(file), "office/2", "office/3"));
  CHECK(load_kiosk_keys(office.kiosk_folder()).error().code == ErrorCode::kTooNew);
}

TEST_CASE("a second setup in the same folders changes nothing") {
  const TestOffice office;
  std::map<std::string, std::string> before;
  for (const auto& file : files_below(office.dir.path())) before[file] = content_of(file);
  SeededRandom random(9);
  const auto again =
      make_office(new_office(), office.office_folder(), office.kiosk_folder(), random);
  REQUIRE_FALSE(again.ok());
  CHECK(again.error().code == ErrorCode::kConflict);
  std::map<std::string, std::string> after;
  for (const auto& file : files_below(office.dir.path())) after[file] = content_of(file);
  CHECK(before == after);
}

TEST_CASE("a setup that fails half-way takes its own files away and no other") {
  const TempDir dir;
  REQUIRE(make_private_folder(dir.path() / "kiosk").ok());
  replace_file(dir.path() / "kiosk/kiosk.card", "somebody else's");
  CHECK(make_error(new_office(), dir.path()) == ErrorCode::kConflict);
  const auto left = files_below(dir.path());
  REQUIRE(left.size() == 1);
  CHECK(content_of(left[0]) == "somebody else's");
}

TEST_CASE("a setup refuses empty words, shared passphrases, odd names and shared folders") {
  const TempDir dir;
  const auto code_with = [&](auto&& change) {
    NewOffice office = new_office();
    change(office);
    return make_error(office, dir.path());
  };
  CHECK(code_with([](NewOffice& o) { o.office_name = ""; }) == ErrorCode::kInvalidInput);
  CHECK(code_with([](NewOffice& o) { o.office_name = "a\nroot: x"; }) == ErrorCode::kInvalidInput);
  for (const char* id : {"", "Kiosk", "a/b", "..", "k_1", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}) {
    CAPTURE(id);
    CHECK(code_with([&](NewOffice& o) { o.kiosk_id = id; }) == ErrorCode::kInvalidInput);
  }
  CHECK(code_with([](NewOffice& o) { o.root_passphrase = {}; }) == ErrorCode::kInvalidInput);
  CHECK(code_with([](NewOffice& o) { o.reception_passphrase = secret("c"); }) ==
        ErrorCode::kInvalidInput);
  CHECK(code_with([](NewOffice& o) { o.counselling_passphrase = secret("a"); }) ==
        ErrorCode::kInvalidInput);
  CHECK(code_with([](NewOffice& o) { o.recovery = {}; }) == ErrorCode::kInvalidInput);
  CHECK(code_with([](NewOffice& o) { o.reception_id = "Anna B."; }) == ErrorCode::kInvalidInput);
  CHECK(code_with([](NewOffice& o) { o.reception_id = o.counselling_id; }) ==
        ErrorCode::kInvalidInput);
  CHECK(code_with([](NewOffice& o) { o.scrypt_log_n = 0; }) == ErrorCode::kInvalidInput);
  SeededRandom random(1);
  CHECK(make_office(new_office(), dir.path() / "one", dir.path() / "one", random).error().code ==
        ErrorCode::kInvalidInput);
  CHECK(files_below(dir.path()).empty());
}

TEST_CASE("a signed file reads back and a change, another domain or a lost signature is refused") {
  const TestOffice office;
  const auto root = open_root(office.office_folder(), "root words");
  REQUIRE(root.ok());
  const fs::path file = office.dir.path() / "form.xml";
  replace_file(file, "<h:html/>");
  REQUIRE(sign_file(file, kDomainForm, *root).ok());
  const auto read = read_signed_file(file, kDomainForm, office.root, 1000);
  REQUIRE(read.ok());
  CHECK(as_text(*read) == "<h:html/>");

  CHECK(read_signed_file(file, "anlaufstelle/page/1", office.root, 1000).error().code ==
        ErrorCode::kCorrupt);
  CHECK(read_signed_file(file, kDomainForm, office.kiosk_keys().signer.verify_key(), 1000)
            .error()
            .code == ErrorCode::kCorrupt);
  CHECK(read_signed_file(file, kDomainForm, office.root, 8).error().code == ErrorCode::kRefused);
  replace_file(file, "<h:html />");
  CHECK(read_signed_file(file, kDomainForm, office.root, 1000).error().code == ErrorCode::kCorrupt);
  replace_file(file, "<h:html/>");
  const fs::path signature = file.string() + ".sig";
  replace_file(signature, content_of(signature) + "\n");
  CHECK_FALSE(read_signed_file(file, kDomainForm, office.root, 1000).ok());
  fs::remove(signature);
  CHECK(read_signed_file(file, kDomainForm, office.root, 1000).error().code ==
        ErrorCode::kNotFound);
}

}  // namespace anlaufstelle::crypto
