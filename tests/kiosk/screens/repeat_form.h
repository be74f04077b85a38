// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <stdexcept>
#include <string>

#include "storage/base/file.h"

namespace anlaufstelle::screens {

// tests/data/forms/kinder.xml: dringend → datenschutz → children by hand (name, latein, alter,
// from 6 on schule with klasse and gern on one screen, papers by hand in each) → anzahl → as many
// persons → mehr (from two children on).
inline std::string repeat_form() {
  const auto bytes = read_file(SOURCE_DIR "/tests/data/forms/kinder.xml", 1u << 20);
  if (!bytes) throw std::runtime_error(bytes.error().context);
  return std::string(as_text(*bytes));
}

}  // namespace anlaufstelle::screens
