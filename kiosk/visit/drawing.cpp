// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/visit/drawing.h"

#include <cmath>

#include "storage/base/secret.h"

namespace anlaufstelle::visit {
namespace {

// Parts of the sheet's width. A stroke is drawn as dots while the finger is down: about four
// thousand of them at most.
constexpr float kLeastStep = 0.002f, kLongest = 12;
// A vector that grows leaves its points behind unwiped.
constexpr std::size_t kMostPoints = static_cast<std::size_t>(kLongest / kLeastStep) + 1;

void wipe_stroke(PenStroke& stroke) {
  wipe(stroke.data(), stroke.size() * sizeof stroke[0]);
}

}  // namespace

Drawing::~Drawing() {
  for (PenStroke& stroke : strokes_) wipe_stroke(stroke);
}

void Drawing::pen_down(float x, float y) {
  PenStroke& stroke = strokes_.emplace_back();
  stroke.reserve(kMostPoints);
  stroke.push_back({x, y});
  length_ = 0;
}

bool Drawing::adds(float x, float y) const {
  if (strokes_.empty()) return false;
  const PenStroke& stroke = strokes_.back();
  const float step = std::hypot(x - stroke.back()[0], y - stroke.back()[1]);
  return step >= kLeastStep && length_ + step <= kLongest && stroke.size() < kMostPoints;
}

void Drawing::pen_move(float x, float y) {
  if (!adds(x, y)) return;
  PenStroke& stroke = strokes_.back();
  length_ += std::hypot(x - stroke.back()[0], y - stroke.back()[1]);
  stroke.push_back({x, y});
}

void Drawing::undo() {
  if (strokes_.empty()) return;
  wipe_stroke(strokes_.back());
  strokes_.pop_back();
}

}  // namespace anlaufstelle::visit
