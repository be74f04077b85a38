// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "kiosk/forms/xml_reader.h"
#include "kiosk/forms/xpath/evaluator.h"
#include "kiosk/forms/xpath/parser.h"
#include "tests/kiosk/forms/form_builder.h"
#include "tests/support/fake_clock.h"

namespace anlaufstelle::forms::xpath {

// Evaluates expressions on a document, at its second <item>; the zone is Berlin's.
class XpathFixture : private Host {
 public:
  explicit XpathFixture(std::string_view xml) : tree_(&names_) {
    auto document = read_xml(xml, {});
    if (!document) return;
    prefixes_ = document->prefixes;
    add(0, document->root);
    surroundings_.root = {&tree_, 0};
    surroundings_.host = this;
    surroundings_.clock = &clock_;
    surroundings_.random = &random_;
    zone_ = TimeZone::load("Europe/Berlin").value();
    surroundings_.zone = &zone_;
  }

  // The result as text; "syntax: …", "problem: …" or "failed: …" where there is none.
  std::string text(std::string_view source, std::size_t steps = 100'000) {
    const auto ast = parse(source, {&names_, &prefixes_});
    if (!ast) return ast.error().context.substr(0, 6);
    surroundings_.steps_left = steps;
    Evaluation evaluation(*ast, surroundings_, {&tree_, context_});
    const Value value = evaluation.run();
    if (evaluation.failed()) return "failed: " + evaluation.error();
    return to_text(value, zone_);
  }

  FakeClock& clock() { return clock_; }

 private:
  void add(NodeIx parent, const XmlNode& node) {
    if (node.kind == XmlNode::Kind::kText) {
      tree_.set_value(tree_.add(NodeKind::kText, parent, 0, 0, 0), node.text);
      return;
    }
    const NodeIx ix = tree_.add(NodeKind::kElement, parent, names_.intern(node.name),
                                names_.intern(node.prefix), names_.intern(node.ns));
    if (node.name == "here") context_ = ix;
    for (const XmlAttribute& attribute : node.attributes)
      tree_.set_value(tree_.add(NodeKind::kAttribute, ix, names_.intern(attribute.name), 0, 0),
                      attribute.value);
    for (const XmlNode& child : node.children) add(ix, child);
  }
  [[nodiscard]] std::optional<NodeRef> instance(std::string_view) const override {
    return std::nullopt;
  }
  [[nodiscard]] std::string itext(std::string_view id) const override {
    return "text " + std::string(id);
  }
  [[nodiscard]] std::string choice_label(std::string_view path, std::string_view value,
                                         const NodeRef&) const override {
    return std::string(path) + "=" + std::string(value);
  }

  NameTable names_;
  Tree tree_;
  std::map<std::string, std::string, std::less<>> prefixes_;
  NodeIx context_ = 0;
  FakeClock clock_;
  CountingRandom random_;
  TimeZone zone_;
  Surroundings surroundings_;
};

}  // namespace anlaufstelle::forms::xpath
