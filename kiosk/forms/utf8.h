// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace anlaufstelle::forms {

// XPath counts characters, not bytes. Bytes that aren't UTF-8 become U+FFFD each.
std::u32string decode_utf8(std::string_view text);
std::string encode_utf8(std::u32string_view text);
// Whether XML 1.0 can carry the text: valid UTF-8 without control characters but tab and line
// ends, and without U+FFFE and U+FFFF.
bool fits_into_xml(std::string_view text);

}  // namespace anlaufstelle::forms
