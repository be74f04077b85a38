// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "storage/crypto/office.h"

namespace anlaufstelle::records {

// How many there were, month by month, of records that are gone: counts and nothing else, each
// for itself and never two traits together (storage/FORMAT.md, Figures). Any thread, no I/O.
struct Figure {
  std::string month;  // "2026-11", UTC
  std::string what;   // "country": 1 to 32 of a-z and '-'
  std::string value;  // "tn": a form's choice, 1 to 64 bytes without spaces
  auto operator<=>(const Figure&) const = default;
};
using Figures = std::map<Figure, std::uint64_t>;

// Of that shape: no others can be sealed.
bool is_figure(const Figure& figure);

void add(Figures& figures, const Figures& more);

// Readable by whoever opens slips of that set; the size tells it in steps of 1 KiB.
// Errors: InvalidInput (a text of another shape).
Result<Bytes> seal_figures(const Figures& figures, const crypto::KeySet& keys, Random& random);
// Errors: WrongKey, Corrupt, TooNew.
Result<Figures> open_figures(ByteView sealed, std::span<const crypto::Identity> identities);

}  // namespace anlaufstelle::records
