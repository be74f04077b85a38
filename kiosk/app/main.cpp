// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/commands.h"

int main(int argc, char** argv) {
  return anlaufstelle::app::run(argc, argv, anlaufstelle::app::BuildKind::kProduct);
}
