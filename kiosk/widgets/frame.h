// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include "kiosk/widgets/geometry.h"
#include "kiosk/widgets/look.h"

struct ImDrawList;

namespace anlaufstelle::widgets {

// A picture: rows from the top, a pixel red, green, blue, alpha (not premultiplied). Whoever draws
// it owns it, and keeps it until the frame has been painted. Never mirrored.
struct PictureView {
  const std::uint8_t* rgba = nullptr;  // none
  int width = 0, height = 0;           // pixels

  [[nodiscard]] bool empty() const { return rgba == nullptr || width <= 0 || height <= 0; }
};

// What the window must draw: opaque fills first, in order and unblended, then pictures, then the
// list. So neither ever covers text: a modal question is a screen of its own, not a card over
// another one.
struct Fill {
  Rect rect;
  Color color;
};
// A picture that fills `whole`, of which `rect` is seen; both on whole pixels.
struct PictureQuad {
  PictureView picture;
  Rect rect, whole;
};
struct Frame {
  std::span<const Fill> fills;
  std::span<const PictureQuad> pictures;
  // Every command's texture id is (ImTextureID)(intptr_t)1: the window puts its texture of
  // TextEngine::atlas() there (R8, swizzled 1,1,1,R, nearest). Lives until the next begin().
  ImDrawList* list = nullptr;
  std::uint64_t hash = 0;  // equal hash = equal pixels: skip drawing
  // When to call begin() again though nothing is touched (a control was used, input is still
  // queued, kinetic scroll, a held backspace), if at all. The caret is steady.
  std::optional<std::chrono::milliseconds> again_in;
};

}  // namespace anlaufstelle::widgets
