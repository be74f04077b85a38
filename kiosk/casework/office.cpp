// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/office.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "kiosk/casework/card_index.h"
#include "kiosk/casework/day_sheet.h"
#include "kiosk/casework/figures_count.h"
#include "kiosk/casework/form_shelf.h"
#include "kiosk/casework/german_answer.h"
#include "kiosk/casework/kiosk_heads.h"
#include "kiosk/casework/queue_order.h"
#include "kiosk/casework/queue_search.h"
#include "kiosk/casework/spent_key_sets.h"
#include "kiosk/casework/visit_figures.h"
#include "kiosk/forms/time_zone.h"
#include "kiosk/language/language.h"
#include "storage/crypto/key_sets.h"
#include "storage/crypto/staff.h"
#include "storage/crypto/unlock_tries.h"
#include "storage/records/event_log.h"
#include "storage/records/record_store.h"
#include "storage/records/retention.h"
#include "storage/sync/transport.h"
#include "storage/sync/words.h"

namespace anlaufstelle::casework {
namespace {

using std::chrono::milliseconds;

// Beside the store, so that a restart doesn't forget wrong passphrases.
constexpr const char* kTriesFile = "unlock.tries";

// Fewer cards than this are read again sooner than they are kept.
constexpr std::size_t kWorthKeeping = 256;
// Of the records whose cards were kept, between two other pieces of work: the store may have been
// changed since.
constexpr std::size_t kVerifiedAtOnce = 200;
// Opened between two other pieces of work: whoever touches a record meanwhile waits that long.
constexpr std::size_t kCountedAtOnce = 20;

// Words that are sealed for the other desks in one go.
constexpr std::size_t kToldAtOnce = 32;

constexpr milliseconds kRetentionEvery = std::chrono::hours(1);
constexpr milliseconds kLookThroughEvery = std::chrono::hours(24);

// What was answered; the heading is shown further on.
void wipe_answers(records::RecordContent& content) {
  wipe(content.slip_xml);
  wipe(content.full_xml);
  for (records::RecordFile& file : content.files) wipe(file.bytes.data(), file.bytes.size());
  content.files.clear();
}

std::shared_ptr<const NameKeys> keys_of_name(const forms::FormSession& session) {
  for (const auto node : session.with_role("call-name")) {
    std::string name = session.value(node);
    if (name.empty()) continue;
    auto keys = name_keys(name);
    wipe(name);
    return keys;
  }
  return nullptr;
}

// `mutex_` guards what the UI thread sees too; everything below "worker only" belongs to the
// worker thread.
class WorkingOffice : public Office {
 public:
  WorkingOffice(const OfficePlaces& places, const Clock& clock, Random& random,
                records::RecordStore store, crypto::DeskTrust trust)
      : places_(places),
        clock_(clock),
        random_(random),
        store_(std::move(store)),
        trust_(std::move(trust)),
        shelf_(places.form_folder, trust_.office.root, clock, random),
        tries_(places.store_file.parent_path() / kTriesFile, clock),
        thread_([this] { run(); }) {
    note_wait();
  }

  ~WorkingOffice() override {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
      jobs_.clear();
    }
    wake_.notify_all();
    thread_.join();
  }

  void unlock(SecretBytes passphrase, Unlocked done) override;
  milliseconds try_again_in() const override {
    const std::lock_guard lock(mutex_);
    return std::max(milliseconds(0), next_try_ - clock_.monotonic());
  }
  void refresh(std::function<void()> done) override;
  std::shared_ptr<const Queue> queue() const override {
    const std::lock_guard lock(mutex_);
    return queue_;
  }
  std::int64_t minute_today_began() const override {
    const auto now = clock_.now().time_since_epoch();
    const std::chrono::seconds east = east_of_utc(now);
    const auto began = std::chrono::floor<std::chrono::days>(now + east) - east;
    return std::chrono::floor<std::chrono::minutes>(began).count();
  }
  void knows(std::vector<RecordId> ids, Known done) override;
  void untold(Telling done) override;
  void told(std::uint64_t seq, Told done) override;
  bool has_untold() const override { return has_untold_; }
  void summarise(const RecordId& id, Summarised done) override;
  void mark(const RecordId& id, records::EventKind what, Marked done) override;
  void hand_to(const RecordId& id, const std::string& counsellor, Marked done) override;
  void enter_outcome(const RecordId& id, records::Outcome outcome, Marked done) override;
  void close_day(Closed done) override;
  void figures(Counting counting, Counted done) override;
  void lock() override;

