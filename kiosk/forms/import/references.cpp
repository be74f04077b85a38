// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/import/references.h"

#include <algorithm>
#include <array>

#include "kiosk/forms/xpath/axes.h"

namespace anlaufstelle::forms {

namespace {

using xpath::AstKind;
using xpath::AstNode;
using xpath::NodeRef;

// Nodes that a subexpression may yield. `foreign`: nodes of other instances, too; paths from
// there stay there.
struct Reach {
  std::vector<References::Read> nodes;
  bool foreign = false;
};

// Labels of choices that name choices whose labels … are followed this far.
constexpr int kMaxLabelDepth = 3;

bool gathers(std::string_view function) {
  constexpr std::array<std::string_view, 9> kNames = {
      "sum", "count", "count-non-empty", "min", "max", "join", "concat", "randomize", "boolean"};
  return std::find(kNames.begin(), kNames.end(), function) != kNames.end();
}

class Finder {
 public:
  Finder(const Form& form, const FormExpression& expression, int depth)
      : form_(form),
        expression_(expression),
        ast_(expression.ast),
        origin_{expression.node, expression.node},
        depth_(depth) {}

  References run() {
    walk(ast_.root, {{origin_}, false});
    auto& nodes = out_.nodes;
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    return std::move(out_);
  }

 private:
  Reach walk(xpath::AstIx ix, const Reach& here) {
    const AstNode& node = ast_.nodes[ix];
    switch (node.kind) {
      case AstKind::kNumber:
      case AstKind::kText:
        return {};
      case AstKind::kPath:
        return path(node, here);
      case AstKind::kCall:
        return call(node, here);
      case AstKind::kFilter: {
        Reach base = walk(node.args[0], here);
        for (std::size_t i = 1; i < node.args.size(); ++i) walk(node.args[i], base);
        return base;
      }
      case AstKind::kNegate:
      case AstKind::kBinary:
        break;
    }
    return join(node, here);
  }

  Reach join(const AstNode& node, const Reach& here) {
    Reach out;
    for (const xpath::AstIx argument : node.args) {
      const Reach more = walk(argument, here);
      out.nodes.insert(out.nodes.end(), more.nodes.begin(), more.nodes.end());
      out.foreign |= more.foreign;
    }
    return out;
  }

  Reach call(const AstNode& node, const Reach& here) {
    if (node.text == "current") return {{origin_}, false};
    if (node.text == "instance") {
      join(node, here);
      const AstNode& id = ast_.nodes[node.args[0]];
      const bool primary = id.kind == AstKind::kText && !form_.instances.contains(id.text);
      if (primary) return {{References::Read{}}, false};
      return {{}, true};
    }
    if (node.text == "jr:choice-name") add_choice_labels(node);
    const std::size_t before = out_.nodes.size();
    Reach out = join(node, here);
    for (std::size_t i = before; i < out_.nodes.size(); ++i) {
      out_.nodes[i].picked |= node.text == "indexed-repeat";
      out_.nodes[i].place_only |= node.text == "position";
      out_.nodes[i].gathered |= gathers(node.text);
    }
    return out;
  }

  // The labels of the choices may themselves show answers.
  void add_choice_labels(const AstNode& node) {
    const Control* control = named_question(form_, expression_, node);
    if (control == nullptr || depth_ >= kMaxLabelDepth) return;
    const auto add = [&](ExprIx output) {
      const References more = Finder(form_, form_.expressions[output], depth_ + 1).run();
      out_.nodes.insert(out_.nodes.end(), more.nodes.begin(), more.nodes.end());
    };
    if (control->itemset) add(control->itemset->nodes);
    for (const ChoiceDef& choice : control->choices) {
      if (choice.label.ref != kAbsent) add(choice.label.ref);
      for (const Segment& segment : choice.label.inline_text)
        if (segment.output != kAbsent) add(segment.output);
      const auto texts = form_.itext.find(choice.label.itext_id);
      if (texts == form_.itext.end()) continue;
      for (const auto& text : texts->second)
        for (const Segment& segment : text.value_or(Text{}))
          if (segment.output != kAbsent) add(segment.output);
    }
  }

