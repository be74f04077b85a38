// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/app/form_source.h"
#include "kiosk/forms/form_def.h"

namespace anlaufstelle::app {

// What `form check`, `form import` and `form show` print about a form; to standard output.

// Everything that an import finds, a line each: "FILE:LINE: error: what; how to mend". Returns
// whether the kiosk can run the form.
bool print_findings(const FormSource& source);

// What the form uses of the engine, how often, and whether the kiosk runs it.
void print_conformance(const forms::FormDef& form);
// The same for everything that the engine knows.
void print_features();

// How complete each language is, and which texts it lacks.
void print_languages(const forms::FormDef& form);

// Questions, choices, conditions and calculations, for a person who reviews them.
void print_outline(const forms::FormDef& form);

}  // namespace anlaufstelle::app
