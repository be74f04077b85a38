// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/forms/form_session.h"

namespace anlaufstelle::casework {

// Where the office is: its days and times of day.
inline constexpr std::string_view kOfficeTimeZone = "Europe/Berlin";

// An answer as staff read it: labels of choices, dates and times in German. What the client typed
// stays as it is. REQUIRES: the question has a value, and the session speaks German. Pure.
std::string german_answer(const forms::Question& question);

// Whether german_answer() is in the client's own words. Figures, telephone numbers and e-mail
// addresses are not: they read the same in every language.
bool is_own_words(const forms::Question& question);

// Of a choice, several, or their order, whose labels are in any language.
bool is_choice(const forms::Question& question);
std::string choices_in_words(const forms::Question& question);

// Whether the form asks for it so: "year", "month-year", …
bool looks(const forms::Question& question, std::string_view token);

// What an answer of type date begins with; nothing if it is none.
std::optional<std::chrono::year_month_day> day_of(std::string_view iso);

}  // namespace anlaufstelle::casework
