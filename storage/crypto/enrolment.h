// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "storage/crypto/office.h"

namespace anlaufstelle::crypto {

// Enrolling a further kiosk by way of a folder that both machines reach, mostly a stick
// (storage/FORMAT.md, Enrolment). Nothing secret ever lies in it: the kiosk's signing key is made
// on the kiosk and stays there. Two fingerprints, compared by people, keep a folder that somebody
// changed on the way from being believed. Any thread; blocks.
// Errors of all: NotFound, Corrupt, TooNew, Refused (modes; a fingerprint that differs), Full, Io.

// 1, office: the public cards that the kiosk needs.
Status write_invitation(const std::filesystem::path& office_folder,
                        const std::filesystem::path& folder);

// 2, kiosk: makes its signing key, or takes the one that an interrupted try made, and leaves the
// request. `root_fingerprint`: the office's, as `setup` showed it; spaces and case don't matter.
// Errors: also Conflict (this machine is enrolled already), InvalidInput (the name).
Result<VerifyKey> request_enrolment(const std::filesystem::path& folder,
                                    const std::filesystem::path& kiosk_folder,
                                    std::string_view kiosk_id, std::string_view root_fingerprint,
                                    Random& random);

// 3, office: signs the kiosk's card, for the office and for the folder. `fingerprint`: what the
// kiosk showed. Errors: also Conflict (the name belongs to another kiosk, or a revoked one).
Status accept_enrolment(const std::filesystem::path& office_folder, const SigningKey& root,
                        const std::filesystem::path& folder, std::string_view kiosk_id,
                        std::string_view fingerprint);

// 4, kiosk: takes the signed card; from now on load_kiosk_keys works.
Status finish_enrolment(const std::filesystem::path& folder,
                        const std::filesystem::path& kiosk_folder);

// A kiosk that was lost: from now on the desk takes nothing of it, whatever time it claims; what it
// took before stays readable. The name is never given again. Errors: also NotFound (no such kiosk).
Status revoke_kiosk(const std::filesystem::path& office_folder, const SigningKey& root,
                    std::string_view kiosk_id);

}  // namespace anlaufstelle::crypto
