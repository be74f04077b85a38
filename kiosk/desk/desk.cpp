// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/desk/desk.h"

#include <algorithm>
#include <utility>

#include "kiosk/desk/closing_bar.h"
#include "kiosk/desk/detail_screen.h"
#include "kiosk/desk/figures_screen.h"
#include "kiosk/desk/mailbox.h"
#include "kiosk/desk/outcome_screen.h"
#include "kiosk/desk/page_frame.h"
#include "kiosk/desk/paper_screen.h"
#include "kiosk/desk/print_bar.h"
#include "kiosk/desk/queue_screen.h"
#include "kiosk/desk/unlock_screen.h"
#include "kiosk/printing/print_queue.h"

namespace anlaufstelle::desk {
namespace {

using std::chrono::milliseconds;

constexpr int kPageWidthPx = 1240;  // 150 dots an inch
constexpr milliseconds kRefreshEvery{2000}, kCountdownStep{1000};

enum class Place { kUnlock, kQueue, kDetail, kPaper, kOutcome, kFigures, kLocking };

class OfficeDesk : public Desk {
 public:
  explicit OfficeDesk(const DeskServices& services);
  ~OfficeDesk() override { mailbox_->close(); }

  const language::Language& language() const override { return german_; }
  void draw(widgets::Ui& ui) override;
  void touched() override { last_touch_ = services_.clock.monotonic(); }
  std::optional<milliseconds> next_change() const override;
  bool finished() const override { return place_ == Place::kLocking && !printer_->busy(); }

 private:
  [[nodiscard]] bool unlocked() const {
    return place_ != Place::kUnlock && place_ != Place::kLocking;
  }
  void keep_time();
  void draw_unlock_screen(widgets::Ui& ui);
  void draw_queue_screen(widgets::Ui& ui, widgets::Rect area);
  void draw_detail_screen(widgets::Ui& ui, widgets::Rect area);
  void draw_paper_screen(widgets::Ui& ui, widgets::Rect area);
  void draw_outcome_screen(widgets::Ui& ui, widgets::Rect area);
  void draw_figures_screen(widgets::Ui& ui, widgets::Rect area);
  void draw_locking_screen(widgets::Ui& ui, widgets::Rect area);
  void draw_print_status(widgets::Ui& ui, widgets::Rect& area);
  void wipe_passphrase();
  void try_passphrase();
  void answer_passphrase(const Result<crypto::Role>& role);
  void refresh();
  void open(const casework::QueueEntry& entry);
  bool send(const printing::Sheet& sheet, bool to_paper);
  // `counts`: printed so, the record is a printed one.
  void print(const printing::Sheet& sheet, bool to_paper, bool counts);
  void mark(const RecordId& id, records::EventKind what, const std::string& with = {});
  void marked(const RecordId& id, records::EventKind what, const std::string& with,
              const Status& done);
  void enter_outcome();
  void show_paper(Paper paper);
  void count_figures();
  void note_printed();
  void close_day();
  void lock();

