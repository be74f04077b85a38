// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/summary.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "kiosk/casework/answer_lines.h"
#include "kiosk/language/language.h"

namespace anlaufstelle::casework {
namespace {

using printing::Line;
using printing::Section;

struct Urgency {
  std::string_view code, words;
};
// facts.md 2.4; U9 comes from the age. U13 is for staff to hear, never to read.
constexpr Urgency kUrgencies[] = {
    {"U1", "Termin für Abschiebung, Flug oder Überstellung. Oder: Die Polizei war bei der Person."},
    {"U2", "Jemand aus der Familie ist in Haft oder Gewahrsam."},
    {"U3", "Brief vom BAMF oder vom Gericht bekommen."},
    {"U4", "Ablehnung von der Ausländerbehörde bekommen."},
    {"U5", "Duldung abgelaufen oder endet in 14 Tagen."},
    {"U6", "Soll zur Botschaft, zu einer Anhörung oder zu einem Amts-Arzt."},
    {"U7", "Ein anderes EU-Land soll zuständig sein."},
    {"U8", "Hat eine Grenzübertrittsbescheinigung."},
    {"U9", "Ist 26 Jahre alt und wird bald 27 (§ 25a AufenthG)."},
    {"U10", "Hat § 104c und die Karte endet bald."},
    {"U11", "Arbeit oder Ausbildung verloren."},
    {"U12", "Soll etwas unterschreiben, den Pass abgeben oder freiwillig ausreisen."},
};

// Values of a question with the role "interpreter" that ask nobody to come.
constexpr std::string_view kNoInterpreter[] = {"nein", "begleitung"};

// What comes first, by the role of a question in the group (facts.md 2.6, blocks 2 to 4).
constexpr std::string_view kFirstRoles[] = {"interpreter", "topic", "paper"};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

struct Placed {
  std::size_t rank;
  std::string title;
  forms::NodeId node;
  bool in_instance;  // of a repeat: the title tells it from the same question in others
};

// Every question once: screens in the form's order, instances of repeats by their numbers, the
// groups of kFirstRoles before the others.
std::vector<Placed> in_order(const forms::FormSession& session) {
  std::map<std::string, std::size_t, std::less<>> ranks;
  for (std::size_t rank = 0; rank < std::size(kFirstRoles); ++rank) {
    for (const auto node : session.with_role(kFirstRoles[rank])) {
      ranks.try_emplace(std::string(top_group(session.question(node).ref)), rank);
    }
  }
  std::vector<Placed> placed;
  std::set<forms::NodeId> seen;
  for (const auto& screen : session.screens()) {
    const std::string heading = forms::heading_of(screen);
    for (const auto node : screen.questions) {
      if (!seen.insert(node).second) continue;
      const auto found = ranks.find(top_group(session.question(node).ref));
      const std::size_t rank = found == ranks.end() ? std::size(kFirstRoles) : found->second;
      placed.push_back({rank, heading, node, !screen.inside.empty()});
    }
  }
  std::stable_sort(placed.begin(), placed.end(),
                   [](const Placed& a, const Placed& b) { return a.rank < b.rank; });
  return placed;
}

// What "I don't know" and "only in person" were chosen for comes first, the rest follows by groups.
// An answer is in one of the two and on one of the lists.
enum class Part { kOpen, kAnswered };
void add_part(Part part, Summary& summary, const records::RecordContent& content,
              const forms::FormSession& session, const Paper& paper) {
  const auto urgent = session.with_role("urgent");
  for (auto& [rank, title, node, in_instance] : in_order(session)) {
    // What the urgent question says on paper is said by the codes, without U13.
    if (std::find(urgent.begin(), urgent.end(), node) != urgent.end()) continue;
    forms::Question question = session.question(node);
    if (question.kind == forms::ControlKind::kNone || question.kind == forms::ControlKind::kNote) {
      continue;
    }
    if (on_paper(question)) {
      const PaperWords& words = paper.at(node);
      title = words.title;
      question.label = words.label;
      question.choices = words.choices;
    }
    const bool open = question.standing != forms::Standing::kNone;
    if (open != (part == Part::kOpen)) continue;
    auto line = line_of(question, content.language);
    if (!line) continue;
    line->picture = picture_of(session, node);
    if (open && in_instance) line->question = title + ": " + line->question;
    add(on_paper(question) ? summary.sheet.sections : summary.not_for_paper,
        open ? std::string(kOpenTitle) : title, std::move(*line));
  }
}

}  // namespace

std::string urgency_in_words(std::string_view code) {
  const auto* found = std::find_if(std::begin(kUrgencies), std::end(kUrgencies),
                                   [&](const Urgency& u) { return u.code == code; });
  return std::string(found == std::end(kUrgencies) ? code : found->words);
}

std::vector<std::string> urgency_codes(std::string_view urgency) {
  std::vector<std::string> given = words_of(urgency);
  for (auto& code : given) {
    if (code.starts_with('u')) code[0] = 'U';
  }
  std::vector<std::string> codes;
  const auto take = [&](const std::string& code) {
    const bool known = std::find(codes.begin(), codes.end(), code) != codes.end();
    if (!known && code != "U13" && code != "none") codes.push_back(code);
  };
  for (const auto& urgency_known : kUrgencies) {
    const std::string code(urgency_known.code);
    if (std::find(given.begin(), given.end(), code) != given.end()) take(code);
  }
  for (const auto& code : given) take(code);
  return codes;
}

bool needs_interpreter(const forms::FormSession& session) {
  for (const auto node : session.with_role("interpreter")) {
    const forms::Question question = session.question(node);
    if (question.value.empty()) continue;
    if (std::find(std::begin(kNoInterpreter), std::end(kNoInterpreter), question.value) ==
        std::end(kNoInterpreter)) {
      return true;
    }
  }
  return false;
}

Summary summarise(const records::RecordContent& content, forms::FormSession* session) {
  Summary summary;
  summary.sheet.title = kSheetTitle;
  summary.sheet.number = content.number;
  summary.sheet.when = day_and_hour(content.minute);
  summary.sheet.footer = kSheetFooter;
  if (session != nullptr) session->set_language("de");

  if (auto urgent = urgent_section(content, session)) {
    summary.sheet.sections.push_back(std::move(*urgent));
  }
  const Paper paper = session == nullptr ? Paper() : words_for_paper(*session);
  if (session != nullptr) add_part(Part::kOpen, summary, content, *session, paper);
  Section about{"Sprache am Gerät", {}};
  about.lines.push_back(
      {Line::Kind::kAnswer, "Gelesen in", language::language_name(content.language, "de"), "de"});
  if (session == nullptr) {
    about.lines.push_back({Line::Kind::kAnswer, "Formular",
                           "nicht ausgefüllt – die Person ist gleich zum Empfang gegangen", "de"});
  }
  summary.sheet.sections.push_back(std::move(about));
  if (session != nullptr) add_part(Part::kAnswered, summary, content, *session, paper);
  summary.sheet.sections.push_back({"", {{Line::Kind::kFixed, {}, std::string(kToClarify), "de"}}});
  return summary;
}

}  // namespace anlaufstelle::casework
