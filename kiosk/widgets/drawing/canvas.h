// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include <imgui.h>

#include "kiosk/text/text_engine.h"
#include "kiosk/widgets/drawing/shapes.h"
#include "kiosk/widgets/frame.h"
#include "kiosk/widgets/geometry.h"

struct ImDrawListSharedData;

namespace anlaufstelle::widgets {

// Tells masks apart that the atlas keeps: what it is, how large, and whatever else decides it.
struct ShapeName {
  enum class Kind { kDisc, kRing, kIcon } kind;
  int side_px;
  int detail = 0;
};

// Where one frame is drawn: opaque rectangles (fills), pictures, and one Dear ImGui draw list whose
// only texture is the text atlas. A blended pixel costs about twenty times a cleared one without a
// GPU, so surfaces are fills and only glyphs, corners and icons are blended. The list holds nothing
// but quads, each of one colour, on whole pixels, a texel for a pixel; they are cut to the clip
// here, so that it stays one draw call. Needs no ImGui context and no GL. UI thread.
class Canvas {
 public:
  explicit Canvas(text::TextEngine& text);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  void begin(const Rect& screen);
  // Closes the list; the hash covers everything that decides a pixel.
  std::uint64_t finish();

  [[nodiscard]] const Rect& clip() const { return clips_.back(); }
  void push_clip(const Rect& rect);
  void pop_clip();

  // Below the list.
  void fill(const Rect& rect, Color color);
  void card(const Rect& rect, int radius_px, Color color);
  // Above the fills, below the list; as large as `rect`.
  void picture(const PictureView& picture, const Rect& rect);
  // In the list: only for what is small and must cover text.
  void cover(const Rect& rect, Color color);
  void cover_card(const Rect& rect, int radius_px, Color color);
  void disc(float center_x, float center_y, int radius_px, Color color);
  void frame(const Rect& rect, float radius_px, float width_px, Color color);
  // A square mask of the caller's own at (x, y), whole pixels; `paint` makes it once.
  void shape(const ShapeName& name, float x, float y, Color color,
             const std::function<void(Mask&)>& paint);
  // Links from `first_term` on have the colour of the text.
  void paragraph(const text::Paragraph& paragraph, float x, float y, Color text, Color link,
                 int first_term = std::numeric_limits<int>::max());

  [[nodiscard]] std::span<const Fill> fills() const { return fills_; }
  [[nodiscard]] std::span<const PictureQuad> pictures() const { return pictures_; }
  [[nodiscard]] ImDrawList& list() { return *list_; }

 private:
  void quad(const Rect& rect, float u0, float v0, float u1, float v1, Color color);
  void corners(const Rect& box, float radius_px, const text::GlyphQuad& round, Color color);
  text::GlyphQuad mask_of(const ShapeName& name, const std::function<void(Mask&)>& paint);
  text::GlyphQuad disc_mask(int radius_px);

  text::TextEngine& text_;
  std::unique_ptr<ImDrawListSharedData> shared_;
  std::unique_ptr<ImDrawList> list_;
  std::vector<Fill> fills_;
  std::vector<PictureQuad> pictures_;
  std::vector<Rect> clips_;
  std::vector<text::GlyphQuad> quads_;
  float white_u_ = 0, white_v_ = 0;
};

ImU32 to_u32(Color color);
// Edges on whole pixels, so that a fill and a corner meet without a seam.
Rect snapped(const Rect& rect);
Rect intersection(const Rect& a, const Rect& b);

}  // namespace anlaufstelle::widgets
