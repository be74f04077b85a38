// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/language/language.h"
#include "kiosk/text/text_engine.h"
#include "kiosk/widgets/input.h"
#include "kiosk/widgets/ui.h"

namespace anlaufstelle::widgets {

// A field's text as it stands on the screen. A passphrase is laid out as dots, one for each code
// point, so that it never reaches the layout cache; positions are bytes of the real text in
// both cases.
class FieldLayout {
 public:
  FieldLayout(std::shared_ptr<const text::Paragraph> paragraph, std::string_view text, bool secret);

  [[nodiscard]] const text::Paragraph& paragraph() const { return *paragraph_; }
  [[nodiscard]] text::Box strong_caret(std::size_t byte) const;
  [[nodiscard]] text::Box weak_caret(std::size_t byte) const;
  [[nodiscard]] std::size_t hit(float x, float y) const;
  [[nodiscard]] std::size_t move_visually(std::size_t byte, int direction) const;
  [[nodiscard]] std::size_t backspace_from(std::size_t byte) const;
  [[nodiscard]] std::size_t next_grapheme(std::size_t byte) const;
  // `byte`, or the end of the grapheme that it stands in.
  [[nodiscard]] std::size_t on_boundary(std::size_t byte) const;
  [[nodiscard]] std::size_t count_graphemes() const;
  [[nodiscard]] std::vector<text::Box> selection(std::size_t begin, std::size_t end) const;

  // What is laid out in place of a secret.
  static std::string dots(std::string_view text);

 private:
  [[nodiscard]] std::size_t to_shown(std::size_t byte) const;
  [[nodiscard]] std::size_t from_shown(std::size_t byte) const;

  std::shared_ptr<const text::Paragraph> paragraph_;
  std::string_view text_;
  bool secret_;
};

// Whether a field's text begins at the right: by its first strong letter, and without one by the
// language of the screen.
[[nodiscard]] bool begins_at_right(std::string_view text, const TextFieldOptions& options,
                                   language::Direction of_screen);
// The direction in which a field lays `text` out. In a field of several lines each decides for
// itself: a client's German address stands between Arabic sentences.
[[nodiscard]] text::BaseDirection field_direction(std::string_view text,
                                                  const TextFieldOptions& options,
                                                  language::Direction of_screen);

using LayOut = std::function<FieldLayout(std::string_view text)>;

enum class EditResult { kNothing, kMoved, kChanged, kEntered };

// Brings caret and anchor back onto characters of the text, whatever the screen did to it.
void repair(TextFieldState& state);
// Puts the caret, and what is selected lies between it and `anchor`, as keys and a finger do it:
// what is typed after that is a step of its own for undo. False when both stood there already.
bool place_caret(TextFieldState& state, std::size_t anchor, std::size_t caret);
// Applies one key or typed text. kEntered: Enter in a one-line field, nothing changed. What would
// make the text longer than options.max_graphemes does nothing.
EditResult edit(TextFieldState& state, const InputEvent& event, const TextFieldOptions& options,
                const LayOut& lay_out);

}  // namespace anlaufstelle::widgets
