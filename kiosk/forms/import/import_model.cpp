// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>

#include "kiosk/forms/import/import_state.h"
#include "kiosk/forms/xpath/value.h"

namespace anlaufstelle::forms {

namespace {

using xpath::NodeKind;
using xpath::Tree;

bool has_elements(const XmlNode& node) {
  return std::any_of(node.children.begin(), node.children.end(),
                     [](const XmlNode& c) { return c.kind == XmlNode::Kind::kElement; });
}

const XmlNode* first_element(const XmlNode& node) {
  for (const XmlNode& child : node.children)
    if (child.kind == XmlNode::Kind::kElement) return &child;
  return nullptr;
}

// Text between elements is layout, and so is white space in an empty element.
NodeIx add_element(xpath::NameTable& names, Tree& tree, NodeIx parent, const XmlNode& node) {
  const NodeIx ix = tree.add(NodeKind::kElement, parent, names.intern(node.name),
                             names.intern(node.prefix), names.intern(node.ns));
  for (const XmlAttribute& attribute : node.attributes) {
    const NodeIx at = tree.add(NodeKind::kAttribute, ix, names.intern(attribute.name),
                               names.intern(attribute.prefix), names.intern(attribute.ns));
    tree.set_value(at, attribute.value);
  }
  if (!has_elements(node)) {
    const std::string text = node.all_text();
    if (!xpath::trim(text).empty()) tree.set_value(ix, text);
  }
  for (const XmlNode& child : node.children)
    if (child.kind == XmlNode::Kind::kElement) add_element(names, tree, ix, child);
  return ix;
}

void check_primary(ImportState& state, const XmlNode& node) {
  if (node.attribute("template", kJavaRosaNs) != nullptr)
    state.refuse(node.line, "<" + node.name + ">: repeats are not run here yet",
                 "write the questions out, as often as they may be asked");
  for (auto at = node.children.begin(); at != node.children.end(); ++at) {
    if (at->kind != XmlNode::Kind::kElement) continue;
    check_primary(state, *at);
    const bool again = std::any_of(node.children.begin(), at, [&](const XmlNode& other) {
      return other.is(at->ns, at->name);
    });
    if (again)
      state.error(at->line, "<" + at->name + "> occurs twice in <" + node.name + ">",
                  "give every element of the primary instance a name of its own");
  }
}

XmlNode element(std::string_view prefix, std::string_view ns, std::string_view name, int line) {
  XmlNode out;
  out.prefix = prefix;
  out.ns = ns;
  out.name = name;
  out.line = line;
  return out;
}

// Every submission has an instanceID (OpenRosa metadata), also where the author forgot it.
void ensure_instance_id(XmlNode& root) {
  auto meta = std::find_if(root.children.begin(), root.children.end(), [](const XmlNode& node) {
    return node.kind == XmlNode::Kind::kElement && node.name == "meta";
  });
  if (meta == root.children.end()) {
    root.children.push_back(element("orx", kOpenRosaNs, "meta", root.line));
    meta = root.children.end() - 1;
  }
  const bool there = std::any_of(meta->children.begin(), meta->children.end(),
                                 [](const XmlNode& node) { return node.name == "instanceID"; });
  if (there) return;
  // Copied first: growing the children may move the node that they are taken from.
  const std::string prefix = meta->prefix, ns = meta->ns;
  meta->children.push_back(element(prefix, ns, "instanceID", meta->line));
}

// A submission declares every prefix once, at its root.
void check_prefixes(ImportState& state, int line) {
  const Form& form = state.form;
  std::map<std::string, std::string> known = {{"kiosk", std::string(kKioskNs)}};
  for (NodeIx ix = 1; ix < form.primary.size(); ++ix) {
    const std::string& prefix = form.names.text(form.primary[ix].prefix);
    const std::string& ns = form.names.text(form.primary[ix].ns);
    if (!prefix.empty() && known.emplace(prefix, ns).first->second != ns)
      state.error(line, "the prefix " + prefix + " stands for two namespaces in the instance",
                  "use one prefix for each");
  }
}

void read_root_attributes(ImportState& state, const XmlNode& root) {
  Form& form = state.form;
  if (const std::string* id = root.attribute("id")) {
    form.id_text = *id;
  } else {
    form.id_text = root.ns;
  }
  if (form.id_text.empty() || form.id_text == kXFormsNs)
    state.error(root.line, "the primary instance has no id", "add id=\"…\" to its root element");
  const std::string* version = root.attribute("version");
  if (version == nullptr) version = root.attribute("version", kOpenRosaNs);
  if (version != nullptr) {
    form.version_text = *version;
  } else {
    state.warn(root.line, "the form has no version",
               "add version=\"…\": records are read with the version they were made with");
  }
}

void import_primary(ImportState& state, const XmlNode& instance) {
  const XmlNode* found = first_element(instance);
  if (found == nullptr)
    return state.error(instance.line, "the primary instance is empty", "add the form's elements");
  Form& form = state.form;
  if (const std::string* id = instance.attribute("id")) form.primary_id = *id;
  check_primary(state, *found);
  read_root_attributes(state, *found);
  XmlNode root = *found;
  ensure_instance_id(root);
  form.root = add_element(form.names, form.primary, 0, root);
  form.defs.resize(form.primary.size());
  check_prefixes(state, root.line);
  for (NodeIx ix = 1; ix < form.primary.size(); ++ix) {
    form.primary.set_def(ix, ix);
    if (form.primary[ix].kind != NodeKind::kElement) continue;
    form.by_path.emplace(form.primary.path(ix), ix);
    const NodeIx parent = form.primary[ix].parent;
    if (parent == form.root && form.meta == kNoNode && form.primary.name(ix) == "meta")
      form.meta = ix;
    if (form.meta != kNoNode && parent == form.meta && form.primary.name(ix) == "instanceID")
      form.instance_id = ix;
  }
}

void import_secondary(ImportState& state, const XmlNode& instance) {
  Form& form = state.form;
  const std::string* id = instance.attribute("id");
  if (id == nullptr)
    return state.warn(instance.line, "an instance without id can't be used", "add id=\"…\"");
  if (const std::string* source = instance.attribute("src")) {
    const bool last_saved = *source == "jr://instance/last-saved";
    return state.refuse(instance.line,
                        last_saved ? "last-saved would show the previous person's answers"
                                   : "an instance from another file: " + *source,
                        last_saved ? "remove it" : "put the items into the form itself");
  }
  auto tree = std::make_unique<Tree>(&form.names);
  if (const XmlNode* root = first_element(instance)) add_element(form.names, *tree, 0, *root);
  if (!form.instances.emplace(*id, std::move(tree)).second)
    state.error(instance.line, "two instances are called '" + *id + "'", "rename one");
}

constexpr std::array<std::pair<std::string_view, DataType>, 15> kTypes = {{
    {"string", DataType::kString},
    {"text", DataType::kString},
    {"anyURI", DataType::kString},
    {"select1", DataType::kString},
    {"select", DataType::kString},
    {"int", DataType::kInt},
    {"integer", DataType::kInt},
    {"long", DataType::kInt},
    {"decimal", DataType::kDecimal},
    {"double", DataType::kDecimal},
    {"float", DataType::kDecimal},
    {"boolean", DataType::kBoolean},
    {"date", DataType::kDate},
    {"time", DataType::kTime},
    {"dateTime", DataType::kDateTime},
}};

void read_type(ImportState& state, const XmlNode& bind, NodeDef& def) {
  const std::string* type = bind.attribute("type");
  if (type == nullptr) return;
  const auto colon = type->find(':');
  const std::string local = colon == std::string::npos ? *type : type->substr(colon + 1);
  const auto known = std::find_if(kTypes.begin(), kTypes.end(),
                                  [&](const auto& entry) { return entry.first == local; });
  if (known != kTypes.end()) {
    def.type = known->second;
  } else {
    state.refuse(bind.line, "type " + *type + " is not run here",
                 "use string, int, decimal, boolean or date");
  }
}

void read_preload(ImportState& state, const XmlNode& bind, NodeDef& def) {
  const std::string* preload = bind.attribute("preload", kJavaRosaNs);
  if (preload == nullptr) return;
  const std::string* given = bind.attribute("preloadParams", kJavaRosaNs);
  const std::string parameter = given == nullptr ? "" : *given;
  if (*preload == "uid") {
    def.preload = Preload::kUid;
  } else if (*preload == "timestamp") {
    def.preload = parameter == "end" ? Preload::kEnd : Preload::kStart;
  } else if (*preload == "date") {
    def.preload = Preload::kToday;
  } else {
    state.note(bind.line, "preload " + *preload + " " + parameter + " stays blank",
               "nothing: the kiosk tells nothing about device or person");
  }
}

void read_kiosk_attributes(ImportState& state, const XmlNode& bind, NodeDef& def) {
  if (const std::string* print = bind.attribute("print", kKioskNs)) {
    if (*print == "P") {
      def.print = PrintClass::kAlways;
    } else if (*print == "p") {
      def.print = PrintClass::kIfTicked;
    } else if (*print != "-") {
      state.error(bind.line, "kiosk:print=\"" + *print + "\"", "write P, p or -");
    }
  }
  if (const std::string* role = bind.attribute("role", kKioskNs)) def.role = *role;
  if (const std::string* data_class = bind.attribute("class", kKioskNs))
    def.data_class = *data_class;
  if (const std::string* standing = bind.attribute("standing-answers", kKioskNs)) {
    def.standing_answers = *standing != "none";
    if (*standing != "none" && *standing != "all")
      state.error(bind.line, "kiosk:standing-answers=\"" + *standing + "\"", "write none or all");
  }
  if (const std::string* values = bind.attribute("never-store", kKioskNs)) {
    std::string word;
    for (const char c : *values + " ") {
      if (c != ' ') {
        word += c;
      } else if (!word.empty()) {
        def.never_store.push_back(std::move(word));
        word.clear();
      }
    }
  }
}

void import_bind(ImportState& state, const XmlNode& bind) {
  const std::string* path = bind.attribute("nodeset");
  if (path == nullptr) path = bind.attribute("ref");
  if (path == nullptr) return state.error(bind.line, "a bind without nodeset", "add nodeset=\"…\"");
  const NodeIx node = state.resolve(*path, state.form.root);
  if (node == kNoNode)
    return state.warn(bind.line, "bind for " + *path + ", which the instance doesn't have",
                      "remove the bind or add the element");
  NodeDef& def = state.form.defs[node];
  if (def.line != 0) state.warn(bind.line, "a second bind for " + *path, "write one bind");
  def.line = bind.line;
  if (const std::string* id = bind.attribute("id")) state.bind_ids[*id] = node;
  read_type(state, bind, def);
  const auto expression = [&](std::string_view name) {
    const std::string* source = bind.attribute(name);
    if (source == nullptr || xpath::trim(*source).empty()) return kAbsent;
    return state.compile(*source, node, bind.line, *path + " " + std::string(name));
  };
  def.relevant = expression("relevant");
  def.required = expression("required");
  def.readonly = expression("readonly");
  def.calculate = expression("calculate");
  def.constraint = expression("constraint");
  const auto message = [&](std::string_view name) {
    const std::string* words = bind.attribute(name, kJavaRosaNs);
    if (words == nullptr) return Label{};
    return state.label_of_attribute(*words, node, bind.line, name, true);
  };
  def.required_message = message("requiredMsg");
  def.constraint_message = message("constraintMsg");
  read_preload(state, bind, def);
  read_kiosk_attributes(state, bind, def);
}

}  // namespace

void import_instances(ImportState& state, const XmlNode& model) {
  bool first = true;
  for (const XmlNode& child : model.children) {
    if (!child.is(kXFormsNs, "instance")) continue;
    if (first) {
      import_primary(state, child);
    } else {
      import_secondary(state, child);
    }
    first = false;
  }
  if (first) state.error(model.line, "the model has no instance", "add <instance>");
}

void import_binds(ImportState& state, const XmlNode& model) {
  for (const XmlNode& child : model.children) {
    if (child.kind != XmlNode::Kind::kElement) continue;
    if (child.is(kXFormsNs, "bind")) {
      import_bind(state, child);
    } else if (child.name == "submission") {
      state.note(child.line, "<submission> is ignored", "nothing: the kiosk seals records itself");
    } else if (child.name != "instance" && child.name != "itext" &&
               !child.is(kXFormsNs, "setvalue")) {
      state.refuse(child.line, "<" + child.name + "> is not run here", "remove it");
    }
  }
  // An action may name a bind that stands behind it.
  for (const XmlNode& child : model.children)
    if (child.is(kXFormsNs, "setvalue")) import_action(state, child, kNoNode);
}

void import_action(ImportState& state, const XmlNode& action, NodeIx in_control) {
  const std::string* event = action.attribute("event");
  if (event == nullptr) event = action.attribute("event", "http://www.w3.org/2001/xml-events");
  const bool known =
      event != nullptr && (*event == "odk-instance-first-load" || *event == "xforms-ready");
  if (!known)
    return state.refuse(action.line, "setvalue on " + (event == nullptr ? "no event" : *event),
                        "the kiosk runs odk-instance-first-load only");
  SetValue out;
  out.node = in_control;
  if (action.attribute("ref") != nullptr || action.attribute("bind") != nullptr)
    out.node = state.node_of(action, in_control);
  if (out.node == kNoNode)
    return state.error(action.line, "setvalue for no element of the instance", "correct its ref");
  if (const std::string* value = action.attribute("value"); value != nullptr && !value->empty()) {
    out.value = state.compile(*value, out.node, action.line, "setvalue");
  } else {
    out.words = std::string(xpath::trim(action.all_text()));
  }
  state.form.first_load.push_back(std::move(out));
}

}  // namespace anlaufstelle::forms
