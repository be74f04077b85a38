// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/shipped_languages.h"

#include <stdexcept>

namespace anlaufstelle {

const app::OfferedLanguages& shipped_languages() {
  static const app::OfferedLanguages loaded = [] {
    auto offered = app::load_languages(SOURCE_DIR "/locales/languages.toml", {});
    if (!offered) throw std::runtime_error(offered.error().context);
    return std::move(offered).value();
  }();
  return loaded;
}

}  // namespace anlaufstelle
