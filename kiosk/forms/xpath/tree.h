// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace anlaufstelle::forms::xpath {

using NameId = std::uint32_t;
using NodeIx = std::uint32_t;

inline constexpr NodeIx kNoNode = 0x7fff'ffffu;
// A leaf element keeps its text in its own node; with this bit an index means that text node.
inline constexpr NodeIx kTextBit = 0x8000'0000u;

// Every name of a form once; id 0 is "". Grows while a form is imported, then only read.
class NameTable {
 public:
  NameTable();
  NameId intern(std::string_view name);
  [[nodiscard]] const std::string& text(NameId id) const { return texts_[id]; }
  [[nodiscard]] std::size_t size() const { return texts_.size(); }

 private:
  std::vector<std::string> texts_;
  std::unordered_map<std::string, NameId> ids_;
};

enum class NodeKind : std::uint8_t { kRoot, kElement, kAttribute, kText, kComment, kInstruction };

struct Node {
  NodeKind kind = NodeKind::kElement;
  bool hidden = false;  // irrelevant: it and everything in it reads as ''
  NameId name = 0, prefix = 0, ns = 0;
  NodeIx parent = kNoNode, first_child = kNoNode, last_child = kNoNode;
  NodeIx next = kNoNode, previous = kNoNode, first_attribute = kNoNode;
  std::uint32_t children = 0;
  std::uint32_t order = 0;  // Tree::order()
  NodeIx def = kNoNode;     // in an instance: its node in the form's template
  std::string value;        // a leaf element's text; an attribute's, text's or comment's content
};

// An XML document as XPath sees it: an arena of nodes, index 0 the root above the document
// element. Values may be a person's answers: they are wiped when replaced and when the tree
// dies. One thread while it changes; the names outlive it.
class Tree {
 public:
  explicit Tree(const NameTable* names);
  ~Tree();
  Tree(const Tree& other) = default;
  Tree(Tree&& other) noexcept = default;
  Tree& operator=(const Tree&) = delete;
  Tree& operator=(Tree&&) = delete;

  // REQUIRES: nodes are added in document order, attributes before children.
  NodeIx add(NodeKind kind, NodeIx parent, NameId name, NameId prefix, NameId ns);
  // Copies a node of this or another tree, with everything in it and its defs, below `parent`:
  // behind `after`, or as the first child for kNoNode.
  NodeIx insert_copy(const Tree& from, NodeIx node, NodeIx parent, NodeIx after);
  // Takes a node and everything in it out and wipes it. The indexes stay unused.
  void remove(NodeIx node);
  void reserve(std::size_t nodes) { nodes_.reserve(nodes); }
  void set_value(NodeIx node, std::string_view value);
  void set_hidden(NodeIx node, bool hidden) { nodes_[node].hidden = hidden; }
  void set_def(NodeIx node, NodeIx def) { nodes_[node].def = def; }

  [[nodiscard]] const Node& operator[](NodeIx node) const { return nodes_[node & ~kTextBit]; }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] const NameTable& names() const { return *names_; }
  [[nodiscard]] const std::string& name(NodeIx node) const {
    return names_->text((*this)[node].name);
  }
  // The element children of that local name, document order, for a node with many children;
  // nullptr where looking at each is cheaper.
  [[nodiscard]] const std::vector<NodeIx>* children_named(NodeIx parent, NameId name) const {
    return (*this)[parent].children < kManyChildren ? nullptr : find_children(parent, name);
  }
  // No more indexes are made: from then on any thread may read. Only for trees that don't change.
  void freeze();
  // The copy of a frozen tree belongs to one thread again.
  void thaw() { frozen_ = false; }
  // The element below the root; kNoNode if there is none.
  [[nodiscard]] NodeIx document_element() const;
  // XPath 1.0, 5: string-value, without what is hidden.
  [[nodiscard]] std::string string_value(NodeIx node) const;
  // "/data/group/name", for people and for find().
  [[nodiscard]] std::string path(NodeIx node) const;
  // Where a node stands in the document; attributes between their element and its children.
  [[nodiscard]] std::uint32_t order(NodeIx node) const {
    if (order_is_old_) renumber();
    return nodes_[node & ~kTextBit].order;
  }

 private:
  void append_text(NodeIx node, std::string& out) const;
  void copy_into(const Tree& from, NodeIx node, NodeIx parent);
  void renumber() const;
  [[nodiscard]] const std::vector<NodeIx>* find_children(NodeIx parent, NameId name) const;
  void grow();

  const NameTable* names_;
  // Order numbers are made anew when they are asked for after a change; a tree that several
  // threads share doesn't change.
  mutable std::vector<Node> nodes_;
  mutable bool order_is_old_ = false;
  static constexpr std::uint32_t kManyChildren = 24;
  using ByName = std::unordered_map<NameId, std::vector<NodeIx>>;
  mutable std::unordered_map<NodeIx, ByName> by_name_;  // of parents with many children
  bool frozen_ = false;
};

// One node of one tree.
struct NodeRef {
  const Tree* tree = nullptr;
  NodeIx ix = kNoNode;

  bool operator==(const NodeRef&) const = default;
  [[nodiscard]] const Node& node() const { return (*tree)[ix]; }
  [[nodiscard]] bool is_inner_text() const { return (ix & kTextBit) != 0; }
  [[nodiscard]] NodeKind kind() const { return is_inner_text() ? NodeKind::kText : node().kind; }
};

// Document order; trees among each other in a fixed order.
bool before(const NodeRef& a, const NodeRef& b);

}  // namespace anlaufstelle::forms::xpath
