// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/widgets/drawing/canvas.h"
#include "kiosk/widgets/touch/focus_order.h"
#include "kiosk/widgets/touch/input_queue.h"
#include "kiosk/widgets/touch/touch_tracker.h"
#include "kiosk/widgets/typing/screen_keyboard.h"
#include "kiosk/widgets/typing/text_edit.h"
#include "kiosk/widgets/ui.h"

namespace anlaufstelle::widgets {

struct NodeState {
  bool selected = false, enabled = true, focused = false;
};

// The one Ui. Its members are spread over ui_frame.cpp (a frame, the tree, touch and focus),
// ui_text.cpp, ui_controls.cpp, ui_grip.cpp, ui_picture.cpp, ui_field.cpp, ui_keyboard.cpp,
// ui_upright.cpp and ui_scroll.cpp. This header is longer than others because it names every
// override once.
class UiState final : public Ui {
 public:
  explicit UiState(text::TextEngine& text);

  void set_look(const Look& look) override;
  void set_tree(Tree tree) override { tree_ = tree; }

  void begin(const ScreenShape& shape, const language::Language& language,
             std::span<const InputEvent> events, std::chrono::milliseconds now) override;
  Frame end() override;
  [[nodiscard]] Rect screen() const override { return {0, 0, shape_.width_px, shape_.height_px}; }
  [[nodiscard]] Rect reachable() const override;
  [[nodiscard]] float mm(float length_mm) const override { return length_mm * shape_.px_per_mm; }
  [[nodiscard]] const language::Language& language() const override { return *languages_.back(); }
  [[nodiscard]] language::Direction direction() const override { return language().direction; }
  [[nodiscard]] bool portrait() const override { return shape_.height_px > shape_.width_px; }
  [[nodiscard]] const Theme& theme() const override { return theme_; }
  [[nodiscard]] const Look& look() const override { return look_; }
  float widest_word(std::string_view text, TextStyle style) override;
  [[nodiscard]] const std::vector<SemanticNode>& tree() const override { return nodes_; }
  void push_language(const language::Language& language) override;
  void pop_language() override;

  float measure(std::string_view text, TextStyle style, float width_px) override;
  float label(const Rect& where, std::string_view text, TextStyle style,
              text::Align align) override;
  float label(const Rect& where, std::string_view text, TextStyle style, Color color,
              text::Align align) override;
  float measure_user_text(std::string_view text, TextStyle style, float width_px) override;
  float user_text(const Rect& where, std::string_view text, TextStyle style) override;
  float measure(const RichText& rich, TextStyle style, float width_px) override;
  std::optional<int> rich(std::string_view id, const Rect& where, const RichText& text,
                          TextStyle style, float& used_px) override;
  float notice(const Rect& where, std::string_view text, Icon icon) override;

  void fill(const Rect& rect, Color color) override { canvas_.fill(rect, color); }
  void card(const Rect& rect, Color color, float radius_mm) override;
  void outline(const Rect& rect, Color color, float width_mm) override;
  void icon(const Rect& rect, Icon icon, Color color) override;

  void picture(std::string_view id, const Rect& rect, const PictureView& picture) override;
  bool picture_choice(std::string_view id, const Rect& rect, std::string_view text, ChoiceKind kind,
                      bool selected, const PictureView& picture) override;
  float picture_choice_height(std::string_view text, float width_px) override;
  float picture_choice_least_width(std::string_view text) override;

  bool button(std::string_view id, const Rect& rect, std::string_view text, ButtonKind kind,
              Icon icon, bool enabled) override;
  bool tile(std::string_view id, const Rect& rect, const Tile& tile) override;
  float tile_height(const Tile& tile, float width_px) override;
  float tile_least_width(const Tile& tile) override;
  float button_height(std::string_view text, float width_px, Icon icon) override;
  float button_width(std::string_view text, Icon icon) override;
  float button_least_width(std::string_view text, Icon icon) override;
  bool tool(std::string_view id, const Rect& rect, std::string_view name, Icon icon,
            bool enabled) override;
  bool upright_choice(std::string_view id, const Rect& rect, std::string_view text,
                      bool selected) override;
  ChoiceSize upright_choice_size(std::string_view text, float width_px) override;
  Grip grip(std::string_view id, const Rect& rect, std::string_view name, NodeRole role,
            std::string_view value) override;
  void ink(const Rect& sheet, std::span<const InkPoint> line, float width_px, Color color) override;
  bool choice(std::string_view id, const Rect& rect, std::string_view text, ChoiceKind kind,
              bool selected, std::string_view name) override;
  float choice_height(std::string_view text, float width_px) override;
  ChoiceSize choice_on_one_line(std::string_view text) override;
  void progress(const Rect& rect, int done, int total) override;

