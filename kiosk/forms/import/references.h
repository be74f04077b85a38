// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/forms/form.h"

namespace anlaufstelle::forms {

// What an expression may read of the primary instance, found without evaluating it: paths are
// followed over the template, wildcards and ".." included.
struct References {
  // `scope` is the highest node on the way: reader and read are in the same instance of it.
  struct Read {
    NodeIx node = 0, scope = 0;
    // The way leads through instances of a repeat that are picked by a predicate.
    bool picked = false;
    bool place_only = false;  // position() asks where the node is, not what it holds
    bool gathered = false;    // sum(), count() and their like want every instance
    auto operator<=>(const Read&) const = default;
  };
  std::vector<Read> nodes;     // ascending, each once
  bool names_nothing = false;  // some path of names leads to no node
};

// Follows "/data/q" or "../q", names alone, from a node; kNoNode if it leads nowhere.
NodeIx follow_names(const xpath::Tree& tree, std::string_view path, NodeIx from);

// The question that a call of jr:choice-name() names by a literal path; nullptr if it doesn't.
const Control* named_question(const Form& form, const FormExpression& expression,
                              const xpath::AstNode& call);

// REQUIRES: the expression stands in the primary instance.
References find_references(const Form& form, const FormExpression& expression);

}  // namespace anlaufstelle::forms
