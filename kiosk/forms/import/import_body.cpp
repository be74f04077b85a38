// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "kiosk/forms/import/drawn.h"
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

constexpr std::array<std::pair<std::string_view, ControlKind>, 8> kControls = {{
    {"input", ControlKind::kInput},
    {"secret", ControlKind::kInput},
    {"select1", ControlKind::kSelect1},
    {"select", ControlKind::kSelect},
    {"trigger", ControlKind::kTrigger},
    {"range", ControlKind::kRange},
    {"rank", ControlKind::kRank},
    {"upload", ControlKind::kUpload},
}};

bool chooses(ControlKind kind) {
  return kind == ControlKind::kSelect1 || kind == ControlKind::kSelect ||
         kind == ControlKind::kRank;
}

// Elements that belong to ODK: in its namespace or in that of XForms.
bool is_ours(const XmlNode& element) {
  // Written with and without "www." and a slash at its end.
  return element.ns == kXFormsNs || element.ns.find("opendatakit.org/xforms") != std::string::npos;
}

// Walks the body and lays it out on the way.
class BodyImport {
 public:
  explicit BodyImport(ImportState& state) : state_(state), form_(state.form) {}

  // `node`: what relative refs start from.
  void children(const XmlNode& parent, NodeIx node, std::vector<BodyItem>& out) {
    for (const XmlNode& child : parent.children) {
      if (child.kind != XmlNode::Kind::kElement) continue;
      if (!is_ours(child)) {
        unknown(child);
      } else if (child.name == "group") {
        group(child, node, out);
      } else if (child.name == "repeat") {
        repeat(child, node, out);
      } else if (child.name == "label" || child.name == "hint") {
        continue;  // the group's own
      } else if (child.name == "setvalue") {
        if (parent.name == "body") {
          state_.warn(child.line, "a setvalue of the body is ignored",
                      "move it into the model, a question or a repeat");
        } else {
          import_action(state_, child, node);
        }
      } else if (const auto kind =
                     std::find_if(kControls.begin(), kControls.end(),
                                  [&](const auto& entry) { return entry.first == child.name; });
                 kind != kControls.end()) {
        control(child, kind->second, node, out);
      } else {
        unknown(child);
      }
    }
  }

 private:
  void unknown(const XmlNode& element) {
    state_.refuse_never(
        element.line, "<" + element.name + "> is not run here",
        "use input, select1, select, range, rank, upload, trigger, group or repeat");
  }

  // kNoNode, with a finding, if the element names no node.
  NodeIx node_of(const XmlNode& element, NodeIx from) {
    const NodeIx node = state_.node_of(element, from);
    const std::string* ref = element.attribute("ref");
    if (ref == nullptr) ref = element.attribute("nodeset");
    if (node == kNoNode)
      state_.error(element.line,
                   "<" + element.name + "> for " + (ref == nullptr ? "nothing" : *ref) +
                       ", which is no element of the instance",
                   "correct its ref");
    return node;
  }

  [[nodiscard]] static bool names_node(const XmlNode& element) {
    return element.attribute("ref") != nullptr || element.attribute("nodeset") != nullptr ||
           element.attribute("bind") != nullptr;
  }

  // The label, if there is one, for titles and for the node.
  GroupIx label(const XmlNode& element, NodeIx node) {
    const XmlNode* found = element.child(kXFormsNs, "label");
    if (found == nullptr) return kAbsent;
    form_.groups.push_back({state_.label_of_element(*found, node, "label"), node});
    return static_cast<GroupIx>(form_.groups.size() - 1);
  }

  void group(const XmlNode& element, NodeIx node, std::vector<BodyItem>& out) {
    if (element.attribute("intent") != nullptr &&
        !state_.refuse_for_people(element.line, "intents are not run here", "remove the attribute"))
      state_.warn(element.line, "intents are not run here; the questions are asked in words",
                  "remove the attribute");
    const bool named = names_node(element);
    if (named) {
      node = node_of(element, node);
      if (node == kNoNode) return;
    }
    BodyItem item;
    item.kind = BodyItem::Kind::kGroup;
    item.group = label(element, node);
    if (named && form_.defs[node].group == kAbsent) form_.defs[node].group = item.group;
    item.field_list = contains(words_of(element.attribute("appearance")), "field-list");
    children(element, node, item.children);
    out.push_back(std::move(item));
  }

  void repeat(const XmlNode& element, NodeIx node, std::vector<BodyItem>& out) {
    check_drawn(element);
    BodyItem item;
    item.kind = BodyItem::Kind::kRepeat;
    item.node = node_of(element, node);
    if (item.node == kNoNode) return;
    if (item.node == form_.root)
      return state_.error(element.line, "the whole form can't be a repeat", "correct its nodeset");
    item.group = label(element, item.node);
    item.field_list = contains(words_of(element.attribute("appearance")), "field-list");
    NodeDef& def = form_.defs[item.node];
    if (item.group != kAbsent) def.group = item.group;
    const std::string* fixed = element.attribute("noAddRemove", kJavaRosaNs);
    def.fixed = fixed != nullptr && (xpath::trim(*fixed) == "true()" || *fixed == "true");
    if (const std::string* count = element.attribute("count", kJavaRosaNs);
        count != nullptr && !xpath::trim(*count).empty())
      form_.defs[item.node].count = count_of(*count, item.node, element.line);
    children(element, item.node, item.children);
    out.push_back(std::move(item));
  }

