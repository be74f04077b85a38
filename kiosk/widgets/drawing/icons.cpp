// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/drawing/icons.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

#include "kiosk/widgets/drawing/shapes.h"

namespace anlaufstelle::widgets {

namespace {

constexpr float kGrid = 24;

// One step of a drawing on a 24 × 24 grid: M moves, L draws a line, Z closes, E is an ellipse
// (x y rx ry), A an arc (x y r from..to, in eighths of a turn, clockwise from the right),
// D a filled dot (x y r).
struct Step {
  char op;
  float x = 0, y = 0, a = 0, b = 0, c = 0;
};

constexpr Step kBack[] = {{'M', 14.5f, 5}, {'L', 7.5f, 12}, {'L', 14.5f, 19}};
constexpr Step kForward[] = {{'M', 9.5f, 5}, {'L', 16.5f, 12}, {'L', 9.5f, 19}};
constexpr Step kClose[] = {{'M', 6, 6}, {'L', 18, 18}, {'M', 18, 6}, {'L', 6, 18}};
constexpr Step kHome[] = {{'M', 3.5f, 11.5f}, {'L', 12, 4},     {'L', 20.5f, 11.5f}, {'M', 6, 9.5f},
                          {'L', 6, 20},       {'L', 18, 20},    {'L', 18, 9.5f},     {'M', 10, 20},
                          {'L', 10, 14.5f},   {'L', 14, 14.5f}, {'L', 14, 20}};
constexpr Step kGlobe[] = {{'E', 12, 12, 9, 9}, {'E', 12, 12, 4, 9}, {'M', 3, 12}, {'L', 21, 12}};
constexpr Step kCheck[] = {{'M', 5, 12.5f}, {'L', 10, 17.5f}, {'L', 19, 7}};
constexpr Step kWarning[] = {{'M', 12, 3.5f}, {'L', 21.5f, 20}, {'L', 2.5f, 20},    {'Z'},
                             {'M', 12, 10},   {'L', 12, 14},    {'D', 12, 17, 1.2f}};
constexpr Step kPrint[] = {
    {'M', 7, 8},     {'L', 7, 3.5f},   {'L', 17, 3.5f},  {'L', 17, 8},     {'M', 7, 17},
    {'L', 3.5f, 17}, {'L', 3.5f, 8},   {'L', 20.5f, 8},  {'L', 20.5f, 17}, {'L', 17, 17},
    {'M', 7, 13.5f}, {'L', 17, 13.5f}, {'L', 17, 20.5f}, {'L', 7, 20.5f},  {'Z'}};
constexpr Step kBackspace[] = {
    {'M', 9, 5.5f}, {'L', 21, 5.5f},    {'L', 21, 18.5f}, {'L', 9, 18.5f}, {'L', 3, 12},
    {'Z'},          {'M', 11.5f, 9.2f}, {'L', 17, 14.8f}, {'M', 17, 9.2f}, {'L', 11.5f, 14.8f}};
constexpr Step kShift[] = {
    {'M', 12, 4},    {'L', 20.5f, 12.5f}, {'L', 16, 12.5f},   {'L', 16, 19.5f},
    {'L', 8, 19.5f}, {'L', 8, 12.5f},     {'L', 3.5f, 12.5f}, {'Z'}};
constexpr Step kEnter[] = {{'M', 20, 5},      {'L', 20, 14}, {'L', 5, 14},
                           {'M', 9.5f, 9.5f}, {'L', 5, 14},  {'L', 9.5f, 18.5f}};
constexpr Step kLock[] = {{'M', 5, 11},
                          {'L', 19, 11},
                          {'L', 19, 20.5f},
                          {'L', 5, 20.5f},
                          {'Z'},
                          {'M', 8, 11},
                          {'A', 12, 7.5f, 4, 4, 8},
                          {'L', 16, 11},
                          {'D', 12, 15.7f, 1.4f}};
constexpr Step kInfo[] = {
    {'E', 12, 12, 9, 9}, {'M', 12, 11}, {'L', 12, 16.5f}, {'D', 12, 7.6f, 1.2f}};
constexpr Step kForm[] = {
    {'M', 5, 3.5f},     {'L', 19, 3.5f},    {'L', 19, 20.5f}, {'L', 5, 20.5f},  {'Z'},
    {'M', 8.5f, 8.5f},  {'L', 15.5f, 8.5f}, {'M', 8.5f, 12},  {'L', 15.5f, 12}, {'M', 8.5f, 15.5f},
    {'L', 12.5f, 15.5f}};
// A small and a large A.
constexpr Step kTextSize[] = {{'M', 2, 19.5f},    {'L', 5.5f, 10.5f},  {'L', 9, 19.5f},
                              {'M', 3.3f, 16.5f}, {'L', 7.7f, 16.5f},  {'M', 10.5f, 19.5f},
                              {'L', 16.5f, 4.5f}, {'L', 22.5f, 19.5f}, {'M', 12.7f, 14.5f},
                              {'L', 20.3f, 14.5f}};
// A screen, and whether what is on it comes down or goes up again.
constexpr Step kReachDown[] = {
    {'M', 4, 3},  {'L', 20, 3},  {'L', 20, 21},      {'L', 4, 21},     {'Z'},
    {'M', 4, 10}, {'L', 20, 10}, {'M', 8.5f, 13.7f}, {'L', 12, 17.3f}, {'L', 15.5f, 13.7f}};
constexpr Step kReachUp[] = {
    {'M', 4, 3}, {'L', 20, 3},       {'L', 20, 21},    {'L', 4, 21},
    {'Z'},       {'M', 8.5f, 13.7f}, {'L', 12, 10.1f}, {'L', 15.5f, 13.7f}};
constexpr Step kHideKeyboard[] = {{'M', 5, 8.5f}, {'L', 12, 15.5f}, {'L', 19, 8.5f}};
// An arrow that turns back on itself.
constexpr Step kUndo[] = {
    {'M', 8.5f, 4.5f}, {'L', 4, 9},     {'L', 8.5f, 13.5f},         {'M', 4, 9},
    {'L', 14.5f, 9},   {'M', 14.5f, 9}, {'A', 14.5f, 14, 5, 6, 10}, {'L', 9, 19}};
constexpr Step kMore[] = {{'D', 5.5f, 12, 1.7f}, {'D', 12, 12, 1.7f}, {'D', 18.5f, 12, 1.7f}};

constexpr Step kPlus[] = {{'M', 12, 5}, {'L', 12, 19}, {'M', 5, 12}, {'L', 19, 12}};
constexpr Step kMinus[] = {{'M', 5, 12}, {'L', 19, 12}};
constexpr Step kUp[] = {
    {'M', 12, 4.5f}, {'L', 12, 19.5f}, {'M', 5.5f, 11}, {'L', 12, 4.5f}, {'L', 18.5f, 11}};
constexpr Step kDown[] = {
    {'M', 12, 4.5f}, {'L', 12, 19.5f}, {'M', 5.5f, 13}, {'L', 12, 19.5f}, {'L', 18.5f, 13}};
// Where a finger takes hold.
constexpr Step kGrip[] = {{'M', 5, 7.5f}, {'L', 19, 7.5f}, {'M', 5, 12},
                          {'L', 19, 12},  {'M', 5, 16.5f}, {'L', 19, 16.5f}};

constexpr Step kKey[] = {{'E', 7.5f, 12, 4.5f, 4.5f},
                         {'M', 12, 12},
                         {'L', 21.5f, 12},
                         {'M', 17, 12},
                         {'L', 17, 16},
                         {'M', 20.5f, 12},
                         {'L', 20.5f, 15}};
// A loudspeaker with two waves; a square; a camera.
constexpr Step kSound[] = {{'M', 3, 9.5f},
                           {'L', 7, 9.5f},
                           {'L', 12, 5},
                           {'L', 12, 19},
                           {'L', 7, 14.5f},
                           {'L', 3, 14.5f},
                           {'Z'},
                           {'M', 15, 9},
                           {'A', 12.5f, 12, 4, 7, 9},
                           {'M', 18.2f, 6.3f},
                           {'A', 12.5f, 12, 8, 7, 9}};
constexpr Step kStop[] = {{'M', 6, 6}, {'L', 18, 6}, {'L', 18, 18}, {'L', 6, 18}, {'Z'}};
constexpr Step kChart[] = {{'M', 4, 4},  {'L', 4, 20},  {'M', 8, 6},  {'L', 20, 6},
                           {'M', 8, 12}, {'L', 15, 12}, {'M', 8, 18}, {'L', 11, 18}};
constexpr Step kCamera[] = {{'M', 3, 7.5f},
                            {'L', 7.5f, 7.5f},
                            {'L', 9.5f, 4.5f},
                            {'L', 14.5f, 4.5f},
                            {'L', 16.5f, 7.5f},
                            {'L', 21, 7.5f},
                            {'L', 21, 19.5f},
                            {'L', 3, 19.5f},
                            {'Z'},
                            {'E', 12, 13.3f, 3.8f, 3.8f}};
// An eye that is struck out.
constexpr Step kHide[] = {{'M', 2.5f, 12},
                          {'L', 5.5f, 8.7f},
                          {'L', 8.7f, 6.8f},
                          {'L', 12, 6.2f},
                          {'L', 15.3f, 6.8f},
                          {'L', 18.5f, 8.7f},
                          {'L', 21.5f, 12},
                          {'L', 18.5f, 15.3f},
                          {'L', 15.3f, 17.2f},
                          {'L', 12, 17.8f},
                          {'L', 8.7f, 17.2f},
                          {'L', 5.5f, 15.3f},
                          {'Z'},
                          {'E', 12, 12, 2.8f, 2.8f},
                          {'M', 4.5f, 20},
                          {'L', 19.5f, 4}};

constexpr std::array<std::span<const Step>, 32> kDrawings{std::span<const Step>{},
                                                          kBack,
                                                          kForward,
                                                          kClose,
                                                          kHome,
                                                          kGlobe,
                                                          kCheck,
                                                          kWarning,
                                                          kPrint,
                                                          kBackspace,
                                                          kShift,
                                                          kEnter,
                                                          kLock,
                                                          kInfo,
                                                          kForm,
                                                          kHideKeyboard,
                                                          kTextSize,
                                                          kReachDown,
                                                          kReachUp,
                                                          kUndo,
                                                          kMore,
                                                          kPlus,
                                                          kMinus,
                                                          kUp,
                                                          kDown,
                                                          kGrip,
                                                          kKey,
                                                          kHide,
                                                          kSound,
                                                          kStop,
                                                          kCamera,
                                                          kChart};

// Strokes of one weight on a mask of `side` pixels.
class Pen {
 public:
  Pen(Mask& mask, int side, bool mirrored)
      : mask_(mask),
        scale_(static_cast<float>(side) / kGrid),
        width_(std::max(1.5f, 1.9f * scale_)),
        mirrored_(mirrored) {}

