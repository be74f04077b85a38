// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/xpath_check.h"

#include "kiosk/forms/xml_reader.h"
#include "kiosk/forms/xpath/evaluator.h"
#include "kiosk/forms/xpath/parser.h"

namespace anlaufstelle::forms {

namespace {

using xpath::NodeIx;
using xpath::NodeKind;
using xpath::NodeRef;
using xpath::NodeSet;

constexpr std::size_t kSteps = 5'000'000;

// A plain "<!DOCTYPE html>" says nothing to us; one with declarations stays, and is refused.
std::string without_doctype(std::string_view xml) {
  std::string out(xml);
  const auto begin = out.find("<!DOCTYPE");
  const auto end = out.find('>', begin);
  if (begin == std::string::npos || end == std::string::npos) return out;
  if (out.find('[', begin) > end) out.erase(begin, end - begin + 1);
  return out;
}

// The document as it is, text between elements included.
class Document : public xpath::Host {
 public:
  explicit Document(std::string_view language) : language_(language) {}

  Status read(std::string_view xml) {
    TRY_ASSIGN(XmlDocument document, read_xml(without_doctype(xml), {}));
    prefixes = std::move(document.prefixes);
    add(0, document.root);
    return ok_status();
  }

  xpath::NameTable names;
  xpath::Tree tree{&names};
  std::map<std::string, std::string, std::less<>> prefixes;

 private:
  void add(NodeIx parent, const XmlNode& node) {
    switch (node.kind) {
      case XmlNode::Kind::kText:
        return tree.set_value(tree.add(NodeKind::kText, parent, 0, 0, 0), node.text);
      case XmlNode::Kind::kComment:
        return tree.set_value(tree.add(NodeKind::kComment, parent, 0, 0, 0), node.text);
      case XmlNode::Kind::kInstruction:
        return tree.set_value(
            tree.add(NodeKind::kInstruction, parent, names.intern(node.name), 0, 0), node.text);
      case XmlNode::Kind::kElement:
        break;
    }
    const NodeIx ix = tree.add(NodeKind::kElement, parent, names.intern(node.name),
                               names.intern(node.prefix), names.intern(node.ns));
    for (const XmlAttribute& attribute : node.attributes)
      tree.set_value(tree.add(NodeKind::kAttribute, ix, names.intern(attribute.name),
                              names.intern(attribute.prefix), names.intern(attribute.ns)),
                     attribute.value);
    for (const XmlNode& child : node.children) add(ix, child);
  }

  [[nodiscard]] std::string_view attribute(NodeIx element, std::string_view name) const {
    for (NodeIx at = tree[element].first_attribute; at != xpath::kNoNode; at = tree[at].next)
      if (tree.name(at) == name) return tree[at].value;
    return {};
  }

  [[nodiscard]] NodeIx element(std::string_view name, std::string_view key, std::string_view value,
                               NodeIx from) const {
    for (NodeIx at = from; at < tree.size(); ++at)
      if (tree[at].kind == NodeKind::kElement && tree.name(at) == name &&
          (key.empty() || attribute(at, key) == value))
        return at;
    return xpath::kNoNode;
  }

  [[nodiscard]] std::optional<NodeRef> instance(std::string_view id) const override {
    const NodeIx found = element("instance", "id", id, 1);
    if (found == xpath::kNoNode) return std::nullopt;
    return NodeRef{&tree, found};
  }

  [[nodiscard]] std::string itext(std::string_view id) const override {
    const NodeIx translation = language_.empty() ? element("translation", "", "", 1)
                                                 : element("translation", "lang", language_, 1);
    if (translation == xpath::kNoNode) return {};
    const NodeIx text = element("text", "id", id, translation);
    const NodeIx value = text == xpath::kNoNode ? text : element("value", "", "", text);
    return value == xpath::kNoNode ? std::string() : tree.string_value(value);
  }

  [[nodiscard]] std::string choice_label(std::string_view, std::string_view,
                                         const NodeRef&) const override {
    return {};
  }

  std::string language_;
};

Result<NodeRef> place(Document& document, xpath::Surroundings& surroundings,
                      const std::string& path) {
  TRY_ASSIGN(const xpath::Expression ast,
             xpath::parse(path, {&document.names, &document.prefixes}));
  xpath::Evaluation evaluation(ast, surroundings, {&document.tree, 0});
  const xpath::Value value = evaluation.run();
  const auto* nodes = std::get_if<NodeSet>(&value);
  if (nodes == nullptr || nodes->size() != 1)
    return Error{ErrorCode::kInvalidInput, "no such place in the document: " + path};
  return nodes->front();
}

std::vector<std::string> texts_of(const NodeSet& nodes) {
  std::vector<std::string> out;
  for (const NodeRef& ref : nodes) out.push_back(ref.tree->string_value(ref.ix));
  return out;
}

Result<XpathAnswer> converted(const xpath::Value& value, XpathRequest::As as,
                              const TimeZone& zone) {
  using As = XpathRequest::As;
  const auto* nodes = std::get_if<NodeSet>(&value);
  if (as == As::kBoolean) return XpathAnswer(xpath::to_boolean(value));
  if (as == As::kNumber) return XpathAnswer(xpath::to_number(value, zone));
  if (as == As::kString) return XpathAnswer(xpath::to_text(value, zone));
  if (nodes != nullptr) return XpathAnswer(texts_of(*nodes));
  if (as == As::kNodeset) return Error{ErrorCode::kInvalidInput, "the result is no node-set"};
  if (const auto* truth = std::get_if<bool>(&value)) return XpathAnswer(*truth);
  if (const auto* number = std::get_if<double>(&value)) return XpathAnswer(*number);
  return XpathAnswer(xpath::to_text(value, zone));
}

}  // namespace

Result<XpathAnswer> check_xpath(const XpathRequest& request) {
  TRY_ASSIGN(const TimeZone zone, TimeZone::load(request.time_zone));
  Document document(request.language);
  TRY(document.read(request.xml));
  for (const auto& [prefix, uri] : request.prefixes) document.prefixes[prefix] = uri;
  TRY_ASSIGN(const xpath::Expression ast,
             xpath::parse(request.expression, {&document.names, &document.prefixes}));
  xpath::Surroundings surroundings{{&document.tree, 0}, &document, request.clock,
                                   request.random,      &zone,     kSteps};
  TRY_ASSIGN(const NodeRef context, place(document, surroundings, request.context));
  TRY_ASSIGN(surroundings.root, place(document, surroundings, request.root));
  xpath::Evaluation evaluation(ast, surroundings, context);
  const xpath::Value value = evaluation.run();
  if (evaluation.failed()) return Error{ErrorCode::kInvalidInput, evaluation.error()};
  return converted(value, request.as, zone);
}

}  // namespace anlaufstelle::forms
