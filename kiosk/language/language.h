// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "storage/base/clock.h"
#include "storage/base/result.h"

namespace anlaufstelle::language {

enum class Direction { kLeftToRight, kRightToLeft };

// One entry of locales/languages.toml (read by kiosk/app).
struct Language {
  std::string tag;      // BCP 47, "ar"
  std::string autonym;  // "العربية"
  Direction direction = Direction::kLeftToRight;
  std::vector<std::string> font_families;     // private font set, first choice first
  float font_scale = 1.0f;                    // against Noto Sans at the same size
  std::vector<std::string> keyboard_layouts;  // xkb "layout" or "layout(variant)"
  std::vector<std::string> fallback;          // tags, ending in "de"
  bool reviewed = false;                      // by a native reader
};

// Translations of one domain ("kiosk", "pages"); msgid is the German text. A missing
// translation reads as German. Immutable after load; any thread.
class Catalogue {
 public:
  // Reads <folder>/<tag>/LC_MESSAGES/<domain>.mo for each tag that has one. Blocks.
  // Errors: NotFound (no such folder), Corrupt (a damaged file, or not in UTF-8), Io.
  static Result<Catalogue> load(const std::filesystem::path& folder, std::string_view domain,
                                const std::vector<Language>& languages);
  Catalogue(Catalogue&&) noexcept;
  Catalogue& operator=(Catalogue&&) noexcept;
  ~Catalogue();

  // The text in `tag`, or along its fallback chain, or `german` itself.
  [[nodiscard]] std::string get(std::string_view tag, std::string_view german) const;
  // Whether `tag` itself has a translation (always true for "de").
  [[nodiscard]] bool has(std::string_view tag, std::string_view german) const;
  // Plural form for `n`; "{n}" in the text is replaced by the number in Latin digits.
  [[nodiscard]] std::string plural(std::string_view tag, std::string_view german_one,
                                   std::string_view german_many, long n) const;

 private:
  struct Impl;
  explicit Catalogue(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Replaces "{name}" by `value`; `value` is put between FSI and PDI (UAX #9), because it may be
// of any direction.
std::string fill_in(std::string text, std::string_view name, std::string_view value);

// Text as it must stand on a right-to-left screen: every run that begins with a paragraph sign,
// digit, plus sign or Latin letter and goes on in Latin letters, digits and their punctuation
// ("§ 25b Abs. 1 AufenthG", "+49 (0)30 123-456", "10115 Berlin") between LRI and PDI. Text
// that has isolates already keeps them, and so do "{placeholders}"; punctuation behind a run
// stays outside. For kLeftToRight: unchanged.
std::string isolate_runs(std::string_view text, Direction direction);

// The client's own words, each line between FSI and PDI.
std::string isolate_user_text(std::string_view text);

// Dates in the Gregorian calendar with Latin digits, day before month, the month as a word and
// a clock of 24 hours (ICU). The first call loads ICU's data, and each takes tens of
// microseconds: keep the result over frames. An unknown time zone reads as UTC.
std::string format_day(std::string_view tag, std::chrono::year_month_day day);
std::string format_month(std::string_view tag, std::chrono::year_month month);
std::string month_name(std::string_view tag, unsigned month);  // 1..12, standing alone
std::string format_minute(std::string_view tag, UnixSeconds time, std::string_view time_zone);

// German name of a language tag ("ar" → "Arabisch"), and its name in another language.
std::string language_name(std::string_view tag, std::string_view in_tag);

// Every letter that `tag` is written with, by itself and as a capital where it has one, UTF-8
// (CLDR's main exemplar set). Some are a letter with a mark. Empty when ICU doesn't know `tag`.
std::vector<std::string> exemplar_letters(std::string_view tag);
// In Unicode's composed form, NFC (UAX #15): e and U+0301 become é.
std::string compose(std::string_view text);

// Folded for search: case, marks, Arabic letter variants; any script (ICU transform).
std::string fold(std::string_view text);

}  // namespace anlaufstelle::language
