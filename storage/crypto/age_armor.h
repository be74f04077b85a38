// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::crypto {

// The text form of an age file (C2SP age.md, ASCII armor), as `age -a` writes it: a strict PEM.
// Any thread, no I/O.

// Whether text follows that begins as an armored file does, after white space or not.
bool is_armored(ByteView file);

// The binary file. White space around it and CRLF are allowed, nothing else that `age -a`
// doesn't write. Errors: Corrupt.
Result<Bytes> age_unarmor(ByteView file);

}  // namespace anlaufstelle::crypto
