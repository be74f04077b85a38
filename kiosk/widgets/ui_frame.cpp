// SPDX-License-Identifier: EUPL-1.2
// One frame of UiState: input in, tree and draw data out; who is touched and who has the focus.
#include <algorithm>
#include <cassert>
#include <cmath>

#include "kiosk/widgets/ui_state.h"
#include "storage/base/secret.h"

namespace anlaufstelle::widgets {

namespace {

using std::chrono::milliseconds;

// A control that ends this close to the edge of the screen is touched up to the edge.
constexpr float kEdgeReachMm = 10;
constexpr std::string_view kNumbered = "text:";  // texts have no id of their own

}  // namespace

std::unique_ptr<Ui> Ui::create(text::TextEngine& text) {
  return std::make_unique<UiState>(text);
}

UiState::UiState(text::TextEngine& text)
    : text_(text), canvas_(text), cap_ratio_(text.cap_height_ratio({"Noto Sans"})) {}

void UiState::set_look(const Look& look) {
  look_ = look;
  theme_ = theme_of(look.contrast);
}

Rect UiState::reachable() const {
  Rect all = screen();
  return look_.reach == Reach::kLow ? all.cut_bottom(std::round(all.h * kLowReachPart)) : all;
}

void UiState::begin(const ScreenShape& shape, const language::Language& language,
                    std::span<const InputEvent> events, milliseconds now) {
  shape_ = shape;
  elapsed_ = now_ < milliseconds{0} ? milliseconds{0} : now - now_;
  now_ = now;
  again_in_.reset();
  languages_.assign(1, &language);
  text_.begin_frame();
  canvas_.begin(screen());
  node_count_ = 0;
  numbered_ = 0;
  drawn_text_ = {};
  field_seen_ = false;
  input_.push(events);
  input_.take_frame(screen(), now);
  touches_.begin(input_.pointer(), now);
  focus_.begin();
  if (input_.pointer().pressed) focus_.hide_ring();
  answer_keyboard();
  keyboard_drawn_ = false;
}

Frame UiState::end() {
  assert(languages_.size() == 1);
  draw_above_keys();
  answer_focus_keys();
  const Pointer& pointer = input_.pointer();
  const bool beside_everything =
      pointer.released && touches_.held() == 0 && !touches_.press_is_spent();
  if (beside_everything && keyboard_height() > 0) focus("");
  if (focus_.finish()) ask_again(milliseconds{0});
  if (keyboard_height() == 0) {
    screen_keyboard_.close();
    screen_keyboard_.let_go();
    finger_on_keyboard_ = finger_on_keyboard_ && pointer.down;
  }
  if (keyboard_height() != last_keyboard_height_) {
    last_keyboard_height_ = keyboard_height();
    focus_.reveal();
  }
  if (focus_.id() != 0 && focus_.revealing()) ask_again(milliseconds{0});
  touches_.finish();
  if (pointer.released) {
    scroll_under_finger_ = 0;
    dragging_ = scroll_held_ = false;
  }
  if (input_.waiting()) ask_again(milliseconds{0});
  warm_keyboard();
  // Glyphs that found no place come with the next frame's atlas; if not, that was all.
  const bool overflowed = text_.atlas().overflowed();
  if (overflowed && !atlas_overflowed_) ask_again(milliseconds{0});
  atlas_overflowed_ = overflowed;
  nodes_.resize(node_count_);
  const std::uint64_t hash = canvas_.finish();
  return {.fills = canvas_.fills(),
          .pictures = canvas_.pictures(),
          .list = &canvas_.list(),
          .hash = hash,
          .again_in = again_in_};
}

void UiState::push_language(const language::Language& language) {
  languages_.push_back(&language);
}

void UiState::pop_language() {
  assert(languages_.size() > 1);
  languages_.pop_back();
}

SemanticNode* UiState::describe(NodeRole role, std::string_view id, std::string_view name,
                                const Rect& rect, const NodeState& state) {
  if (!described()) return nullptr;
  if (node_count_ == nodes_.size()) nodes_.emplace_back();
  SemanticNode& node = nodes_[node_count_++];
  node.role = role;
  node.id = id;
  if (id == kNumbered) node.id += std::to_string(++numbered_);
  node.name = name;
  wipe(node.value);
  node.value.clear();
  node.language = language().tag;
  node.direction = direction();
  node.selected = state.selected;
  node.enabled = state.enabled;
  node.focused = state.focused;
  const Rect visible = intersection(rect, canvas_.clip());
  node.rect = visible.w > 0 && visible.h > 0 ? visible : Rect{visible.x, visible.y, 0, 0};
  node.text = intersection(std::exchange(drawn_text_, Rect{}), canvas_.clip());
  return &node;
}

void UiState::ask_again(milliseconds in) {
  again_in_ = std::min(again_in_.value_or(in), in);
}

// Extended to the edges of the screen that it nearly reaches.
Rect UiState::reach(const Rect& rect) const {
  const Rect all = screen();
  const float margin = mm(kEdgeReachMm);
  const float left = rect.x <= margin ? 0 : rect.x;
  const float top = rect.y <= margin ? 0 : rect.y;
  const float right = rect.right() >= all.right() - margin ? all.right() : rect.right();
  const float bottom = rect.bottom() >= all.bottom() - margin ? all.bottom() : rect.bottom();
  return {left, top, right - left, bottom - top};
}

Touch UiState::touch(ControlId id, const Rect& rect, bool enabled) {
  Rect clip = canvas_.clip();
  const Rect wide_clip = reach(clip);
  clip.x = wide_clip.x;
  clip.w = wide_clip.w;
  return touches_.touch(id, intersection(reach(rect), clip), enabled);
}

bool UiState::focusable(std::string_view name, const Rect& rect) {
  if (!focus_.add(name)) return false;
  if (scroll_ && focus_.revealing()) scroll_->reveal = rect;
  return true;
}

// Tapped, or chosen by Enter or space while it has the focus.
bool UiState::activated(ControlId id, const Touch& finger, bool has_focus) {
  bool by_key = false;
  if (has_focus) {
    for (const InputEvent& event : input_.keys())
      by_key = by_key || event.key == Key::kEnter || event.text == " ";
  }
  if (by_key && touches_.is_double_tap(id)) {
    touches_.hold_off();
    by_key = false;
  }
  if (!finger.tapped && !by_key) return false;
  touches_.note_tap(id);
  ask_again(milliseconds{0});  // the screen may look different now
  return true;
}

bool UiState::take_back() {
  for (InputEvent& event : input_.keys()) {
    if (event.key != Key::kEscape || keyboard_height() > 0) continue;
    event.key = Key::kNone;
    ask_again(milliseconds{0});
    return true;
  }
  return false;
}

void UiState::focus_ring(const Rect& rect, float radius_mm) {
  if (!focus_.by_key()) return;
  canvas_.frame(rect.inset(-mm(1.1f)), mm(radius_mm + 1.1f), mm(0.7f), theme_.focus);
}

void UiState::focus(std::string_view id) {
  if (id == focus_.name()) return;
  focus_.set(id);
  ask_again(milliseconds{0});
}

// Keys that move the focus. Arrows belong to a field while it has the focus.
void UiState::answer_focus_keys() {
  const bool in_field = keyboard_height() > 0;
  const bool from_right = direction() == language::Direction::kRightToLeft;
  for (const InputEvent& event : input_.keys()) {
    int step = 0;
    switch (event.key) {
      case Key::kTab:
        step = 1;
        break;
      case Key::kBackTab:
        step = -1;
        break;
      case Key::kDown:
        step = in_field ? 0 : 1;
        break;
      case Key::kUp:
        step = in_field ? 0 : -1;
        break;
      case Key::kRight:
        step = in_field ? 0 : (from_right ? -1 : 1);
        break;
      case Key::kLeft:
        step = in_field ? 0 : (from_right ? 1 : -1);
        break;
      case Key::kEscape:
        if (in_field) focus("");
        break;
      default:
        break;
    }
    if (step == 0) continue;
    focus_.step(step);
    ask_again(milliseconds{0});
  }
}

}  // namespace anlaufstelle::widgets
