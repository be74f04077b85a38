// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <vector>

namespace anlaufstelle::visit {

// A stroke's points: parts of the sheet's width, from its top left.
using PenStroke = std::vector<std::array<float, 2>>;

// What a finger draws on a question's sheet, on top of the picture that was there before it. Kept
// for as long as it can be taken back; its picture is the answer. Wiped when it dies. UI thread.
class Drawing {
 public:
  Drawing() = default;
  ~Drawing();
  Drawing(Drawing&&) = default;
  Drawing& operator=(Drawing&&) = delete;

  void pen_down(float x, float y);
  // Goes on with the stroke, if adds() says so: a hand that rests adds nothing, nor does one that
  // has gone a very long way.
  void pen_move(float x, float y);
  [[nodiscard]] bool adds(float x, float y) const;
  void undo();  // the last stroke

  [[nodiscard]] const std::vector<PenStroke>& strokes() const { return strokes_; }
  // How many of the strokes are in the answer's picture already; more after an undo().
  [[nodiscard]] std::size_t kept() const { return kept_; }
  [[nodiscard]] bool changed() const { return kept_ != strokes_.size(); }
  void note_kept() { kept_ = strokes_.size(); }

 private:
  std::vector<PenStroke> strokes_;
  std::size_t kept_ = 0;
  float length_ = 0;  // of the last stroke
};

}  // namespace anlaufstelle::visit
