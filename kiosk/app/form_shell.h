// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <iosfwd>

namespace anlaufstelle::app {

// Runs the form engine without a screen: one JSON request a line, one JSON reply a line, flushed.
// Requests: load, answer, addrepeat, delrepeat, lang, state, submission, xpath. A reply has "ok";
// where that is false it has "error", and the form is as it was. Ends with its input.
// For conformance suites and form authors; reads the files that requests name, keeps nothing.
void run_form_shell(std::istream& in, std::ostream& out);

}  // namespace anlaufstelle::app
