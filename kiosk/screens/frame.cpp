// SPDX-License-Identifier: EUPL-1.2
// What surrounds every screen: the header, the bar at the bottom, and the scroll area between.
#include <algorithm>
#include <cmath>
#include <map>

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

// "Hide" never scrolls away: where the header does, it stays in its corner.
enum class Hide { kInHeader, kApart };

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

// What the button promises is what happens: with a code the answers stay, without one they go.
std::string hide_text(const Scene& scene) {
  if (scene.visit.answers_would_go()) return scene.tr("Verstecken und löschen");
  if (scene.visit.keeper().keeps()) return scene.tr("Verstecken, später weitermachen");
  return scene.tr("Verstecken");
}

// Home, language, "end visit" and "hide"; texts that find no room give way to their icons, the one
// that is needed least first. What hiding does to the answers is said for as long as no word of it
// would be broken.
std::vector<Button> header_buttons(Scene& scene, Header header, std::string_view hide, float room) {
  Ui& ui = scene.ui;
  std::vector<Button> buttons;
  if (header == Header::kFull) buttons.push_back({"nav:home", scene.tr("Startseite"), Icon::kHome});
  buttons.push_back(
      {"nav:language", scene.language_of(scene.visit.language()).autonym, Icon::kGlobe});
  buttons.push_back({"nav:end", scene.tr("Besuch beenden"), Icon::kClose});
  if (!hide.empty()) buttons.push_back({"nav:hide", std::string(hide), Icon::kHide});
  const float gaps = ui.mm(kBetweenMm) * static_cast<float>(buttons.size() - 1);
  float needed = gaps;
  for (Button& button : buttons) {
    button.width = ui.button_width(button.text, button.icon);
    needed += button.width;
  }
  for (Button& button : buttons) {
    if (needed <= room) break;
    const float least =
        button.id == "nav:hide" ? ui.button_least_width(button.text, button.icon) : room + 1;
    const float left = room - (needed - button.width);
    button.bare = left < least;
    const float width = button.bare ? square(ui) : left;
    needed += width - button.width;
    button.width = width;
  }
  return buttons;
}

float buttons_height(Scene& scene, Header header, std::string_view hide, float width) {
  Ui& ui = scene.ui;
  float height = square(ui);
  for (const Button& button : header_buttons(scene, header, hide, width)) {
    if (!button.bare)
      height = std::max(height, ui.button_height(button.text, button.width, button.icon));
  }
  return height;
}

// The first answer changes what "hide" says, and must not move what lies under the finger.
float header_height(Scene& scene, Header header, Hide hide, float width) {
  if (header == Header::kNone) return 0;
  const std::string now = hide == Hide::kInHeader ? hide_text(scene) : "";
  float height = buttons_height(scene, header, now, width);
  if (!now.empty() && scene.visit.state() == visit::State::kQuestions &&
      !scene.visit.keeper().keeps())
    height =
        std::max(height, buttons_height(scene, header, scene.tr("Verstecken und löschen"), width));
  return height + 2 * scene.ui.mm(kHeaderGapMm);
}

void press_header(Scene& scene, std::string_view id) {
  if (id == "nav:home") scene.emit([](visit::Visit& visit) { visit.go_home(); });
  if (id == "nav:language") scene.emit([](visit::Visit& visit) { visit.show_languages(); });
  if (id == "nav:end") scene.emit([](visit::Visit& visit) { visit.ask_to_end(); });
  if (id == "nav:hide") scene.emit([](visit::Visit& visit) { visit.end(); });
}

void draw_header_button(Scene& scene, const Button& button, const Rect& rect) {
  Ui& ui = scene.ui;
  const bool pressed =
      button.bare ? ui.tool(button.id, rect, button.text, button.icon)
                  : ui.button(button.id, rect, button.text, ButtonKind::kSecondary, button.icon);
  if (pressed) press_header(scene, button.id);
}