 private:
  void post(std::function<void()> job);
  void run();
  void try_passphrase(const SecretBytes& passphrase, const Unlocked& done, std::uint64_t visit);
  Result<crypto::OpenedRole> open_role(const SecretBytes& passphrase);
  void note_wait() {
    const std::lock_guard lock(mutex_);
    next_try_ = clock_.monotonic() + tries_.wait();
  }
  void update_queue(std::uint64_t visit);
  void enter(int wrong_before, std::uint64_t visit);
  void apply_retention();
  void end_key_sets();
  void take_kiosk_heads();
  void look_through();
  void keep_house();
  void load_index();
  void keep_index();
  void verify_on(std::uint64_t visit);
  void verify_some();
  void forget(const RecordId& id);
  void remove_index();
  [[nodiscard]] std::filesystem::path index_file() const {
    return index_beside(places_.store_file);
  }
  [[nodiscard]] std::int64_t minute_now() const {
    return std::chrono::floor<std::chrono::minutes>(clock_.now()).time_since_epoch().count();
  }
  [[nodiscard]] std::chrono::year_month_day today() const {
    const auto now = clock_.now().time_since_epoch();
    return std::chrono::floor<std::chrono::days>(UnixSeconds(now + east_of_utc(now)));
  }
  [[nodiscard]] std::chrono::seconds east_of_utc(std::chrono::seconds utc) const {
    return std::chrono::seconds(zone_.offset_at(utc.count()));
  }
  Status note(records::EventKind kind, const std::optional<RecordId>& id, std::string detail);
  Result<printing::Sheet> close_now();
  Status mark_now(const RecordId& id, records::EventKind what, const std::string& detail);
  [[nodiscard]] std::vector<std::string> counsellors() const;
  Status enter_outcome_now(const RecordId& id, records::Outcome outcome);
  Result<std::vector<Untold>> untold_now();
  void take_words();
  void take_standings();
  std::shared_ptr<const EnteredOutcome> outcome_of(const RecordId& id);
  struct Count {
    FiguresCount records;
    Counting counting;
    Counted done;
    std::uint64_t visit;
  };
  void begin_count(Counting counting, Counted done, std::uint64_t visit);
  void count_on(const std::shared_ptr<Count>& count);
  std::optional<QueueEntry> read_card(const RecordId& id);
  Result<Summary> read_summary(const RecordId& id);
  Result<records::SealedRecord> verified(const RecordId& id);
  [[nodiscard]] bool still(std::uint64_t visit) const {
    const std::lock_guard lock(mutex_);
    return visit == visit_;
  }
  [[nodiscard]] std::uint64_t visit() const {
    const std::lock_guard lock(mutex_);
    return visit_;
  }

  const OfficePlaces places_;
  const Clock& clock_;
  Random& random_;
  // Without the system's time zones a day begins at UTC's midnight.
  const forms::TimeZone zone_ = [] {
    auto zone = forms::TimeZone::load(std::string(kOfficeTimeZone));
    return zone ? std::move(zone).value() : forms::TimeZone();
  }();

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::function<void()>> refreshed_;  // callbacks of the refresh that is queued
  std::shared_ptr<const Queue> queue_ = std::make_shared<const Queue>();
  milliseconds next_try_{0};
  bool trying_ = false, stop_ = false;
  std::atomic<bool> has_untold_{true};
  std::uint64_t visit_ = 0;  // grows with each lock: late work of an earlier one is dropped

  // Worker only
  records::RecordStore store_;
  crypto::DeskTrust trust_;  // read anew at each unlocking: kiosks and people come and go
  FormShelf shelf_;
  crypto::UnlockTries tries_;
  milliseconds next_retention_{0}, next_look_{0};
  bool key_sets_due_ = false;  // retention ran by a clock that can be believed
  KioskHeads heads_;
  std::vector<std::string> doubted_trails_;
  std::string damage_;  // what the last look through the whole store found
  std::optional<crypto::OpenedRole> role_;
  std::map<RecordId, std::optional<QueueEntry>> cards_;  // nothing: can't be read
  std::vector<RecordId> order_, unverified_;
  std::size_t not_kept_ = 0;  // cards that the index lacks
  int quarantined_ = 0;

