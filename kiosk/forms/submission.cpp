// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/submission.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "kiosk/forms/answers.h"
#include "kiosk/forms/xml_reader.h"

namespace anlaufstelle::forms {

namespace {

using xpath::Node;
using xpath::Tree;

constexpr std::size_t kMaxNodes = 1'000'000;
constexpr std::string_view kUnknown = "unknown", kInPerson = "in_person", kTicked = "ticked";

void escape(std::string_view text, bool in_attribute, std::string& out) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '\r':
        out += "&#13;";
        break;  // a reader would take it for a line end
      case '"':
        out += in_attribute ? "&quot;" : "\"";
        break;
      case '\t':
        out += in_attribute ? "&#9;" : "\t";
        break;
      case '\n':
        out += in_attribute ? "&#10;" : "\n";
        break;
      default:
        out += c;
    }
  }
}

class Writer {
 public:
  Writer(const Form& form, const Instance& instance, FormSession::Extent extent,
         const std::map<NodeIx, std::string>& stamps)
      : form_(form),
        tree_(instance.tree()),
        instance_(instance),
        extent_(extent),
        stamps_(stamps) {}

  std::string run() {
    choose_kept();
    out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    element(tree_.document_element(), "");
    return std::move(out_);
  }

 private:
  // A slip holds what may be printed, the groups around it and the instanceID; not even an empty
  // element of the rest, since its being there says that the question was asked.
  [[nodiscard]] bool wanted(NodeIx node) const {
    const NodeIx def = instance_.def_of(node);
    if (def == form_.root) return true;
    if (!instance_[node].relevant) return false;
    if (extent_ == FormSession::Extent::kFull || def == form_.instance_id) return true;
    if (tree_[node].first_child != kNoNode) return false;  // kept for what is in it
    return is_for_paper(form_.defs[def], instance_[node]);
  }

  void choose_kept() {
    kept_.assign(tree_.size(), false);
    // Children come after their parents: going backwards, a kept child keeps what is around it.
    for (NodeIx node = static_cast<NodeIx>(tree_.size()); node-- > 1;) {
      if (!instance_.is_element(node)) continue;
      if (wanted(node)) kept_[node] = true;
      if (kept_[node] && instance_[node].relevant) kept_[tree_[node].parent] = true;
    }
  }

  void name(NodeIx node) {
    const std::string& prefix = tree_.names().text(tree_[node].prefix);
    if (!prefix.empty()) out_ += prefix + ":";
    out_ += tree_.name(node);
  }

  void attribute(std::string_view attribute_name, std::string_view value) {
    out_ += ' ';
    out_ += attribute_name;
    out_ += "=\"";
    escape(value, true, out_);
    out_ += '"';
  }

  // Every prefix that the instance uses, and the kiosk's own.
  void namespaces() {
    std::map<std::string, std::string> used = {{"kiosk", std::string(kKioskNs)}};
    for (NodeIx node = 1; node < form_.primary.size(); ++node)
      if (const std::string& prefix = tree_.names().text(form_.primary[node].prefix);
          !prefix.empty() && prefix != "xml")
        used.emplace(prefix, tree_.names().text(form_.primary[node].ns));
    for (const auto& [prefix, uri] : used) attribute("xmlns:" + prefix, uri);
  }

  // As ODK writes it: what is in the XForms namespace only because the form file is, has none.
  [[nodiscard]] std::string default_namespace(const Node& node) const {
    const std::string& ns = tree_.names().text(node.ns);
    return ns == kXFormsNs ? std::string() : ns;
  }

  void state_attributes(NodeIx node) {
    const NodeState& state = instance_[node];
    if (state.standing == Standing::kUnknown) attribute("kiosk:standing", kUnknown);
    if (state.standing == Standing::kInPerson) attribute("kiosk:standing", kInPerson);
    if (state.print_ticked) attribute("kiosk:print", kTicked);
  }

  void element(NodeIx ix, const std::string& inherited_ns) {
    const Node& node = tree_[ix];
    out_ += '<';
    name(ix);
    std::string ns = inherited_ns;
    if (node.prefix == 0 && default_namespace(node) != inherited_ns) {
      ns = default_namespace(node);
      attribute("xmlns", ns);
    }
    if (ix == tree_.document_element()) namespaces();
    for (NodeIx at = node.first_attribute; at != kNoNode; at = tree_[at].next) {
      const std::string& prefix = tree_.names().text(tree_[at].prefix);
      attribute((prefix.empty() ? "" : prefix + ":") + tree_.name(at), tree_[at].value);
    }
    state_attributes(ix);
    const std::size_t before_content = out_.size();
    out_ += '>';
    if (node.first_child == kNoNode) escape(value(ix), false, out_);
    for (NodeIx child = node.first_child; child != kNoNode; child = tree_[child].next)
      if (kept_[child]) element(child, ns);
    if (out_.size() == before_content + 1) {
      out_.back() = '/';
      out_ += '>';
      return;
    }
    out_ += "</";
    name(ix);
    out_ += '>';
  }

