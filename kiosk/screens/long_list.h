// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/forms/form_session.h"
#include "kiosk/language/choice_index.h"

namespace anlaufstelle::screens {

// The choices of one question in the client's words, ready to be searched. Kept over frames,
// because names, alphabet and folding take milliseconds. UI thread.
//
// Two appearances say that a list's values are codes: "kiosk-countries" (ISO 3166, "SY") and
// "kiosk-languages" (BCP 47, "kmr"). Their names then come from kiosk/language, in the client's
// language and alphabet, whatever languages the form is written in. Values that are no code
// ("staatenlos") keep the form's labels and stand first; in German every label is the form's.
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
