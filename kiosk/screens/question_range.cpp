// SPDX-License-Identifier: EUPL-1.2
// A number between two ends: a slider with the number above it and a step down and up below.
// Nothing is answered until it is touched; a short "picker" is tiles, a long one the steps alone.
#include <algorithm>
#include <cmath>

#include "kiosk/screens/question.h"
#include "kiosk/visit/range_steps.h"

namespace anlaufstelle::screens {
namespace {

using forms::Question;
using visit::RangeSteps;
using widgets::Icon;
using widgets::Rect;
using widgets::TextStyle;

constexpr int kMostTiles = 30, kMostTicks = 20;
// Above this a finger can't point at one step of the slider: then larger steps stand beside it.
constexpr int kFineSteps = 100;
constexpr float kHandleMm = 15, kTrackMm = 3, kUprightMm = 80, kButtonMm = 16;
constexpr float kButtonGapMm = 4, kTickMm = 0.5f;

// One range question as it stands.
struct Shown {
  const Question& question;
  RangeSteps steps;
  std::optional<int> index;  // of the answer
};

std::string in_words(const Scene& scene, const Shown& range, int index) {
  const std::string value = range.steps.value(index);
  return scene.formatted("number:" + value,
                         [&] { return language::format_decimal(scene.visit.language(), value); });
}

void set(Scene& scene, const Shown& range, int index) {
  if (range.index == index) return;
  scene.emit([node = range.question.node, value = range.steps.value(index)](visit::Visit& visit) {
    visit.form().type(node, value);
  });
}

// The first touch of a step brings the range's start.
void step(Scene& scene, const Shown& range, int by) {
  set(scene, range, range.index ? std::clamp(*range.index + by, 0, range.steps.count() - 1) : 0);
}

float share_of(const Shown& range, int index) {
  const int last = std::max(1, range.steps.count() - 1);
  return static_cast<float>(index) / static_cast<float>(last);
}

// Which way a slider runs: with the reading direction, or upwards.
class Track {
 public:
  Track(Scene& scene, const Rect& band, bool upright)
      : ui_(scene.ui),
        band_(band),
        upright_(upright),
        backwards_(upright || scene.ui.direction() == language::Direction::kRightToLeft),
        handle_(ui_.mm(kHandleMm)) {}

  // The handle's box where `share` of the way is behind it.
  [[nodiscard]] Rect handle(float share) const {
    const float along = (backwards_ ? 1 - share : share) * (length() - handle_);
    return upright_ ? Rect{band_.x + (band_.w - handle_) / 2, band_.y + along, handle_, handle_}
                    : Rect{band_.x + along, band_.y + (band_.h - handle_) / 2, handle_, handle_};
  }

  [[nodiscard]] float share_at(const widgets::Grip& grip) const {
    const float along = (upright_ ? grip.y - band_.y : grip.x - band_.x) - handle_ / 2;
    const float share = std::clamp(along / std::max(1.0f, length() - handle_), 0.0f, 1.0f);
    return backwards_ ? 1 - share : share;
  }

  // From one end of the way to the other, or only to the handle.
  [[nodiscard]] Rect bar(std::optional<float> share) const {
    const float half = handle_ / 2, width = ui_.mm(kTrackMm);
    const Rect from = handle(0), to = handle(share.value_or(1));
    if (upright_) {
      const float top = std::min(from.y, to.y) + half, bottom = std::max(from.y, to.y) + half;
      return {band_.x + (band_.w - width) / 2, top, width, bottom - top};
    }
    const float left = std::min(from.x, to.x) + half, right = std::max(from.x, to.x) + half;
    return {left, band_.y + (band_.h - width) / 2, right - left, width};
  }

  [[nodiscard]] Rect tick(float share) const {
    const Rect at = handle(share);
    const float width = ui_.mm(kTickMm), length = handle_ * 0.6f;
    const float x = at.x + at.w / 2, y = at.y + at.h / 2;
    return upright_ ? Rect{x - length / 2, y - width / 2, length, width}
                    : Rect{x - width / 2, y - length / 2, width, length};
  }

 private:
  [[nodiscard]] float length() const { return upright_ ? band_.h : band_.w; }

