// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/casework/figures_chart.h"
#include "kiosk/casework/summary.h"
#include "kiosk/language/language.h"
#include "storage/base/clock.h"
#include "storage/base/id.h"
#include "storage/base/result.h"
#include "storage/base/secret.h"
#include "storage/crypto/office.h"
#include "storage/records/event.h"
#include "storage/records/outcome.h"

namespace anlaufstelle::casework {

// Where the desk's things lie. All folders but the inbox exist already.
struct OfficePlaces {
  std::filesystem::path office_folder;  // cards, pinned root, slots, key sets
  std::filesystem::path store_file;     // the desk's own store; created if need be
  std::filesystem::path inbox_folder;   // where kiosks put envelopes
  std::filesystem::path form_folder;    // signed forms: <form id>-<version>.xml and .xml.sig
  std::chrono::days keep{30};           // how long the desk keeps a record
  std::uint64_t ballast_bytes = 0;      // room kept beside the store (storage/records/ballast.h)
  // Domain "interface", outlives the office: for sheets in the client's language. nullptr: none.
  const language::Catalogue* words = nullptr;
};

// What a call name is found by (kiosk/casework/queue_search.h); in memory only, and wiped with the
// last list that has it.
struct NameKeys {
  std::vector<std::string> words, consonants;  // folded
  NameKeys() = default;
  ~NameKeys();
  NameKeys(const NameKeys&) = delete;
  NameKeys& operator=(const NameKeys&) = delete;
};

// One waiting person, as far as the slip part says.
struct QueueEntry {
  RecordId id;
  std::string kiosk_id;
  std::string number;           // call number, e.g. "B 27"
  std::int64_t minute = 0;      // hand-in, minutes since 1970-01-01 UTC
  std::string language;         // BCP 47
  std::string language_german;  // "Arabisch"
  std::string form_id;
  std::vector<std::string> urgency;  // U-codes in the order of facts.md 2.4
  bool interpreter = false;          // the client asked for one
  records::RecordState state = records::RecordState::kNew;
  std::string with;  // the counsellor's id it went to; "" if nobody said
  // Of who opens whole records; nullptr for reception, and where no name was given.
  std::shared_ptr<const NameKeys> name = nullptr;
};

// Nobody waits for it any more.
[[nodiscard]] inline bool is_done(const QueueEntry& entry) {
  return entry.state == records::RecordState::kDone ||
         entry.state == records::RecordState::kExported;
}

// What the list shows. Never changed once handed out.
struct Queue {
  std::vector<QueueEntry> entries;  // as kiosk/casework/queue_order.h puts them
  std::size_t names_pending = 0;    // entries whose names can't be looked for yet
  int unreadable = 0;               // in the store, but damaged, forged or sealed to another key
  int quarantined = 0;              // envelopes set aside by the inbox since the desk was unlocked
  std::string trouble;  // why the inbox couldn't be read just now, for staff; "" if it could
  std::string damage;   // what the daily look through the whole store found; "" if it is sound
  std::string head;     // of the audit trail, "12 4F6C…"; "" if it can't be read
  std::vector<std::string> counsellors;     // ids of who counsels here now
  std::vector<std::string> doubted_trails;  // kiosks whose audit trail is shorter than it was
};

// Of a count under way: how many records were opened, of how many.
struct FiguresProgress {
  std::size_t counted = 0, all = 0;
};

// What reception and counsellors work with. It has one thread of its own that alone touches the
// desk's store, the inbox and the role's secret key; every function here returns at once and may
// be called from the UI thread. Callbacks come on that thread and only enqueue.
class Office {
 public:
  // Unlocking, opening a record and every mark are in the store's audit trail.
  // Opens the store and the trust on the calling thread so that errors are seen at start.
  // Errors: those of RecordStore::open and load_desk_trust.
  static Result<std::unique_ptr<Office>> open(const OfficePlaces& places, const Clock& clock,
                                              Random& random);
  virtual ~Office() = default;  // finishes the running piece of work, drops the rest

