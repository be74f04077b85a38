// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>

#include "kiosk/forms/import/import_state.h"
#include "kiosk/forms/xpath/value.h"

namespace anlaufstelle::forms {

namespace {

std::vector<std::string> words_of(const std::string* text) {
  std::vector<std::string> out;
  if (text == nullptr) return out;
  std::string word;
  for (const char c : *text + " ") {
    if (c != ' ' && c != '\t' && c != '\n') {
      word += c;
    } else if (!word.empty()) {
      out.push_back(std::move(word));
      word.clear();
    }
  }
  return out;
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::pair<std::string_view, ControlKind>, 4> kControls = {{
    {"input", ControlKind::kInput},
    {"select1", ControlKind::kSelect1},
    {"select", ControlKind::kSelect},
    {"trigger", ControlKind::kTrigger},
}};

// Walks the body and lays out the screens on the way.
class BodyImport {
 public:
  explicit BodyImport(ImportState& state) : state_(state), form_(state.form) {}

  struct Place {
    NodeIx node;                  // what relative refs start from
    GroupIx title = kAbsent;      // the nearest group with a label
    ScreenDef* screen = nullptr;  // of the field-list around, if there is one
  };

  void children(const XmlNode& parent, const Place& place) {
    for (const XmlNode& child : parent.children) {
      if (child.kind != XmlNode::Kind::kElement) continue;
      if (child.ns != kXFormsNs) {
        unknown(child);
      } else if (child.name == "group") {
        group(child, place);
      } else if (child.name == "label" || child.name == "hint") {
        continue;  // the group's own
      } else if (child.name == "setvalue") {
        import_action(state_, child, place.node);
      } else {
        const auto kind = std::find_if(kControls.begin(), kControls.end(), [&](const auto& entry) {
          return entry.first == child.name;
        });
        if (kind == kControls.end()) {
          unknown(child);
        } else {
          control(child, kind->second, place);
        }
      }
    }
  }

 private:
  void unknown(const XmlNode& element) {
    const bool repeat = element.name == "repeat";
    state_.refuse(element.line, "<" + element.name + "> is not run here",
                  repeat ? "write the questions out, as often as they may be asked"
                         : "use input, select1, select, trigger or group");
  }

  // kNoNode, with a finding, if the element names no node.
  NodeIx node_of(const XmlNode& element, NodeIx from) {
    const NodeIx node = state_.node_of(element, from);
    const std::string* ref = element.attribute("ref");
    if (node == kNoNode)
      state_.error(element.line,
                   "<" + element.name + "> for " + (ref == nullptr ? "nothing" : *ref) +
                       ", which is no element of the instance",
                   "correct its ref");
    return node;
  }

  void group(const XmlNode& element, Place place) {
    if (element.attribute("intent") != nullptr)
      return state_.refuse(element.line, "intents are not run here", "remove the attribute");
    if (element.attribute("ref") != nullptr || element.attribute("nodeset") != nullptr ||
        element.attribute("bind") != nullptr) {
      place.node = node_of(element, place.node);
      if (place.node == kNoNode) return;
    }
    if (const XmlNode* label = element.child(kXFormsNs, "label")) {
      form_.groups.push_back({state_.label_of_element(*label, place.node, "label"), place.node});
      place.title = static_cast<GroupIx>(form_.groups.size() - 1);
    }
    const bool field_list = contains(words_of(element.attribute("appearance")), "field-list");
    if (!field_list || place.screen != nullptr) return children(element, place);
    ScreenDef screen{place.title, {}};
    place.screen = &screen;
    children(element, place);
    if (!screen.controls.empty()) form_.screens.push_back(std::move(screen));
  }

  void control(const XmlNode& element, ControlKind kind, const Place& place) {
    Control out;
    out.kind = kind;
    out.line = element.line;
    out.node = node_of(element, place.node);
    if (out.node == kNoNode) return;
    NodeDef& def = form_.defs[out.node];
    const std::string path = form_.primary.path(out.node);
    if (form_.primary[out.node].first_child != kNoNode)
      return state_.error(element.line, path + " has elements in it and can't be a question",
                          "point the ref at an element without children");
    if (def.control != kAbsent)
      return state_.error(element.line, "two questions for " + path, "give each its own element");
    if (element.attribute("query") != nullptr)
      return state_.refuse(element.line, "choices by query are not run here", "use an itemset");
    if (def.type == DataType::kTime || def.type == DataType::kDateTime)
      return state_.refuse(element.line, path + ": times are not asked here", "use a date");
    out.appearance = words_of(element.attribute("appearance"));
    if (kind == ControlKind::kInput && always_true(def.readonly)) out.kind = ControlKind::kNote;
    parts(element, out);
    check_choices(out, path);
    const auto ix = static_cast<ControlIx>(form_.controls.size());
    def.control = ix;
    form_.controls.push_back(std::move(out));
    if (place.screen != nullptr) {
      place.screen->controls.push_back(ix);
    } else {
      form_.screens.push_back({place.title, {ix}});
    }
  }

  [[nodiscard]] bool always_true(ExprIx expression) const {
    return expression != kAbsent &&
           xpath::trim(form_.expressions[expression].ast.source) == "true()";
  }

  void parts(const XmlNode& element, Control& out) {
    const bool has_choices = out.kind == ControlKind::kSelect1 || out.kind == ControlKind::kSelect;
    for (const XmlNode& child : element.children) {
      if (child.kind != XmlNode::Kind::kElement) continue;
      if (child.is(kXFormsNs, "label")) {
        out.label = state_.label_of_element(child, out.node, "label");
      } else if (child.is(kXFormsNs, "hint")) {
        // The guidance form of a hint comes beside the hint itself and is not shown.
        const std::string* form = child.attribute("form");
        if (form == nullptr) out.hint = state_.label_of_element(child, out.node, "hint");
      } else if (child.is(kXFormsNs, "item") && has_choices) {
        item(child, out);
      } else if (child.is(kXFormsNs, "itemset") && has_choices) {
        itemset(child, out);
      } else if (child.is(kXFormsNs, "setvalue")) {
        import_action(state_, child, out.node);
      } else {
        unknown(child);
      }
    }
  }

  void item(const XmlNode& element, Control& out) {
    const XmlNode* value = element.child(kXFormsNs, "value");
    if (value == nullptr)
      return state_.error(element.line, "a choice without value", "add <value>");
    ChoiceDef choice;
    choice.value = std::string(xpath::trim(value->all_text()));
    if (const XmlNode* label = element.child(kXFormsNs, "label"))
      choice.label = state_.label_of_element(*label, out.node, "choice");
    out.choices.push_back(std::move(choice));
  }

  void itemset(const XmlNode& element, Control& out) {
    const std::string* nodes = element.attribute("nodeset");
    const XmlNode* value = element.child(kXFormsNs, "value");
    const XmlNode* label = element.child(kXFormsNs, "label");
    const std::string* value_ref = value == nullptr ? nullptr : value->attribute("ref");
    const std::string* label_ref = label == nullptr ? nullptr : label->attribute("ref");
    if (nodes == nullptr || value_ref == nullptr)
      return state_.error(element.line, "an itemset needs nodeset and a value with ref",
                          "add nodeset=\"…\" and <value ref=\"…\"/>");
    Itemset set;
    set.nodes = state_.compile(*nodes, out.node, element.line, "itemset");
    set.value = state_.compile(*value_ref, kNoNode, value->line, "itemset value");
    if (label_ref != nullptr)
      set.label = state_.compile(*label_ref, kNoNode, label->line, "itemset label");
    if (set.nodes != kAbsent && set.value != kAbsent) out.itemset = set;
  }

  void check_choices(const Control& control, const std::string& path) {
    const bool choosing =
        control.kind == ControlKind::kSelect1 || control.kind == ControlKind::kSelect;
    if (choosing && control.choices.empty() && !control.itemset)
      state_.warn(control.line, path + " has no choices", "add <item> or <itemset>");
    for (auto at = control.choices.begin(); at != control.choices.end(); ++at) {
      if (at->value.empty())
        state_.error(control.line, path + " has a choice without a value", "give it one");
      if (control.kind == ControlKind::kSelect &&
          at->value.find_first_of(" \t\n") != std::string::npos)
        state_.error(control.line, path + ": the choice '" + at->value + "' has a space in it",
                     "use another character: spaces divide what is chosen");
      if (std::any_of(control.choices.begin(), at,
                      [&](const ChoiceDef& other) { return other.value == at->value; }))
        state_.warn(control.line, path + " has the choice '" + at->value + "' twice", "rename one");
    }
  }

  ImportState& state_;
  Form& form_;
};

}  // namespace

void import_body(ImportState& state, const XmlNode& body) {
  BodyImport(state).children(body, {state.form.root});
}

}  // namespace anlaufstelle::forms
