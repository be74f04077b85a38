// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/app/languages_file.h"

namespace anlaufstelle {

// locales/languages.toml as the program reads it: a language that is added there is tested
// everywhere. Loaded once.
const app::OfferedLanguages& shipped_languages();

}  // namespace anlaufstelle
