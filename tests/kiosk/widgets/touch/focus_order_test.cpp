// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/touch/focus_order.h"

#include <doctest/doctest.h>

namespace anlaufstelle::widgets {

namespace {

void frame(FocusOrder& order) {
  order.begin();
  for (const char* name : {"back", "field", "next"}) order.add(name);
}

}  // namespace

TEST_CASE("Tab goes through the controls in the order they are drawn and round again") {
  FocusOrder order;
  frame(order);
  std::string visited;
  for (int i = 0; i < 4; ++i) {
    order.step(1);
    visited += order.name() + " ";
  }
  CHECK(visited == "back field next back ");
  order.step(-1);
  CHECK(order.name() == "next");
  CHECK(order.by_key());
}

TEST_CASE("the focus is dropped when its control leaves the screen") {
  FocusOrder order;
  order.set("gone");
  frame(order);
  CHECK_FALSE(order.finish());  // it may be drawn from the next frame on
  frame(order);
  CHECK(order.finish());
  CHECK(order.id() == 0);
}

TEST_CASE("a focus that is on the screen stays") {
  FocusOrder order;
  order.set("field");
  for (int i = 0; i < 3; ++i) {
    frame(order);
    CHECK_FALSE(order.finish());
  }
  CHECK(order.name() == "field");
}

}  // namespace anlaufstelle::widgets
