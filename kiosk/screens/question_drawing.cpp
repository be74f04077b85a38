// SPDX-License-Identifier: EUPL-1.2
// A picture that a finger draws: a signature or a sketch. While the finger is down its line is
// drawn on the screen alone; lifted, the picture with the new stroke becomes the answer.
#include <algorithm>
#include <cmath>

#include "kiosk/printing/drawing.h"
#include "kiosk/screens/question.h"

namespace anlaufstelle::screens {
namespace {

using forms::Question;
using widgets::Icon;
using widgets::Rect;

constexpr int kWidth_px = 1000;  // of the picture
constexpr float kPen = 0.006f;   // of its width
constexpr float kEdgeMm = 0.5f;
constexpr float kLineAt = 0.78f, kLineMm = 0.4f;  // where one signs
constexpr widgets::Color kPaper{255, 255, 255, 255}, kInk{0, 0, 0, 255}, kRule{120, 120, 120, 255};

bool is_signature(const Question& question) {
  return has_appearance(question, "signature");
}

// Height by width.
float shape_of(const Scene& scene, const Question& question) {
  // What is drawn on keeps its shape: a photograph.
  const forms::Picture* picture = scene.visit.form().picture(question.node);
  if (!forms::is_drawn_by_hand(question.appearance) && picture != nullptr)
    return static_cast<float>(picture->height) / static_cast<float>(picture->width);
  return is_signature(question) ? 0.36f : 0.7f;
}

// Of what the finger reaches: with the question above it on a small screen, and with room to
// scroll beside it.
float most_height(const Question& question) {
  return is_signature(question) ? 0.36f : 0.5f;
}

// In the middle of the column.
Rect place_sheet(Scene& scene, Flow& flow, const Question& question) {
  const float shape = shape_of(scene, question);
  const float height =
      std::floor(std::min(flow.width() * shape, scene.ui.reachable().h * most_height(question)));
  const float width = std::floor(height / shape);
  const Rect row = flow.take(height);
  return {std::floor(row.x + (row.w - width) / 2), std::floor(row.y), width, height};
}

void keep(visit::FormWalk& form, forms::NodeId node, float shape) {
  const forms::Picture* below = form.picture_below(node);
  const printing::Pixels pixels =
      below == nullptr ? printing::Pixels()
                       : printing::Pixels{below->rgba.data(), below->width, below->height};
  auto png = printing::drawing_png(form.drawing(node).strokes(), kPen, kWidth_px,
                                   static_cast<int>(static_cast<float>(kWidth_px) * shape), pixels);
  if (!png) return;
  form.keep_picture(node, *png);
  wipe(png->data(), png->size());
}

void draw_strokes(Scene& scene, const visit::Drawing& drawing, const Rect& sheet) {
  for (std::size_t i = drawing.kept(); i < drawing.strokes().size(); ++i) {
    std::vector<widgets::InkPoint> line;
    for (const auto& [x, y] : drawing.strokes()[i])
      line.push_back({sheet.x + x * sheet.w, sheet.y + y * sheet.w});
    scene.ui.ink(sheet, line, kPen * sheet.w, kInk);
  }
}

void draw_paper(Scene& scene, const Question& question, const Rect& sheet) {
  widgets::Ui& ui = scene.ui;
  ui.fill(sheet.inset(-ui.mm(kEdgeMm)),
          scene.view.pen == question.node ? ui.theme().accent : ui.theme().outline);
  ui.fill(sheet, kPaper);
  if (const forms::Picture* picture = scene.visit.form().picture(question.node)) {
    ui.picture("drawn:" + question.name, sheet, view_of(picture));
  } else if (is_signature(question)) {
    ui.fill(
        {sheet.x + sheet.w * 0.06f, sheet.y + sheet.h * kLineAt, sheet.w * 0.88f, ui.mm(kLineMm)},
        kRule);
  }
}

struct PenPoint {
  float x, y;  // parts of the sheet's width
};
PenPoint point_on(const Rect& sheet, float x, float y) {
  return {(std::clamp(x, sheet.x, sheet.right()) - sheet.x) / sheet.w,
          (std::clamp(y, sheet.y, sheet.bottom()) - sheet.y) / sheet.w};
}

// What a pen did that went away with its screen is kept when the sheet is drawn again.
void follow_pen(Scene& scene, const Question& question, const Rect& sheet) {
  const widgets::Grip grip =
      scene.ui.grip("draw:" + question.name, sheet, question.label, widgets::NodeRole::kCanvas);
  const forms::NodeId node = question.node;
  const visit::Drawing& drawing = scene.visit.form().drawing(node);
  if (grip.held && scene.view.pen != node) {
    scene.emit([node, at = point_on(sheet, grip.press_x, grip.press_y)](visit::Visit& visit) {
      visit.form().pen_down(node, at.x, at.y);
    });
  }
  if (grip.held) {
    const PenPoint at = point_on(sheet, grip.x, grip.y);
    if (scene.view.pen != node || drawing.adds(at.x, at.y))
      scene.emit([node, at](visit::Visit& visit) { visit.form().pen_move(node, at.x, at.y); });
  }
  if (grip.let_go || (!grip.held && drawing.changed())) {
    scene.emit([node, shape = shape_of(scene, question)](visit::Visit& visit) {
      keep(visit.form(), node, shape);
    });
  }
  scene.view.pen = grip.held && !grip.let_go ? node : 0;
}

// Side by side where no word breaks. Both always stand there, so that nothing moves under the
// finger after the first stroke.
void draw_tools(Scene& scene, Flow& flow, const Question& question) {
  widgets::Ui& ui = scene.ui;
  const std::string undo = scene.tr("Letzten Strich zurücknehmen"),
                    clear = scene.tr("Alles löschen");
  const float gap = ui.mm(3), half = (flow.width() - gap) / 2;
  const bool beside = std::max(ui.button_least_width(undo, Icon::kUndo),
                               ui.button_least_width(clear, Icon::kClose)) <= half;
  const float width = beside ? half : flow.width();
  const float undo_height = ui.button_height(undo, width, Icon::kUndo);
  const float clear_height = ui.button_height(clear, width, Icon::kClose);
  Rect row =
      flow.take(beside ? std::max(undo_height, clear_height) : undo_height + gap + clear_height);
  const Rect first = beside ? row.cut_start(half, ui.direction()) : row.cut_top(undo_height);
  if (beside) {
    row.cut_start(gap, ui.direction());
  } else {
    row.cut_top(gap);
  }
  const forms::NodeId node = question.node;
  if (ui.button("undo:" + question.name, first, undo, widgets::ButtonKind::kSecondary, Icon::kUndo,
                !scene.visit.form().drawing(node).strokes().empty())) {
    scene.emit([node](visit::Visit& visit) { visit.form().undo_stroke(node); });
  }
  if (ui.button("clear:" + question.name, row, clear, widgets::ButtonKind::kSecondary, Icon::kClose,
                !question.value.empty())) {
    scene.emit([node](visit::Visit& visit) { visit.form().clear_picture(node); });
  }
}

}  // namespace

void draw_drawing(Scene& scene, Flow& flow, const Question& question) {
  flow.label(is_signature(question) ? scene.tr("Unterschreiben Sie hier mit dem Finger.")
                                    : scene.tr("Zeichnen Sie hier mit dem Finger."),
             widgets::TextStyle::kSmall);
  flow.gap(3);
  const Rect sheet = place_sheet(scene, flow, question);
  draw_paper(scene, question, sheet);
  follow_pen(scene, question, sheet);
  draw_strokes(scene, scene.visit.form().drawing(question.node), sheet);
  flow.gap(3);
  draw_tools(scene, flow, question);
}

}  // namespace anlaufstelle::screens