  std::thread thread_;
};

void WorkingOffice::post(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  wake_.notify_all();
}

void WorkingOffice::run() {
  for (;;) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stop_ || !jobs_.empty(); });
      if (stop_) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job();
  }
}

void WorkingOffice::unlock(SecretBytes passphrase, Unlocked done) {
  std::optional<Error> refusal;
  std::uint64_t now = 0;
  {
    const std::lock_guard lock(mutex_);
    if (passphrase.empty()) {
      refusal = Error{ErrorCode::kInvalidInput, "empty passphrase"};
    } else if (trying_ || clock_.monotonic() < next_try_) {
      refusal = Error{ErrorCode::kRefused, "too early after a wrong passphrase"};
    } else {
      trying_ = true;
    }
    now = visit_;
  }
  if (refusal) {
    post([done = std::move(done), error = *refusal] { done(error); });
    return;
  }
  // std::function wants copies; a secret has none.
  auto secret = std::make_shared<SecretBytes>(std::move(passphrase));
  post([this, secret, done = std::move(done), now] { try_passphrase(*secret, done, now); });
}

void WorkingOffice::try_passphrase(const SecretBytes& passphrase, const Unlocked& done,
                                   std::uint64_t visit) {
  const int wrong_before = tries_.wrong();
  auto opened = open_role(passphrase);
  note_wait();
  {
    const std::lock_guard lock(mutex_);
    trying_ = false;
  }
  if (!opened) return done(opened.error());
  if (!still(visit)) return done(Error{ErrorCode::kWrongKey, "locked meanwhile"});
  auto trust = crypto::load_desk_trust(places_.office_folder);
  if (!trust) return done(trust.error());
  trust_ = std::move(trust).value();
  role_ = std::move(opened).value();
  enter(wrong_before, visit);
  done(role_->role);
}

// Trouble with the trail must not keep the office from its work: `verify` names it.
void WorkingOffice::enter(int wrong_before, std::uint64_t visit) {
  (void)note(records::EventKind::kUnlocked, std::nullopt,
             wrong_before == 0 ? std::string()
                               : std::to_string(wrong_before) + " wrong passphrases before");
  (void)heads_.load(store_);
  load_index();
  post([this, visit] { verify_on(visit); });
  next_retention_ = milliseconds(0);
  keep_house();
}

void WorkingOffice::load_index() {
  auto cards = load_cards(index_file(), store_, trust_, *role_);
  const auto ids = store_.ids();
  if (!cards || !ids) return;  // they are read from the records
  const std::set<RecordId> here(ids->begin(), ids->end());
  for (auto& [id, card] : *cards) {
    if (!here.contains(id)) continue;
    unverified_.push_back(id);
    cards_.emplace(id, std::move(card));
  }
  if (cards_.size() < cards->size()) remove_index();
  take_standings();
}

void WorkingOffice::keep_index() {
  not_kept_ = std::min(not_kept_, cards_.size());
  if (not_kept_ < kWorthKeeping || !role_->signer) return;
  Cards cards;
  for (const auto& [id, card] : cards_) {
    if (card) cards.emplace_hint(cards.end(), id, *card);
  }
  // Where it can't be kept, the next unlocking takes longer.
  (void)save_cards(index_file(), cards, store_, trust_, *role_, random_);
  not_kept_ = 0;
}

// By itself until all are: the names, which the index doesn't hold, can be looked for then.
void WorkingOffice::verify_on(std::uint64_t visit) {
  if (!role_ || !still(visit)) return;
  verify_some();
  if (!unverified_.empty()) post([this, visit] { verify_on(visit); });
}

void WorkingOffice::verify_some() {
  for (std::size_t i = 0; i < kVerifiedAtOnce && !unverified_.empty(); ++i) {
    const RecordId id = unverified_.back();
    unverified_.pop_back();
    const auto card = cards_.find(id);
    if (card == cards_.end() || !card->second) continue;
    if (role_->role != crypto::Role::kReception) {
      card->second = read_card(id);  // with the call name, which the index doesn't hold
    } else if (!verified(id)) {
      card->second.reset();
    }
  }
}

// A record that is gone leaves nothing in the index either.
void WorkingOffice::forget(const RecordId& id) {
  cards_.erase(id);
  remove_index();
}

