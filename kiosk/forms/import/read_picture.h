// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/forms/form_def.h"
#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::forms {

// Decodes a PNG or JPEG file and scales it down to sides of at most `most_side` pixels, by
// averaging. Errors: InvalidInput (neither, or damaged), Refused (more than 24 million pixels).
Result<Picture> read_picture(ByteView file, int most_side);

// The picture, its longer side at most `most_side` pixels, by averaging.
Picture scaled_down(const Picture& picture, int most_side);

}  // namespace anlaufstelle::forms
