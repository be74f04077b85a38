// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/perspective.h"

#include <algorithm>

namespace anlaufstelle::visit {
namespace {

using forms::FormSession;
using forms::NodeId;
using forms::Question;
using pages::Block;

// What the form doesn't say is for the counsellor.
Outcome outcome_of(std::string_view value) {
  if (value == "fit") return Outcome::kCouldFit;
  if (value == "open") return Outcome::kSomeOpen;
  if (value == "closed") return Outcome::kClosed;
  return Outcome::kTalkFirst;
}

ConditionState state_of(std::string_view value) {
  if (value == "met") return ConditionState::kMet;
  if (value == "open") return ConditionState::kOpen;
  if (value == "barrier") return ConditionState::kBarrier;
  return ConditionState::kUnknown;
}

std::string_view parent_of(std::string_view ref) {
  return ref.substr(0, ref.rfind('/'));
}

// The items below the page's last heading.
std::vector<std::string> last_list(const pages::Page& page) {
  std::vector<std::string> items;
  for (const Block& block : page.blocks) {
    if (block.kind == Block::Kind::kHeading) items.clear();
    if (block.kind == Block::Kind::kListItem) items.push_back(block.text);
  }
  return items;
}

// The day that a calculated node of the form names; none without such a node.
std::string day_of(const FormSession& session, std::string_view role) {
  const auto nodes = session.with_role(role);
  return nodes.empty() ? std::string() : session.question(nodes.front()).value;
}

void add_page(CheckedWay& way, const pages::PageStore& pages, std::string_view tag,
              UnixSeconds now) {
  const auto page = pages.page(way.page, tag, now);
  if (!page) {
    way.outcome = Outcome::kAsk;
    return;
  }
  way.title = page->title;
  way.translated = page->title_translated;
  way.source = page->source;
  if (way.law_date.empty()) way.law_date = page->law_date;
  if (page->expired) {
    way.outcome = Outcome::kAsk;
  } else {
    way.questions = last_list(*page);
  }
}

CheckedWay way_of(const FormSession& session, const Question& result) {
  CheckedWay way;
  const std::string_view group = parent_of(result.ref);
  way.id = group.substr(group.rfind('/') + 1);
  way.page = way.id.substr(0, way.id.find('.'));
  if (way.page != way.id) way.subtitle = result.label;
  way.outcome = outcome_of(result.value);
  for (const NodeId node : session.with_role("way-condition")) {
    const Question condition = session.question(node);
    if (parent_of(condition.ref) == group && condition.relevant)
      way.conditions.push_back({condition.label, state_of(condition.value)});
  }
  return way;
}

}  // namespace

bool has_barrier(const CheckedWay& way) {
  return std::any_of(way.conditions.begin(), way.conditions.end(), [](const Condition& condition) {
    return condition.state == ConditionState::kBarrier;
  });
}

std::vector<CheckedWay> perspective(const FormSession& session, const pages::PageStore& pages,
                                    std::string_view tag, UnixSeconds now) {
  std::vector<CheckedWay> ways;
  const std::string law_date = day_of(session, "rules-law-date");
  const bool rules_past = pages::is_past(day_of(session, "rules-valid-until"), now);
  for (const NodeId node : session.with_role("way-result")) {
    const Question result = session.question(node);
    if (!result.relevant) continue;
    CheckedWay way = way_of(session, result);
    way.law_date = law_date;
    add_page(way, pages, tag, now);
    if (rules_past) way.outcome = Outcome::kAsk;
    if (way.outcome == Outcome::kAsk) {
      way.conditions.clear();
      way.questions.clear();
    }
    ways.push_back(std::move(way));
  }
  std::stable_sort(ways.begin(), ways.end(),
                   [](const CheckedWay& a, const CheckedWay& b) { return a.outcome < b.outcome; });
  return ways;
}

}  // namespace anlaufstelle::visit