  // It is evaluated at the parent, since there may be no instance: "../n" means "n" there.
  ExprIx count_of(std::string_view source, NodeIx repeat, int line) {
    source = xpath::trim(source);
    const NodeIx parent = form_.primary[repeat].parent;
    for (const std::string_view up : {"current()/../", "./../", "../"}) {
      if (!source.starts_with(up)) continue;
      source.remove_prefix(up.size());
      break;
    }
    return state_.compile(source, parent, line, "jr:count");
  }

  void check_drawn(const XmlNode& element) {
    if (!is_drawn(element.name))
      state_.refuse_undrawn(element.line, "<" + element.name + ">", "use input, select1 or select");
  }

  // A template that no repeat uses: its questions would never be asked.
  void check_template(const XmlNode& element, const std::string& path, NodeIx node) {
    for (NodeIx at = node; at != 0 && at != kNoNode; at = form_.primary[at].parent)
      if (form_.defs[at].is_template && !form_.defs[at].is_repeat) {
        state_.refuse_for_people(element.line, path + " stands in a jr:template without a repeat",
                                 "put a <repeat> around the question");
        return;
      }
  }

  // Choices that stand in another file.
  void check_query(const XmlNode& element, const Control& control, const std::string& path) {
    const bool query = element.attribute("query") != nullptr;
    const bool search =
        std::any_of(control.appearance.begin(), control.appearance.end(),
                    [](const std::string& word) { return word.starts_with("search("); });
    const std::string what = path + ": choices by query are not run here";
    if ((query || search) && state_.refuse_for_people(element.line, what, "use an itemset")) return;
    if (query) state_.warn(element.line, what + "; it is asked in words", "use an itemset");
  }

  void control(const XmlNode& element, ControlKind kind, NodeIx from, std::vector<BodyItem>& out) {
    check_drawn(element);
    Control control;
    control.kind = kind;
    control.line = element.line;
    control.node = node_of(element, from);
    if (control.node == kNoNode) return;
    NodeDef& def = form_.defs[control.node];
    const std::string path = form_.primary.path(control.node);
    if (form_.primary[control.node].first_child != kNoNode)
      return state_.error(element.line, path + " has elements in it and can't be a question",
                          "point the ref at an element without children");
    control.appearance = words_of(element.attribute("appearance"));
    // <secret> is how XForms 1.1 (8.1.3) says what ODK's appearance says.
    if (element.name == "secret" && !contains(control.appearance, kMasked))
      control.appearance.emplace_back(kMasked);
    if (!run_here(element, control)) return;
    if (kind == ControlKind::kInput && always_true(def.readonly)) control.kind = ControlKind::kNote;
    check_template(element, path, control.node);
    check_query(element, control, path);
    if (kind == ControlKind::kRange) control.range = range_of(element);
    parts(element, control);
    check_choices(control, path);
    const auto ix = static_cast<ControlIx>(form_.controls.size());
    if (def.control != kAbsent &&
        !state_.refuse_for_people(element.line, "two questions for " + path,
                                  "give each its own element"))
      state_.warn(element.line, "two questions for " + path, "give each its own element");
    def.control = ix;
    form_.controls.push_back(std::move(control));
    BodyItem item;
    item.control = ix;
    out.push_back(std::move(item));
  }

  // Appearances and media that start another program or a device.
  bool run_here(const XmlNode& element, Control& control) {
    for (const std::string& word : control.appearance)
      if (word.starts_with("ex:") || word.starts_with("printer:")) {
        if (state_.refuse_never(element.line, "appearance " + word + " is not run here",
                                "remove it"))
          return false;
      }
    if (control.kind != ControlKind::kUpload) return true;
    if (const std::string* type = element.attribute("mediatype")) control.media_type = *type;
    if (control.media_type.starts_with("audio") || control.media_type.starts_with("video"))
      return !state_.refuse_never(element.line,
                                  "<upload> of " + control.media_type + " is not run here",
                                  "ask for a picture or in words");
    check_upload(element, control);
    return true;
  }

  // A picture is drawn by finger; whatever else an upload asks for, nobody has it with them here.
  void check_upload(const XmlNode& element, const Control& control) {
    if (!control.media_type.starts_with("image")) {
      state_.refuse_undrawn(element.line, "<upload> of files", "ask for a picture or in words");
    } else if (!is_drawn_by_hand(control.appearance)) {
      state_.warn(element.line, "<upload> of a photograph needs a kiosk with a camera",
                  "set [camera] source there, or give it the appearance signature or draw");
    }
  }

