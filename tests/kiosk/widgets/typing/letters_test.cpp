// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/typing/letters.h"

#include <doctest/doctest.h>

namespace anlaufstelle::widgets {

TEST_CASE("the first strong character decides the direction") {
  CHECK(first_strong("12. (أب)") == Strong::kRightToLeft);
  CHECK(first_strong("… Ömer אב") == Strong::kLeftToRight);
  CHECK(first_strong("12.3.2024, +49") == Strong::kNone);
  CHECK(first_strong("٣٤ ۵") == Strong::kNone);
  CHECK(first_strong("") == Strong::kNone);
  CHECK(first_strong("Ёж") == Strong::kLeftToRight);
}

}  // namespace anlaufstelle::widgets
