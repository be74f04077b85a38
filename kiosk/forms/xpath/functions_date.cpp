// SPDX-License-Identifier: EUPL-1.2
// ODK XForms' dates. The clock is the session's; the local time its zone's.
#include <array>
#include <cmath>

#include "kiosk/forms/xpath/functions.h"

namespace anlaufstelle::forms::xpath {

namespace {

DateValue now_of(const Call& call) {
  const auto seconds = call.surroundings().clock->now().time_since_epoch().count();
  return DateValue{static_cast<double>(seconds) * 1000.0, true};
}

Value fn_now(const Call& call) {
  return now_of(call);
}
Value fn_today(const Call& call) {
  return start_of_local_day(now_of(call), call.zone());
}

DateValue exact_days(double days) {
  return std::isfinite(days) ? DateValue{std::round(days * 86'400'000.0), false} : DateValue{};
}

// Text, a number of days or a date; everything else is no date.
DateValue date_of(const Call& call, const Value& value, DateValue (*of_days)(const Call&, double)) {
  if (const auto* date = std::get_if<DateValue>(&value)) return *date;
  if (const auto* days = std::get_if<double>(&value)) return of_days(call, *days);
  if (std::holds_alternative<bool>(value)) return {};
  const std::string text = call.evaluation().text(value);
  if (const auto date = parse_date(trim(text), call.zone(), true)) return *date;
  const double days = text_to_number(text, call.zone());
  return std::isnan(days) ? DateValue{} : of_days(call, days);
}

Value fn_date(const Call& call) {
  return date_of(call, call.value(0),
                 [](const Call& c, double days) { return date_of_days(days, c.zone()); });
}

Value fn_date_time(const Call& call) {
  return date_of(call, call.value(0), [](const Call&, double days) { return exact_days(days); });
}

Value fn_decimal_date_time(const Call& call) {
  return date_of(call, call.value(0), [](const Call&, double days) { return exact_days(days); })
      .days();
}

Value fn_decimal_time(const Call& call) {
  const auto time = parse_time_of_day(call.text(0), call.zone());
  return time ? *time : std::nan("");
}

Value fn_format_date(const Call& call) {
  const Value value = call.value(0);
  if (call.evaluation().text(value).empty()) return std::string();
  const DateValue date =
      date_of(call, value, [](const Call&, double days) { return exact_days(days); });
  auto out = format_pattern(date, call.text(1), call.zone());
  if (!out) call.evaluation().fail("unknown % in the pattern of format-date()");
  return out.value_or(std::string());
}

constexpr std::array kTable = {
    Function{"now", 0, 0, fn_now},
    Function{"today", 0, 0, fn_today},
    Function{"date", 1, 1, fn_date},
    Function{"date-time", 1, 1, fn_date_time},
    Function{"decimal-date-time", 1, 1, fn_decimal_date_time},
    Function{"decimal-time", 1, 1, fn_decimal_time},
    Function{"format-date", 2, 2, fn_format_date},
    Function{"format-date-time", 2, 2, fn_format_date},
};

}  // namespace

std::span<const Function> date_functions() {
  return kTable;
}

}  // namespace anlaufstelle::forms::xpath
