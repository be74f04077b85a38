// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/contacts_file.h"

#include <doctest/doctest.h>

using namespace anlaufstelle;

namespace {

Result<pages::Contacts> read(const std::string& text) {
  return app::read_contacts({{"contacts.toml", text}});
}

const std::string kClub =
    "[verein]\nname = \"Verein\"\nphone = \"+49 351 000\"\nchecked_on = 2026-11-20\n"
    "checked_by = \"A. B.\"\n";

}  // namespace

TEST_CASE("contacts are read with the day they were checked") {
  const auto contacts = read("shown_days = 30\n" + kClub);
  REQUIRE_MESSAGE(contacts, contacts.error().context);
  CHECK(contacts->shown_for == std::chrono::days(30));
  const pages::Contact& club = contacts->by_id.at("verein");
  CHECK(club.name == "Verein");
  CHECK(club.phone == "+49 351 000");
  CHECK(club.checked_on == std::chrono::year(2026) / 11 / 20);
  CHECK(app::read_contacts({})->by_id.empty());
}

TEST_CASE("a contact that nobody has checked, and whatever else is no contact, is refused") {
  for (const std::string& text : {
           std::string("[verein]\nname = \"Verein\"\n"),
           std::string("[verein]\nname = \"V\"\nchecked_on = 2026-11-20\n"),
           std::string("[verein]\nname = \"V\"\nchecked_by = \"A\"\n"),
           kClub + "fax = \"1\"\n",
           kClub + "email = 1\n",
           std::string("[verein]\nchecked_on = 2026-11-20\nchecked_by = \"A\"\n"),
           std::string("[verein]\nname = \"a\\nb\"\nchecked_on = 2026-11-20\nchecked_by = \"A\"\n"),
           std::string("[verein]\nname = \"V\"\nchecked_on = \"2026-11-20\"\nchecked_by = \"A\"\n"),
           std::string("verein = 1\n"),
           std::string("shown_days = 0\n"),
           std::string("shown_days = 366\n"),
           std::string("[verein\n"),
       }) {
    CAPTURE(text);
    const auto contacts = read(text);
    REQUIRE_FALSE(contacts.ok());
    CHECK(contacts.error().code == ErrorCode::kInvalidInput);
    CHECK(contacts.error().context.starts_with("contacts.toml:"));
  }
}

TEST_CASE("the product itself ships no contact") {
  const auto files = pages::read_page_folder(SOURCE_DIR "/locales/pages");
  REQUIRE(files);
  CHECK(app::read_contacts(*files)->by_id.empty());
}
