// SPDX-License-Identifier: EUPL-1.2
// The form engine alone: `anlaufstelle form shell` becomes this program, so that what a suite
// measures is the engine and not the sixty libraries of a window.
#include <iostream>

#include "kiosk/app/form_shell.h"
#include "kiosk/app/process.h"

int main() {
  anlaufstelle::app::harden_process();
  std::ios::sync_with_stdio(false);
  anlaufstelle::app::run_form_shell(std::cin, std::cout);
}
