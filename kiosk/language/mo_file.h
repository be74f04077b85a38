// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "storage/base/secret.h"

namespace anlaufstelle::language {

// Whether the bytes are a whole gettext catalogue in UTF-8: every string lies in the file and
// ends there. Boost.Locale follows the offsets of a damaged one out of its memory.
// Source: GNU gettext manual, "The Format of GNU MO Files".
bool is_sound_mo_file(ByteView bytes);

}  // namespace anlaufstelle::language
