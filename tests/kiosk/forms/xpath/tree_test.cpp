// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/xpath/tree.h"

#include <doctest/doctest.h>

namespace anlaufstelle::forms::xpath {

TEST_CASE("a replaced value is overwritten where it lay") {
  NameTable names;
  Tree tree(&names);
  const NodeIx node = tree.add(NodeKind::kElement, 0, names.intern("name"), 0, 0);
  tree.set_value(node, "Amina, a name too long for the small buffer of a string");
  const char* const held = tree[node].value.data();
  tree.set_value(node, "");
  REQUIRE(tree[node].value.data() == held);
  for (std::size_t i = 0; i < 20; ++i) CHECK(held[i] == '\0');
}

TEST_CASE("hidden nodes read as nothing, also inside of what is not hidden") {
  NameTable names;
  Tree tree(&names);
  const NodeIx data = tree.add(NodeKind::kElement, 0, names.intern("data"), 0, 0);
  const NodeIx first = tree.add(NodeKind::kElement, data, names.intern("a"), 0, 0);
  const NodeIx second = tree.add(NodeKind::kElement, data, names.intern("b"), 0, 0);
  tree.set_value(first, "1");
  tree.set_value(second, "2");
  CHECK(tree.string_value(data) == "12");
  tree.set_hidden(first, true);
  CHECK(tree.string_value(first) == "");
  CHECK(tree.string_value(data) == "2");
  CHECK(tree.path(second) == "/data/b");
}

}  // namespace anlaufstelle::forms::xpath