void WorkingOffice::remove_index() {
  std::error_code ignored;
  if (std::filesystem::remove(index_file(), ignored)) not_kept_ = cards_.size();
}

// What is done once in a while, as long as somebody is there.
void WorkingOffice::keep_house() {
  if (clock_.monotonic() >= next_look_) look_through();
  if (clock_.monotonic() >= next_retention_) apply_retention();
  (void)store_.take_room();  // what a full disk took, if there is room again
}

// Opening the store looked at the newest records only where it is large.
void WorkingOffice::look_through() {
  next_look_ = clock_.monotonic() + kLookThroughEvery;
  const Status sound = store_.check_integrity();
  if (sound || sound.error().code != ErrorCode::kCorrupt) {
    damage_.clear();
  } else {
    damage_ = sound.error().context;
  }
}

void WorkingOffice::apply_retention() {
  next_retention_ = clock_.monotonic() + kRetentionEvery;
  if (!role_ || !role_->signer) return;
  const auto keep = std::chrono::duration_cast<std::chrono::minutes>(places_.keep).count();
  const auto gone = records::Retention(store_).run(
      {records::Retention::What::kEverything, keep, trust_.sets.front().minute}, minute_now(),
      records::signer_of(*role_),
      visits_counted(store_, trust_, *role_, shelf_, minute_now(), random_));
  if (!gone) return;
  for (const RecordId& id : *gone) forget(id);
  const auto believed = records::Retention(store_).believed(minute_now());
  key_sets_due_ = believed && *believed;
}

// After the inbox was taken: what waited there may need an old set.
void WorkingOffice::end_key_sets() {
  key_sets_due_ = false;
  if (!role_ || !role_->signer) return;
  // What keeps a set alive longer than needed loses nothing: the next hour tries again.
  (void)destroy_spent_key_sets(places_, store_, *role_, minute_now());
}

// An inbox that can't be read was told already.
void WorkingOffice::take_kiosk_heads() {
  const auto taken =
      heads_.take(places_.inbox_folder, store_, trust_, records::signer_of(*role_), minute_now());
  if (!taken) return;
  quarantined_ += taken->quarantined;
  for (const std::string& kiosk : taken->doubted) {
    const auto end = doubted_trails_.end();
    if (std::find(doubted_trails_.begin(), end, kiosk) == end) doubted_trails_.push_back(kiosk);
  }
}

Status WorkingOffice::note(records::EventKind kind, const std::optional<RecordId>& id,
                           std::string detail) {
  if (!role_ || !role_->signer) return Error{ErrorCode::kWrongKey, "nobody's key signs this"};
  return records::EventLog(store_).append({kind, id, std::move(detail), minute_now()},
                                          records::signer_of(*role_));
}

void WorkingOffice::mark(const RecordId& id, records::EventKind what, Marked done) {
  post([this, id, what, done = std::move(done)] { done(mark_now(id, what, {})); });
}

void WorkingOffice::hand_to(const RecordId& id, const std::string& counsellor, Marked done) {
  post([this, id, counsellor, done = std::move(done)] {
    const auto here = counsellors();
    if (std::find(here.begin(), here.end(), counsellor) == here.end())
      return done(Error{ErrorCode::kInvalidInput, counsellor + " berät hier nicht"});
    done(mark_now(id, records::EventKind::kInCounselling, counsellor));
  });
}

std::vector<std::string> WorkingOffice::counsellors() const {
  std::vector<std::string> ids;
  for (const crypto::StaffCard& card : trust_.staff) {
    if (card.role == crypto::Role::kCounselling && card.state == crypto::StaffState::kActive)
      ids.push_back(card.id);
  }
  return ids;
}

void WorkingOffice::enter_outcome(const RecordId& id, records::Outcome outcome, Marked done) {
  post([this, id, outcome = std::move(outcome), done = std::move(done)] {
    done(enter_outcome_now(id, outcome));
  });
}

Status WorkingOffice::enter_outcome_now(const RecordId& id, records::Outcome outcome) {
  if (!role_ || !role_->signer || role_->role != crypto::Role::kCounselling)
    return Error{ErrorCode::kWrongKey, "only whoever counsels enters what came of a talk"};
  outcome.month = crypto::month_of(minute_now());
  TRY_ASSIGN(const auto sealed, records::seal_outcome(outcome, trust_.sets.front(), random_));
  TRY(records::Outcomes(store_).put(id, sealed, minute_now(), records::signer_of(*role_)));
  has_untold_ = true;
  return ok_status();
}