  const DeskServices services_;
  language::Language german_;
  std::shared_ptr<Mailbox> mailbox_;
  std::unique_ptr<printing::PrintQueue> printer_;
  Place place_ = Place::kUnlock;
  crypto::Role role_ = crypto::Role::kReception;
  UnlockModel unlock_;
  DetailModel detail_;
  PaperModel paper_;
  OutcomeModel outcome_;
  FiguresModel figures_;
  int figures_asked_ = 0;  // so that an answer that comes late is dropped
  QueueModel queue_;
  milliseconds last_touch_{0}, next_refresh_{0};
  bool refreshing_ = false, closing_ = false;
  std::string closing_trouble_;  // why the day isn't closed
  bool print_status_dismissed_ = false;
  std::optional<RecordId> on_its_way_;  // whose sheet was sent to the printer last
};

language::Language find_german(const std::vector<language::Language>& languages) {
  const auto found = std::find_if(languages.begin(), languages.end(),
                                  [](const language::Language& l) { return l.tag == "de"; });
  if (found != languages.end()) return *found;
  language::Language german;
  german.tag = "de";
  german.autonym = "Deutsch";
  german.font_families = {"Noto Sans"};
  german.keyboard_layouts = {"de"};
  german.fallback = {"de"};
  return german;
}

OfficeDesk::OfficeDesk(const DeskServices& services)
    : services_(services),
      german_(find_german(services.languages)),
      mailbox_(std::make_shared<Mailbox>(services.wake)),
      last_touch_(services.clock.monotonic()) {
  printing::PrintOptions options;
  options.printer = services.printer;
  printer_ =
      printing::PrintQueue::create(options, services.languages, [box = mailbox_] { box->ring(); });
}

void OfficeDesk::draw(widgets::Ui& ui) {
  for (const auto& work : mailbox_->take()) work();
  ui.fill(ui.screen(), ui.theme().background);
  keep_time();
  note_printed();
  widgets::Rect area = page(ui);
  if (place_ != Place::kUnlock) draw_print_status(ui, area);
  switch (place_) {
    case Place::kUnlock:
      draw_unlock_screen(ui);
      break;
    case Place::kQueue:
      draw_queue_screen(ui, area);
      break;
    case Place::kDetail:
      draw_detail_screen(ui, area);
      break;
    case Place::kPaper:
      draw_paper_screen(ui, area);
      break;
    case Place::kOutcome:
      draw_outcome_screen(ui, area);
      break;
    case Place::kFigures:
      draw_figures_screen(ui, area);
      break;
    case Place::kLocking:
      draw_locking_screen(ui, area);
      break;
  }
}

void OfficeDesk::keep_time() {
  const milliseconds now = services_.clock.monotonic();
  const bool idle = now - last_touch_ >= services_.idle_lock;
  // A passphrase that somebody has begun and left alone.
  if (place_ == Place::kUnlock && idle) wipe_passphrase();
  if (!unlocked()) return;
  if (idle) {
    lock();
  } else if (!refreshing_ && now >= next_refresh_) {
    refresh();
  }
}

std::optional<milliseconds> OfficeDesk::next_change() const {
  const milliseconds now = services_.clock.monotonic();
  const milliseconds idle = services_.idle_lock - (now - last_touch_);
  if (place_ == Place::kUnlock) {
    const milliseconds wait = services_.office.try_again_in();
    std::optional<milliseconds> next;
    if (!unlock_.passphrase.text.empty()) next = std::max(idle, milliseconds(0));
    if (wait.count() > 0) next = std::min({wait, kCountdownStep, next.value_or(wait)});
    return next;
  }
  if (!unlocked()) return std::nullopt;
  milliseconds next = idle;
  if (!refreshing_) next = std::min(next, next_refresh_ - now);
  return std::max(next, milliseconds(0));
}

void OfficeDesk::draw_unlock_screen(widgets::Ui& ui) {
  unlock_.wait = services_.office.try_again_in();
  if (draw_unlock(ui, unlock_, services_.words)) {
    try_passphrase();
    mailbox_->ring();  // Enter is no control that asks for the next frame itself
  }
}

void OfficeDesk::wipe_passphrase() {
  wipe(unlock_.passphrase.text);
  unlock_.passphrase.caret = unlock_.passphrase.anchor = 0;
}

void OfficeDesk::try_passphrase() {
  SecretBytes secret(as_bytes(unlock_.passphrase.text));
  wipe_passphrase();
  unlock_.message.clear();
  unlock_.checking = true;
  services_.office.unlock(std::move(secret), [this, box = mailbox_](Result<crypto::Role> role) {
    box->post([this, role = std::move(role)] { answer_passphrase(role); });
  });
}

void OfficeDesk::answer_passphrase(const Result<crypto::Role>& role) {
  unlock_.checking = false;
  if (role) {
    role_ = *role;
    place_ = Place::kQueue;
    touched();
    next_refresh_ = services_.clock.monotonic();
    return;
  }
  const auto& words = services_.words;
  switch (role.error().code) {
    case ErrorCode::kWrongKey:
      unlock_.message = words.get("de", "Diese Passphrase passt nicht.");
      break;
    case ErrorCode::kRefused:
      break;  // the countdown says it
    default:
      unlock_.message =
          words.get("de", "Die Schlüssel der Beratungsstelle können nicht gelesen werden:") + " " +
          role.error().context;
  }
}

void OfficeDesk::refresh() {
  refreshing_ = true;
  services_.office.refresh([this, box = mailbox_] {
    box->post([this] {
      refreshing_ = false;
      next_refresh_ = services_.clock.monotonic() + kRefreshEvery;
    });
  });
}

void OfficeDesk::draw_queue_screen(widgets::Ui& ui, widgets::Rect area) {
  const std::shared_ptr<const casework::Queue> queue = services_.office.queue();
  const bool signs = role_ != crypto::Role::kRecovery;  // that one is nobody's key
  std::string notice = services_.notice;
  if (const std::string news = services_.news ? services_.news() : ""; !news.empty())
    notice += (notice.empty() ? "" : "\n") + news;
  if (!closing_trouble_.empty()) notice += (notice.empty() ? "" : "\n") + closing_trouble_;
  const ClosingEvents closing =
      draw_closing_bar(ui, area, notice, queue->head, signs, !services_.printer.empty(),
                       !closing_ && !printer_->busy(), services_.words);
  if (closing.close) close_day();
  if (closing.figures) count_figures();
  const QueueEvents events = draw_queue(ui, area, queue, queue_, role_, services_.clock.now(),
                                        services_.office.minute_today_began(), services_.words);
  if (events.open) open(*events.open);
  if (events.lock) lock();
}

void OfficeDesk::open(const casework::QueueEntry& entry) {
  const casework::QueueEntry opened = entry;  // which may be the one on the screen
  detail_ = DetailModel{};
  detail_.entry = opened;
  detail_.counsellors = services_.office.queue()->counsellors;
  detail_.can_mark = role_ != crypto::Role::kRecovery;  // nobody's key, which signs nothing
  place_ = Place::kDetail;
  services_.office.summarise(
      opened.id, [this, box = mailbox_, id = opened.id](Result<casework::Summary> summary) {
        box->post([this, id, summary = std::move(summary)] {
          if (place_ == Place::kDetail && detail_.entry.id == id) detail_.summary = summary;
        });
      });
}

void OfficeDesk::draw_detail_screen(widgets::Ui& ui, widgets::Rect area) {
  const DetailEvents events = draw_detail(ui, area, detail_, !services_.printer.empty(),
                                          printer_->busy(), services_.languages, services_.words);
  if (events.print || events.save) print((*detail_.summary)->sheet, events.print, true);
  if (events.paper) {
    paper_ = PaperModel{};
    paper_.number = detail_.entry.number;
    paper_.sheets = (*detail_.summary)->counsel;
    place_ = Place::kPaper;
    show_paper(Paper::kGerman);
  }
  if (events.outcome) {
    outcome_ = OutcomeModel{};
    outcome_.number = detail_.entry.number;
    if (const auto& entered = (*detail_.summary)->outcome) outcome_.outcome = entered->outcome;
    place_ = Place::kOutcome;
  }
  if (!events.hand_to.empty())
    mark(detail_.entry.id, records::EventKind::kInCounselling, events.hand_to);
  if (events.mark) mark(detail_.entry.id, *events.mark);
  if (events.back) {
    detail_ = DetailModel{};
    place_ = Place::kQueue;
  }
  if (events.lock) lock();
}

void OfficeDesk::draw_paper_screen(widgets::Ui& ui, widgets::Rect area) {
  const PaperEvents events =
      draw_paper(ui, area, paper_, !services_.printer.empty(), printer_->busy(), services_.words);
  if (events.show) show_paper(*events.show);
  if (events.print || events.save) {
    const bool ours = paper_.shown == Paper::kGerman || paper_.shown == Paper::kBilingual;
    print(*sheet_of(*paper_.sheets, paper_.shown), events.print, ours);
  }
  if (events.back) {
    paper_ = PaperModel{};
    place_ = Place::kDetail;
  }
  if (events.lock) lock();
}

// One at a time: whoever touches another kind meanwhile gets it after that.
void OfficeDesk::show_paper(Paper paper) {
  paper_.shown = paper;
  paper_.pages.clear();
  paper_.trouble.clear();
  paper_.scroll = {};
  mailbox_->ring();
  if (!paper_.drawn) return;
  paper_.drawn = false;
  auto draw = [this, box = mailbox_, sheets = paper_.sheets, paper] {
    auto pages =
        printing::render_pictures(*sheet_of(*sheets, paper), services_.languages, kPageWidthPx);
    box->post([this, sheets, paper, pages = std::move(pages)] {
      if (place_ != Place::kPaper || paper_.sheets != sheets) return;
      paper_.drawn = true;
      if (paper_.shown != paper) return show_paper(paper_.shown);
      if (pages) {
        paper_.pages = *pages;
      } else {
        paper_.trouble = pages.error().context;
      }
    });
  };
  paper_.drawing = std::async(std::launch::async, std::move(draw));
}

void OfficeDesk::count_figures() {
  figures_ = FiguresModel{};
  place_ = Place::kFigures;
  mailbox_->ring();
  const int asked = ++figures_asked_;
  const auto current = [this, asked] {
    return place_ == Place::kFigures && asked == figures_asked_;
  };
  services_.office.figures(
      [this, box = mailbox_, current](casework::FiguresProgress progress) {
        box->post([this, current, progress] {
          if (current()) figures_.progress = progress;
        });
      },
      [this, box = mailbox_,
       current](Result<std::shared_ptr<const casework::FiguresReport>> report) {
        box->post([this, current, report = std::move(report)] {
          if (!current()) return;
          if (!report) {
            figures_.trouble = report.error().context;
            return;
          }
          figures_.report = *report;
          if (!(*report)->quarters.empty()) figures_.quarter = (*report)->quarters.size() - 1;
        });
      });
}

void OfficeDesk::draw_figures_screen(widgets::Ui& ui, widgets::Rect area) {
  const FiguresEvents events = draw_figures(ui, area, figures_, !services_.printer.empty(),
                                            printer_->busy(), services_.words);
  if (events.print || events.save) {
    send(casework::figures_sheet(*figures_.report, figures_.report->quarters.at(figures_.quarter)),
         events.print);
  }
  if (events.back) {
    figures_ = FiguresModel{};
    place_ = Place::kQueue;
  }
  if (events.lock) lock();
}

// Only what a sheet has: the other list never leaves the screen.
void OfficeDesk::print(const printing::Sheet& sheet, bool to_paper, bool counts) {
  if (send(sheet, to_paper) && to_paper && counts) on_its_way_ = detail_.entry.id;
}

bool OfficeDesk::send(const printing::Sheet& sheet, bool to_paper) {
  const Status begun =
      to_paper ? printer_->print(sheet) : printer_->save(sheet, services_.pdf_folder);
  // Refused only while another sheet is under way; its bar is on the screen.
  if (!begun) return false;
  print_status_dismissed_ = false;
  on_its_way_.reset();
  return true;
}

void OfficeDesk::close_day() {
  closing_ = true;
  closing_trouble_.clear();
  services_.office.close_day([this, box = mailbox_](Result<printing::Sheet> sheet) {
    box->post([this, sheet = std::move(sheet)] {
      closing_ = false;
      next_refresh_ = services_.clock.monotonic();  // the list shows the new head
      if (!unlocked()) return;
      if (sheet) {
        send(*sheet, !services_.printer.empty());
      } else {
        closing_trouble_ = services_.words.get("de", "Der Tag konnte nicht abgeschlossen werden:") +
                           " " + sheet.error().context;
      }
    });
  });
}

void OfficeDesk::mark(const RecordId& id, records::EventKind what, const std::string& with) {
  auto answer = [this, box = mailbox_, id, what, with](const Status& done) {
    box->post([this, id, what, with, done] { marked(id, what, with, done); });
  };
  if (with.empty()) {
    services_.office.mark(id, what, std::move(answer));
  } else {
    services_.office.hand_to(id, with, std::move(answer));
  }
}

void OfficeDesk::marked(const RecordId& id, records::EventKind what, const std::string& with,
                        const Status& done) {
  next_refresh_ = services_.clock.monotonic();  // the list shows it
  if (!unlocked() || place_ == Place::kQueue || detail_.entry.id != id) return;
  if (!done) {
    detail_.mark_trouble =
        services_.words.get("de", "Das konnte nicht vermerkt werden:") + " " + done.error().context;
    return;
  }
  detail_.mark_trouble.clear();
  if (what == records::EventKind::kWithdrawn) {
    detail_ = DetailModel{};
    place_ = Place::kQueue;
    return;
  }
  detail_.entry.state = *records::state_after(what);
  if (what == records::EventKind::kInCounselling) detail_.entry.with = with;
}

void OfficeDesk::draw_outcome_screen(widgets::Ui& ui, widgets::Rect area) {
  const OutcomeEvents events = draw_outcome(ui, area, outcome_, services_.words);
  if (events.keep) enter_outcome();
  if (events.back) {
    outcome_ = OutcomeModel{};
    place_ = Place::kDetail;
  }
  if (events.lock) lock();
}

// Kept, the record is opened again: what it says is what the store has.
void OfficeDesk::enter_outcome() {
  outcome_.trouble.clear();
  services_.office.enter_outcome(
      detail_.entry.id, outcome_.outcome,
      [this, box = mailbox_, id = detail_.entry.id](const Status& done) {
        box->post([this, id, done] {
          if (place_ != Place::kOutcome || detail_.entry.id != id) return;
          if (!done) {
            outcome_.trouble = services_.words.get("de", "Das konnte nicht vermerkt werden:") +
                               " " + done.error().context;
            return;
          }
          outcome_ = OutcomeModel{};
          open(detail_.entry);
        });
      });
}

// Only what the printer has said to be done is called printed. What has gone further stays there.
void OfficeDesk::note_printed() {
  const auto report = printer_->report();
  if (!on_its_way_ || !report || !printing::ended(report->stage)) return;
  const RecordId id = *std::exchange(on_its_way_, std::nullopt);
  if (report->stage != printing::PrintStage::kPrinted || !unlocked()) return;
  const auto& entries = services_.office.queue()->entries;
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const casework::QueueEntry& e) { return e.id == id; });
  if (found == entries.end() || found->state == records::RecordState::kNew)
    mark(id, records::EventKind::kPrinted);
}

