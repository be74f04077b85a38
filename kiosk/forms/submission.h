// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "kiosk/forms/instance.h"
#include "storage/base/result.h"

namespace anlaufstelle::forms {

// ODK submission XML of an instance, without what is irrelevant. `stamps` are values that are
// set only now (timestamp end). What a slip holds: kiosk/forms/README.md.
std::string write_submission(const Form& form, const Instance& instance, FormSession::Extent extent,
                             const std::map<NodeIx, std::string>& stamps);

// Takes a submission of the form over into a fresh instance: values, standing answers, ticks,
// and which nodes are relevant (those that it has). Errors: Corrupt, Conflict (other form).
Status read_submission(const Form& form, std::string_view xml, Instance& instance);

}  // namespace anlaufstelle::forms