// One that can't be read is as one that nobody entered: entering it anew mends it.
std::shared_ptr<const EnteredOutcome> WorkingOffice::outcome_of(const RecordId& id) {
  const auto kept = records::Outcomes(store_).of(id, trust_);
  if (!kept || !*kept) return nullptr;
  auto opened = records::open_outcome((*kept)->age, role_->identities);
  if (!opened) return nullptr;
  EnteredOutcome entered{std::move(*opened), (*kept)->event.actor, (*kept)->event.minute};
  entered.by = entered.by.substr(entered.by.find('/') + 1);
  return std::make_shared<const EnteredOutcome>(std::move(entered));
}

Status WorkingOffice::mark_now(const RecordId& id, records::EventKind what,
                               const std::string& detail) {
  switch (what) {
    case records::EventKind::kPrinted:
    case records::EventKind::kInCounselling:
    case records::EventKind::kDone:
    case records::EventKind::kExported: {
      TRY(note(what, id, detail));
      has_untold_ = true;
      const auto card = cards_.find(id);
      if (card != cards_.end() && card->second) {
        card->second->state = *records::state_after(what);
        if (what == records::EventKind::kInCounselling) card->second->with = detail;
      }
      return ok_status();
    }
    case records::EventKind::kWithdrawn:
      break;
    default:
      return Error{ErrorCode::kInvalidInput, "not a state that somebody gives"};
  }
  if (!role_ || !role_->signer) return Error{ErrorCode::kWrongKey, "nobody's key signs this"};
  TRY(records::Retention(store_).remove(id, what, minute_now(), records::signer_of(*role_)));
  has_untold_ = true;
  forget(id);
  return ok_status();
}

void WorkingOffice::close_day(Closed done) {
  post([this, done = std::move(done)] { done(close_now()); });
}

Result<printing::Sheet> WorkingOffice::close_now() {
  TRY(note(records::EventKind::kDayClosed, std::nullopt, {}));
  DayClosing closing;
  closing.office_name = trust_.office.office_name;
  closing.closed_by = role_->staff_id;
  closing.minute = minute_now();
  TRY_ASSIGN(const auto head, records::EventLog(store_).head());
  closing.head = head.text();
  closing.kiosk_heads = heads_.noted();
  for (const auto& [id, card] : cards_) {
    if (card) ++closing.records[card->state];
  }
  return day_sheet(closing);
}

void WorkingOffice::figures(Counting counting, Counted done) {
  post([this, counting = std::move(counting), done = std::move(done), now = visit()] {
    begin_count(counting, done, now);
  });
}

void WorkingOffice::begin_count(Counting counting, Counted done, std::uint64_t visit) {
  if (!role_ || !still(visit)) return done(Error{ErrorCode::kWrongKey, "locked"});
  const std::int64_t running = quarter_began(minute_now());
  auto records = FiguresCount::begin(store_, *role_, [&](const RecordId& id) {
    const auto card = cards_.find(id);
    return card != cards_.end() && card->second && card->second->minute >= running;
  });
  if (!records) return done(records.error());
  count_on(std::make_shared<Count>(
      Count{std::move(*records), std::move(counting), std::move(done), visit}));
}

void WorkingOffice::count_on(const std::shared_ptr<Count>& count) {
  if (!role_ || !still(count->visit)) return count->done(Error{ErrorCode::kWrongKey, "locked"});
  FiguresCount& records = count->records;
  records.count_some(kCountedAtOnce, store_, trust_, *role_, shelf_);
  if (!records.done()) {
    if (count->counting) count->counting({records.counted(), records.all()});
    return post([this, count] { count_on(count); });
  }
  const auto published = publish(records.figures(), quarter_of(crypto::month_of(minute_now())));
  count->done(std::make_shared<const FiguresReport>(
      figures_report(published, choice_labels(shelf_), trust_.office.office_name, today())));
}