  widgets::Ui& ui_;
  Rect band_;
  bool upright_, backwards_;
  float handle_;
};

void draw_slider(Scene& scene, const Shown& range, const Rect& band, bool upright) {
  widgets::Ui& ui = scene.ui;
  const Track track(scene, band, upright);
  const widgets::Theme& theme = ui.theme();
  const widgets::Grip grip = ui.grip("slider:" + range.question.name, band, range.question.label,
                                     widgets::NodeRole::kSlider, range.question.value);
  const int last = range.steps.count() - 1;
  if (grip.held) {
    set(scene, range,
        static_cast<int>(std::lround(track.share_at(grip) * static_cast<float>(last))));
  }
  if (last <= kMostTicks && !has_appearance(range.question, "no-ticks")) {
    for (int i = 0; i <= last; ++i) ui.fill(track.tick(share_of(range, i)), theme.outline);
  }
  const float round = kTrackMm / 2;
  ui.card(track.bar({}), theme.outline, round);
  if (!range.index) return;
  const float share = share_of(range, *range.index);
  if (const Rect behind = track.bar(share); behind.w > 0 && behind.h > 0)
    ui.card(behind, theme.accent, round);
  ui.card(track.handle(share), theme.accent, kHandleMm / 2);
}

void draw_number(Scene& scene, const Shown& range, const Rect& where) {
  if (!range.index) {
    scene.ui.label(where, scene.tr("Noch nichts gewählt"), TextStyle::kBody,
                   scene.ui.theme().text_quiet);
    return;
  }
  // What was answered is the client's own.
  scene.ui.user_text(where, in_words(scene, range, *range.index), TextStyle::kTitle);
}

float number_height(Scene& scene, const Shown& range, float width) {
  const float none = scene.ui.measure(scene.tr("Noch nichts gewählt"), TextStyle::kBody, width);
  const float some =
      scene.ui.measure_user_text(in_words(scene, range, 0), TextStyle::kTitle, width);
  return std::max(none, some);  // nothing jumps at the first touch
}

struct StepButton {
  std::string_view id;
  int by = 0;
  Icon icon = Icon::kNone;
};

// One step, and where there are very many a tenth of the way.
std::vector<StepButton> buttons_of(const Shown& range) {
  std::vector<StepButton> buttons{{"less", -1, Icon::kMinus}, {"more", 1, Icon::kPlus}};
  if (range.steps.count() <= kFineSteps) return buttons;
  const int jump = static_cast<int>(
      std::lround(std::pow(10, std::floor(std::log10(range.steps.count() / 5.0)))));
  buttons.insert(buttons.begin(), {"much-less", -jump});
  buttons.push_back({"much-more", jump});
  return buttons;
}

// "− 100", in the range's own measure.
std::string jump_in_words(const Scene& scene, const Shown& range, int by) {
  const std::string size =
      language::format_decimal(scene.visit.language(), range.steps.distance(by));
  return (by < 0 ? "−" : "+") + size;
}

bool draw_button(Scene& scene, const Shown& range, const StepButton& button, const Rect& rect) {
  const std::string id = "range:" + range.question.name + ":" + std::string(button.id);
  const bool at_end = range.index && *range.index == (button.by < 0 ? 0 : range.steps.count() - 1);
  if (button.icon == Icon::kNone) {
    return scene.ui.button(id, rect, "\u2066" + jump_in_words(scene, range, button.by) + "\u2069",
                           widgets::ButtonKind::kSecondary, Icon::kNone, !at_end);
  }
  return scene.ui.tool(id, rect, button.by < 0 ? scene.tr("Weniger") : scene.tr("Mehr"),
                       button.icon, !at_end);
}

// Side by side, the smallest towards the start of the line.
void draw_buttons(Scene& scene, Flow& flow, const Shown& range) {
  widgets::Ui& ui = scene.ui;
  const std::vector<StepButton> buttons = buttons_of(range);
  const float gap = ui.mm(kButtonGapMm);
  const auto count = static_cast<float>(buttons.size());
  const float width = (flow.width() - gap * (count - 1)) / count;
  Rect row = flow.take(std::max(ui.mm(kButtonMm), ui.button_height("100", width)));
  for (const StepButton& button : buttons) {
    if (draw_button(scene, range, button, row.cut_start(width, ui.direction())))
      step(scene, range, button.by);
    row.cut_start(gap, ui.direction());
  }
}

// What stands at the two ends of a lying slider.
void draw_ends(Scene& scene, Flow& flow, const Shown& range) {
  widgets::Ui& ui = scene.ui;
  const auto isolated = [&](int index) {
    return "\u2066" + in_words(scene, range, index) + "\u2069";
  };
  const std::string first = isolated(0), last = isolated(range.steps.count() - 1);
  Rect row = flow.take(ui.measure(first, TextStyle::kSmall, flow.width()));
  ui.label(row.cut_start(row.w / 2, ui.direction()), first, TextStyle::kSmall);
  ui.label(row, last, TextStyle::kSmall, text::Align::kEnd);
}

void draw_lying(Scene& scene, Flow& flow, const Shown& range) {
  draw_number(scene, range, flow.take(number_height(scene, range, flow.width())));
  flow.gap(3);
  draw_slider(scene, range, flow.take(scene.ui.mm(kHandleMm + 1)), false);
  flow.gap(1);
  draw_ends(scene, flow, range);
  flow.gap(4);
  draw_buttons(scene, flow, range);
}

// The slider stands at the start of the line; beside it the ends, the number and the steps.
void draw_upright(Scene& scene, Flow& flow, const Shown& range) {
  widgets::Ui& ui = scene.ui;
  const std::string first = "\u2066" + in_words(scene, range, 0) + "\u2069";
  const std::string last = "\u2066" + in_words(scene, range, range.steps.count() - 1) + "\u2069";
  const float line = ui.measure(first, TextStyle::kSmall, flow.width());
  const float number = number_height(scene, range, flow.width() - ui.mm(kHandleMm + 4));
  Rect box = flow.take(std::max(ui.mm(kUprightMm), 2 * line + number));
  draw_slider(scene, range, box.cut_start(ui.mm(kHandleMm + 1), ui.direction()), true);
  box.cut_start(ui.mm(3), ui.direction());
  ui.label(box.cut_top(line), last, TextStyle::kSmall);
  ui.label(box.cut_bottom(line), first, TextStyle::kSmall);
  box.cut_top((box.h - number) / 2);
  draw_number(scene, range, box);
  flow.gap(4);
  draw_buttons(scene, flow, range);
}

void draw_tiles_of(Scene& scene, Flow& flow, const Shown& range) {
  TileGroup group{.id = "choices:" + range.question.name, .tiles = {}, .most_columns = 6};
  for (int i = 0; i < range.steps.count(); ++i) {
    group.tiles.push_back({"choice:" + range.question.name + ":" + range.steps.value(i),
                           in_words(scene, range, i), range.index == i});
  }
  draw_tiles(scene, flow, group, [&](std::size_t index) {
    scene.emit([node = range.question.node, value = range.steps.value(static_cast<int>(index))](
                   visit::Visit& visit) { visit.form().choose(node, value); });
  });
}

}  // namespace

void draw_range(Scene& scene, Flow& flow, const Question& question) {
  const RangeSteps steps(question.range.value_or(forms::Range()));
  const Shown range{question, steps, steps.index_of(question.value)};
  const bool picker = has_appearance(question, "picker");
  if (picker && steps.count() <= kMostTiles) return draw_tiles_of(scene, flow, range);
  flow.label(picker ? scene.tr("Tippen Sie auf + und −.")
                    : scene.tr("Tippen Sie auf die Linie. Oder tippen Sie auf + und −."),
             TextStyle::kSmall);
  flow.gap(3);
  if (picker) {
    draw_number(scene, range, flow.take(number_height(scene, range, flow.width())));
    flow.gap(3);
    draw_buttons(scene, flow, range);
  } else if (has_appearance(question, "vertical")) {
    draw_upright(scene, flow, range);
  } else {
    draw_lying(scene, flow, range);
  }
  flow.gap(4);
  draw_erase(scene, flow, question);
}

}  // namespace anlaufstelle::screens
