// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string_view>

namespace anlaufstelle::sync {

// Names in an inbox folder (storage/FORMAT.md, Inbox). ON DISK: do not rename.
inline constexpr std::string_view kEnvelopeSuffix = ".envelope";
inline constexpr std::string_view kQuarantineFolder = "quarantine";
// Above the largest envelope that a kiosk can seal.
inline constexpr std::size_t kMaxEnvelope = 20 * 1024 * 1024;

}  // namespace anlaufstelle::sync
