// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/form_report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include "kiosk/app/form_files.h"
#include "kiosk/forms/outline.h"

namespace anlaufstelle::app {
namespace {

using forms::Feature;

// By the number of the level, of the state.
constexpr std::array<const char*, 3> kLevels = {"note", "warning", "error"};
constexpr std::array<const char*, 4> kStates = {"runs", "ignored", "refused", "not yet"};

const char* state_of(const Feature& feature) {
  return kStates[static_cast<std::size_t>(feature.state)];
}

void print_part(const std::string& indent, const char* name, const std::string& text) {
  if (!text.empty()) std::printf("%s    %s %s\n", indent.c_str(), name, text.c_str());
}

void print_row(const forms::OutlineRow& row, int number) {
  const std::string indent(static_cast<std::size_t>(row.depth) * 2, ' ');
  const bool asked = number > 0;
  const std::string head = asked ? std::to_string(number) + ". " : "";
  const std::string kind = row.type.empty() ? std::string(name_of(row.kind))
                                            : std::string(name_of(row.kind)) + ", " + row.type;
  std::printf("%s%s%s  (%s)  %s\n", indent.c_str(), head.c_str(),
              row.label.empty() ? "–" : row.label.c_str(), kind.c_str(), row.ref.c_str());
  print_part(indent, "hint:", row.hint);
  print_part(indent, "asked only if", row.relevant);
  print_part(indent, "must be answered if", row.required);
  print_part(indent, "can't be changed if", row.readonly);
  print_part(indent, "allowed only if", row.constraint);
  print_part(indent, "otherwise says:", row.constraint_message);
  print_part(indent, "calculated as", row.calculate);
  print_part(indent, "on paper:", row.print);
  if (row.picture) print_part(indent, "with", "a picture");
  for (const std::string& choice : row.choices)
    std::printf("%s    - %s\n", indent.c_str(), choice.c_str());
}

}  // namespace

bool print_findings(const FormSource& source) {
  bool runs = true;
  for (const std::string& unused : source.unused)
    std::printf("%s: note: %s\n", source.file.parent_path().c_str(), unused.c_str());
  for (const forms::LintFinding& finding :
       forms::lint_xform(source.original.xml, {}, source.original.files)) {
    runs = runs && finding.level != forms::LintFinding::Level::kError;
    std::printf("%s:%d: %s: %s; %s\n", source.file.c_str(), finding.line,
                kLevels[static_cast<std::size_t>(finding.level)], finding.what.c_str(),
                finding.how_to_mend.c_str());
  }
  return runs;
}

void print_conformance(const forms::FormDef& form) {
  std::printf("Uses\n");
  for (const forms::UsedFeature& used : forms::used_features(form))
    std::printf("  %-8s %-10s %-24s %5zu times\n", state_of(used.feature),
                std::string(used.feature.area).c_str(), std::string(used.feature.name).c_str(),
                used.times);
}

void print_features() {
  for (const Feature& feature : forms::features())
    std::printf("%-8s %-10s %s\n", state_of(feature), std::string(feature.area).c_str(),
                std::string(feature.name).c_str());
}

void print_languages(const forms::FormDef& form) {
  const std::vector<forms::LanguageHoles> all = forms::language_holes(form);
  if (all.empty()) return;
  constexpr std::size_t kNamed = 5;
  std::printf("Languages\n");
  for (const forms::LanguageHoles& holes : all) {
    std::printf("  %-12s %zu of %zu texts", holes.language.c_str(), holes.texts - holes.missing,
                holes.texts);
    for (std::size_t i = 0; i < std::min(kNamed, holes.ids.size()); ++i)
      std::printf("%s%s", i == 0 ? "; lacks " : ", ", holes.ids[i].c_str());
    std::printf("%s\n", holes.ids.size() > kNamed ? ", …" : "");
  }
}

void print_outline(const forms::FormDef& form) {
  std::printf("%s\nid %s, version %s\n", std::string(form.title()).c_str(),
              std::string(form.id()).c_str(), std::string(form.version()).c_str());
  print_languages(form);
  int number = 0;
  for (const forms::OutlineRow& row : forms::outline(form)) {
    using forms::ControlKind;
    const bool around = row.kind == ControlKind::kGroup || row.kind == ControlKind::kRepeat;
    const bool asked = !around && row.kind != ControlKind::kNone;
    std::printf("\n");
    print_row(row, asked ? ++number : 0);
  }
}

}  // namespace anlaufstelle::app