  bool text_field(std::string_view id, const Rect& rect, TextFieldState& state,
                  const TextFieldOptions& options) override;
  float field_height(int lines) override;
  void focus(std::string_view id) override;
  [[nodiscard]] std::string_view focused() const override { return focus_.name(); }
  [[nodiscard]] float keyboard_height() const override;
  void keyboard() override;
  bool take_enter() override { return std::exchange(entered_, false); }
  void use_keyboards(KeyboardAdditions additions) override;

  void scroll(std::string_view id, const Rect& view, ScrollState& state,
              const std::function<float(const Rect& origin)>& content) override;

 private:
  using Layout = std::shared_ptr<const text::Paragraph>;
  struct FieldPlace {
    Rect inner;
    float x = 0, y = 0;                          // the paragraph's top left
    std::optional<std::size_t> characters_left;  // when they are few
    Rect count;                                  // where their number stands
  };
  struct ScrollArea {
    Rect view;
    std::optional<Rect> reveal;  // where the focus is, if it must be brought into view
  };

  // Frame, tree, touch, focus.
  [[nodiscard]] bool described() const { return tree_ == Tree::kBuilt; }
  // The node of what has just been drawn, for the caller to add to; null when nobody reads the
  // tree. `id` "text:" is numbered through the screen.
  SemanticNode* describe(NodeRole role, std::string_view id, std::string_view name,
                         const Rect& rect, const NodeState& state = {});
  void ask_again(std::chrono::milliseconds in);
  void answer_keyboard();
  void answer_focus_keys();
  [[nodiscard]] Rect reach(const Rect& rect) const;
  Touch touch(ControlId id, const Rect& rect, bool enabled = true);
  bool focusable(std::string_view name, const Rect& rect);
  bool activated(ControlId id, const Touch& finger, bool has_focus);
  bool take_back() override;
  void focus_ring(const Rect& rect, float radius_mm);

  // Text.
  [[nodiscard]] float cap_px(TextStyle style) const;
  [[nodiscard]] text::ParagraphSpec spec(TextStyle style, float width_px) const;
  Layout lay_out(std::string_view text, TextStyle style, float width_px,
                 text::Align align = text::Align::kStart);
  Layout lay_out_user_text(std::string_view text, TextStyle style, float width_px);
  Layout lay_out_rich(const RichText& rich, TextStyle style, float width_px);
  [[nodiscard]] float centred_top(const text::Paragraph& paragraph, const Rect& between,
                                  float cap) const;
  [[nodiscard]] static float ink_above(const text::Paragraph& paragraph);
  [[nodiscard]] float whole_height(const text::Paragraph& paragraph) const;
  [[nodiscard]] float boxed_height(const text::Paragraph& paragraph, float cap,
                                   float padding) const;
  void draw_text(const text::Paragraph& paragraph, float x, float y, Color color,
                 int first_term = std::numeric_limits<int>::max());
  bool link(std::string_view id, const Rect& where, const RichText& rich, const text::Span& span,
            const text::Paragraph& paragraph);

