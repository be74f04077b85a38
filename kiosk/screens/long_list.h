// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/forms/form_session.h"
#include "kiosk/language/choice_index.h"

namespace anlaufstelle::screens {

// Appearances that say what a list's values are. Their names then come from kiosk/language, in the
// client's language and alphabet, whatever languages the form is written in: "kiosk-countries"
// (ISO 3166, "SY") and "kiosk-languages" (BCP 47, "kmr"). Values that are neither ("staatenlos")
// keep the form's labels and stand first; in German every label is the form's.
bool has_names_by_code(const forms::Question& question);

// The choices of one question in the client's words, ready to be searched. Kept over frames,
// because names, alphabet and folding take milliseconds. UI thread.
class LongList {
 public:
  // To be called before each use: builds the list anew if the question's choices or the reader's
  // language have changed.
  void update(const forms::Question& question, const language::Language& reader);

  [[nodiscard]] const std::vector<language::NamedChoice>& choices() const {
    return index_.choices();
  }
  // What the typed letters find, best first; valid until the next call.
  [[nodiscard]] const std::vector<const language::NamedChoice*>& find(std::string_view typed);
  // The label of a value; "" if the list has no such value.
  [[nodiscard]] std::string_view label_of(std::string_view value) const;

 private:
  std::string tag_;
  std::vector<forms::Choice> from_;
  language::ChoiceIndex index_;
  std::optional<std::string> found_for_;
  std::vector<const language::NamedChoice*> found_;
};

}  // namespace anlaufstelle::screens
