// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>
#include <vector>

#include "kiosk/pages/region_pages.h"
#include "storage/base/result.h"

namespace anlaufstelle::app {

inline constexpr std::size_t kMaxExportBytes = 64u << 20;

// What an answer of Integreat's API says (pages/, locations/, imprint/): a list of entries, or one.
// Errors: InvalidInput "at byte N: what" or "entry N: what".
Result<std::vector<pages::RegionEntry>> read_region_export(std::string_view json);

}  // namespace anlaufstelle::app
