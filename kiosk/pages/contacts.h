// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "storage/base/clock.h"

namespace anlaufstelle::pages {

// Somebody a page sends its readers to.
struct Contact {
  std::string name;
  std::string address, phone, email, hours;  // "" for none
  std::chrono::year_month_day checked_on{};  // somebody has called or looked: all of it is true
  std::string checked_by;
};

// The one contacts file of an office. Pages name a contact at the end of a paragraph,
// "Bitte am Empfang fragen. [[kontakt:ID]]": the contact takes that paragraph's place while it is
// known to be true.
struct Contacts {
  std::map<std::string, Contact, std::less<>> by_id;
  std::chrono::days shown_for{90};  // after checked_on

  // Null for who isn't in the file, was checked too long ago, or will be checked only later.
  [[nodiscard]] const Contact* find(std::string_view id, UnixSeconds now) const;
  // The last day on which it is shown.
  [[nodiscard]] std::chrono::sys_days shown_until(const Contact& contact) const;
};

// Name, address, telephone, e-mail, hours: a line each.
std::string in_lines(const Contact& contact);

// "Words. [[kontakt:sfr]]" → "Words." and "sfr"; "" where a paragraph names no contact.
struct ContactPlace {
  std::string_view words, id;
};
ContactPlace contact_of(std::string_view paragraph);

}  // namespace anlaufstelle::pages
