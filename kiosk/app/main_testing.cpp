// SPDX-License-Identifier: EUPL-1.2
// The same program with the options that only tests may have.
#include "kiosk/app/commands.h"

int main(int argc, char** argv) {
  return anlaufstelle::app::run(argc, argv, anlaufstelle::app::BuildKind::kTesting);
}
