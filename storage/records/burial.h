// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "storage/base/id.h"
#include "storage/base/result.h"

namespace anlaufstelle::records {

class Database;

// How a record leaves a store, within a transaction of the caller's, who adds the event: a
// tombstone stays, so that a late copy doesn't bring it back.
enum class OutcomeAtEnd {
  kForget,  // the client took everything back
  kWaits    // until it is counted, without a word of whose it was
};
Status bury(Database& database, const RecordId& id, OutcomeAtEnd outcome);

// ON DISK: do not change. Before the actor, in the detail of a withdrawal that another desk told.
inline constexpr std::string_view kHeardFrom = "told by ";

}  // namespace anlaufstelle::records
