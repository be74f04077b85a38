// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/forms/form.h"
#include "storage/base/result.h"

namespace anlaufstelle::forms {

// The value as it is stored, or InvalidInput where the type can't hold it. "" always fits.
// `offered`: the choices' values, for select1 and select.
Result<std::string> cast_answer(std::string_view value, DataType type, const Control* control,
                                const std::vector<std::string>& offered);

// What a stored answer chose: one value, or for select the words of it.
std::vector<std::string_view> chosen_values(ControlKind kind, std::string_view stored);

// Splits at XML white space.
std::vector<std::string_view> split_words(std::string_view text);

}  // namespace anlaufstelle::forms
