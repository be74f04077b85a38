// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <vector>

#include "kiosk/widgets/frame.h"

namespace anlaufstelle::widgets {

// The same picture with nothing painted twice: what a later fill covers is cut off the earlier
// ones. A card with an edge is four overlapping fills, and without a GPU every pixel counts.
// The first fill stays whole, because clearing the whole screen is the one thing that costs
// next to nothing.
std::vector<Fill> visible_fills(std::span<const Fill> fills);

}  // namespace anlaufstelle::widgets
