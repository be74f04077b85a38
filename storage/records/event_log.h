// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "storage/records/event.h"
#include "storage/records/record_store.h"

namespace anlaufstelle::records {

// The audit trail of one store: events in order, each holding the hash of the one before. Only
// added to. Uses the store's connection: its thread, its errors, and it lives shorter.
class EventLog {
 public:
  explicit EventLog(RecordStore& store) : store_(store) {}

  struct NewEvent {
    EventKind kind = EventKind::kOpened;
    std::optional<RecordId> record;
    std::string detail;
    std::int64_t minute = 0;
  };
  // Durable when it returns. Errors: NotFound (a state for a record that isn't there),
  // InvalidInput (detail).
  Status append(const NewEvent& event, const EventSigner& signer);

  // How far the trail goes. Who has seen this can tell when a later part is cut off.
  struct Head {
    std::uint64_t seq = 0;  // 0: no event yet
    EventHash hash{};
    bool operator==(const Head&) const = default;
    [[nodiscard]] std::string text() const;  // "12 4F6C…": number and eight groups of four digits
  };
  Result<Head> head();

  // Oldest first, as they are written: check() verifies them. Errors: Corrupt (one can't be read).
  Result<std::vector<Event>> all();
  // Those behind a head that was seen here, each signature verified. Errors: Corrupt, NotFound (the
  // head isn't on the trail, or nobody's signature).
  Result<std::vector<Event>> since(const Head& head, const crypto::DeskTrust& trust);
  // About one record, each signature verified. Errors: Corrupt, NotFound (nobody's signature).
  Result<std::vector<Event>> of(const RecordId& id, const crypto::DeskTrust& trust);
  // By these and by what other desks told (storage/records/heard.h): what was later counts, by
  // the clocks of those who signed it. A record without any is new.
  struct Standing {
    RecordState state = RecordState::kNew;
    std::string with;  // the counsellor's id, from "in counselling" on; "" if nobody said
  };
  // False: the event isn't about the state.
  static bool note_state(Standing& standing, const Event& event);
  Result<Standing> standing(const RecordId& id, const crypto::DeskTrust& trust);
  Result<RecordState> state(const RecordId& id, const crypto::DeskTrust& trust);

  // Each broken place of the trail; nothing: it is whole. `seen`: a head somebody has noted,
  // which must lie on it.
  struct Break {
    std::uint64_t seq = 0;
    std::string what;
  };
  Result<std::vector<Break>> check(const crypto::DeskTrust& trust,
                                   const std::optional<std::string>& seen);

 private:
  friend class Heard;
  friend class Outcomes;
  friend class Retention;
  // Within a transaction of the caller's; the entry as it was written.
  static Result<Bytes> add(Database& database, const NewEvent& event, const EventSigner& signer);
  Result<std::vector<Event>> list(const char* sql, const RecordId* id);
  Result<std::vector<Event>> heard_of(const RecordId& id, const crypto::DeskTrust& trust);
  RecordStore& store_;
};

}  // namespace anlaufstelle::records
