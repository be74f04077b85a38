// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/persian_digits.h"

#include <pango/pango.h>

namespace anlaufstelle::text {

std::vector<std::size_t> persian_digits(std::string_view text, std::string_view language) {
  std::vector<std::size_t> found;
  if (language.substr(0, language.find('-')) == "ur") return found;
  for (std::size_t at = text.find('\xDB'); at != std::string_view::npos;
       at = text.find('\xDB', at + 2)) {
    const std::string_view digit = text.substr(at, 2);
    if (digit == "\u06F4" || digit == "\u06F6" || digit == "\u06F7") found.push_back(at);
  }
  return found;
}

void keep_persian_digits(std::string_view text, std::string_view language,
                         PangoAttrList* attributes) {
  for (const std::size_t at : persian_digits(text, language)) {
    PangoAttribute* attribute = pango_attr_font_features_new("locl=0");
    attribute->start_index = static_cast<guint>(at);
    attribute->end_index = static_cast<guint>(at + 2);
    pango_attr_list_insert(attributes, attribute);
  }
}

}  // namespace anlaufstelle::text