  void draw(std::span<const Step> steps) {
    for (const Step& step : steps) apply(step);
  }

 private:
  struct Point {
    float x, y;
  };
  [[nodiscard]] Point at(float x, float y) const {
    return {(mirrored_ ? kGrid - x : x) * scale_, y * scale_};
  }

  void move(Point to) { first_ = last_ = to; }
  void line(Point to) {
    mask_.stroke({last_.x, last_.y, to.x, to.y}, width_);
    last_ = to;
  }

  void apply(const Step& step) {
    switch (step.op) {
      case 'M':
        return move(at(step.x, step.y));
      case 'L':
        return line(at(step.x, step.y));
      case 'Z':
        return line(first_);
      case 'E':
        return curve(step, step.a, step.b, 0, 8);
      case 'A':
        return curve(step, step.a, step.a, step.b, step.c);
      default: {
        const Point middle = at(step.x, step.y);
        return mask_.disc(middle.x, middle.y, step.a * scale_);
      }
    }
  }

  // A part of an ellipse; from and to in eighths of a turn.
  void curve(const Step& step, float radius_x, float radius_y, float from, float to) {
    constexpr int kSegments = 40;
    for (int i = 0; i <= kSegments; ++i) {
      const float eighths = from + (to - from) * static_cast<float>(i) / kSegments;
      const float turn = eighths * std::numbers::pi_v<float> / 4;
      const Point point =
          at(step.x + radius_x * std::cos(turn), step.y + radius_y * std::sin(turn));
      if (i == 0) {
        move(point);
      } else {
        line(point);
      }
    }
  }

  Mask& mask_;
  float scale_, width_;
  bool mirrored_;
  Point first_{}, last_{};
};

}  // namespace

void draw_icon(Canvas& canvas, Icon icon, const Rect& box, Color color,
               language::Direction direction) {
  if (icon == Icon::kNone) return;
  const bool turns = icon == Icon::kBack || icon == Icon::kForward;
  const bool mirrored = turns && direction == language::Direction::kRightToLeft;
  const int number = static_cast<int>(icon);
  const int side = static_cast<int>(std::round(std::min(box.w, box.h)));
  const auto width = static_cast<float>(side);
  canvas.shape({ShapeName::Kind::kIcon, side, number * 2 + (mirrored ? 1 : 0)},
               std::round(box.x + (box.w - width) / 2), std::round(box.y + (box.h - width) / 2),
               color, [&](Mask& mask) {
                 Pen(mask, side, mirrored).draw(kDrawings.at(static_cast<std::size_t>(number)));
               });
}

}  // namespace anlaufstelle::widgets
