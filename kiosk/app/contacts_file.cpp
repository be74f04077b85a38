// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/contacts_file.h"

#include <algorithm>

#include "kiosk/app/toml_file.h"

namespace anlaufstelle::app {
namespace {

constexpr std::string_view kShownDays = "shown_days";
constexpr std::size_t kMostBytes = 300;

struct TextKey {
  std::string_view name;
  std::string pages::Contact::*member;
};
constexpr std::array<TextKey, 6> kTextKeys{{{"name", &pages::Contact::name},
                                            {"address", &pages::Contact::address},
                                            {"phone", &pages::Contact::phone},
                                            {"email", &pages::Contact::email},
                                            {"hours", &pages::Contact::hours},
                                            {"checked_by", &pages::Contact::checked_by}}};

Error wrong(const toml::node& node, const std::string& what) {
  return complain(std::filesystem::path(pages::kContactsFile), node.source(), what);
}

Result<pages::Contact> read_contact(const std::string& id, const toml::table& table) {
  pages::Contact contact;
  for (const auto& [key, node] : table) {
    const std::string name(key.str());
    if (name == "checked_on") {
      const auto day = node.value_exact<toml::date>();
      if (!day) return wrong(node, id + ".checked_on is a day such as 2026-11-20");
      contact.checked_on = {std::chrono::year(day->year), std::chrono::month(day->month),
                            std::chrono::day(day->day)};
      continue;
    }
    const auto known = std::find_if(kTextKeys.begin(), kTextKeys.end(),
                                    [&](const TextKey& one) { return one.name == name; });
    if (known == kTextKeys.end())
      return wrong(node, "unknown key \"" + name + "\" in [" + id + "]");
    const auto text = node.value_exact<std::string>();
    if (!text || text->size() > kMostBytes || text->find('\n') != std::string::npos)
      return wrong(node, id + "." + name + " is one line of at most 300 bytes in quotes");
    contact.*(known->member) = *text;
  }
  if (contact.name.empty()) return wrong(table, "[" + id + "] has no name");
  if (!contact.checked_on.ok() || contact.checked_by.empty())
    return wrong(table, "[" + id +
                            "] says not when and by whom it was checked (checked_on, "
                            "checked_by)");
  return contact;
}

}  // namespace

Result<pages::Contacts> read_contacts(const pages::PageFiles& files) {
  pages::Contacts contacts;
  const auto file = files.find(std::string(pages::kContactsFile));
  if (file == files.end()) return contacts;
  toml::table parsed;
  try {
    parsed = toml::parse(file->second, pages::kContactsFile);
  } catch (const toml::parse_error& error) {
    return complain(std::filesystem::path(pages::kContactsFile), error.source(),
                    std::string(error.description()));
  }
  for (const auto& [key, node] : parsed) {
    const std::string id(key.str());
    if (id == kShownDays) {
      const auto days = node.value_exact<std::int64_t>();
      if (!days || *days < 1 || *days > 365) return wrong(node, "shown_days is 1 to 365");
      contacts.shown_for = std::chrono::days(*days);
      continue;
    }
    const toml::table* table = node.as_table();
    if (table == nullptr) return wrong(node, "a contact is a table, [" + id + "]");
    TRY_ASSIGN(pages::Contact contact, read_contact(id, *table));
    contacts.by_id.emplace(id, std::move(contact));
  }
  return contacts;
}

}  // namespace anlaufstelle::app
