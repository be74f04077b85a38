// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/desk/outcome_screen.h"

#include <algorithm>
#include <span>

#include "kiosk/desk/page_frame.h"

namespace anlaufstelle::desk {

using widgets::ButtonKind;
using widgets::ChoiceKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;
using widgets::Ui;

namespace {

constexpr float kGapMm = 3, kColumnMm = 85;
constexpr std::size_t kMostColumns = 3;

// The choices in columns, read line by line. The code that was touched, or nothing.
std::string_view draw_choices(Ui& ui, Rect& at, std::string_view id, std::string_view title,
                              std::span<const casework::OutcomeChoice> choices, ChoiceKind kind,
                              const std::vector<std::string>& chosen,
                              const language::Catalogue& words) {
  const float gap = ui.mm(kGapMm);
  at.y += ui.label(at, words.get("de", title), TextStyle::kHeading) + gap / 2;
  const auto columns = std::clamp<std::size_t>(
      static_cast<std::size_t>((at.w + gap) / (ui.mm(kColumnMm) + gap)), 1, kMostColumns);
  const float count = static_cast<float>(columns), width = (at.w - gap * (count - 1)) / count;
  float height = 0;
  for (const auto& choice : choices)
    height = std::max(height, ui.choice_height(words.get("de", choice.german), width));
  std::string_view touched;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const float x = at.x + static_cast<float>(i % columns) * (width + gap);
    const float y = at.y + static_cast<float>(i / columns) * (height + gap);
    const bool selected = std::find(chosen.begin(), chosen.end(), choices[i].code) != chosen.end();
    if (ui.choice(std::string(id) + ":" + std::string(choices[i].code), {x, y, width, height},
                  words.get("de", choices[i].german), kind, selected))
      touched = choices[i].code;
  }
  const std::size_t rows = (choices.size() + columns - 1) / columns;
  at.y += static_cast<float>(rows) * (height + gap) + gap;
  return touched;
}

void turn(std::vector<std::string>& codes, std::string_view code) {
  if (code.empty()) return;
  if (std::erase(codes, code) == 0) codes.emplace_back(code);
}

}  // namespace

OutcomeEvents draw_outcome(Ui& ui, Rect area, OutcomeModel& model,
                           const language::Catalogue& words) {
  OutcomeEvents events;
  const HeadEvents head = draw_head(ui, area, "outcome:back", model.number, words);
  events.back = head.back;
  events.lock = head.lock;
  const std::string keep = words.get("de", "Ergebnis festhalten");
  const Rect row = column(ui, area.cut_bottom(ui.button_height(keep, column(ui, area).w)));
  area.cut_bottom(ui.mm(kGapMm));
  events.keep = ui.button("outcome:keep", row, keep, ButtonKind::kPrimary, Icon::kCheck,
                          !model.outcome.result.empty());
  ui.scroll("outcome:scroll", column(ui, area), model.scroll, [&](const Rect& origin) {
    Rect at = origin;
    const float gap = ui.mm(kGapMm);
    if (!model.trouble.empty()) at.y += ui.notice(at, model.trouble, Icon::kWarning) + gap;
    records::Outcome& outcome = model.outcome;
    turn(outcome.paths,
         draw_choices(ui, at, "outcome:path", "Über welche Wege wurde gesprochen?",
                      casework::paths_discussed(), ChoiceKind::kMany, outcome.paths, words));
    turn(outcome.referrals,
         draw_choices(ui, at, "outcome:referral", "Wohin weitergeleitet?", casework::referrals(),
                      ChoiceKind::kMany, outcome.referrals, words));
    const std::string_view result =
        draw_choices(ui, at, "outcome:result", "Ergebnis", casework::results(), ChoiceKind::kOne,
                     {outcome.result}, words);
    if (!result.empty()) outcome.result = result;
    at.y += ui.label(at,
                     words.get("de",
                               "Nur wer berät, kann das lesen. Gezählt wird es ohne Namen und "
                               "Nummer, für die Zahlen der Beratungsstelle."),
                     TextStyle::kSmall);
    return at.y - origin.y + gap;
  });
  return events;
}

}  // namespace anlaufstelle::desk
