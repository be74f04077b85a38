// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/contacts.h"

namespace anlaufstelle::pages {

std::chrono::sys_days Contacts::shown_until(const Contact& contact) const {
  return std::chrono::sys_days(contact.checked_on) + shown_for;
}

const Contact* Contacts::find(std::string_view id, UnixSeconds now) const {
  const auto found = by_id.find(id);
  if (found == by_id.end()) return nullptr;
  const Contact& contact = found->second;
  const auto today = std::chrono::floor<std::chrono::days>(now);
  const bool checked = std::chrono::sys_days(contact.checked_on) <= today;
  return checked && today <= shown_until(contact) ? &contact : nullptr;
}

std::string in_lines(const Contact& contact) {
  std::string lines = contact.name;
  for (const std::string* part :
       {&contact.address, &contact.phone, &contact.email, &contact.hours}) {
    if (!part->empty()) lines += "\n" + *part;
  }
  return lines;
}

ContactPlace contact_of(std::string_view paragraph) {
  constexpr std::string_view kBegin = "[[kontakt:", kEnd = "]]";
  const std::size_t begin = paragraph.rfind(kBegin);
  if (begin == std::string_view::npos || !paragraph.ends_with(kEnd)) return {paragraph, {}};
  std::string_view words = paragraph.substr(0, begin), id = paragraph.substr(begin + kBegin.size());
  while (words.ends_with(' ')) words.remove_suffix(1);
  id.remove_suffix(kEnd.size());
  return {words, id};
}

}  // namespace anlaufstelle::pages
