// SPDX-License-Identifier: EUPL-1.2
// Questions that are answered by typing: text on one line or several, and numbers.
#include "kiosk/screens/question.h"

namespace anlaufstelle::screens {
namespace {

using forms::Question;

constexpr int kSeveralLines = 3;

widgets::Keyboard keyboard_for(const Question& question) {
  if (question.type == forms::DataType::kInt) return widgets::Keyboard::kNumber;
  if (question.type == forms::DataType::kDecimal) return widgets::Keyboard::kDecimal;
  return has_appearance(question, "numbers") ? widgets::Keyboard::kPhone : widgets::Keyboard::kText;
}

// Numbers, addresses and names as a document has them are written from left to right, with
// Latin letters first.
bool is_latin(const Question& question) {
  return keyboard_for(question) != widgets::Keyboard::kText || has_appearance(question, "latin") ||
         has_appearance(question, "email") || has_appearance(question, "url");
}

// Until the screen is left: whoever comes back to it finds dots again.
void draw_show(Scene& scene, Flow& flow, const std::string& id, bool shown) {
  flow.gap(3);
  if (!flow.choice(id, scene.tr("Zeigen, was ich schreibe"), widgets::ChoiceKind::kMany, shown))
    return;
  scene.emit([&unfolded = scene.view.unfolded, id, shown](visit::Visit&) {
    if (shown) {
      unfolded.erase(id);
    } else {
      unfolded.insert(id);
    }
  });
}

// A large number is read more surely with its thousands apart; in the field itself a separator that
// comes and goes would move what the client points at.
void draw_with_thousands(Scene& scene, Flow& flow, const Question& question) {
  if (!has_thousands(question)) return;
  std::string words = value_in_words(scene, question);
  if (words != question.value) {
    flow.gap(2);
    flow.user_text(words, widgets::TextStyle::kBody);
  }
  wipe(words);
}

}  // namespace

bool has_thousands(const Question& question) {
  return has_appearance(question, "thousands-sep") &&
         (question.type == forms::DataType::kInt || question.type == forms::DataType::kDecimal);
}

void draw_typing(Scene& scene, Flow& flow, const Question& question) {
  const std::string id = "field:" + question.name;
  // The visit owns the answer; the field follows it when something else has changed it.
  widgets::TextFieldState& state = scene.view.fields[question.node];
  std::string typed = scene.visit.form().typed(question.node);
  if (state.text != typed) {
    state = widgets::TextFieldState();
    state.text = typed;
    state.caret = state.anchor = typed.size();
  }
  wipe(typed);
  const bool masked = has_appearance(question, forms::kMasked);
  const std::string show_id = "show:" + question.name;
  const bool shown = scene.view.unfolded.contains(show_id);
  const bool several_lines = has_appearance(question, "multiline") && !masked;
  const float height = scene.ui.field_height(several_lines ? kSeveralLines : 1);
  const widgets::TextFieldOptions options{.name = question.label,
                                          .keyboard = keyboard_for(question),
                                          .multiline = several_lines,
                                          .secret = masked && !shown,
                                          .force_ltr = is_latin(question)};
  if (scene.ui.text_field(id, flow.take(height), state, options)) {
    scene.emit([node = question.node, text = state.text](visit::Visit& visit) {
      visit.form().type(node, text);
    });
  }
  if (!several_lines && scene.ui.focused() == id && scene.ui.take_enter()) scene.ui.focus("");
  if (masked) draw_show(scene, flow, show_id, shown);
  if (!masked) draw_with_thousands(scene, flow, question);
}

}  // namespace anlaufstelle::screens
