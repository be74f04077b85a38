// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "kiosk/forms/answers.h"
#include "kiosk/forms/import/import_state.h"
#include "kiosk/forms/import/read_csv.h"
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
NodeIx add_node(xpath::NameTable& names, Tree& tree, NodeIx parent, const XmlNode& node) {
  const NodeIx ix = tree.add(NodeKind::kElement, parent, names.intern(node.name),
                             names.intern(node.prefix), names.intern(node.ns));
  for (const XmlAttribute& attribute : node.attributes) {
    if (attribute.ns == kJavaRosaNs && attribute.name == "template") continue;
    const NodeIx at = tree.add(NodeKind::kAttribute, ix, names.intern(attribute.name),
                               names.intern(attribute.prefix), names.intern(attribute.ns));
    tree.set_value(at, attribute.value);
  }
  if (!has_elements(node)) {
    const std::string text = node.all_text();
    if (!xpath::trim(text).empty()) tree.set_value(ix, text);
  }
  return ix;
}

NodeIx add_element(xpath::NameTable& names, Tree& tree, NodeIx parent, const XmlNode& node) {
  const NodeIx ix = add_node(names, tree, parent, node);
  for (const XmlNode& child : node.children)
    if (child.kind == XmlNode::Kind::kElement) add_element(names, tree, ix, child);
  return ix;
}

bool is_template(const XmlNode& node) {
  return node.attribute("template", kJavaRosaNs) != nullptr;
}

// The primary instance twice: as the template, with every element once, and as what a session
// starts with.
class PrimaryImport {
 public:
  explicit PrimaryImport(Form& form) : form_(form) {}

  void run(const XmlNode& root) {
    form_.root = define(0, {&root}, false);
    start(0, root);
  }

 private:
  using Same = std::vector<const XmlNode*>;  // elements of one name in one place

  static std::vector<Same> by_name(const Same& parents) {
    std::vector<Same> out;
    std::map<std::pair<std::string_view, std::string_view>, std::size_t> known;
    for (const XmlNode* parent : parents)
      for (const XmlNode& child : parent->children) {
        if (child.kind != XmlNode::Kind::kElement) continue;
        const auto [at, is_new] = known.try_emplace({child.ns, child.name}, out.size());
        if (is_new) out.emplace_back();
        out[at->second].push_back(&child);
      }
    return out;
  }

  // A repeat's template is the first of its elements. What it holds is what a new instance starts
  // with only where the form says that it is a template.
  NodeIx define(NodeIx parent, const Same& same, bool in_template) {
    const XmlNode& first = *same.front();
    const NodeIx ix = add_node(form_.names, form_.primary, parent, first);
    form_.primary.set_def(ix, ix);
    in_template |= is_template(first);
    if (!in_template) form_.primary.set_value(ix, "");
    form_.defs.resize(form_.primary.size());
    form_.by_path.emplace(form_.primary.path(ix), ix);
    NodeDef& def = form_.defs[ix];
    def.is_template = std::all_of(same.begin(), same.end(),
                                  [](const XmlNode* node) { return is_template(*node); });
    for (const Same& children : by_name(same)) define(ix, children, in_template);
    form_.defs.resize(form_.primary.size());
    return ix;
  }

  void start(NodeIx parent, const XmlNode& node) {
    if (is_template(node)) return;
    const NodeIx ix = add_node(form_.names, form_.initial, parent, node);
    const auto def = form_.by_path.find(form_.initial.path(ix));
    if (def != form_.by_path.end()) form_.initial.set_def(ix, def->second);
    for (const XmlNode& child : node.children)
      if (child.kind == XmlNode::Kind::kElement) start(ix, child);
  }