  Reach path(const AstNode& node, const Reach& here) {
    Reach at = here;
    if (node.absolute) {
      at = {{References::Read{}}, false};
    } else if (!node.args.empty()) {
      at = walk(node.args[0], here);
    }
    const bool led_somewhere = !at.nodes.empty();
    for (const xpath::Step& step : node.steps) {
      at.nodes = follow(step, at.nodes);
      for (const xpath::AstIx predicate : step.predicates) {
        for (References::Read& read : at.nodes) read.picked = true;
        walk(predicate, at);
      }
    }
    if (led_somewhere && at.nodes.empty() && !at.foreign) out_.names_nothing = true;
    out_.nodes.insert(out_.nodes.end(), at.nodes.begin(), at.nodes.end());
    return at;
  }

  // The lower of two nodes on one way to the root is below the other, or is it.
  [[nodiscard]] NodeIx higher(NodeIx a, NodeIx b) const {
    for (NodeIx at = a; at != kNoNode; at = form_.primary[at].parent)
      if (at == b) return b;
    return a;
  }

  [[nodiscard]] std::vector<References::Read> follow(
      const xpath::Step& step, const std::vector<References::Read>& from) const {
    using xpath::Axis;
    // An answer comes and goes; its text() is the element's matter.
    if (step.test.kind == xpath::TestKind::kText && step.axis == Axis::kChild) return from;
    std::vector<References::Read> out;
    std::size_t visited = 0;
    for (const References::Read& read : from) {
      for (const NodeRef& ref :
           xpath::nodes_on_axis({&form_.primary, read.node}, step.axis, step.test, visited)) {
        const NodeIx node = ref.ix & ~xpath::kTextBit;
        NodeIx scope = read.scope;
        if (step.axis == Axis::kParent) {
          scope = higher(scope, node);
        } else if (step.axis != Axis::kChild && step.axis != Axis::kSelf &&
                   step.axis != Axis::kAttribute && step.axis != Axis::kDescendant &&
                   step.axis != Axis::kDescendantOrSelf) {
          scope = 0;
        }
        out.push_back({node, scope, read.picked, read.place_only, read.gathered});
      }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  const Form& form_;
  const FormExpression& expression_;
  const xpath::Expression& ast_;
  References::Read origin_;
  int depth_;
  References out_;
};

}  // namespace

References find_references(const Form& form, const FormExpression& expression) {
  return Finder(form, expression, 0).run();
}

NodeIx follow_names(const xpath::Tree& tree, std::string_view path, NodeIx from) {
  path = xpath::trim(path);
  NodeIx at = path.starts_with('/') ? 0 : from;
  while (!path.empty() && at != kNoNode) {
    const auto size = std::min(path.find('/'), path.size());
    const std::string_view step = xpath::trim(path.substr(0, size));
    path.remove_prefix(std::min(size + 1, path.size()));
    if (step == "..") at = tree[at].parent;
    if (step.empty() || step == "." || step == "..") continue;
    at = tree[at].first_child;
    while (at != kNoNode && tree.name(at) != step) at = tree[at].next;
  }
  return at;
}

const Control* named_question(const Form& form, const FormExpression& expression,
                              const xpath::AstNode& call) {
  if (call.args.size() < 2) return nullptr;
  const xpath::AstNode& path = expression.ast.nodes[call.args[1]];
  if (path.kind != xpath::AstKind::kText) return nullptr;
  const NodeIx node = follow_names(form.primary, path.text, expression.node);
  if (node == kNoNode || form.defs[node].control == kAbsent) return nullptr;
  return &form.controls[form.defs[node].control];
}

}  // namespace anlaufstelle::forms
