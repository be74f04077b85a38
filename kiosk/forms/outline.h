// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/forms/form_def.h"

namespace anlaufstelle::forms {

// "input", "select1", "note", …; "model" for what isn't asked.
std::string_view name_of(ControlKind kind);

// One question, group or repeat as a person reviews it.
struct OutlineRow {
  int depth = 0;  // groups around it
  ControlKind kind = ControlKind::kNone;
  std::string ref, label;  // in the form's default language; an output as its expression in {}
  // The expressions of its bind as the author wrote them; "" for none.
  std::string relevant, required, readonly, constraint, calculate;
  std::string hint, constraint_message;  // as the label
  std::string type;                      // of an input: "date"
  std::string print;                     // "always", "if the client allows it"; "" for never
  bool picture = false;                  // its label has one
  std::vector<std::string> choices;      // "value: label"; one line for an itemset's expression
};

// The form in the order of its body, then what is calculated without being asked.
std::vector<OutlineRow> outline(const FormDef& form);

// How much of the form a language has: how many of its texts are missing there.
struct LanguageHoles {
  std::string language;
  std::size_t missing = 0, texts = 0;
  std::vector<std::string> ids;  // of the missing ones, in order
};
std::vector<LanguageHoles> language_holes(const FormDef& form);

// Everything that an import finds, errors too, in the order of the file.
std::vector<LintFinding> lint_xform(std::string_view xml, const ImportLimits& limits = {},
                                    const Attachments& attachments = {});

// What the engine runs and what it refuses, for `form check`.
struct Feature {
  std::string_view area, name;
  // kNotYet: the engine runs it and the kiosk refuses it, until its screens draw it.
  enum class State { kRuns, kIgnored, kRefused, kNotYet } state = State::kRuns;
};
std::vector<Feature> features();

// What of it a form uses: controls, types of inputs and functions, in the order of features().
struct UsedFeature {
  Feature feature;
  std::size_t times = 0;
};
std::vector<UsedFeature> used_features(const FormDef& form);

}  // namespace anlaufstelle::forms
