// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <string>
#include <string_view>

namespace anlaufstelle::language {

// Between our UTF-8 and ICU's UTF-16, and from our tags to its locales. This room only.

std::string utf8(const icu::UnicodeString& text);
icu::UnicodeString utf16(std::string_view text);

// The locale whose data a reader of `tag` gets: ICU 72 has Kurmanji under "ku", and a language
// that it has no data for reads German, never the machine's own language.
icu::Locale reader_locale(std::string_view tag);

}  // namespace anlaufstelle::language
