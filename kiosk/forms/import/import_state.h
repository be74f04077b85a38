// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/forms/form.h"
#include "kiosk/forms/xml_reader.h"
#include "storage/base/result.h"

namespace anlaufstelle::forms {

// One import under way: the form as far as it has been built, and what was found. The first
// error decides what import_xform() answers; the rest is read on, to find more. One thread.
class ImportState {
 public:
  ImportState(Form& form, const XmlDocument& document, const ImportLimits& limits,
              const Attachments& attachments);

  void note(int line, std::string what, std::string mend);
  void warn(int line, std::string what, std::string mend);
  // The file is wrong.
  void error(int line, std::string what, std::string mend);
  // The file is right and the kiosk doesn't run it.
  void refuse(int line, std::string what, std::string mend);
  // The kiosk never runs it. False under Profile::kAll: it is left out or asked in words.
  bool refuse_never(int line, std::string what, std::string mend);
  // Refused under Profile::kKiosk, otherwise false without a finding: what must not be asked of a
  // person, and what the screens do not draw yet (drawn.h).
  bool refuse_for_people(int line, std::string what, std::string mend);
  bool refuse_undrawn(int line, std::string_view what, std::string mend);

  // Compiles an expression that will be evaluated at `node` (kNoNode: not in the primary
  // instance). kAbsent, with an error noted, if it isn't one.
  ExprIx compile(std::string_view source, NodeIx node, int line, std::string_view where);
  // The one node of the primary instance that a plain path names; kNoNode without a finding.
  [[nodiscard]] NodeIx resolve(std::string_view path, NodeIx from) const;
  // The node that a compiled path names when its predicates are left out; kNoNode without a
  // finding.
  [[nodiscard]] NodeIx node_without_predicates(ExprIx path) const;
  // The one that an element's ref, or the id in its bind, names; kNoNode without a finding.
  [[nodiscard]] NodeIx node_of(const XmlNode& element, NodeIx from) const;

  // "jr:itext('id')", another expression, or (where `words_allowed`) plain words.
  Label label_of_attribute(std::string_view value, NodeIx node, int line, std::string_view where,
                           bool words_allowed);
  // A <label>, <hint> or <value> element: its ref and its inline text with outputs.
  Label label_of_element(const XmlNode& element, NodeIx node, std::string_view where);
  Text text_of_element(const XmlNode& element, NodeIx node, std::string_view where);

  // A file that comes with the form; nullptr if it is missing, with a finding only for a name that
  // leads elsewhere.
  const std::string* attachment(int line, std::string_view uri);
  // A picture among them, decoded once with sides of at most `most_side` pixels; kNoPicture, with a
  // finding, if it can't be shown.
  PictureIx picture(int line, std::string_view uri, int most_side);
  // The same of a sound; its kind is told by its first bytes.
  SoundIx sound(int line, std::string_view uri);

  Form& form;
  const XmlDocument& document;
  const ImportLimits& limits;
  const Attachments& attachments;
  std::vector<LintFinding> findings;
  std::optional<Error> first_error;
  std::map<std::string, NodeIx, std::less<>> bind_ids;

 private:
  void add(LintFinding::Level level, int line, std::string what, std::string mend);

  std::map<std::pair<std::string, int>, PictureIx> pictures_;  // by URI and size
  std::size_t picture_bytes_ = 0, sound_bytes_ = 0;
  std::map<std::string, SoundIx, std::less<>> sounds_;
};

// The passes, in this order.
void import_instances(ImportState& state, const XmlNode& model);
// Finds out which elements of the instance repeat, and checks that no others are there twice.
void mark_repeats(ImportState& state, const XmlNode& body);
void import_itext(ImportState& state, const XmlNode& model);
void import_binds(ImportState& state, const XmlNode& model);
void import_actions(ImportState& state, const XmlNode& model);
void import_body(ImportState& state, const XmlNode& body);
// <setvalue> in the model (`source` kNoNode), a question or a repeat.
void import_action(ImportState& state, const XmlNode& action, NodeIx source);
void check_texts(ImportState& state);
void build_dependencies(ImportState& state);
// After the dependencies: what it adds is asked for when screens are laid out, and not followed.
void import_offers(ImportState& state);

}  // namespace anlaufstelle::forms
