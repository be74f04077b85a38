// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>

#include "storage/crypto/office.h"

namespace anlaufstelle::bench {

// A whole office in `folder`, made by the real setup with a work factor that costs nothing.
inline Result<crypto::KioskKeys> make_office(const std::filesystem::path& folder, Random& random) {
  crypto::NewOffice office;
  office.office_name = "Bench";
  office.kiosk_id = "bench";
  office.root_passphrase = SecretBytes(as_bytes("root words"));
  office.reception_passphrase = SecretBytes(as_bytes("reception words"));
  office.counselling_passphrase = SecretBytes(as_bytes("counselling words"));
  office.recovery = crypto::Identity::generate(random).recipient();
  office.scrypt_log_n = 4;
  TRY(crypto::make_office(office, folder / "office", folder / "kiosk", random));
  return crypto::load_kiosk_keys(folder / "kiosk");
}

}  // namespace anlaufstelle::bench
