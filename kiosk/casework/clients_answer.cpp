// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/clients_answer.h"

#include <algorithm>
#include <chrono>

#include "kiosk/casework/german_answer.h"
#include "kiosk/forms/moments.h"

namespace anlaufstelle::casework {
namespace {

using forms::ControlKind;
using forms::DataType;
using forms::Question;

// A month or year picked in another calendar begins on a day of its own, which is then said.
std::string date_of(const Question& question, std::string_view tag) {
  const auto day = day_of(question.value);
  if (!day) return question.value;
  const bool first = day->day() == std::chrono::day(1);
  if (looks(question, "year") && first && day->month() == std::chrono::January)
    return std::to_string(static_cast<int>(day->year()));
  if (looks(question, "month-year") && first)
    return language::format_month(tag, day->year() / day->month());
  return language::format_day(tag, *day);
}

}  // namespace

std::string clients_answer(const Question& question, std::string_view tag,
                           const language::Catalogue& words) {
  if (is_choice(question)) return choices_in_words(question);
  if (question.kind == ControlKind::kTrigger) return words.get(tag, "Ja");
  if (question.kind == ControlKind::kUpload) {
    return words.get(tag, looks(question, "signature")                   ? "Unterschrift"
                          : forms::is_drawn_by_hand(question.appearance) ? "Zeichnung"
                                                                         : "Foto");
  }
  if (question.kind == ControlKind::kRange) return language::format_decimal(tag, question.value);
  switch (question.type) {
    case DataType::kBoolean: {
      const bool yes = question.value == "true" || question.value == "1";
      return words.get(tag, yes ? "Ja" : "Nein");
    }
    case DataType::kDate:
      return date_of(question, tag);
    case DataType::kTime:
      return forms::read_time(question.value) ? question.value.substr(0, 5) : question.value;
    case DataType::kDateTime: {
      const auto time = forms::read_date_time(question.value, forms::TimeZone());
      return time ? language::format_minute(tag, *time, kOfficeTimeZone) : question.value;
    }
    case DataType::kInt:
    case DataType::kDecimal:
      if (looks(question, "thousands-sep")) return language::format_thousands(tag, question.value);
      return question.value;
    default:
      return question.value;
  }
}

}  // namespace anlaufstelle::casework
