// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "kiosk/screens/scene.h"

namespace anlaufstelle::screens {

// A repeat: one card for each instance, to be opened and removed, and one more.
void draw_cards(Scene& scene);

// Says which answers go with a card, and asks.
void draw_confirm_remove(Scene& scene);

// What a card is known by: the first answers in it, in the client's words, "" without any.
// To be wiped.
struct CardText {
  std::string title, more;
};
CardText card_text(const Scene& scene, forms::NodeId instance);

}  // namespace anlaufstelle::screens
