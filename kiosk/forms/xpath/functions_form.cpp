// SPDX-License-Identifier: EUPL-1.2
// ODK XForms' functions that ask the form around the expression.
#include <array>

#include "kiosk/forms/uuid.h"
#include "kiosk/forms/xpath/functions.h"

namespace anlaufstelle::forms::xpath {

namespace {

Value fn_instance(const Call& call) {
  const std::string id = call.text(0);
  const auto node = call.surroundings().host->instance(id);
  if (node) return NodeSet{*node};
  call.evaluation().fail("no instance " + id);
  return NodeSet{};
}

Value fn_itext(const Call& call) {
  return call.surroundings().host->itext(call.text(0));
}

Value fn_choice_name(const Call& call) {
  return call.surroundings().host->choice_label(call.text(1), call.text(0), call.context().node);
}

constexpr double kMaxUuid = 10'000;

// With a length: that many of its characters.
Value fn_uuid(const Call& call) {
  std::string out = make_uuid(*call.surroundings().random);
  if (call.size() == 0) return out;
  const double length = call.number(0);
  if (!(length >= 0 && length <= kMaxUuid)) {
    call.evaluation().fail("uuid() of no length");
    return std::string();
  }
  while (out.size() < static_cast<std::size_t>(length))
    out += make_uuid(*call.surroundings().random);
  out.resize(static_cast<std::size_t>(length));
  return out;
}

constexpr std::array kTable = {
    Function{"instance", 1, 1, fn_instance},
    Function{"jr:itext", 1, 1, fn_itext},
    Function{"jr:choice-name", 2, 2, fn_choice_name},
    Function{"uuid", 0, 1, fn_uuid},
};

}  // namespace

std::span<const Function> form_functions() {
  return kTable;
}

}  // namespace anlaufstelle::forms::xpath
