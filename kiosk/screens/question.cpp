// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/question.h"

#include <algorithm>

#include "kiosk/screens/code.h"
#include "kiosk/screens/page_blocks.h"

namespace anlaufstelle::screens {
namespace {

using forms::ControlKind;
using forms::Question;
using forms::Standing;
using visit::Complaint;
using widgets::ButtonKind;
using widgets::ChoiceKind;
using widgets::Icon;
using widgets::TextStyle;

bool is_note(const Question& question) {
  return !visit::can_be_answered(question);
}

void draw_trigger(Scene& scene, Flow& flow, const Question& question) {
  const bool given = !question.value.empty();
  if (flow.choice("choice:" + question.name + ":OK", question.label, ChoiceKind::kMany, given)) {
    scene.emit([node = question.node](visit::Visit& visit) { visit.form().choose(node, "OK"); });
  }
}

using Draw = void (*)(Scene&, Flow&, const Question&);

Draw input_of(forms::DataType type) {
  switch (type) {
    case forms::DataType::kBoolean:
      return draw_boolean;
    case forms::DataType::kDate:
      return draw_date;
    case forms::DataType::kTime:
      return draw_time;
    case forms::DataType::kDateTime:
      return draw_date_time;
    default:
      return draw_typing;
  }
}

Draw control_of(const Question& question) {
  switch (question.kind) {
    case ControlKind::kSelect1:
      return draw_select_one;
    case ControlKind::kSelect:
      return draw_select_many;
    case ControlKind::kTrigger:
      return draw_trigger;
    case ControlKind::kRange:
      return draw_range;
    case ControlKind::kRank:
      return draw_rank;
    case ControlKind::kUpload:
      return forms::is_drawn_by_hand(question.appearance) ? draw_drawing : draw_photo;
    default:
      return input_of(question.type);
  }
}

std::string in_words(const Scene& scene, const Question& question, Complaint complaint) {
  switch (complaint) {
    case Complaint::kRequired:
      return question.message.empty() ? scene.tr("Bitte antworten Sie hier.") : question.message;
    case Complaint::kConstraint:
      return (question.message.empty() ? scene.tr("Bitte prüfen Sie Ihre Antwort.")
                                       : question.message) +
             " " + scene.tr("Ist alles richtig? Dann tippen Sie noch einmal auf „Weiter“.");
    case Complaint::kUnreadable:
      return scene.tr("Bitte schreiben Sie hier nur eine Zahl.");
    case Complaint::kUnfinishedDate:
      return scene.tr("Das Datum ist noch nicht vollständig.");
    case Complaint::kUnfinishedTime:
      return scene.tr("Die Uhrzeit ist noch nicht vollständig.");
    case Complaint::kNotKept:
      return scene.tr("Für dieses Bild ist in Ihrem Formular kein Platz mehr.");
  }
  return {};
}

void draw_standing(Scene& scene, Flow& flow, const Question& question) {
  const TileGroup group{
      .id = "standing:" + question.name,
      .tiles = {{"standing:" + question.name + ":unknown", scene.tr("Weiß ich nicht"),
                 question.standing == Standing::kUnknown},
                {"standing:" + question.name + ":in_person",
                 scene.tr("Möchte ich nicht sagen / nur im Gespräch"),
                 question.standing == Standing::kInPerson}}};
  draw_tiles(scene, flow, group, [&](std::size_t index) {
    const Standing standing = index == 0 ? Standing::kUnknown : Standing::kInPerson;
    scene.emit([node = question.node, standing](visit::Visit& visit) {
      visit.form().set_standing(node, standing);
    });
  });
}

void draw_note(Scene& scene, Flow& flow, const Question& question) {
  draw_picture(scene, flow, question);
  draw_with_terms(scene, flow, "note:" + question.name, question.label, TextStyle::kHeading);
  draw_listen(scene, flow, question);
  if (!question.hint.empty()) {
    flow.gap(2);
    flow.label(question.hint, TextStyle::kBody);
  }
  draw_guidance(scene, flow, question);
}

void draw_heading(Scene& scene, Flow& flow, const Question& question) {
  draw_picture(scene, flow, question);
  if (question.kind != ControlKind::kTrigger) {
    draw_with_terms(scene, flow, "label:" + question.name, question.label, TextStyle::kHeading);
  }
  draw_listen(scene, flow, question);
  if (!question.hint.empty()) {
    flow.gap(1.5f);
    flow.label(question.hint, TextStyle::kBody);
  }
  draw_guidance(scene, flow, question);
  flow.gap(4);
}

void draw_one(Scene& scene, Flow& flow, const Question& question) {
  if (is_note(question)) return draw_note(scene, flow, question);
  draw_heading(scene, flow, question);
  const auto& complaints = scene.visit.form().complaints();
  if (const auto complaint = complaints.find(question.node); complaint != complaints.end()) {
    flow.notice(in_words(scene, question, complaint->second), Icon::kWarning);
    flow.gap(4);
  }
  control_of(question)(scene, flow, question);
  if (question.kind == ControlKind::kTrigger) return;
  if (question.print == forms::PrintClass::kIfTicked) {
    flow.gap(4);
    const bool ticked = question.print_ticked;
    if (flow.choice("print:" + question.name, scene.tr("Das darf auf den Ausdruck"),
                    ChoiceKind::kMany, ticked)) {
      scene.emit([node = question.node, ticked](visit::Visit& visit) {
        visit.form().set_print_ticked(node, !ticked);
      });
    }
  }
  if (!question.standing_offered) return;
  flow.gap(6);
  draw_standing(scene, flow, question);
}

// Whether "next" would leave everything on the screen unanswered, and may.
bool goes_on_without_answer(const visit::FormWalk& form, const std::vector<Question>& questions) {
  return std::all_of(questions.begin(), questions.end(), [&](const Question& question) {
    return !is_note(question) && !question.required && question.standing == Standing::kNone &&
           form.typed(question.node).empty() && form.date(question.node).empty() &&
           form.time(question.node).empty();
  });
}

Way way_to_next(Scene& scene, const std::vector<Question>& questions) {
  Way way = way_on(scene, [&view = scene.view](visit::Visit& visit) {
    visit.next();
    view.show_complaint = true;
  });
  if (goes_on_without_answer(scene.visit.form(), questions)) {
    way.text = scene.tr("Ohne Antwort weiter");
    way.kind = ButtonKind::kSecondary;
  }
  return way;
}

// Where the questions lie is known once the screen has been drawn: on a new one, which a complaint
// has led to, a frame later.
void scroll_to_complaint(Scene& scene) {
  ViewState& view = scene.view;
  const auto& complaints = scene.visit.form().complaints();
  if (!view.show_complaint) return;
  if (view.question_y.empty() && !complaints.empty()) return scene.emit([](visit::Visit&) {});
  view.show_complaint = false;
  const auto first =
      std::min_element(complaints.begin(), complaints.end(), [&](const auto& a, const auto& b) {
        return view.question_y[a.first] < view.question_y[b.first];
      });
  if (first != complaints.end()) view.scrolls["question"].offset_px = view.question_y[first->first];
}

}  // namespace

void draw_progress(Scene& scene, Flow& flow) {
  const visit::FormWalk& form = scene.visit.form();
  const visit::FormWalk::Progress progress = form.progress();
  scene.ui.progress(flow.take(scene.ui.mm(3)), progress.done, progress.total);
  flow.gap(2);
  forms::Screen around = form.screen();
  if (around.cards) around.title.clear();  // it stands above them, large
  const std::string heading = forms::heading_of(around);
  draw_title_picture(flow, around.title_media);
  if (!heading.empty()) {
    flow.label(heading, TextStyle::kSmall);
    flow.gap(3);
  }
  draw_listen_to_title(scene, flow, around.title_media);
}

bool has_appearance(const Question& question, std::string_view token) {
  const auto& tokens = question.appearance;
  return std::find(tokens.begin(), tokens.end(), token) != tokens.end();
}

void draw_erase(Scene& scene, Flow& flow, const Question& question) {
  if (question.value.empty()) return;
  widgets::Ui& ui = scene.ui;
  const std::string text = scene.tr("Antwort löschen");
  const float width = std::min(flow.width(), ui.button_width(text, Icon::kUndo));
  widgets::Rect row = flow.take(ui.button_height(text, width, Icon::kUndo));
  if (ui.button("erase:" + question.name, row.cut_start(width, ui.direction()), text,
                ButtonKind::kSecondary, Icon::kUndo)) {
    scene.emit([node = question.node](visit::Visit& visit) { visit.form().type(node, ""); });
  }
}

void draw_question(Scene& scene) {
  widgets::Ui& ui = scene.ui;
  const bool typing = ui.keyboard_height() > 0;
  const std::vector<Question> questions = scene.visit.form().questions();
  const auto searched = std::find_if(questions.begin(), questions.end(), [&](const Question& q) {
    return typing && is_searched(q) && ui.focused() == search_id(q);
  });
  scroll_to_complaint(scene);
  const bool searching = searched != questions.end();
  if (!searching) scene.view.scrolls.erase("search");
  const Frame frame{.id = searching ? "search" : "question",
                    .back = way_back(scene, [](visit::Visit& visit) { visit.back(); }),
                    .on = way_to_next(scene, questions)};
  draw_screen(scene, frame, [&](Flow& flow) {
    if (searching) return draw_search(scene, flow, *searched);
    draw_progress(scene, flow);
    warn_unsaved(scene, flow);
    for (const Question& question : questions) {
      scene.view.question_y[question.node] = flow.used();
      draw_one(scene, flow, question);
      flow.gap(10);
    }
  });
  if (typing) ui.keyboard();
}

}  // namespace anlaufstelle::screens
