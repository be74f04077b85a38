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

// The locale that ICU has for `tag`, Kurmanji (ICU 72) under "ku". Bogus where it has no data.
icu::Locale locale_of(std::string_view tag);
// The locale whose data a reader of `tag` gets: a language that ICU has no data for reads German,
// never the machine's own language.
icu::Locale reader_locale(std::string_view tag);

}  // namespace anlaufstelle::language
