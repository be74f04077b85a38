// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

struct _PangoAttrList;

namespace anlaufstelle::text {

// Noto Naskh Arabic before 2.013 (Debian's) draws ۴, ۶ and ۷ in their Urdu forms in every language;
// readers of Dari, Pashto and Sorani don't know that 7. Without the feature "locl" it draws them as
// they are written there.

// Byte positions (two bytes each) of such digits in a text that isn't Urdu.
std::vector<std::size_t> persian_digits(std::string_view text, std::string_view language);
void keep_persian_digits(std::string_view text, std::string_view language,
                         _PangoAttrList* attributes);

}  // namespace anlaufstelle::text