  // Without the choices that may never be stored.
  [[nodiscard]] std::string value(NodeIx node) const {
    if (const auto stamp = stamps_.find(node); stamp != stamps_.end()) return stamp->second;
    const std::string& held = instance_.held_value(node);
    const std::vector<std::string>& forbidden = form_.defs[instance_.def_of(node)].never_store;
    if (forbidden.empty()) return held;
    std::string out;
    for (const std::string_view word : split_words(held)) {
      if (std::find(forbidden.begin(), forbidden.end(), word) != forbidden.end()) continue;
      if (!out.empty()) out += ' ';
      out += word;
    }
    return out;
  }

  const Form& form_;
  const Tree& tree_;
  const Instance& instance_;
  FormSession::Extent extent_;
  const std::map<NodeIx, std::string>& stamps_;
  std::vector<bool> kept_;
  std::string out_;
};

const Error& not_a_submission() {
  static const Error error{ErrorCode::kCorrupt, "not a submission of this form"};
  return error;
}

class RecordReader {
 public:
  RecordReader(const Form& form, Instance& instance) : form_(form), instance_(instance) {}

  Status run(const XmlNode& root) {
    const Tree& tree = form_.primary;
    const std::string* id = root.attribute("id");
    const std::string* version = root.attribute("version");
    if (version == nullptr) version = root.attribute("version", kOpenRosaNs);
    const bool named = root.name == tree.name(form_.root);
    if (!named && id == nullptr) return not_a_submission();
    const bool same_id =
        id != nullptr ? *id == form_.id_text : form_.id_text.empty() || root.ns == form_.id_text;
    if (!named || !same_id || (version == nullptr ? "" : *version) != form_.version_text)
      return Error{ErrorCode::kConflict, "the record was made with another form or version"};
    instance_.remove_all_repeats();
    const NodeIx top = instance_.tree().document_element();
    hide_below(top);
    return children(root, top);
  }

 private:
  void hide_below(NodeIx node) {
    const Tree& tree = instance_.tree();
    for (NodeIx child = tree[node].first_child; child != kNoNode; child = tree[child].next) {
      instance_.set_relevant(child, false);
      hide_below(child);
    }
  }

  // The child that an element of the record stands for: one that isn't taken yet, or a new
  // instance of a repeat. kNoNode if the form has none.
  NodeIx child_for(const XmlNode& element, NodeIx parent) {
    const Tree& tree = instance_.tree();
    NodeIx def = form_.primary[instance_.def_of(parent)].first_child;
    while (def != kNoNode && !(form_.primary.name(def) == element.name && same_space(def, element)))
      def = form_.primary[def].next;
    if (def == kNoNode) return kNoNode;
    if (form_.defs[def].is_repeat) {
      if (tree.size() > kMaxNodes) return kNoNode;
      const NodeIx made = instance_.add_repeat(def, parent);
      hide_below(made);
      return made;
    }
    NodeIx node = tree[parent].first_child;
    while (node != kNoNode && tree[node].def != def) node = tree[node].next;
    return node == kNoNode || instance_[node].relevant ? kNoNode : node;
  }

  Status children(const XmlNode& from, NodeIx parent) {
    for (const XmlNode& child : from.children) {
      if (child.kind != XmlNode::Kind::kElement) continue;
      const NodeIx node = child_for(child, parent);
      if (node == kNoNode) return not_a_submission();  // not in the form, or there twice
      instance_.set_relevant(node, true);
      if (form_.primary[instance_.def_of(node)].first_child != kNoNode) {
        TRY(children(child, node));
        continue;
      }
      TRY(leaf(child, node));
    }
    return ok_status();
  }

  // Prefixed elements belong to their namespace; the others' default may differ.
  [[nodiscard]] bool same_space(NodeIx def, const XmlNode& element) const {
    const Node& known = form_.primary[def];
    return known.prefix == 0 ? element.prefix.empty() : form_.names.text(known.ns) == element.ns;
  }

  Status leaf(const XmlNode& from, NodeIx node) {
    const bool has_elements =
        std::any_of(from.children.begin(), from.children.end(),
                    [](const XmlNode& c) { return c.kind == XmlNode::Kind::kElement; });
    if (has_elements) return not_a_submission();
    std::string value = from.all_text();
    instance_.set_value(node, value);
    wipe(value);
    NodeState& state = instance_[node];
    if (const std::string* standing = from.attribute("standing", kKioskNs)) {
      if (*standing == kUnknown) {
        state.standing = Standing::kUnknown;
      } else if (*standing == kInPerson) {
        state.standing = Standing::kInPerson;
      } else {
        return not_a_submission();
      }
    }
    if (const std::string* print = from.attribute("print", kKioskNs)) {
      if (*print != kTicked) return not_a_submission();
      state.print_ticked = true;
    }
    return ok_status();
  }

  const Form& form_;
  Instance& instance_;
};

}  // namespace

std::string write_submission(const Form& form, const Instance& instance, FormSession::Extent extent,
                             const std::map<NodeIx, std::string>& stamps) {
  return Writer(form, instance, extent, stamps).run();
}

Status read_submission(const Form& form, std::string_view xml, Instance& instance) {
  auto document = read_xml(xml, {});
  if (!document) return Error{ErrorCode::kCorrupt, "the record is not XML"};
  const Status status = RecordReader(form, instance).run(document->root);
  wipe_texts(document->root);
  return status;
}

}  // namespace anlaufstelle::forms
