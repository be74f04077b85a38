// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/forms/xpath/ast.h"
#include "kiosk/forms/xpath/value.h"

namespace anlaufstelle::forms::xpath {

// The nodes on an axis that pass the test, nearest first (XPath 1.0, 2.2 and 2.3). `visited`
// counts every node looked at, also those that don't pass.
NodeSet nodes_on_axis(const NodeRef& from, Axis axis, const NodeTest& test, std::size_t& visited);

// Puts a set into document order and leaves out repetitions.
void order_nodes(NodeSet& nodes);

}  // namespace anlaufstelle::forms::xpath