  Range range_of(const XmlNode& element) {
    const TimeZone utc;
    const auto number = [&](std::string_view name) {
      const std::string* text = element.attribute(name);
      const double value = text == nullptr ? std::nan("") : xpath::text_to_number(*text, utc);
      if (!std::isfinite(value))
        state_.error(element.line, "<range> without a number for " + std::string(name),
                     "add start, end and step");
      return value;
    };
    const Range out{number("start"), number("end"), number("step")};
    if (out.step == 0) state_.error(element.line, "<range> with a step of 0", "correct it");
    return out;
  }

  [[nodiscard]] bool always_true(ExprIx expression) const {
    return expression != kAbsent &&
           xpath::trim(form_.expressions[expression].ast.source) == "true()";
  }

  void parts(const XmlNode& element, Control& out) {
    for (const XmlNode& child : element.children) {
      if (child.kind != XmlNode::Kind::kElement) continue;
      if (child.is(kXFormsNs, "label")) {
        out.label = state_.label_of_element(child, out.node, "label");
      } else if (child.is(kXFormsNs, "hint")) {
        // The guidance form of a hint comes beside the hint itself and is not shown.
        const std::string* form = child.attribute("form");
        if (form == nullptr) out.hint = state_.label_of_element(child, out.node, "hint");
      } else if (child.is(kXFormsNs, "item")) {
        if (chooses(out.kind)) item(child, out);
      } else if (child.is(kXFormsNs, "itemset")) {
        if (chooses(out.kind) || out.kind == ControlKind::kRange) itemset(child, out);
      } else if (child.is(kXFormsNs, "setvalue")) {
        import_action(state_, child, out.node);
      } else if (child.name == "help" || child.name == "alert" || child.name == "tag") {
        state_.note(child.line, "<" + child.name + "> isn't shown", "put it into the hint");
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
    if (label_ref != nullptr) {
      set.label = state_.compile(*label_ref, kNoNode, label->line, "itemset label");
      set.text_id = text_id_of(*label_ref, label->line);
    }
    if (set.nodes != kAbsent && set.value != kAbsent) out.itemset = set;
  }

  // For the pictures of a text, which have no text of their own.
  ExprIx text_id_of(std::string_view label, int line) {
    constexpr std::string_view kBegin = "jr:itext(";
    label = xpath::trim(label);
    if (form_.itext_media.empty() || !label.starts_with(kBegin) || !label.ends_with(')'))
      return kAbsent;
    label = label.substr(kBegin.size(), label.size() - kBegin.size() - 1);
    return state_.compile(label, kNoNode, line, "itemset label");
  }

  void check_choices(const Control& control, const std::string& path) {
    const bool choosing = chooses(control.kind);
    if (choosing && control.choices.empty() && !control.itemset)
      state_.warn(control.line, path + " has no choices", "add <item> or <itemset>");
    for (auto at = control.choices.begin(); at != control.choices.end(); ++at) {
      const std::string no_value = path + " has a choice without a value";
      if (at->value.empty() && !state_.refuse_for_people(control.line, no_value, "give it one"))
        state_.warn(control.line, no_value, "give it one");
      if ((control.kind == ControlKind::kSelect || control.kind == ControlKind::kRank) &&
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

namespace {

void find_repeats(ImportState& state, const XmlNode& element, NodeIx from) {
  for (const XmlNode& child : element.children) {
    if (child.kind != XmlNode::Kind::kElement) continue;
    NodeIx node = from;
    if (child.name == "group" || child.name == "repeat") {
      // Binds aren't read yet, so a group named by one is found when the body is read.
      if (const NodeIx named = state.node_of(child, from); named != kNoNode) node = named;
      if (child.name == "repeat" && node != from) state.form.defs[node].is_repeat = true;
      if (child.name == "repeat" && node == from && from != state.form.root)
        state.form.defs[node].is_repeat = true;
    }
    find_repeats(state, child, node);
  }
}

}  // namespace

void mark_repeats(ImportState& state, const XmlNode& body) {
  Form& form = state.form;
  find_repeats(state, body, form.root);
  for (NodeIx node = 1; node < form.defs.size(); ++node) {
    if (form.primary[node].kind != xpath::NodeKind::kElement) continue;
    NodeDef& def = form.defs[node];
    const NodeIx parent = form.primary[node].parent;
    def.repeat = def.is_repeat ? node : parent == 0 ? kNoNode : form.defs[parent].repeat;
  }
  std::map<std::pair<NodeIx, NodeIx>, int> seen;  // parent in the instance, def
  for (NodeIx node = 1; node < form.initial.size(); ++node) {
    const xpath::Node& at = form.initial[node];
    if (at.kind != xpath::NodeKind::kElement || form.defs[at.def].is_repeat) continue;
    if (++seen[{at.parent, at.def}] == 2)
      state.error(form.defs[at.def].line,
                  "<" + form.initial.name(node) + "> occurs twice in <" +
                      form.initial.name(at.parent) + "> and is no repeat",
                  "give every element of the primary instance a name of its own");
  }
}

void import_body(ImportState& state, const XmlNode& body) {
  BodyImport(state).children(body, state.form.root, state.form.body);
}

}  // namespace anlaufstelle::forms
