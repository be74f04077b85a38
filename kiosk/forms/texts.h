// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/forms/form.h"
#include "kiosk/forms/form_session.h"

namespace anlaufstelle::forms {

// Evaluates an expression at a node and gives its value as text.
using Output = std::function<std::string(ExprIx, NodeIx)>;

// How a text's outputs get their values, and how they stand between its words.
struct Wording {
  const Output& output;
  Outputs outputs = Outputs::kPlain;
  // The reader's language is none of the form's: with kIsolated every text is an isolate then, as
  // one is that falls back to the default language. "Wie heißen Sie?" keeps its question mark
  // behind it on a right-to-left screen.
  bool foreign = false;
};

// Which of the form's languages a name means: the name itself, else the tag in its parentheses
// ("العربية (ar)"), else one that begins with the same primary subtag, else the default.
std::size_t find_language(const Form& form, std::string_view name);
// Whether the one that find_language() finds is another than was asked for; never for "".
bool is_foreign(const Form& form, std::string_view name);

// The text of an itext id: the language's, else the default's. Nothing if neither has one.
std::optional<std::string> itext_in(const Itext& texts, std::size_t language, std::string_view id,
                                    const Wording& wording, NodeIx at);

// A label in a language: its itext, else the text in the element itself, else nothing.
std::optional<std::string> label_in(const Form& form, std::size_t language, const Label& label,
                                    const Wording& wording, NodeIx at);

// The picture of an itext id: the language's, else the default's, else nullptr. Where one size of
// two is missing, the other stands for it.
enum class PictureSize { kSmall, kLarge };
const Picture* picture_in(const Form& form, std::size_t language, std::string_view id,
                          PictureSize size);
// Where there are two sizes, the large one.
const Picture* big_picture_in(const Form& form, std::size_t language, std::string_view id);

// Likewise, the sound.
const Sound* sound_in(const Form& form, std::size_t language, std::string_view id);

}  // namespace anlaufstelle::forms