  Form& form_;
};

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
  const std::string_view prefix = meta->prefix, ns = meta->ns;
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
  if (form.id_text == kXFormsNs) form.id_text.clear();
  if (form.id_text.empty())
    state.warn(root.line, "the primary instance has no id", "add id=\"…\" to its root element");
  if (const std::string* ephemeral = root.attribute("ephemeral", kKioskNs)) {
    form.is_ephemeral = *ephemeral == "true";
    if (!form.is_ephemeral && *ephemeral != "false")
      state.error(root.line, "kiosk:ephemeral is \"" + *ephemeral + "\"", "write true or false");
  }
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
  read_root_attributes(state, *found);
  XmlNode root = *found;
  ensure_instance_id(root);
  PrimaryImport(form).run(root);
  check_prefixes(state, root.line);
  for (NodeIx ix = 1; ix < form.primary.size(); ++ix) {
    if (form.primary[ix].kind != NodeKind::kElement) continue;
    const NodeIx parent = form.primary[ix].parent;
    if (parent == form.root && form.meta == kNoNode && form.primary.name(ix) == "meta")
      form.meta = ix;
    if (form.meta != kNoNode && parent == form.meta && form.primary.name(ix) == "instanceID")
      form.instance_id = ix;
  }
}

void import_external(ImportState& state, const XmlNode& instance, const std::string& id,
                     const std::string& source) {
  const bool last_saved = source.starts_with("jr://instance/last-saved");
  if (last_saved &&
      state.refuse_never(instance.line, "last-saved would show the previous person's answers",
                         "remove it"))
    return;
  const bool geo = source.ends_with(".geojson");
  if (geo &&
      state.refuse_never(instance.line, "GeoJSON is not run here: " + source, "use a CSV file"))
    return;
  Form& form = state.form;
  auto tree = std::make_unique<Tree>(&form.names);
  const std::string* file = last_saved || geo ? nullptr : state.attachment(instance.line, source);
  if (file == nullptr) {
    const std::string what = "the file " + source + " is missing";
    if (!state.refuse_for_people(instance.line, what, "put it beside the form"))
      state.warn(instance.line, what + ": the instance is empty", "put it beside the form");
    tree->add(NodeKind::kElement, 0, form.names.intern("root"), 0, 0);  // so that reading goes on
  } else if (source.starts_with("jr://file-csv/") || source.ends_with(".csv")) {
    if (const Status read = read_csv(*file, form.names, *tree); !read)
      state.error(instance.line, source + ": " + read.error().context, "correct the file");
  } else {
    const auto document = read_xml(*file, state.limits);
    if (!document) {
      state.error(instance.line, source + ": " + document.error().context, "correct the file");
    } else {
      add_element(form.names, *tree, 0, document->root);
    }
  }
  if (!form.instances.emplace(id, std::move(tree)).second)
    state.error(instance.line, "two instances are called '" + id + "'", "rename one");
}

void import_secondary(ImportState& state, const XmlNode& instance) {
  Form& form = state.form;
  const std::string* id = instance.attribute("id");
  if (id == nullptr)
    return state.warn(instance.line, "an instance without id can't be used", "add id=\"…\"");
  if (const std::string* source = instance.attribute("src"))
    return import_external(state, instance, *id, *source);
  auto tree = std::make_unique<Tree>(&form.names);
  if (const XmlNode* root = first_element(instance)) add_element(form.names, *tree, 0, *root);
  if (!form.instances.emplace(*id, std::move(tree)).second)
    state.error(instance.line, "two instances are called '" + *id + "'", "rename one");
}

