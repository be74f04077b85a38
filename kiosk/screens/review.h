// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/screens/scene.h"

namespace anlaufstelle::screens {

// Every question with its answer, each to be changed, and handing in.
void draw_review(Scene& scene);

// An answer as the client gave it: labels of choices, dates in words, a standing answer's words.
// "" if there is none.
std::string answer_in_words(const Scene& scene, const forms::Question& question);

}  // namespace anlaufstelle::screens
