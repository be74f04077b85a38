// SPDX-License-Identifier: EUPL-1.2
// Answers that are no choices, as the client reads them before handing in.
#include "kiosk/screens/question.h"

namespace anlaufstelle::screens {
namespace {

using forms::DataType;
using forms::Question;
using visit::DateDraft;

std::string date_in_both_calendars(const Scene& scene, const Question& question) {
  const visit::DateParts parts = visit::date_parts(question.appearance);
  const DateDraft date = scene.visit.form().date(question.node);
  std::string words = date_in_words(scene, parts, date);
  const std::string other = in_other_calendar(scene, parts, date);
  return other.empty() ? words : words + "\n" + other;
}

std::string moment_in_words(const Scene& scene, const Question& question) {
  const DateDraft date = scene.visit.form().date(question.node);
  const auto time = scene.visit.form().time(question.node).whole();
  const auto day = date.gregorian(visit::date_parts(question.appearance));
  if (!time || !day) return question.value;
  const UnixSeconds local(std::chrono::sys_days(*day) + std::chrono::hours(time->hour) +
                          std::chrono::minutes(time->minute));
  return scene.formatted("moment:" + question.value, [&] {
    return language::format_minute(scene.visit.language(), local, "UTC");
  });
}

}  // namespace

std::string value_in_words(const Scene& scene, const Question& question) {
  if (question.kind == forms::ControlKind::kRange)
    return language::format_decimal(scene.visit.language(), question.value);
  if (question.kind == forms::ControlKind::kUpload)
    return has_appearance(question, "signature")          ? scene.tr("Unterschrift")
           : forms::is_drawn_by_hand(question.appearance) ? scene.tr("Zeichnung")
                                                          : scene.tr("Foto");
  switch (question.type) {
    case DataType::kDate:
      return date_in_both_calendars(scene, question);
    case DataType::kDateTime:
      return moment_in_words(scene, question);
    case DataType::kTime: {
      const auto time = forms::read_time(question.value);
      return time ? time_in_words(*time) : question.value;
    }
    case DataType::kBoolean:
      return question.value == "true" || question.value == "1" ? scene.tr("Ja") : scene.tr("Nein");
    default:
      if (!has_thousands(question)) return question.value;
      return scene.formatted("thousands:" + question.value, [&] {
        return language::format_thousands(scene.visit.language(), question.value);
      });
  }
}

}  // namespace anlaufstelle::screens
