// SPDX-License-Identifier: EUPL-1.2
// A time of day by the clock of 24 hours: the hour, then the minute. And a moment: its date, then
// its time.
#include <cstdio>

#include "kiosk/screens/question_parts.h"

namespace anlaufstelle::screens {
namespace {

using forms::Question;
using visit::TimePart;

constexpr int kMinuteStep = 5;  // appointments are at such minutes; the others are a tap away

std::string two_digits(int value) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d", value);
  return text;
}

Part part_of(Scene& scene, const Question& question, TimePart which, Part part) {
  part.id = "time:" + question.name + (which == TimePart::kHour ? ":hour" : ":minute");
  part.pick = [&scene, node = question.node, which](int value) {
    scene.emit([=](visit::Visit& visit) { visit.form().pick(node, which, value); });
  };
  return part;
}

}  // namespace

std::string time_in_words(forms::TimeOfDay time) {
  return two_digits(time.hour) + ":" + two_digits(time.minute);
}

void draw_time(Scene& scene, Flow& flow, const Question& question) {
  const visit::TimeDraft draft = scene.visit.form().time(question.node);
  const Part hour = part_of(scene, question, TimePart::kHour,
                            {.heading = scene.tr("Stunde"),
                             .values = counted(0, 23),
                             .picked = draft.hour,
                             .columns = 6,
                             .name = two_digits});
  if (!draw_part(scene, flow, hour)) return;
  const Part minute =
      part_of(scene, question, TimePart::kMinute,
              {.heading = scene.tr("Minute"),
               .values = counted(0, 59, kMinuteStep),
               .picked = draft.minute,
               .columns = 4,
               .name = [&](int value) { return two_digits(*draft.hour) + ":" + two_digits(value); },
               .all_values = counted(0, 59),
               .more = scene.tr("Alle Minuten zeigen")});
  (void)draw_part(scene, flow, minute);
}

void draw_date_time(Scene& scene, Flow& flow, const Question& question) {
  if (draw_date_parts(scene, flow, question)) {
    flow.gap(2);
    draw_time(scene, flow, question);
  }
}

}  // namespace anlaufstelle::screens
