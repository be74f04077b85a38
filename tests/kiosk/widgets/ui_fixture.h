// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/text/text_engine.h"
#include "kiosk/widgets/ui.h"
#include "tests/support/shipped_languages.h"

namespace anlaufstelle::widgets {

inline language::Language german() {
  language::Language language;
  language.tag = "de";
  language.autonym = "Deutsch";
  language.font_families = {"Noto Sans", "Noto Naskh Arabic"};
  language.keyboard_layouts = {"de"};
  return language;
}

inline language::Language arabic() {
  language::Language language;
  language.tag = "ar";
  language.autonym = "العربية";
  language.direction = language::Direction::kRightToLeft;
  language.font_families = {"Noto Naskh Arabic", "Noto Sans"};
  language.font_scale = 1.15f;
  language.keyboard_layouts = {"ara", "de"};
  return language;
}

inline InputEvent pointer_event(InputEvent::Kind kind, float x, float y) {
  InputEvent event{};
  event.kind = kind;
  event.x = x;
  event.y = y;
  return event;
}

inline InputEvent key_event(Key key) {
  InputEvent event{};
  event.kind = InputEvent::Kind::kKey;
  event.key = key;
  return event;
}

inline InputEvent typed(std::string_view text) {
  InputEvent event{};
  event.kind = InputEvent::Kind::kText;
  event.text = text;
  return event;
}

// A window without a window: one screen, its Ui and a finger. 21.5 inches unless said otherwise.
class UiFixture {
 public:
  explicit UiFixture(language::Language chosen = german())
      : language(std::move(chosen)),
        engine(std::move(text::TextEngine::create(shipped_languages().font_files).value())),
        ui(Ui::create(*engine)) {
    ui->set_tree(Ui::Tree::kBuilt);
  }

  // Frames until nothing is left to do at once.
  Frame draw() {
    Frame drawn = one_frame();
    for (int i = 0; i < 20 && drawn.again_in == std::chrono::milliseconds{0}; ++i)
      drawn = one_frame();
    return drawn;
  }
  Frame one_frame() {
    now += std::chrono::milliseconds{16};
    ui->begin(shape, language, std::exchange(events, {}), now);
    if (screen) screen(*ui);
    return ui->end();
  }
  void wait(std::chrono::milliseconds time) { now += time; }

  void press(float x, float y) { events.push_back(pointer_event(InputEvent::Kind::kPress, x, y)); }
  void move(float x, float y) { events.push_back(pointer_event(InputEvent::Kind::kMove, x, y)); }
  void release(float x, float y) {
    events.push_back(pointer_event(InputEvent::Kind::kRelease, x, y));
  }
  void queue_tap(float x, float y) {
    press(x, y);
    release(x, y);
  }
  // As a person does it: down, a frame, up, and a moment before the next.
  void tap(float x, float y) {
    press(x, y);
    draw();
    release(x, y);
    draw();
    wait(std::chrono::milliseconds{400});
  }
  void tap(std::string_view id) {
    const Rect rect = node(id).rect;
    tap(rect.x + rect.w / 2, rect.y + rect.h / 2);
  }
  void key(Key key) {
    events.push_back(key_event(key));
    draw();
  }
  void type(std::string_view text) {
    events.push_back(typed(text));
    draw();
  }

  const SemanticNode* find(std::string_view id) const {
    for (const SemanticNode& node : ui->tree()) {
      if (node.id == id) return &node;
    }
    return nullptr;
  }
  const SemanticNode& node(std::string_view id) const {
    const SemanticNode* found = find(id);
    REQUIRE_MESSAGE(found != nullptr, std::string(id));
    return *found;
  }

  ScreenShape shape;
  language::Language language;
  std::unique_ptr<text::TextEngine> engine;
  std::unique_ptr<Ui> ui;
  std::chrono::milliseconds now{1000};
  std::vector<InputEvent> events;
  std::function<void(Ui&)> screen;
};

}  // namespace anlaufstelle::widgets
