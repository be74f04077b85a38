// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/base/clock.h"
#include "storage/base/result.h"

namespace anlaufstelle::language {

enum class Direction { kLeftToRight, kRightToLeft };

// One entry of locales/languages.toml (read and checked by kiosk/app). What a language needs of
// the program stands here and in its catalogues. Code names languages only where ICU's data need
// it (reader_locale: "kmr" is "ku"; dates.cpp: English days stand before months), and German, the
// source, with what counselling calls other languages in it (names.cpp).
struct Language {
  std::string tag;      // BCP 47, "ar"
  std::string autonym;  // "العربية"
  std::string script;   // ISO 15924, "Arab"
  Direction direction = Direction::kLeftToRight;
  std::vector<std::string> font_families;     // private font set, first choice first
  float font_scale = 1.0f;                    // against Noto Sans at the same size
  std::vector<std::string> keyboard_layouts;  // xkb "layout" or "layout(variant)"; own first
  std::string voice;                          // of espeak-ng; "" = it has none
  std::vector<std::string> fallback;          // tags; German comes last by itself
  bool reviewed = false;                      // by a native reader: who and when
  std::string reviewed_by;
  std::optional<std::chrono::year_month_day> reviewed_on;
  // A calendar that its readers know beside the Gregorian one: "persian", "ethiopic" or "".
  std::string second_calendar;
  std::vector<std::string> second_calendar_months;  // where ICU has no names for them
  std::string collation;                            // ICU rules where ICU has no order of its own
  // Names of countries (ISO 3166, "YT") and languages (BCP 47, "kmr") that ICU lacks or has wrong.
  std::map<std::string, std::string, std::less<>> names;
};

// German, the source, or a kind of it: "de", "de-x-simple".
bool is_german(std::string_view tag);

// Translations of one domain ("interface", "content"); msgid is the German text. A missing
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
  // Whether `tag` itself has a translation: always true for German, simple German included.
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

// Spaces where a line must not break become no-break spaces: "§ 25b", "Abs. 1", "Nr. 3",
// "563 €", "50 %", "19. August", "z. B." (DIN 5008). Each replaced space gets a byte longer.
std::string keep_together(std::string_view text);

// What every text goes through before it is laid out: keep_together, then isolate_runs. Text that
// needs neither comes back as it is; else the result lies in `buffer`. Cheap enough for each
// label of each frame.
std::string_view prepare_text(std::string_view text, Direction direction, std::string& buffer);

// The client's own words, each line between FSI and PDI.
std::string isolate_user_text(std::string_view text);

// Dates in the Gregorian calendar with Latin digits, day before month, the month as a word and
// a clock of 24 hours (ICU). The first call loads ICU's data, and each takes tens of
// microseconds: keep the result over frames. An unknown time zone reads as UTC.
std::string format_day(std::string_view tag, std::chrono::year_month_day day);
std::string format_month(std::string_view tag, std::chrono::year_month month);
std::string month_name(std::string_view tag, unsigned month);  // 1..12, standing alone
std::string format_minute(std::string_view tag, UnixSeconds time, std::string_view time_zone);

// A plain number ("0.5") with the decimal sign of the language and Latin digits: "0,5" (ICU).
std::string format_decimal(std::string_view tag, std::string_view plain);
// And with the language's separators between thousands; what is no number stays as it is.
std::string format_thousands(std::string_view tag, std::string_view plain);

// The same day, month or year in the language's second calendar, in Latin digits: "1 حمل 1405".
// A Gregorian month lies in two or three others and a year in two: "حوت 1404 – حمل 1405",
// "1404/1405". "" for a language without a second calendar.
std::string second_calendar_day(const Language& language, std::chrono::year_month_day day);
std::string second_calendar_month(const Language& language, std::chrono::year_month month);
std::string second_calendar_year(const Language& language, std::chrono::year year);

// Names of countries and languages as the readers of one language know them: of its entry in
// languages.toml, else ICU's. Making one loads ICU's data, asking is cheap.
class Names {
 public:
  explicit Names(const Language& reader);
  Names(Names&&) noexcept;
  Names& operator=(Names&&) noexcept;
  ~Names();

  // "" for a code without a name: a list then shows its own label.
  [[nodiscard]] std::string country(std::string_view code) const;  // ISO 3166, "SY"
  [[nodiscard]] std::string language(std::string_view tag) const;  // BCP 47, "kmr"

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The name of a language by its tag alone; the tag itself where there is none. In German it is
// the one of counselling ("kmr" → "Kurdisch: Kurmandschi").
std::string language_name(std::string_view tag, std::string_view in_tag);

// Every letter that `tag` is written with, by itself and as a capital where it has one, UTF-8
// (CLDR's main exemplar set). Some are a letter with a mark. Empty when ICU doesn't know `tag`.
std::vector<std::string> exemplar_letters(std::string_view tag);
// In Unicode's composed form, NFC (UAX #15): e and U+0301 become é.
std::string compose(std::string_view text);

// Folded for search: case, marks, letters that stand for each other on neighbouring keyboards,
// digits, punctuation and spaces. ICU's transforms and a table of our own; what matches is said
// by tests/kiosk/language/folding_test.cpp. A microsecond a word.
std::string fold(std::string_view text);

// How a word in another script is typed in Latin letters, folded, by two customs: scholars' (all
// scripts) and that of Russian passports and maps. Nothing for a word in Latin letters. The first
// call loads ICU's transforms, some 30 ms.
std::vector<std::string> typed_in_latin(std::string_view word);

}  // namespace anlaufstelle::language
