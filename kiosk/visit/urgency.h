// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "kiosk/forms/form_session.h"

namespace anlaufstelle::visit {

// What is urgent among the answers: the chosen values of nodes with role "urgent" (a choice
// "none" says that nothing is) and the values of nodes with role "urgent-when".
struct Urgency {
  std::vector<std::string> codes;  // as in the form, each once
  [[nodiscard]] bool any() const { return !codes.empty(); }
  // "U1 U3": for the record. Without U13, which calls staff and is stored nowhere.
  [[nodiscard]] std::string to_store() const;
};

Urgency urgency_of(const forms::FormSession& session);

}  // namespace anlaufstelle::visit
