// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/visit_figures.h"

#include <algorithm>
#include <optional>
#include <sstream>
#include <string_view>
#include <vector>

#include "kiosk/casework/summary.h"
#include "storage/crypto/key_sets.h"

namespace anlaufstelle::casework {
namespace {

using records::Figures;
using KeptFigures = records::Retention::KeptFigures;
using Leaving = records::Retention::Leaving;
using NewFigures = records::Retention::NewFigures;

// ON DISK: do not rename. A question's role in the form, and what it is counted as.
struct Counted {
  std::string_view role, what;
};
constexpr Counted kCounted[] = {
    {"visit-kind", "kind"},
    {"enquirer", "enquirer"},
    {"country", "country"},
    {"paper", "paper"},
    {"entry", "entry"},
    {"topic", "topic"},
    {"interpreter", "interpreter"},
};
constexpr std::string_view kUnknown = "unknown", kInPerson = "in-person", kNone = "none",
                           kUnreadable = "unreadable", kOther = "other";

// A value that can't be kept, as a form of another house may have, still counts; and a month that
// no clock shows counts nowhere: neither may keep records from being deleted.
void count(Figures& figures, const std::string& month, std::string_view what,
           std::string_view value) {
  records::Figure figure{month, std::string(what), std::string(value)};
  if (!records::is_figure(figure)) figure.value = kOther;
  if (records::is_figure(figure)) ++figures[figure];
}

// Never what somebody wrote: only what the form itself offers.
std::vector<std::string> choices_of(const forms::Question& question) {
  if (question.standing == forms::Standing::kUnknown) return {std::string(kUnknown)};
  if (question.standing == forms::Standing::kInPerson) return {std::string(kInPerson)};
  std::vector<std::string> chosen;
  std::istringstream values(question.value);
  for (std::string value; values >> value;) {
    const bool offered = std::any_of(question.choices.begin(), question.choices.end(),
                                     [&](const auto& choice) { return choice.value == value; });
    if (offered) chosen.push_back(value);
  }
  if (chosen.empty()) chosen.emplace_back(kNone);
  return chosen;
}

bool opens_with_newest(const KeptFigures& kept, const crypto::DeskTrust& trust,
                       const crypto::OpenedRole& role) {
  const crypto::KeySet& newest = trust.sets.front();
  const auto key = std::find_if(role.identities.begin(), role.identities.end(), [&](const auto& k) {
    return k.recipient() == newest.reception || k.recipient() == newest.counselling;
  });
  return key != role.identities.end() && records::open_figures(kept.sealed, {&*key, 1}).ok();
}

Status count_going(Figures& figures, const RecordId& id, records::RecordStore& store,
                   const crypto::OpenedRole& role, FormShelf& shelf, std::int64_t minute) {
  TRY_ASSIGN(const records::SealedRecord sealed, store.get(id));
  auto opened = records::open_record(sealed, role);
  if (!opened) {
    // Damaged, or sealed to keys that this person has not; that there was one is still true.
    count(figures, crypto::month_of(minute), "records", kUnreadable);
    return ok_status();
  }
  std::unique_ptr<forms::FormSession> session;
  if (!opened->content.slip_xml.empty()) {
    auto read = shelf.read(opened->content, opened->content.slip_xml);
    if (read) session = std::move(read).value();
  }
  count_visit(figures, opened->content, session.get());
  wipe(opened->content);
  return ok_status();
}

}  // namespace

ChoiceLabels choice_labels(FormShelf& shelf) {
  ChoiceLabels labels;
  for (const Counted& counted : kCounted) {
    labels[std::string(counted.what)] = shelf.choices(counted.role);
  }
  return labels;
}

void count_visit(Figures& figures, const records::RecordContent& content,
                 const forms::FormSession* session) {
  const std::string month = crypto::month_of(content.minute);
  count(figures, month, "records", "all");
  count(figures, month, "urgent", urgency_codes(content.urgency).empty() ? "no" : "yes");
  count(figures, month, "language",
        content.language.empty() ? kNone : std::string_view(content.language));
  if (session == nullptr) return;
  for (const Counted& counted : kCounted) {
    for (const auto node : session->with_role(counted.role)) {
      const forms::Question question = session->question(node);
      if (!question.relevant || question.choices.empty()) continue;
      for (const std::string& value : choices_of(question)) {
        count(figures, month, counted.what, value);
      }
    }
  }
}

void count_outcome(Figures& figures, const records::Outcome& outcome) {
  count(figures, outcome.month, "outcomes", "all");
  for (const std::string& path : outcome.paths) count(figures, outcome.month, "path", path);
  for (const std::string& to : outcome.referrals) count(figures, outcome.month, "referral", to);
  count(figures, outcome.month, "result", outcome.result);
}

records::Retention::Count visits_counted(records::RecordStore& store,
                                         const crypto::DeskTrust& trust,
                                         const crypto::OpenedRole& role, FormShelf& shelf,
                                         std::int64_t minute, Random& random) {
  return [&, minute](const Leaving& leaving) -> Result<std::optional<NewFigures>> {
    const auto& kept = leaving.kept;
    Figures figures;
    NewFigures fresh;
    for (const auto& one : leaving.outcomes) {
      const auto outcome = records::open_outcome(one.age, role.identities);
      if (!outcome && outcome.error().code == ErrorCode::kWrongKey) continue;
      if (outcome) {
        count_outcome(figures, *outcome);
      } else {
        count(figures, crypto::month_of(minute), "outcomes", kUnreadable);
      }
      fresh.outcomes.push_back(one.seq);
    }
    const bool in_place =
        kept.empty() || (kept.size() == 1 && opens_with_newest(kept.front(), trust, role));
    if (leaving.going.empty() && fresh.outcomes.empty() && in_place)
      return std::optional<NewFigures>();
    for (const KeptFigures& one : kept) {
      const auto opened = records::open_figures(one.sealed, role.identities);
      if (!opened) continue;  // somebody else's keys open it, or the recovery sheet
      records::add(figures, *opened);
      fresh.instead_of.push_back(one.seq);
    }
    for (const RecordId& id : leaving.going)
      TRY(count_going(figures, id, store, role, shelf, minute));
    if (figures.empty()) return std::optional<NewFigures>();
    TRY_ASSIGN(fresh.sealed, records::seal_figures(figures, trust.sets.front(), random));
    return std::optional<NewFigures>(std::move(fresh));
  };
}

}  // namespace anlaufstelle::casework
