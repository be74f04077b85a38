// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/counsel_sheet.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/casework/answer_lines.h"
#include "kiosk/casework/clients_answer.h"
#include "kiosk/casework/german_answer.h"
#include "kiosk/casework/summary.h"

namespace anlaufstelle::casework {
namespace {

using forms::Question;
using forms::Standing;
using printing::Line;
using printing::Section;
using printing::Sheet;

constexpr std::string_view kAllTitle = "Alle Antworten in der Reihenfolge des Formulars";
constexpr std::string_view kDatesTitle = "Fristen und Termine";
constexpr std::string_view kUnanswered = "nicht beantwortet";

// Days from which on a date stands in a box (facts.md 1.17: U5, U10; 2.1: F52).
constexpr int kPaperSoon = 14, k104cSoon = 92, kAppointmentSoon = 7;
constexpr std::string_view k104c = "ae_104c";

// A block of the first page: the questions with a role, or the whole group of one.
struct Block {
  std::string_view role, title;
  bool group;
};
constexpr std::array kBlocks = {Block{"enquirer", "Wer fragt", true},
                                Block{"topic", "Anliegen", true},
                                Block{"paper", "Papier", false},
                                Block{"valid-until", "Papier", false},
                                Block{"times", "Zeiten", false},
                                Block{"family", "Familie", false},
                                Block{"work", "Arbeit und Ausbildung", false},
                                Block{"german", "Deutsch und Test", false}};

// A question that may stand on paper, worded for it, in one language.
struct Asked {
  forms::NodeId node = 0;
  std::string title;
  Question question;
  bool in_instance = false;
};

bool is_answered(const Question& question) {
  return question.standing != Standing::kNone || !question.value.empty();
}

// In the form's order, without the urgent question, which the codes stand for (without U13).
std::vector<Asked> asked_on_paper(forms::FormSession& session, std::string_view language) {
  session.set_language(language);
  Paper paper = words_for_paper(session);
  const auto urgent = session.with_role("urgent");
  std::set<forms::NodeId> seen(urgent.begin(), urgent.end());
  std::vector<Asked> asked;
  const auto& screens = session.screens();
  for (std::size_t i = 0; i < screens.size(); ++i) {
    for (const auto node : screens[i].questions) {
      if (!seen.insert(node).second) continue;
      Question question = session.question(node);
      if (question.kind == forms::ControlKind::kNone ||
          question.kind == forms::ControlKind::kNote || !question.relevant ||
          (question.readonly && question.value.empty()) || !on_paper(question))
        continue;
      PaperWords& words = paper.at(node);
      question.label = std::move(words.label);
      question.choices = std::move(words.choices);
      asked.push_back(
          {node, std::move(words.title), std::move(question), !screens[i].inside.empty()});
    }
  }
  return asked;
}

Line answered_line(const Asked& asked, const forms::FormSession& session,
                   const std::string& language) {
  auto line = line_of(asked.question, language);
  if (!line) return {Line::Kind::kPlain, asked.question.label, std::string(kUnanswered), "de"};
  line->picture = picture_of(session, asked.node);
  return *line;
}

// Nothing for a month, a year, and what is no date.
std::optional<std::chrono::sys_days> whole_day(const Question& question) {
  const bool part = looks(question, "year") || looks(question, "month-year");
  const auto day = part ? std::nullopt : day_of(question.value);
  if (!day) return std::nullopt;
  return std::chrono::sys_days(*day);
}

std::string days_in_words(long days) {
  const long count = days < 0 ? -days : days;
  const std::string words = count == 1 ? " Tag" : " Tagen";
  if (days == 0) return "heute";
  return (days < 0 ? "seit " : "in ") + std::to_string(count) + words;
}

// A date from a form's question, not a legal deadline: none is computed (facts.md 2.4).
Section near_dates(const std::vector<Asked>& asked, const std::vector<std::string>& urgency,
                   std::chrono::sys_days today) {
  Section section{std::string(kDatesTitle), {}};
  const auto box = [&](const std::string& text) {
    section.lines.push_back({Line::Kind::kUrgent, {}, text, "de"});
  };
  const auto paper = std::find_if(asked.begin(), asked.end(),
                                  [](const Asked& a) { return a.question.has_role("paper"); });
  const bool is_104c = paper != asked.end() && paper->question.value == k104c;
  const std::string name = paper == asked.end() || paper->question.value.empty()
                               ? "Papier"
                               : german_answer(paper->question);
  for (const Asked& one : asked) {
    const bool valid = one.question.has_role("valid-until");
    const auto day = whole_day(one.question);
    if (!day || (!valid && !one.question.has_role("appointment"))) continue;
    const long days = (*day - today).count();
    const std::string when = german_answer(one.question);
    if (valid && days < 0) {
      box("Abgelaufen " + days_in_words(days) + ": " + name + ", gültig bis " + when);
    } else if (valid && days <= (is_104c ? k104cSoon : kPaperSoon)) {
      box("Endet " + days_in_words(days) + ": " + name + ", gültig bis " + when);
    } else if (!valid && days >= 0 && days <= kAppointmentSoon) {
      box("Termin " + days_in_words(days) + ": " + when);
    }
  }
  const bool letter = std::any_of(urgency.begin(), urgency.end(), [](const std::string& code) {
    return code == "U3" || code == "U4";
  });
  if (letter) box("Fristen nach einem Brief können sehr kurz sein: manchmal nur 1 Woche.");
  return section;
}

Section language_block(const std::vector<Asked>& asked, const forms::FormSession& session,
                       const records::RecordContent& content) {
  Section section{"Sprache und Sprachmittlung", {}};
  section.lines.push_back(
      {Line::Kind::kAnswer, "Gelesen in", language::language_name(content.language, "de"), "de"});
  std::set<std::string_view> groups;
  for (const Asked& one : asked) {
    if (one.question.has_role("interpreter")) groups.insert(top_group(one.question.ref));
  }
  for (const Asked& one : asked) {
    if (groups.contains(top_group(one.question.ref)) && is_answered(one.question))
      section.lines.push_back(answered_line(one, session, content.language));
  }
  return section;
}

void add_blocks(std::vector<Section>& sections, const std::vector<Asked>& asked,
                const forms::FormSession& session, const std::string& language) {
  for (const Block& block : kBlocks) {
    std::set<std::string_view> groups;
    for (const Asked& one : asked) {
      if (block.group && one.question.has_role(block.role))
        groups.insert(top_group(one.question.ref));
    }
    for (const Asked& one : asked) {
      const bool belongs =
          one.question.has_role(block.role) || groups.contains(top_group(one.question.ref));
      if (!belongs || !is_answered(one.question)) continue;
      add(sections, std::string(block.title), answered_line(one, session, language));
    }
  }
}

std::string name_of(const Asked& asked) {
  return asked.in_instance ? asked.title + ": " + asked.question.label : asked.question.label;
}

// More of them would fill the first page; they are seen in the second part.
constexpr long kMostUnanswered = 8;

Section left_open(const std::vector<Asked>& asked) {
  Section section{"Offen geblieben", {}};
  const auto list = [&](const std::string& title, auto which) {
    std::string names;
    for (const Asked& one : asked) {
      if (which(one.question)) names += (names.empty() ? "" : " · ") + name_of(one);
    }
    if (!names.empty()) section.lines.push_back({Line::Kind::kPlain, title, names, "de"});
  };
  list("Persönlich klären", [](const Question& q) { return q.standing == Standing::kInPerson; });
  list("Weiß die Person nicht", [](const Question& q) { return q.standing == Standing::kUnknown; });
  const auto unanswered = [](const Question& q) { return !is_answered(q); };
  const long count = std::count_if(asked.begin(), asked.end(),
                                   [&](const Asked& one) { return unanswered(one.question); });
  if (count <= kMostUnanswered) {
    list("Nicht beantwortet", unanswered);
  } else {
    section.lines.push_back({Line::Kind::kPlain, "Nicht beantwortet",
                             std::to_string(count) + " von " + std::to_string(asked.size()) +
                                 " Fragen, siehe nächste Seiten",
                             "de"});
  }
  return section;
}

Sheet headed(const records::RecordContent& content) {
  Sheet sheet;
  sheet.title = kSheetTitle;
  sheet.number = content.number;
  sheet.when = day_and_hour(content.minute);
  sheet.footer = kSheetFooter;
  return sheet;
}

void add_first_page(Sheet& sheet, const std::vector<Asked>& asked,
                    const records::RecordContent& content, forms::FormSession& session,
                    std::chrono::year_month_day today) {
  const auto put = [&](Section section) {
    if (!section.lines.empty()) sheet.sections.push_back(std::move(section));
  };
  put(language_block(asked, session, content));
  put(near_dates(asked, urgency_codes(content.urgency), today));
  if (auto urgent = urgent_section(content, &session)) put(std::move(*urgent));
  add_blocks(sheet.sections, asked, session, content.language);
  put(left_open(asked));
  put({"", {{Line::Kind::kFixed, {}, std::string(kToClarify), "de"}}});
}

void begin_second_part(Sheet& sheet) {
  sheet.sections.push_back({std::string(kAllTitle), {}, true});
}

std::string local_answer(const Question& question, const std::string& tag,
                         const language::Catalogue& words) {
  switch (question.standing) {
    case Standing::kUnknown:
      return words.get(tag, "Weiß ich nicht");
    case Standing::kInPerson:
      return words.get(tag, "Möchte ich nicht sagen / nur im Gespräch");
    case Standing::kNone:
      break;
  }
  return question.value.empty() ? std::string() : clients_answer(question, tag, words);
}

}  // namespace

Sheet counsel_sheet(const records::RecordContent& content, forms::FormSession& session,
                    std::chrono::year_month_day today) {
  Sheet sheet = headed(content);
  const std::vector<Asked> asked = asked_on_paper(session, "de");
  add_first_page(sheet, asked, content, session, today);
  begin_second_part(sheet);
  for (const Asked& one : asked) {
    add(sheet.sections, one.title, answered_line(one, session, content.language));
  }
  return sheet;
}

Sheet bilingual_sheet(const records::RecordContent& content, forms::FormSession& session,
                      std::chrono::year_month_day today, const language::Catalogue& words) {
  Sheet sheet = headed(content);
  const std::vector<Asked> theirs = asked_on_paper(session, content.language);
  const std::vector<Asked> german = asked_on_paper(session, "de");
  add_first_page(sheet, german, content, session, today);
  begin_second_part(sheet);
  for (std::size_t i = 0; i < german.size(); ++i) {
    Line line = answered_line(german[i], session, content.language);
    line.other_language = content.language;
    line.other_question = theirs[i].question.label;
    line.other_text = line.kind == Line::Kind::kOwnWords
                          ? line.text
                          : local_answer(theirs[i].question, content.language, words);
    add(sheet.sections, german[i].title, std::move(line));
  }
  return sheet;
}

Sheet clients_copy(const records::RecordContent& content, forms::FormSession& session,
                   Letters letters, const language::Catalogue& words) {
  constexpr double kAnswerPoints = 10.5;
  const std::string& tag = content.language;
  Sheet sheet;
  sheet.language = tag;
  sheet.scale = (letters == Letters::kLarge ? 18 : 12) / kAnswerPoints;
  sheet.title = words.get(
      tag,
      "Das haben Sie am Gerät angegeben. Niemand hat es geprüft. Es ist keine Rechtsberatung.");
  sheet.number = content.number;
  const auto day =
      std::chrono::floor<std::chrono::days>(UnixSeconds(std::chrono::minutes(content.minute)));
  sheet.when = language::format_day(tag, std::chrono::year_month_day(day));
  sheet.footer = words.get(
      tag, "Passen Sie gut auf dieses Blatt auf. Wer es findet, kann Ihre Antworten lesen.");
  sheet.page_words = words.get(tag, "Seite {x} von {y}");
  for (const Asked& one : asked_on_paper(session, tag)) {
    if (!is_answered(one.question)) continue;
    Line line{Line::Kind::kAnswer, one.question.label, local_answer(one.question, tag, words), tag};
    line.picture = picture_of(session, one.node);
    add(sheet.sections, one.title, std::move(line));
  }
  session.set_language("de");
  return sheet;
}

CounselSheets counsel_sheets(const records::RecordContent& content, forms::FormSession& session,
                             std::chrono::year_month_day today, const language::Catalogue* words) {
  CounselSheets sheets;
  sheets.german = counsel_sheet(content, session, today);
  if (words == nullptr) return sheets;
  const auto keep = [](Sheet sheet) { return std::make_shared<const Sheet>(std::move(sheet)); };
  if (!language::is_german(content.language))
    sheets.bilingual = keep(bilingual_sheet(content, session, today, *words));
  sheets.clients = keep(clients_copy(content, session, Letters::kNormal, *words));
  sheets.clients_large = keep(clients_copy(content, session, Letters::kLarge, *words));
  return sheets;
}

}  // namespace anlaufstelle::casework
