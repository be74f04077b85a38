// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/answer_lines.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "kiosk/casework/german_answer.h"
#include "kiosk/casework/summary.h"
#include "kiosk/forms/import/read_picture.h"
#include "kiosk/language/language.h"

namespace anlaufstelle::casework {
namespace {

using printing::Line;
using printing::Section;

constexpr int kMostPictureSide = 1600;  // pixels, on screen and paper

}  // namespace

// "/data/person/f06_alter" → "person"
std::string_view top_group(std::string_view ref) {
  const auto root = ref.find('/', 1);
  if (root == std::string_view::npos) return {};
  return ref.substr(root + 1, ref.find('/', root + 1) - root - 1);
}

// Nothing where there is nothing to say.
std::optional<Line> line_of(const forms::Question& question, const std::string& language) {
  Line line{Line::Kind::kAnswer, question.label, {}, "de"};
  if (question.standing == forms::Standing::kUnknown) {
    line.text = "weiß ich nicht";
  } else if (question.standing == forms::Standing::kInPerson) {
    line.text = "im Gespräch klären";
  } else if (question.value.empty()) {
    return std::nullopt;
  } else {
    line.text = german_answer(question);
    if (is_own_words(question)) {
      line.kind = Line::Kind::kOwnWords;
      line.language = language;
    }
  }
  return line;
}

// nullptr where there is none, for who may not have it, and for one that can't be read.
std::shared_ptr<const printing::LinePicture> picture_of(const forms::FormSession& session,
                                                        forms::NodeId node) {
  const forms::AnswerFile* file = session.file(node);
  if (file == nullptr) return nullptr;
  auto picture = forms::read_picture(file->bytes.view(), kMostPictureSide);
  if (!picture) return nullptr;
  return std::make_shared<const printing::LinePicture>(picture->width, picture->height,
                                                       std::move(picture->rgba));
}

bool on_paper(const forms::Question& question) {
  return question.print == forms::PrintClass::kAlways ||
         (question.print == forms::PrintClass::kIfTicked && question.print_ticked);
}

void add(std::vector<Section>& sections, const std::string& title, Line line) {
  if (sections.empty() || sections.back().title != title) sections.push_back({title, {}});
  sections.back().lines.push_back(std::move(line));
}

Paper words_for_paper(forms::FormSession& session) {
  Paper paper;
  session.word_for(forms::Audience::kPaper);
  for (const auto& screen : session.screens()) {
    for (const auto node : screen.questions) {
      forms::Question question = session.question(node);
      paper[node] = {forms::heading_of(screen), std::move(question.label),
                     std::move(question.choices)};
    }
  }
  session.word_for(forms::Audience::kAll);
  return paper;
}

// No better than the hour: a minute would lead to the person who stood there.
std::string day_and_hour(std::int64_t minute) {
  const auto time = std::chrono::floor<std::chrono::hours>(
      UnixSeconds(std::chrono::seconds(std::chrono::minutes(minute))));
  std::string text = language::format_minute("de", time, kOfficeTimeZone);
  constexpr std::string_view kFullHour = ":00";
  if (text.ends_with(kFullHour)) text.replace(text.size() - 3, 3, " Uhr");
  return text;
}

std::optional<Section> urgent_section(const records::RecordContent& content,
                                      const forms::FormSession* session) {
  Section section{"Dringend", {}};
  for (const auto& code : urgency_codes(content.urgency)) {
    section.lines.push_back({Line::Kind::kUrgent, {}, urgency_in_words(code), "de"});
  }
  if (session != nullptr) {
    for (const auto node : session->with_role("urgent")) {
      const forms::Question question = session->question(node);
      if (question.standing == forms::Standing::kNone) continue;
      if (auto line = line_of(question, content.language)) section.lines.push_back(*line);
    }
  }
  if (section.lines.empty()) return std::nullopt;
  return section;
}

}  // namespace anlaufstelle::casework
