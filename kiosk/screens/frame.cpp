// SPDX-License-Identifier: EUPL-1.2
// What surrounds every screen: the header, the bar at the bottom, and the scroll area between.
#include <algorithm>
#include <cmath>

#include "kiosk/screens/scene.h"

namespace anlaufstelle::screens {
namespace {

using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;
using widgets::Ui;

constexpr float kMarginMm = 6, kBarMarginMm = 3;
constexpr float kHeaderGapMm = 2.54f, kBetweenMm = 3;  // at least 2.54 between two targets
// What the content keeps to itself before header and bar start to scroll with it.
constexpr float kLeastContentMm = 55;
// Where even the lower part of a small screen is not enough for keyboard and field.
constexpr float kLeastTypingMm = 30;
constexpr float kLeastOnMm = 45;

struct Button {
  std::string_view id;
  std::string text;
  Icon icon;
  float width = 0;
  bool bare = false;  // its icon alone
};

float square(Ui& ui) {
  return ui.button_height("", ui.screen().w, Icon::kHome);
}

// --- Header ------------------------------------------------------------------------------------

// Home, language and "end visit"; texts that find no room give way to their icons, the one that
// is needed least first.
std::vector<Button> header_buttons(Scene& scene, Header header, float room) {
  Ui& ui = scene.ui;
  std::vector<Button> buttons;
  if (header == Header::kFull) buttons.push_back({"nav:home", scene.tr("Startseite"), Icon::kHome});
  buttons.push_back(
      {"nav:language", scene.language_of(scene.visit.language()).autonym, Icon::kGlobe});
  buttons.push_back({"nav:end", scene.tr("Besuch beenden"), Icon::kClose});
  const float gaps = ui.mm(kBetweenMm) * static_cast<float>(buttons.size() - 1);
  float needed = gaps;
  for (Button& button : buttons) {
    button.width = ui.button_width(button.text, button.icon);
    needed += button.width;
  }
  for (Button& button : buttons) {
    if (needed <= room) break;
    const float bare = square(ui);
    needed += bare - button.width;
    button.width = bare;
    button.bare = true;
  }
  return buttons;
}

float header_height(Scene& scene, Header header, float width) {
  if (header == Header::kNone) return 0;
  Ui& ui = scene.ui;
  float height = square(ui);
  for (const Button& button : header_buttons(scene, header, width)) {
    if (!button.bare)
      height = std::max(height, ui.button_height(button.text, button.width, button.icon));
  }
  return height + 2 * ui.mm(kHeaderGapMm);
}

void press_header(Scene& scene, std::string_view id) {
  if (id == "nav:home") scene.emit([](visit::Visit& visit) { visit.go_home(); });
  if (id == "nav:language") scene.emit([](visit::Visit& visit) { visit.show_languages(); });
  if (id == "nav:end") scene.emit([](visit::Visit& visit) { visit.ask_to_end(); });
}

void draw_header(Scene& scene, Header header, const Rect& strip) {
  if (header == Header::kNone) return;
  Ui& ui = scene.ui;
  Rect row = strip.inset(0, ui.mm(kHeaderGapMm));
  for (const Button& button : header_buttons(scene, header, row.w)) {
    const bool last = button.id == "nav:end";
    const Rect rect = last ? row.cut_end(button.width, ui.direction())
                           : row.cut_start(button.width, ui.direction());
    row.cut_start(last ? 0 : ui.mm(kBetweenMm), ui.direction());
    const bool pressed =
        button.bare ? ui.tool(button.id, rect, button.text, button.icon)
                    : ui.button(button.id, rect, button.text, ButtonKind::kSecondary, button.icon);
    if (pressed) press_header(scene, button.id);
  }
}

// --- Bar ---------------------------------------------------------------------------------------

// Where the ways and the tools lie, from the bar's top left.
struct BarPlan {
  float height = 0;
  Rect back, on, look, reach;
};

std::string_view shown_text(const Way& way) {
  return way.icon_only ? std::string_view() : std::string_view(way.text);
}

float way_height(Ui& ui, const std::optional<Way>& way, float width) {
  return way ? ui.button_height(shown_text(*way), width, way->icon) : 0;
}

float way_width(Ui& ui, const Way& way, float least_mm, float most) {
  return std::min(std::max(ui.button_width(shown_text(way), way.icon), ui.mm(least_mm)), most);
}

bool fits(Ui& ui, const std::optional<Way>& way, float width) {
  return !way || ui.button_least_width(shown_text(*way), way->icon) <= width;
}

// Back, tools and on beside each other; the tools above the ways; or all below each other: the
// first arrangement that breaks no word.
BarPlan plan_bar(Ui& ui, const Frame& frame, float width) {
  const auto direction = ui.direction();
  const float gap = ui.mm(kBetweenMm), margin = ui.mm(kBarMarginMm), tool = square(ui);
  const float tools = 2 * tool + gap;
  const float third = (width - tools - 2 * gap) / 2, half = (width - gap) / 2;
  const bool one_row = fits(ui, frame.back, third) && fits(ui, frame.on, third);
  const bool two_rows = fits(ui, frame.back, half) && fits(ui, frame.on, half);
  const float room = one_row ? third : two_rows ? half : width;
  const float back_w = frame.back ? way_width(ui, *frame.back, 0, room) : 0;
  const float on_w = frame.on ? way_width(ui, *frame.on, kLeastOnMm, room) : 0;
  const float back_h = way_height(ui, frame.back, back_w), on_h = way_height(ui, frame.on, on_w);
  const float row_h = std::max({one_row ? tool : 0, back_h, on_h});
  BarPlan plan;
  Rect rest{0, margin, width, 1e6f};
  Rect tool_row = one_row ? Rect{0, margin + (row_h - tool) / 2, width, tool} : rest.cut_top(tool);
  tool_row = {(width - tools) / 2, tool_row.y, tools, tool};
  plan.look = tool_row.cut_start(tool, direction);
  plan.reach = tool_row.cut_end(tool, direction);
  if (!one_row) rest.cut_top(gap);
  if (one_row || two_rows) {
    Rect row = rest.cut_top(row_h);
    Rect back = row.cut_start(back_w, direction), on = row.cut_end(on_w, direction);
    plan.back = {back.x, back.y + row_h - back_h, back_w, back_h};
    plan.on = {on.x, on.y + row_h - on_h, on_w, on_h};
  } else {
    // The way on comes first: it is what most people want.
    plan.on = rest.cut_top(on_h).cut_end(on_w, direction);
    rest.cut_top(gap);
    plan.back = rest.cut_top(back_h).cut_start(back_w, direction);
  }
  plan.height = rest.y + margin;
  return plan;
}

Rect moved(Rect rect, const Rect& bar) {
  rect.x += bar.x;
  rect.y += bar.y;
  return rect;
}

bool draw_way(Scene& scene, const Way& way, const Rect& rect) {
  if (way.icon_only) return scene.ui.tool(way.id, rect, way.text, way.icon);
  return scene.ui.button(way.id, rect, way.text, way.kind, way.icon);
}

void draw_tools(Scene& scene, const BarPlan& plan, const Rect& bar) {
  Ui& ui = scene.ui;
  ViewState& view = scene.view;
  const bool low = view.look.reach == widgets::Reach::kLow;
  // Named for whoever hears the screen; a hand sees the icons.
  if (ui.tool("nav:look", moved(plan.look, bar), scene.tr("Ansicht"), Icon::kTextSize))
    scene.emit([&view](visit::Visit&) { view.look_open = !view.look_open; });
  if (ui.tool("nav:reach", moved(plan.reach, bar),
              low ? scene.tr("Knöpfe nach oben") : scene.tr("Knöpfe nach unten"),
              low ? Icon::kReachUp : Icon::kReachDown))
    scene.emit([&view, low](visit::Visit&) {
      view.look.reach = low ? widgets::Reach::kWhole : widgets::Reach::kLow;
    });
}

void draw_bar(Scene& scene, const Frame& frame, const BarPlan& plan, const Rect& bar) {
  if (frame.back && (draw_way(scene, *frame.back, moved(plan.back, bar)) || scene.ui.take_back()))
    scene.emit(frame.back->event);
  draw_tools(scene, plan, bar);
  if (frame.on && draw_way(scene, *frame.on, moved(plan.on, bar))) scene.emit(frame.on->event);
}

}  // namespace

Way way_back(Scene& scene, Event event) {
  return {"nav:back", scene.tr("Zurück"), Icon::kBack, ButtonKind::kSecondary, std::move(event)};
}

Way way_on(Scene& scene, Event event) {
  return {"nav:next", scene.tr("Weiter"), Icon::kForward, ButtonKind::kPrimary, std::move(event)};
}

void draw_screen(Scene& scene, const Frame& frame, const std::function<void(Flow&)>& content) {
  Ui& ui = scene.ui;
  ui.fill(ui.screen(), ui.theme().background);
  Rect area = ui.reachable();
  area.cut_bottom(ui.keyboard_height());
  if (const float least = ui.mm(kLeastTypingMm); area.h < least) {
    const float bottom = area.bottom();
    area.y = std::max(0.0f, bottom - least);
    area.h = bottom - area.y;
  }
  const Rect inner = column(ui, area);
  const float margins = 2 * ui.mm(kMarginMm);
  const float header_h = header_height(scene, frame.header, area.w - margins);
  const BarPlan plan = plan_bar(ui, frame, inner.w);
  const float least = ui.mm(kLeastContentMm);
  const bool bar_stays = area.h - plan.height >= least;
  const bool header_stays = area.h - (bar_stays ? plan.height : 0) - header_h >= least;
  if (header_stays) draw_header(scene, frame.header, area.cut_top(header_h).inset(margins / 2, 0));
  const Rect bar = bar_stays ? area.cut_bottom(plan.height) : Rect{};
  ui.scroll(frame.id, area, scene.view.scrolls[std::string(frame.id)], [&](const Rect& origin) {
    Flow flow(scene, column(ui, origin));
    if (!header_stays) draw_header(scene, frame.header, flow.take(header_h));
    flow.gap(3);
    content(flow);
    flow.gap(6);
    if (!bar_stays) draw_bar(scene, frame, plan, flow.take(plan.height));
    return flow.used();
  });
  if (bar_stays) draw_bar(scene, frame, plan, column(ui, bar));
}

}  // namespace anlaufstelle::screens