  // Controls.
  [[nodiscard]] int px(float length_mm) const;
  void edged_card(const Rect& rect, Color ground, Color edge, float edge_mm, float radius_mm);
  struct ButtonParts {
    std::string_view id, name, text;
    ButtonKind kind;
    Icon icon;
    bool enabled;
  };
  bool press(const ButtonParts& button, const Rect& rect);
  void draw_button_text(const Rect& rect, std::string_view text, Icon icon, Color ink);
  struct Mark {
    bool selected;
    Color ground, edge;
  };
  struct ChoiceLook {
    bool selected = false, held = false;
  };
  void draw_choice(const Rect& rect, std::string_view text, ChoiceKind kind,
                   const ChoiceLook& look);
  // The mark at the start of `row`, the text in the middle of its height.
  void draw_choice_text(Rect row, std::string_view text, ChoiceKind kind, const Mark& mark,
                        Color ink);
  void draw_picture_choice(const Rect& rect, std::string_view text, ChoiceKind kind,
                           const ChoiceLook& look, const PictureView& picture);
  void draw_picture(const Rect& rect, const PictureView& picture);
  [[nodiscard]] float picture_box_height(float width_px) const;
  void draw_mark(const Rect& box, ChoiceKind kind, const Mark& mark);
  [[nodiscard]] float beside_text(float length_mm) const;
  [[nodiscard]] float icon_width(Icon icon) const;
  [[nodiscard]] float mark_side() const;

  // Text field.
  FieldLayout lay_out_field(std::string_view text, const TextFieldOptions& options, float width_px);
  FieldPlace place_field(const Rect& rect, const TextFieldOptions& options, TextFieldState& state,
                         const FieldLayout& layout, bool follow_caret) const;
  bool type_into_field(TextFieldState& state, const TextFieldOptions& options, const LayOut& lay);
  void point_into_field(TextFieldState& state, const FieldLayout& layout, const FieldPlace& place,
                        const Touch& finger, bool had_focus);
  void draw_field(const Rect& rect, const TextFieldState& state, const FieldLayout& layout,
                  const FieldPlace& place, bool has_focus);
  void draw_selection(const Rect& room, const TextFieldState& state, const FieldLayout& layout,
                      const FieldPlace& place);
  void draw_carets(const TextFieldState& state, const FieldLayout& layout, const FieldPlace& place);
  void want_keyboard(const TextFieldOptions& options);
  bool steer_keyboard(InputEvent& event, const TextFieldState& state, const LayOut& lay,
                      std::vector<InputEvent>& typed);

  // On-screen keyboard.
  void warm_keyboard();
  void draw_key(const ScreenKey& key);
  [[nodiscard]] text::BaseDirection key_direction() const;
  void draw_key_label(std::string_view label, TextStyle style, const Rect& box, Color ink);
  void draw_above_keys();
  void draw_enlarged_key(const ScreenKey& key);
  void draw_offer();

  // Scrolling.
  void follow_finger(ControlId id, const Rect& view, ScrollState& state, float limit_px);
  void glide(ScrollState& state, float limit_px);
  void scroll_by_key(const Rect& view, ScrollState& state, float limit_px);
  void bring_into_view(const Rect& view, const Rect& wanted, ScrollState& state, float limit_px);
  void draw_scroll_bar(const Rect& view, const ScrollState& state, float content_px);
  float& content_height(ControlId id);

  text::TextEngine& text_;
  Look look_;
  Theme theme_ = theme_of(Contrast::kNormal);
  Tree tree_ = Tree::kNone;
  Canvas canvas_;
  InputQueue input_;
  TouchTracker touches_;
  FocusOrder focus_;
  ScreenKeyboard screen_keyboard_;
  ScreenShape shape_;
  std::vector<const language::Language*> languages_;
  float cap_ratio_;
  std::chrono::milliseconds now_{-1}, elapsed_{0};
  std::optional<std::chrono::milliseconds> again_in_;

  std::vector<SemanticNode> nodes_;  // reused: node_count_ of them are this frame's
  std::size_t node_count_ = 0;
  int numbered_ = 0;
  Rect drawn_text_;  // since the last node

  ControlId keyboard_field_ = 0;  // the field that the keyboard writes into
  bool field_seen_ = false, keyboard_drawn_ = false, finger_on_keyboard_ = false;
  bool keyboard_shown_ = false;  // in the last frame
  bool entered_ = false;
  bool atlas_overflowed_ = false;
  float last_keyboard_height_ = 0;
  KeyboardRequest request_;
  std::string last_language_;  // of the last frame

  ControlId scroll_under_finger_ = 0;
  bool dragging_ = false, scroll_held_ = false;
  float drag_start_px_ = 0;
  std::optional<ScrollArea> scroll_;
  std::vector<std::pair<ControlId, float>> content_heights_;
};

}  // namespace anlaufstelle::widgets
