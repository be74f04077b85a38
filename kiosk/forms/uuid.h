// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "storage/base/id.h"

namespace anlaufstelle::forms {

// A random UUID (RFC 9562, version 4) in lower case, without "uuid:".
std::string make_uuid(Random& random);

}  // namespace anlaufstelle::forms