  // Takes about half a second for each slot. After a wrong passphrase every further try is put
  // off: 1, 2, 4 … 30 s, and a restart doesn't change that.
  // Errors: WrongKey; Refused (too early: see `try_again_in`); InvalidInput (empty).
  using Unlocked = std::function<void(Result<crypto::Role>)>;
  virtual void unlock(SecretBytes passphrase, Unlocked done) = 0;
  [[nodiscard]] virtual std::chrono::milliseconds try_again_in() const = 0;

  // Takes the inbox, opens what is new, and calls `done` when `queue` is up to date.
  // Does nothing while locked; calls during a running refresh are one.
  virtual void refresh(std::function<void()> done) = 0;
  [[nodiscard]] virtual std::shared_ptr<const Queue> queue() const = 0;
  // For each: whether the store has it, or had and deleted it. Also while locked. Errors: the
  // store's.
  using Known = std::function<void(Result<std::vector<bool>>)>;
  virtual void knows(std::vector<RecordId> ids, Known done) = 0;
  // What other desks are to hear of this one (storage/sync/words.h), also while locked: sealed,
  // oldest first, a few at a time; and that they have heard it up to an event. Errors: the store's.
  struct Untold {
    std::uint64_t seq = 0;
    std::optional<RecordId> withdrawn;
    Bytes sealed;
  };
  using Telling = std::function<void(Result<std::vector<Untold>>)>;
  virtual void untold(Telling done) = 0;
  using Told = std::function<void(Status)>;
  virtual void told(std::uint64_t seq, Told done) = 0;
  // Whether there may be some. Cheap.
  [[nodiscard]] virtual bool has_untold() const = 0;
  // By the office's clock, in minutes since 1970-01-01 UTC.
  [[nodiscard]] virtual std::int64_t minute_today_began() const = 0;

  // Errors: WrongKey (locked), NotFound (no such record, or its form isn't at hand), and those of
  // opening it; the other records stay usable.
  using Summarised = std::function<void(Result<Summary>)>;
  virtual void summarise(const RecordId& id, Summarised done) = 0;

  // A state that somebody gives a record (printed, in counselling, done, exported) or a client's
  // withdrawal, which deletes it. Signed by who is unlocked. Errors: WrongKey (locked, or the
  // recovery key, which is nobody's), NotFound, InvalidInput (not one of these), and the store's.
  using Marked = std::function<void(Status)>;
  virtual void mark(const RecordId& id, records::EventKind what, Marked done) = 0;

  // In counselling, with one of the queue's counsellors. Errors: as mark; InvalidInput (nobody who
  // counsels here).
  virtual void hand_to(const RecordId& id, const std::string& counsellor, Marked done) = 0;

  // What came of the talk, in the place of what was entered before; its month is filled in here.
  // Errors: as mark; WrongKey also for whoever doesn't open whole records.
  virtual void enter_outcome(const RecordId& id, records::Outcome outcome, Marked done) = 0;

  // Notes in the trail that the day is closed, and gives the sheet that says how far the trail went
  // then (day_sheet.h). Errors: WrongKey (locked, or the recovery key), and the store's.
  using Closed = std::function<void(Result<printing::Sheet>)>;
  virtual void close_day(Closed done) = 0;

  // Counts what was handed in until the quarter before this one, some records between two other
  // pieces of work; those of the quarter that goes on aren't opened, where the list knows them.
  // `counting` says how far it is, for those that are many. Errors: WrongKey (locked), and the
  // store's.
  using Counting = std::function<void(FiguresProgress)>;
  using Counted = std::function<void(Result<std::shared_ptr<const FiguresReport>>)>;
  virtual void figures(Counting counting, Counted done) = 0;

  // Forgets the key, the list and every opened record.
  virtual void lock() = 0;
};

}  // namespace anlaufstelle::casework