Result<crypto::OpenedRole> WorkingOffice::open_role(const SecretBytes& passphrase) {
  using Outcome = crypto::UnlockTries::Outcome;
  TRY(tries_.begin());
  auto opened = crypto::open_any_role(places_.office_folder, passphrase.text());
  tries_.end(opened ? Outcome::kRight : Outcome::kWrong);
  if (opened && opened->role == crypto::Role::kAdministration) {
    return Error{ErrorCode::kNotFound, "die Verwaltung hat keinen Schlüssel für Formulare"};
  }
  return opened;
}

void WorkingOffice::refresh(std::function<void()> done) {
  std::uint64_t now = 0;
  {
    const std::lock_guard lock(mutex_);
    now = visit_;
    refreshed_.push_back(std::move(done));
    if (refreshed_.size() > 1) return;
  }
  post([this, now] {
    if (role_) keep_house();
    if (role_ && still(now)) update_queue(now);
    std::vector<std::function<void()>> waiting;
    {
      const std::lock_guard lock(mutex_);
      waiting.swap(refreshed_);
    }
    for (const auto& call : waiting) {
      if (call) call();
    }
  });
}

void WorkingOffice::knows(std::vector<RecordId> ids, Known done) {
  post([this, ids = std::move(ids), done = std::move(done)] {
    std::vector<bool> known;
    for (const RecordId& id : ids) {
      const auto one = store_.knows(id);
      if (!one) return done(one.error());
      known.push_back(*one);
    }
    done(std::move(known));
  });
}

void WorkingOffice::untold(Telling done) {
  post([this, done = std::move(done)] { done(untold_now()); });
}

Result<std::vector<Office::Untold>> WorkingOffice::untold_now() {
  has_untold_ = false;  // what is marked from now on is asked for again
  TRY_ASSIGN(auto words, records::Heard(store_).untold(kToldAtOnce));
  std::vector<Untold> untold;
  for (auto& one : words) {
    TRY_ASSIGN(Bytes sealed, records::seal_word(one.word, trust_.sets.front(), random_));
    untold.push_back({one.seq, one.withdrawn, std::move(sealed)});
  }
  if (!untold.empty()) has_untold_ = true;
  return untold;
}

void WorkingOffice::told(std::uint64_t seq, Told done) {
  post([this, seq, done = std::move(done)] { done(records::Heard(store_).told(seq)); });
}

// Behind the inbox: the records come first.
void WorkingOffice::take_words() {
  const auto keep = std::chrono::duration_cast<std::chrono::minutes>(places_.keep).count();
  const auto taken =
      sync::take_words(places_.inbox_folder, store_, trust_, *role_, minute_now(), keep);
  if (!taken) return;  // they stay, and are tried again with the next look
  quarantined_ += taken->quarantined;
  for (const RecordId& id : taken->withdrawn) forget(id);
  if (taken->fresh > 0) take_standings();
}

// What other desks said isn't in the index.
void WorkingOffice::take_standings() {
  const auto ids = records::Heard(store_).records();
  if (!ids) return;
  for (const RecordId& id : *ids) {
    const auto card = cards_.find(id);
    if (card == cards_.end() || !card->second) continue;
    auto standing = records::EventLog(store_).standing(id, trust_);
    if (!standing) continue;
    card->second->state = standing->state;
    card->second->with = std::move(standing->with);
  }
}

void WorkingOffice::update_queue(std::uint64_t visit) {
  auto next = std::make_shared<Queue>();
  const auto taken = sync::take_inbox(places_.inbox_folder, store_, trust_);
  if (taken) {
    quarantined_ += taken->quarantined;
    if (role_->signer) take_words();
    if (key_sets_due_) end_key_sets();
  } else {
    next->trouble = taken.error().context;
  }
  if (auto ids = store_.ids()) {
    order_ = std::move(*ids);
  } else {
    next->trouble = ids.error().context;
  }
  for (const auto& id : order_) {
    auto known = cards_.find(id);
    if (known == cards_.end()) {
      known = cards_.emplace(id, read_card(id)).first;
      ++not_kept_;
    }
    if (known->second) {
      next->entries.push_back(*known->second);
    } else {
      ++next->unreadable;
    }
  }
  if (role_->signer) take_kiosk_heads();
  next->doubted_trails = doubted_trails_;
  next->counsellors = counsellors();
  if (const auto head = records::EventLog(store_).head()) next->head = head->text();
  if (role_->role != crypto::Role::kReception) next->names_pending = unverified_.size();
  keep_index();
  next->quarantined = quarantined_;
  next->damage = damage_;
  put_in_order(next->entries);
  const std::lock_guard lock(mutex_);
  if (visit == visit_) queue_ = std::move(next);
}