constexpr std::array<std::pair<std::string_view, DataType>, 19> kTypes = {{
    {"string", DataType::kString},     {"text", DataType::kString},
    {"anyURI", DataType::kString},     {"select1", DataType::kString},
    {"select", DataType::kString},     {"rank", DataType::kString},
    {"list", DataType::kString},       {"intent", DataType::kString},
    {"binary", DataType::kString},     {"int", DataType::kInt},
    {"integer", DataType::kInt},       {"long", DataType::kInt},
    {"decimal", DataType::kDecimal},   {"double", DataType::kDecimal},
    {"float", DataType::kDecimal},     {"boolean", DataType::kBoolean},
    {"date", DataType::kDate},         {"time", DataType::kTime},
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
  } else if (local.starts_with("geo") || local == "barcode") {
    state.refuse_never(bind.line, "type " + *type + " is not run here", "ask for it in words");
  } else if (!state.refuse_undrawn(bind.line, "type " + *type,
                                   "use string, int, decimal or date")) {
    state.warn(bind.line, "type " + *type + " is not known and taken as string",
               "use one of the types of ODK XForms");
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

// ODK XForms, "Bind Attributes": of pictures.
void read_most_pixels(ImportState& state, const XmlNode& bind, NodeDef& def) {
  const std::string* pixels = bind.attribute("max-pixels", kOpenRosaNs);
  if (pixels == nullptr) return;
  int most = 0;
  const auto [end, failed] = std::from_chars(pixels->data(), pixels->data() + pixels->size(), most);
  if (failed == std::errc() && end == pixels->data() + pixels->size() && most > 0) {
    def.most_pixels = most;
  } else {
    state.error(bind.line, "orx:max-pixels=\"" + *pixels + "\"", "write a number of pixels");
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
  read_most_pixels(state, bind, def);
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
      const std::string* method = child.attribute("method");
      if (method != nullptr && *method != "post" && *method != "form-data-post")
        state.refuse(child.line, "submission method " + *method + " is not known", "use post");
      state.note(child.line, "<submission> is ignored", "nothing: the kiosk seals records itself");
    } else if (child.name != "instance" && child.name != "itext" &&
               !child.is(kXFormsNs, "setvalue")) {
      state.refuse_never(child.line, "<" + child.name + "> is not run here", "remove it");
    }
  }
}

// After the binds, which an action may name.
void import_actions(ImportState& state, const XmlNode& model) {
  for (const XmlNode& child : model.children)
    if (child.is(kXFormsNs, "setvalue")) import_action(state, child, kNoNode);
}

namespace {

bool read_events(const std::string& events, SetValue& out) {
  bool any = false;
  for (const std::string_view word : split_words(events)) {
    out.on_first_load |= word == "odk-instance-first-load" || word == "xforms-ready";
    out.on_load |= word == "odk-instance-load";
    out.on_new_repeat |= word == "odk-new-repeat";
    out.on_change |= word == "xforms-value-changed";
    any = out.on_first_load || out.on_load || out.on_new_repeat || out.on_change;
  }
  return any;
}

}  // namespace

void import_action(ImportState& state, const XmlNode& action, NodeIx source) {
  const std::string* event = action.attribute("event");
  if (event == nullptr) event = action.attribute("event", "http://www.w3.org/2001/xml-events");
  SetValue out;
  if (event == nullptr || !read_events(*event, out))
    return state.refuse(action.line, "setvalue on " + (event == nullptr ? "no event" : *event),
                        "the kiosk runs odk-instance-first-load, odk-instance-load, "
                        "odk-new-repeat and xforms-value-changed");
  out.source = out.node = source;
  const std::string* ref = action.attribute("ref");
  if (ref != nullptr || action.attribute("bind") != nullptr) {
    const NodeIx from = source == kNoNode ? state.form.root : source;
    out.node = state.node_of(action, from);
    if (out.node == kNoNode && ref != nullptr) {
      out.target = state.compile(*ref, from, action.line, "setvalue ref");
      if (out.target != kAbsent) out.node = state.node_without_predicates(out.target);
    }
  }
  if (out.node == kNoNode)
    return state.error(action.line, "setvalue for no element of the instance", "correct its ref");
  const std::string* value = action.attribute("value");
  if (value != nullptr && !xpath::trim(*value).empty()) {
    out.value = state.compile(*value, out.node, action.line, "setvalue");
    if (out.value == kAbsent) return;
  } else if (value == nullptr) {
    out.words = std::string(xpath::trim(action.all_text()));
  }
  if (out.on_change && out.source != kNoNode) state.form.defs[out.source].starts_actions = true;
  state.form.actions.push_back(std::move(out));
}

}  // namespace anlaufstelle::forms