void OfficeDesk::draw_print_status(widgets::Ui& ui, widgets::Rect& area) {
  const auto report = printer_->report();
  if (!report || print_status_dismissed_) return;
  const PrintBarEvents events = draw_print_bar(ui, area, *report, services_.words);
  if (events.cancel) printer_->cancel();
  if (events.dismiss) print_status_dismissed_ = true;
}

void OfficeDesk::lock() {
  services_.office.lock();
  detail_ = DetailModel{};
  paper_ = PaperModel{};
  outcome_ = OutcomeModel{};
  figures_ = FiguresModel{};
  queue_ = QueueModel{};
  closing_trouble_.clear();
  place_ = Place::kLocking;
  mailbox_->ring();
}

// Seen only while a sheet is still on its way: ended now, it might come out half, or later with
// nobody near.
void OfficeDesk::draw_locking_screen(widgets::Ui& ui, widgets::Rect area) {
  ui.label(column(ui, area),
           services_.words.get("de", "Gesperrt. Das Blatt wird noch zu Ende gedruckt."),
           widgets::TextStyle::kHeading);
}

}  // namespace

std::unique_ptr<Desk> Desk::create(const DeskServices& services) {
  return std::make_unique<OfficeDesk>(services);
}

}  // namespace anlaufstelle::desk
