// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/desk/detail_screen.h"

#include <algorithm>
#include <string>

#include "kiosk/casework/german_answer.h"
#include "kiosk/casework/talk_outcome.h"
#include "kiosk/desk/page_frame.h"

namespace anlaufstelle::desk {

using printing::Line;
using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;
using widgets::Ui;

namespace {

constexpr float kGapMm = 3, kQuestionShare = 0.42f, kMostPictureMm = 60;

std::string why_not(const Error& error, const language::Catalogue& words) {
  switch (error.code) {
    case ErrorCode::kCorrupt:
    case ErrorCode::kConflict:
      return words.get("de",
                       "Dieser Eintrag ist beschädigt und kann nicht gelesen werden. Die anderen "
                       "Einträge sind davon nicht betroffen.");
    case ErrorCode::kWrongKey:
      return words.get("de", "Dieser Eintrag ist nicht für diesen Schlüssel versiegelt.");
    case ErrorCode::kNotFound:
      return words.get("de",
                       "Das Formular zu diesem Eintrag fehlt auf diesem Rechner. Der Eintrag ist "
                       "noch da.");
    case ErrorCode::kTooNew:
      return words.get("de",
                       "Dieser Eintrag ist von einer neueren Version des Programms. Der Eintrag "
                       "ist noch da.");
    default:
      return words.get("de", "Dieser Eintrag kann gerade nicht gelesen werden:") + " " +
             error.context;
  }
}

// Draws sections as the sheet has them, top down from `at`; answers are kept out of the
// semantic tree's names.
class SheetView {
 public:
  SheetView(Ui& ui, const std::vector<language::Language>& languages)
      : ui_(ui), languages_(languages), gap_(ui.mm(kGapMm)) {}

  void sections(Rect& at, const std::vector<printing::Section>& sections) {
    for (const auto& section : sections) {
      if (!section.title.empty()) {
        at.y += gap_;
        at.y += ui_.label(at, section.title, TextStyle::kHeading) + gap_ / 2;
      }
      for (const auto& line : section.lines) draw(at, line);
    }
  }

 private:
  void draw(Rect& at, const Line& line) {
    switch (line.kind) {
      case Line::Kind::kAnswer:
      case Line::Kind::kPlain:
      case Line::Kind::kBar:  // on no sheet that this screen shows
        row(at, line, false);
        break;
      case Line::Kind::kOwnWords:
        row(at, line, true);
        break;
      case Line::Kind::kUrgent:
        urgent(at, line);
        break;
      case Line::Kind::kFixed:
      case Line::Kind::kText:
        at.y += gap_;
        at.y += ui_.label(at, line.text, TextStyle::kBody) + gap_;
        break;
    }
  }

  // Question beside answer where there is room, else above it.
  void row(Rect& at, const Line& line, bool own_words) {
    const bool beside = at.w >= ui_.mm(150);
    Rect question = at, answer = at;
    if (beside) {
      question.w = at.w * kQuestionShare;
      answer.x += question.w + gap_;
      answer.w -= question.w + gap_;
    }
    const float question_height = ui_.label(question, line.question, TextStyle::kBody);
    if (!beside) answer.y += question_height;
    if (own_words) {
      answer.y += ui_.label(answer, printing::own_words_mark(line.language), TextStyle::kSmall);
    }
    const auto language =
        std::find_if(languages_.begin(), languages_.end(),
                     [&](const language::Language& l) { return l.tag == line.language; });
    const bool other = own_words && language != languages_.end();
    if (other) ui_.push_language(*language);
    answer.y += ui_.user_text(answer, line.text, own_words ? TextStyle::kBody : TextStyle::kLabel);
    if (other) ui_.pop_language();
    if (line.picture) picture(answer, *line.picture);
    at.y = std::max(at.y + question_height, answer.y) + gap_ / 2;
  }

  void picture(Rect& at, const printing::LinePicture& picture) {
    const auto width = static_cast<float>(picture.width),
               height = static_cast<float>(picture.height);
    const float scale = std::min(at.w / width, ui_.mm(kMostPictureMm) / height);
    const Rect box{at.x, at.y + gap_ / 2, width * scale, height * scale};
    ui_.fill(box.inset(-ui_.mm(0.3f)), ui_.theme().outline);
    ui_.picture("detail:picture", box, {picture.rgba.data(), picture.width, picture.height});
    at.y = box.bottom() + gap_ / 2;
  }

  void urgent(Rect& at, const Line& line) {
    const float side = ui_.mm(7);
    const float text_width = at.w - side - 3 * gap_;
    const float text = ui_.measure(line.text, TextStyle::kLabel, text_width);
    const float height = std::max(text, side) + 2 * gap_;
    const Rect box{at.x, at.y, at.w, height};
    ui_.card(box, ui_.theme().surface);
    ui_.outline(box, ui_.theme().warning, 0.8f);
    ui_.icon({box.x + gap_, box.y + (height - side) / 2, side, side}, Icon::kWarning,
             ui_.theme().warning);
    ui_.user_text({box.x + 2 * gap_ + side, box.y + (height - text) / 2, text_width, text},
                  line.text, TextStyle::kLabel);
    at.y += height + gap_ / 2;
  }