// Verified again although the inbox was: the store's file may have been changed since.
Result<records::SealedRecord> WorkingOffice::verified(const RecordId& id) {
  if (!role_) return Error{ErrorCode::kWrongKey, "locked"};
  TRY_ASSIGN(records::SealedRecord sealed, store_.get(id));
  TRY(records::verify_record(sealed, trust_));
  return sealed;
}

std::optional<QueueEntry> WorkingOffice::read_card(const RecordId& id) {
  const auto sealed = verified(id);
  if (!sealed) return std::nullopt;
  auto opened = records::open_record(*sealed, *role_);
  if (!opened) return std::nullopt;
  records::RecordContent& content = opened->content;
  QueueEntry entry;
  entry.id = id;
  entry.kiosk_id = sealed->kiosk_id;
  entry.number = content.number;
  entry.minute = content.minute;
  entry.language = content.language;
  entry.language_german = language::language_name(content.language, "de");
  entry.form_id = content.form_id;
  entry.urgency = urgency_codes(content.urgency);
  const std::string& xml =
      opened->has_full && !content.full_xml.empty() ? content.full_xml : content.slip_xml;
  if (!xml.empty()) {
    auto session = shelf_.read(content, xml);
    // Without its form the person still waits; `summarise` will say what is missing.
    entry.interpreter = session && needs_interpreter(**session);
    if (session && opened->has_full) entry.name = keys_of_name(**session);
  }
  wipe_answers(content);
  // A trail that can't be read makes nobody wait for ever: `verify` names what is wrong with it.
  if (auto standing = records::EventLog(store_).standing(id, trust_)) {
    entry.state = standing->state;
    entry.with = std::move(standing->with);
  }
  return entry;
}

void WorkingOffice::summarise(const RecordId& id, Summarised done) {
  post([this, id, done = std::move(done)] { done(read_summary(id)); });
}

Result<Summary> WorkingOffice::read_summary(const RecordId& id) {
  TRY_ASSIGN(const records::SealedRecord sealed, verified(id));
  TRY_ASSIGN(records::OpenedRecord opened, records::open_record(sealed, *role_));
  // Noted before it is shown, but a full disk keeps nobody from reading. The recovery key is
  // nobody's and can't sign.
  if (role_->signer) {
    const Status noted = note(records::EventKind::kOpened, id, {});
    if (!noted && noted.error().code != ErrorCode::kFull) {
      wipe_answers(opened.content);
      return noted.error();
    }
  }
  records::RecordContent& content = opened.content;
  const bool full = opened.has_full && !content.full_xml.empty();
  const std::string& xml = full ? content.full_xml : content.slip_xml;
  std::unique_ptr<forms::FormSession> session;
  if (!xml.empty()) {
    auto read = shelf_.read(content, xml);
    if (!read) {
      wipe_answers(content);
      return read.error();
    }
    session = std::move(read).value();
  }
  Summary summary = casework::summarise(content, session.get());
  if (full && session) {
    summary.counsel = std::make_shared<const CounselSheets>(
        counsel_sheets(content, *session, today(), places_.words));
    summary.outcome = outcome_of(id);
  }
  wipe_answers(content);
  return summary;
}

void WorkingOffice::lock() {
  {
    const std::lock_guard lock(mutex_);
    ++visit_;
    queue_ = std::make_shared<const Queue>();
    jobs_.push_front([this] {
      role_.reset();
      cards_.clear();
      order_.clear();
      unverified_.clear();
      not_kept_ = 0;
      quarantined_ = 0;
    });
  }
  wake_.notify_all();
}

}  // namespace

Result<std::unique_ptr<Office>> Office::open(const OfficePlaces& places, const Clock& clock,
                                             Random& random) {
  TRY_ASSIGN(crypto::DeskTrust trust, crypto::load_desk_trust(places.office_folder));
  TRY_ASSIGN(records::RecordStore store,
             records::RecordStore::open(places.store_file, places.ballast_bytes));
  return std::unique_ptr<Office>(
      std::make_unique<WorkingOffice>(places, clock, random, std::move(store), std::move(trust)));
}

}  // namespace anlaufstelle::casework