void draw_header(Scene& scene, Header header, Hide hide, const Rect& strip) {
  if (header == Header::kNone) return;
  Ui& ui = scene.ui;
  Rect row = strip.inset(0, ui.mm(kHeaderGapMm));
  const std::vector<Button> buttons =
      header_buttons(scene, header, hide == Hide::kInHeader ? hide_text(scene) : "", row.w);
  // From the corner inwards; the tree has them in reading order.
  std::map<std::string_view, Rect> at_end;
  for (const std::string_view id : {"nav:hide", "nav:end"}) {
    const auto button = std::find_if(buttons.begin(), buttons.end(),
                                     [&](const Button& one) { return one.id == id; });
    if (button == buttons.end()) continue;
    at_end[id] = row.cut_end(button->width, ui.direction());
    row.cut_end(ui.mm(kBetweenMm), ui.direction());
  }
  for (const Button& button : buttons) {
    const auto placed = at_end.find(button.id);
    draw_header_button(
        scene, button,
        placed != at_end.end() ? placed->second : row.cut_start(button.width, ui.direction()));
    if (placed == at_end.end()) row.cut_start(ui.mm(kBetweenMm), ui.direction());
  }
}

// What stays in its corner where the rest of the header has no room to stay.
void draw_hide_alone(Scene& scene, Rect strip) {
  Ui& ui = scene.ui;
  strip = strip.inset(0, ui.mm(kHeaderGapMm));
  draw_header_button(scene, {"nav:hide", hide_text(scene), Icon::kHide, 0, true},
                     strip.cut_end(square(ui), ui.direction()));
}

// --- Bar ---------------------------------------------------------------------------------------

// Where the ways and the tools lie, from the bar's top left.
struct BarPlan {
  float height = 0;
  Rect back, on, look, reach, code;  // code: empty where none is offered
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
BarPlan plan_bar(Scene& scene, const Frame& frame, float width) {
  Ui& ui = scene.ui;
  const auto direction = ui.direction();
  const float gap = ui.mm(kBetweenMm), margin = ui.mm(kBarMarginMm), tool = square(ui);
  const bool code = frame.header != Header::kNone && scene.visit.code_offered() &&
                    scene.visit.aside() == visit::Aside::kNone;
  const float tools = code ? 3 * tool + 2 * gap : 2 * tool + gap;
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
  if (code) plan.code = tool_row.inset(gap, 0);
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
  if (plan.code.w > 0 &&
      ui.tool("nav:code", moved(plan.code, bar), scene.tr("Später weitermachen"), Icon::kKey))
    scene.emit([](visit::Visit& visit) { visit.show_code(); });
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
  const float corner_h = frame.header == Header::kNone ? 0 : square(ui) + 2 * ui.mm(kHeaderGapMm);
  if (const float least = ui.mm(kLeastTypingMm) + corner_h; area.h < least) {
    const float bottom = area.bottom();
    area.y = std::max(0.0f, bottom - least);
    area.h = bottom - area.y;
  }
  const Rect inner = column(ui, area);
  const float margins = 2 * ui.mm(kMarginMm);
  const BarPlan plan = plan_bar(scene, frame, inner.w);
  const float least = ui.mm(kLeastContentMm);
  const float whole_h = header_height(scene, frame.header, Hide::kInHeader, area.w - margins);
  const bool bar_stays = area.h - corner_h - plan.height >= least;
  const bool header_stays = area.h - (bar_stays ? plan.height : 0) - whole_h >= least;
  if (header_stays) {
    draw_header(scene, frame.header, Hide::kInHeader, area.cut_top(whole_h).inset(margins / 2, 0));
  } else if (corner_h > 0) {
    draw_hide_alone(scene, area.cut_top(corner_h).inset(margins / 2, 0));
  }
  const Rect bar = bar_stays ? area.cut_bottom(plan.height) : Rect{};
  ui.scroll(frame.id, area, scene.view.scrolls[std::string(frame.id)], [&](const Rect& origin) {
    Flow flow(scene, column(ui, origin));
    if (!header_stays) {
      const float rest_h = header_height(scene, frame.header, Hide::kApart, flow.width());
      draw_header(scene, frame.header, Hide::kApart, flow.take(rest_h));
    }
    flow.gap(3);
    content(flow);
    flow.gap(6);
    if (!bar_stays) draw_bar(scene, frame, plan, flow.take(plan.height));
    return flow.used();
  });
  if (bar_stays) draw_bar(scene, frame, plan, column(ui, bar));
}

}  // namespace anlaufstelle::screens