  Ui& ui_;
  const std::vector<language::Language>& languages_;
  const float gap_;
};

void draw_private(Ui& ui, Rect& at, DetailModel& model, SheetView& view,
                  const language::Catalogue& words) {
  const auto& hidden = (*model.summary)->not_for_paper;
  if (hidden.empty()) return;
  const float gap = ui.mm(kGapMm);
  at.y += gap;
  const std::string text = words.get("de", "Nicht zum Drucken: diese Antworten hier zeigen");
  const float height = ui.choice_height(text, at.w);
  if (ui.choice("detail:private", {at.x, at.y, at.w, height}, text, widgets::ChoiceKind::kMany,
                model.show_private)) {
    model.show_private = !model.show_private;
  }
  at.y += height + gap;
  if (!model.show_private) return;
  at.y += ui.notice(at,
                    words.get("de",
                              "Diese Antworten kommen nie auf das Blatt. Bitte achten Sie darauf, "
                              "wer auf den Bildschirm sieht."),
                    Icon::kInfo) +
          gap;
  view.sections(at, hidden);
}

// A row of buttons of equal width; the index of the one that was pressed.
struct MarkButton {
  std::string_view id;
  std::string text;
  ButtonKind kind = ButtonKind::kSecondary;
  bool enabled = true;
};
std::optional<std::size_t> draw_row(Ui& ui, Rect& area, const std::vector<MarkButton>& buttons) {
  const float gap = ui.mm(kGapMm), count = static_cast<float>(buttons.size());
  const float width = (column(ui, area).w - gap * (count - 1)) / count;
  float height = 0;
  for (const MarkButton& button : buttons)
    height = std::max(height, ui.button_height(button.text, width));
  Rect row = column(ui, area.cut_bottom(height));
  area.cut_bottom(gap);
  std::optional<std::size_t> pressed;
  for (std::size_t i = 0; i < buttons.size(); ++i) {
    const Rect rect = row.cut_start(width, ui.direction());
    row.cut_start(gap, ui.direction());
    if (ui.button(buttons[i].id, rect, buttons[i].text, buttons[i].kind, Icon::kNone,
                  buttons[i].enabled))
      pressed = i;
  }
  return pressed;
}

// To whom: a few in each row, and a way back.
void draw_counsellors(Ui& ui, Rect& area, DetailEvents& events, DetailModel& model,
                      const language::Catalogue& words) {
  constexpr std::size_t kInARow = 4;
  if (draw_row(ui, area, {{"detail:with:back", words.get("de", "Abbrechen")}})) {
    model.handing = false;
    return;
  }
  std::vector<std::string> ids;
  for (const std::string& counsellor : model.counsellors)
    ids.push_back("detail:with:" + counsellor);
  const std::size_t rows = (ids.size() + kInARow - 1) / kInARow;
  for (std::size_t row = rows; row-- > 0;) {  // from the bottom up
    const std::size_t first = row * kInARow, last = std::min(first + kInARow, ids.size());
    std::vector<MarkButton> buttons;
    for (std::size_t i = first; i < last; ++i) buttons.push_back({ids[i], model.counsellors[i]});
    if (const auto pressed = draw_row(ui, area, buttons)) {
      events.hand_to = model.counsellors[first + *pressed];
      model.handing = false;
    }
  }
  const Rect title = column(ui, area);
  const std::string ask = words.get("de", "Bei wem ist das Gespräch?");
  const float height = ui.measure(ask, TextStyle::kLabel, title.w);
  ui.label(column(ui, area.cut_bottom(height)), ask, TextStyle::kLabel);
  area.cut_bottom(ui.mm(kGapMm));
}

// Who has it, and what came of it.
void draw_standing(Ui& ui, Rect& at, const DetailModel& model, const language::Catalogue& words) {
  const auto line = [&](const std::string& text) { at.y += ui.label(at, text, TextStyle::kSmall); };
  if (!model.entry.with.empty())
    line(words.get("de", "Das Gespräch ist bei:") + " " + model.entry.with);
  const auto& entered = (*model.summary)->outcome;
  if (entered == nullptr) return;
  line(words.get("de", "Ergebnis:") + " " + casework::outcome_in_words(entered->outcome) + " (" +
       entered->by + ", " +
       language::format_minute("de", UnixSeconds(std::chrono::minutes(entered->minute)),
                               casework::kOfficeTimeZone) +
       ")");
}

// What becomes of the person's matter; a withdrawal is asked for twice, because it can't be undone.
void draw_marks(Ui& ui, Rect& area, DetailEvents& events, DetailModel& model,
                const language::Catalogue& words) {
  using records::EventKind;
  using records::RecordState;
  if (!model.can_mark) return;
  const RecordState state = model.entry.state;
  if (model.withdrawing) {
    const auto pressed = draw_row(
        ui, area,
        {{"detail:keep", words.get("de", "Behalten")},
         {"detail:withdraw:yes", words.get("de", "Ja, endgültig löschen"), ButtonKind::kWarning}});
    if (pressed == 1) events.mark = EventKind::kWithdrawn;
    if (pressed) model.withdrawing = false;
    return;
  }
  if (model.handing) return draw_counsellors(ui, area, events, model, words);
  std::vector<MarkButton> buttons = {
      {"detail:counselling", words.get("de", "Im Gespräch"), ButtonKind::kSecondary,
       state != RecordState::kInCounselling || model.counsellors.size() > 1},
      {"detail:done", words.get("de", "Erledigt"), ButtonKind::kSecondary,
       !casework::is_done(model.entry)},
      {"detail:withdraw", words.get("de", "Zurückziehen")}};
  if ((*model.summary)->counsel != nullptr)
    buttons.push_back({"detail:outcome", words.get("de", "Ergebnis")});
  const auto pressed = draw_row(ui, area, buttons);
  if (pressed == 0 && model.counsellors.size() > 1) model.handing = true;
  if (pressed == 0 && model.counsellors.size() == 1) events.hand_to = model.counsellors.front();
  if (pressed == 0 && model.counsellors.empty()) events.mark = EventKind::kInCounselling;
  if (pressed == 1) events.mark = EventKind::kDone;
  if (pressed == 2) model.withdrawing = true;
  if (pressed == 3) events.outcome = true;
}

// Side by side, as wide as each other: on paper, into a file, and the sheets for the talk.
void draw_buttons(Ui& ui, Rect& area, DetailEvents& events, bool can_print, bool busy,
                  bool has_paper, const language::Catalogue& words) {
  struct Button {
    std::string_view id;
    std::string text;
    Icon icon;
    ButtonKind kind;
    bool enabled;
    bool* pressed;
  };
  std::vector<Button> buttons;
  if (can_print)
    buttons.push_back({"detail:print", words.get("de", "Drucken"), Icon::kPrint,
                       ButtonKind::kPrimary, !busy, &events.print});
  buttons.push_back({"detail:save", words.get("de", "PDF speichern"), Icon::kForm,
                     can_print ? ButtonKind::kSecondary : ButtonKind::kPrimary, !busy,
                     &events.save});
  if (has_paper)
    buttons.push_back({"detail:paper", words.get("de", "Gesprächsblatt"), Icon::kForm,
                       ButtonKind::kSecondary, true, &events.paper});
  const float gap = ui.mm(kGapMm), count = static_cast<float>(buttons.size());
  const float width = (column(ui, area).w - gap * (count - 1)) / count;
  float height = 0;
  for (const Button& button : buttons)
    height = std::max(height, ui.button_height(button.text, width, button.icon));
  Rect row = column(ui, area.cut_bottom(height));
  area.cut_bottom(gap);
  for (const Button& button : buttons) {
    const Rect rect = row.cut_start(width, ui.direction());
    row.cut_start(gap, ui.direction());
    *button.pressed =
        ui.button(button.id, rect, button.text, button.kind, button.icon, button.enabled);
  }
}

}  // namespace

DetailEvents draw_detail(Ui& ui, Rect area, DetailModel& model, bool can_print, bool busy,
                         const std::vector<language::Language>& languages,
                         const language::Catalogue& words) {
  DetailEvents events;
  const HeadEvents head = draw_head(ui, area, "detail:back", model.entry.number, words);
  events.back = head.back;
  events.lock = head.lock;
  if (!model.summary) {
    ui.label(column(ui, area), words.get("de", "Der Eintrag wird geöffnet …"), TextStyle::kBody);
    return events;
  }
  if (!*model.summary) {
    ui.notice(column(ui, area), why_not(model.summary->error(), words), Icon::kWarning);
    return events;
  }
  draw_buttons(ui, area, events, can_print, busy, (*model.summary)->counsel != nullptr, words);
  draw_marks(ui, area, events, model, words);
  ui.scroll("detail:scroll", column(ui, area), model.scroll, [&](const Rect& origin) {
    const printing::Sheet& sheet = (*model.summary)->sheet;
    SheetView view(ui, languages);
    Rect at = origin;
    const float gap = ui.mm(kGapMm);
    if (!model.mark_trouble.empty())
      at.y += ui.notice(at, model.mark_trouble, Icon::kWarning) + gap;
    if (model.withdrawing) {
      at.y += ui.notice(at,
                        words.get("de",
                                  "Die Person möchte nicht mehr, dass dieser Eintrag bleibt? Er "
                                  "wird dann hier gelöscht und kann nicht zurückgeholt werden."),
                        Icon::kWarning) +
              gap;
    }
    at.y += ui.label(at, sheet.title, TextStyle::kSmall);
    at.y += ui.label(at, sheet.when, TextStyle::kBody);
    draw_standing(ui, at, model, words);
    view.sections(at, sheet.sections);
    draw_private(ui, at, model, view, words);
    return at.y - origin.y + ui.mm(kGapMm);
  });
  return events;
}

}  // namespace anlaufstelle::desk
