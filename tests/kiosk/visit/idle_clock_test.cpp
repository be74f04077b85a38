// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/idle_clock.h"

#include <doctest/doctest.h>

#include "tests/support/fake_clock.h"

using namespace anlaufstelle;
using namespace anlaufstelle::visit;
using namespace std::chrono_literals;

TEST_CASE("the idle warning lasts twenty seconds even where the settings say less") {
  FakeClock clock;
  IdleClock idle(clock, 60s, 65s);
  clock.advance(60s);
  CHECK(idle.phase() == IdleClock::Phase::kWarning);
  CHECK(idle.left() == 20s);
  clock.advance(19999ms);
  CHECK(idle.phase() == IdleClock::Phase::kWarning);
  CHECK(idle.left() == 1s);
  clock.advance(1ms);
  CHECK(idle.phase() == IdleClock::Phase::kOver);
  CHECK(idle.left() == 0s);
}

TEST_CASE("the idle clock asks for a frame only when its number changes") {
  FakeClock clock;
  IdleClock idle(clock, 60s, 90s);
  CHECK(idle.next_change() == 60000ms);
  clock.advance(60s);
  CHECK(idle.next_change() == 1000ms);
  clock.advance(300ms);
  CHECK(idle.next_change() == 700ms);
  CHECK(idle.left() == 30s);
  clock.advance(700ms);
  CHECK(idle.left() == 29s);
  clock.advance(29s);
  CHECK_FALSE(idle.next_change());
}
