// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <set>

#include "kiosk/forms/import/import_state.h"
#include "kiosk/forms/import/references.h"
#include "kiosk/forms/xpath/value.h"

namespace anlaufstelle::forms {

namespace {

// A kiosk draws pictures at a hand's width, and one that is looked at by itself as high as the
// screen; what is larger only costs memory.
constexpr int kMostSide = 480, kMostBigSide = 1400;

// True if the form of a text is a picture or a sound of it.
bool import_media(ImportState& state, const XmlNode& value, const std::string& id,
                  std::size_t language) {
  const std::string& form = *value.attribute("form");
  if (form != "image" && form != "big-image" && form != "audio") return false;
  const std::string uri(xpath::trim(value.all_text()));
  TextMedia found;
  if (form == "audio") {
    found.sound = state.sound(value.line, uri);
  } else {
    (form == "image" ? found.image : found.big_image) =
        state.picture(value.line, uri, form == "image" ? kMostSide : kMostBigSide);
  }
  if (found.sound == kAbsent && found.image == kNoPicture && found.big_image == kNoPicture)
    return true;
  auto& media = state.form.itext_media[id];
  media.resize(state.form.language_names.size());
  if (form == "audio") media[language].sound = found.sound;
  if (form == "image") media[language].image = found.image;
  if (form == "big-image") media[language].big_image = found.big_image;
  return true;
}

// True if it is another wording of the text.
bool import_wording(ImportState& state, const XmlNode& value, const std::string& id,
                    std::size_t language) {
  const std::string& form = *value.attribute("form");
  if (form != "short" && form != "guidance") return false;
  auto& texts = (form == "short" ? state.form.itext_short : state.form.itext_guidance)[id];
  texts.resize(state.form.language_names.size());
  texts[language] = state.text_of_element(value, state.form.root, "text '" + id + "'");
  return true;
}

void tell_left_out(ImportState& state, const XmlNode& value, const std::string& id) {
  const std::string& form = *value.attribute("form");
  if (form == "video") {
    state.warn(value.line, "text '" + id + "': its film " + value.all_text() + " is not shown",
               "make sure that the text says the same");
  } else if (form != "markdown") {
    state.note(value.line, "text '" + id + "': form " + form + " isn't shown", "remove it");
  }
}

// The text itself, its other wordings, its pictures and sounds; films are left out.
void import_text(ImportState& state, const XmlNode& text, std::size_t language) {
  const std::string* id = text.attribute("id");
  if (id == nullptr) return state.error(text.line, "<text> without id", "add id=\"…\"");
  auto& translations = state.form.itext[*id];
  translations.resize(state.form.language_names.size());
  for (const XmlNode& value : text.children) {
    if (!value.is(kXFormsNs, "value")) continue;
    if (const std::string* special = value.attribute("form"); special && *special != "long") {
      if (!import_media(state, value, *id, language) &&
          !import_wording(state, value, *id, language))
        tell_left_out(state, value, *id);
      continue;
    }
    if (translations[language])
      state.warn(value.line, "text '" + *id + "' is given twice in one language", "remove one");
    // An output stands where its text is shown; from the root, relative paths mean the same
    // everywhere.
    translations[language] = state.text_of_element(value, state.form.root, "text '" + *id + "'");
  }
}

// A hint may be guidance alone.
bool has_guidance(const Form& form, const std::string& id, std::size_t language) {
  const auto found = form.itext_guidance.find(id);
  return found != form.itext_guidance.end() && language < found->second.size() &&
         found->second[language];
}

void check_label(ImportState& state, const Label& label, std::set<std::string>& told) {
  if (label.itext_id.empty() || state.form.itext.contains(label.itext_id)) return;
  if (!told.insert(label.itext_id).second) return;
  if (label.inline_text.empty()) {
    state.error(label.line, "no text '" + label.itext_id + "' in any language",
                "add <text id=\"" + label.itext_id + "\"> to every translation");
  } else {
    state.warn(label.line, "no text '" + label.itext_id + "'", "add it, or remove the ref");
  }
}

}  // namespace

void import_itext(ImportState& state, const XmlNode& model) {
  const XmlNode* itext = model.child(kXFormsNs, "itext");
  if (itext == nullptr) return;
  std::vector<const XmlNode*> translations;
  for (const XmlNode& child : itext->children) {
    if (!child.is(kXFormsNs, "translation")) continue;
    const std::string* language = child.attribute("lang");
    if (language == nullptr || language->empty()) {
      state.error(child.line, "<translation> without lang", "add lang=\"…\"");
    } else if (child.attribute("default") != nullptr && *child.attribute("default") != "false") {
      translations.insert(translations.begin(), &child);
    } else {
      translations.push_back(&child);
    }
  }
  for (const XmlNode* translation : translations) {
    const std::string& name = *translation->attribute("lang");
    auto& names = state.form.language_names;
    if (std::find(names.begin(), names.end(), name) != names.end())
      state.error(translation->line, "two translations for " + name, "join them");
    names.push_back(name);
  }
  for (std::size_t i = 0; i < translations.size(); ++i)
    for (const XmlNode& text : translations[i]->children)
      if (text.is(kXFormsNs, "text")) import_text(state, text, i);
  // A text that only early translations have is as long as the languages known then.
  for (auto& [id, texts] : state.form.itext) texts.resize(state.form.language_names.size());
}

void check_texts(ImportState& state) {
  const Form& form = state.form;
  std::set<std::string> told;
  for (const Control& control : form.controls) {
    check_label(state, control.label, told);
    check_label(state, control.hint, told);
    for (const ChoiceDef& choice : control.choices) check_label(state, choice.label, told);
    if (control.label.empty())
      state.warn(control.line, "a question without label: " + form.primary.path(control.node),
                 "add <label>");
  }
  for (const Group& group : form.groups) check_label(state, group.label, told);
  for (const NodeDef& def : form.defs) {
    check_label(state, def.required_message, told);
    check_label(state, def.constraint_message, told);
  }
  for (const FormExpression& expression : form.expressions)
    for (const xpath::AstNode& call : expression.ast.nodes) {
      if (call.kind != xpath::AstKind::kCall || call.text != "jr:choice-name") continue;
      const xpath::AstNode& path = expression.ast.nodes[call.args[1]];
      const Control* question = named_question(form, expression, call);
      const bool chooses = question != nullptr && (question->kind == ControlKind::kSelect1 ||
                                                   question->kind == ControlKind::kSelect);
      if (path.kind == xpath::AstKind::kText && !chooses)
        state.error(expression.line, "jr:choice-name(): no question with choices at " + path.text,
                    "name a select question");
    }
  std::set<std::string> missing;  // sorted, so that the findings come in a fixed order
  for (const auto& [id, texts] : form.itext)
    for (std::size_t i = 0; i < texts.size(); ++i)
      if (!texts[i] && !has_guidance(form, id, i))
        missing.insert("text '" + id + "' has no translation in " + form.language_names[i]);
  for (const std::string& what : missing)
    state.warn(0, what, "translate it; until then the default language shows");
}

}  // namespace anlaufstelle::forms
