// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/uuid.h"

namespace anlaufstelle::forms {

std::string make_uuid(Random& random) {
  RecordId id = RecordId::make(random);
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | 0x40);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
  std::string out = id.hex();
  for (const std::size_t at : {20u, 16u, 12u, 8u}) out.insert(at, 1, '-');
  return out;
}

}  // namespace anlaufstelle::forms
