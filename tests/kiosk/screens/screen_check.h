// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "tests/kiosk/screens/kiosk_fixture.h"

namespace anlaufstelle::screens {

// Checks the screen that stands there from its top to its end, in every theme: nothing cut off,
// nothing over something else, everything large enough for a finger. `screen` names it in failures.
void check_screen(Kiosk& kiosk, const std::string& screen);

// In which languages and in every how manieth text size screens are walked. All of it takes
// minutes under a sanitizer: there, the ends of each range and both directions.
const std::vector<std::string>& tested_tags();
std::size_t size_step();

}  // namespace anlaufstelle::screens
