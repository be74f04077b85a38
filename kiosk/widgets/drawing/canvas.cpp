// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/widgets/drawing/canvas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include <imgui_internal.h>

namespace anlaufstelle::widgets {

namespace {

const auto kAtlasTexture = static_cast<std::intptr_t>(1);

std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15ull;
  return hash ^ (hash >> 32);
}

std::uint64_t mix_bytes(std::uint64_t hash, const void* data, std::size_t size) {
  const auto* bytes = static_cast<const unsigned char*>(data);
  for (; size >= 8; size -= 8, bytes += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes, 8);
    hash = mix(hash, word);
  }
  std::uint64_t rest = size;
  if (size > 0) std::memcpy(&rest, bytes, size);  // an empty list has no data at all
  return mix(hash, rest + (size << 56));
}

bool empty(const Rect& rect) {
  return rect.w <= 0 || rect.h <= 0;
}

// One side of a quad and of its texture, cut at `edge`, which lies between `from` and `to`.
float texture_at(float edge, float from, float to, float texture_from, float texture_to) {
  return texture_from + (texture_to - texture_from) * (edge - from) / (to - from);
}

// False if nothing is left. Whole pixels stay whole texels, because every edge is a whole pixel.
bool cut(text::GlyphQuad& quad, const Rect& clip) {
  const float left = std::max(quad.x0, clip.x), right = std::min(quad.x1, clip.right());
  const float top = std::max(quad.y0, clip.y), bottom = std::min(quad.y1, clip.bottom());
  if (left >= right || top >= bottom) return false;
  const text::GlyphQuad whole = quad;
  if (left > whole.x0) quad.u0 = texture_at(left, whole.x0, whole.x1, whole.u0, whole.u1);
  if (right < whole.x1) quad.u1 = texture_at(right, whole.x0, whole.x1, whole.u0, whole.u1);
  if (top > whole.y0) quad.v0 = texture_at(top, whole.y0, whole.y1, whole.v0, whole.v1);
  if (bottom < whole.y1) quad.v1 = texture_at(bottom, whole.y0, whole.y1, whole.v0, whole.v1);
  quad.x0 = left;
  quad.x1 = right;
  quad.y0 = top;
  quad.y1 = bottom;
  return true;
}

}  // namespace

ImU32 to_u32(Color color) {
  return IM_COL32(color.r, color.g, color.b, color.a);
}

Rect snapped(const Rect& rect) {
  const float x = std::round(rect.x), y = std::round(rect.y);
  return {x, y, std::round(rect.right()) - x, std::round(rect.bottom()) - y};
}

Rect intersection(const Rect& a, const Rect& b) {
  const float x = std::max(a.x, b.x), y = std::max(a.y, b.y);
  return {x, y, std::max(0.0f, std::min(a.right(), b.right()) - x),
          std::max(0.0f, std::min(a.bottom(), b.bottom()) - y)};
}

Canvas::Canvas(text::TextEngine& text)
    : text_(text),
      shared_(std::make_unique<ImDrawListSharedData>()),
      list_(std::make_unique<ImDrawList>(shared_.get())) {
  shared_->InitialFlags = ImDrawListFlags_AllowVtxOffset;
  clips_.push_back({});
}

Canvas::~Canvas() = default;

void Canvas::begin(const Rect& screen) {
  fills_.clear();
  pictures_.clear();
  clips_.assign(1, screen);
  text_.atlas().white(white_u_, white_v_);
  shared_->TexUvWhitePixel = {white_u_, white_v_};
  shared_->ClipRectFullscreen = {screen.x, screen.y, screen.right(), screen.bottom()};
  list_->_ResetForNewFrame();
  list_->PushTextureID((ImTextureID)kAtlasTexture);  // NOLINT: void* or integer, by version
  list_->PushClipRectFullScreen();
}

std::uint64_t Canvas::finish() {
  list_->PopClipRect();
  list_->PopTextureID();
  list_->_PopUnusedDrawCmd();
  // A texture coordinate means something else in another epoch.
  std::uint64_t hash = mix(text_.atlas().epoch(), fills_.size());
  for (const Fill& fill : fills_) {
    const std::array<float, 4> edges{fill.rect.x, fill.rect.y, fill.rect.w, fill.rect.h};
    hash = mix_bytes(hash, edges.data(), sizeof edges);
    hash = mix(hash, to_u32(fill.color));
  }
  for (const PictureQuad& quad : pictures_) {
    const std::array<float, 8> edges{quad.rect.x,  quad.rect.y,  quad.rect.w,  quad.rect.h,
                                     quad.whole.x, quad.whole.y, quad.whole.w, quad.whole.h};
    hash = mix_bytes(hash, edges.data(), sizeof edges);
    hash = mix(hash, reinterpret_cast<std::uintptr_t>(quad.picture.rgba));
  }
  for (const ImDrawCmd& command : list_->CmdBuffer) {
    hash = mix_bytes(hash, &command.ClipRect, sizeof command.ClipRect);
    hash = mix(hash, command.ElemCount);
  }
  return mix_bytes(hash, list_->VtxBuffer.Data,
                   static_cast<std::size_t>(list_->VtxBuffer.Size) * sizeof(ImDrawVert));
}

void Canvas::push_clip(const Rect& rect) {
  clips_.push_back(intersection(snapped(rect), clips_.back()));
}

void Canvas::pop_clip() {
  clips_.pop_back();
}

void Canvas::fill(const Rect& rect, Color color) {
  const Rect visible = intersection(snapped(rect), clip());
  if (!empty(visible)) fills_.push_back({visible, color});
}

void Canvas::card(const Rect& rect, int radius_px, Color color) {
  const Rect box = snapped(rect);
  const int radius = std::min(radius_px, static_cast<int>(std::min(box.w, box.h) / 2));
  if (radius <= 0) return fill(box, color);
  const auto r = static_cast<float>(radius);
  fill({box.x, box.y + r, box.w, box.h - 2 * r}, color);
  fill({box.x + r, box.y, box.w - 2 * r, box.h}, color);
  corners(box, r, disc_mask(radius), color);
}

void Canvas::picture(const PictureView& picture, const Rect& rect) {
  const Rect box = snapped(rect);
  if (picture.empty() || empty(box)) return;
  const Rect seen = intersection(box, clip());
  if (!empty(seen)) pictures_.push_back({picture, seen, box});
}

void Canvas::cover(const Rect& rect, Color color) {
  quad(snapped(rect), white_u_, white_v_, white_u_, white_v_, color);
}

void Canvas::cover_card(const Rect& rect, int radius_px, Color color) {
  const Rect box = snapped(rect);
  const auto r = static_cast<float>(radius_px);
  cover({box.x + r, box.y, box.w - 2 * r, r}, color);
  cover({box.x, box.y + r, box.w, box.h - 2 * r}, color);
  cover({box.x + r, box.bottom() - r, box.w - 2 * r, r}, color);
  corners(box, r, disc_mask(radius_px), color);
}

text::GlyphQuad Canvas::mask_of(const ShapeName& name, const std::function<void(Mask&)>& paint) {
  const auto key = static_cast<std::uint64_t>(name.kind) << 56 |
                   static_cast<std::uint64_t>(name.side_px) << 28 |
                   static_cast<std::uint64_t>(name.detail);
  return text_.atlas().shape(key, name.side_px, name.side_px,
                             [&](std::span<std::uint8_t> coverage) {
                               Mask mask(coverage, name.side_px);
                               paint(mask);
                             });
}

text::GlyphQuad Canvas::disc_mask(int radius_px) {
  const auto r = static_cast<float>(radius_px);
  return mask_of({ShapeName::Kind::kDisc, radius_px * 2}, [r](Mask& mask) { mask.disc(r, r, r); });
}

// The four quarters of `round`, which is twice the radius wide and high.
void Canvas::corners(const Rect& box, float r, const text::GlyphQuad& round, Color color) {
  if (empty(intersection(box, clip()))) return;
  const float u = (round.u0 + round.u1) / 2, v = (round.v0 + round.v1) / 2;
  const float right = box.right() - r, bottom = box.bottom() - r;
  quad({box.x, box.y, r, r}, round.u0, round.v0, u, v, color);
  quad({right, box.y, r, r}, u, round.v0, round.u1, v, color);
  quad({box.x, bottom, r, r}, round.u0, v, u, round.v1, color);
  quad({right, bottom, r, r}, u, v, round.u1, round.v1, color);
}

void Canvas::disc(float center_x, float center_y, int radius_px, Color color) {
  const text::GlyphQuad disc = disc_mask(radius_px);
  const auto r = static_cast<float>(radius_px);
  quad({std::round(center_x - r), std::round(center_y - r), 2 * r, 2 * r}, disc.u0, disc.v0,
       disc.u1, disc.v1, color);
}

void Canvas::shape(const ShapeName& name, float x, float y, Color color,
                   const std::function<void(Mask&)>& paint) {
  const auto side = static_cast<float>(name.side_px);
  if (name.side_px <= 0 || empty(intersection({x, y, side, side}, clip()))) return;
  const text::GlyphQuad mask = mask_of(name, paint);
  quad({x, y, side, side}, mask.u0, mask.v0, mask.u1, mask.v1, color);
}

void Canvas::quad(const Rect& rect, float u0, float v0, float u1, float v1, Color color) {
  text::GlyphQuad part{rect.x, rect.y, rect.right(), rect.bottom(), u0, v0, u1, v1, -1};
  if (!cut(part, clip())) return;
  list_->PrimReserve(6, 4);
  list_->PrimRectUV({part.x0, part.y0}, {part.x1, part.y1}, {part.u0, part.v0}, {part.u1, part.v1},
                    to_u32(color));
}

void Canvas::frame(const Rect& rect, float radius_px, float width_px, Color color) {
  const Rect box = snapped(rect);
  if (empty(intersection(box, clip()))) return;
  const int width = std::max(1, static_cast<int>(std::lround(width_px)));
  const int most = static_cast<int>(std::min(box.w, box.h) / 2);
  const int radius = std::min(std::max(width, static_cast<int>(std::lround(radius_px))), most);
  const auto r = static_cast<float>(radius), w = static_cast<float>(width);
  const text::GlyphQuad ring = mask_of({ShapeName::Kind::kRing, radius * 2, width},
                                       [&](Mask& mask) { mask.ring(r, r, r, w); });
  corners(box, r, ring, color);
  cover({box.x + r, box.y, box.w - 2 * r, w}, color);
  cover({box.x + r, box.bottom() - w, box.w - 2 * r, w}, color);
  cover({box.x, box.y + r, w, box.h - 2 * r}, color);
  cover({box.right() - w, box.y + r, w, box.h - 2 * r}, color);
}

void Canvas::paragraph(const text::Paragraph& paragraph, float x, float y, Color text, Color link,
                       int first_term) {
  // Ink may leave the line box (Nastaliq by half an em), so only what is far off is skipped.
  const float slack = paragraph.height() / static_cast<float>(std::max(1, paragraph.line_count()));
  if (y - slack >= clip().bottom() || y + paragraph.height() + slack <= clip().y) return;
  quads_.clear();
  text_.emit(paragraph, x, y, quads_);
  std::erase_if(quads_, [this](text::GlyphQuad& q) { return !cut(q, clip()); });
  const ImU32 text_color = to_u32(text), link_color = to_u32(link);
  constexpr std::size_t kBatch = 4096;  // keeps 4 vertices a quad within 16-bit indices
  for (std::size_t begin = 0; begin < quads_.size(); begin += kBatch) {
    const std::size_t end = std::min(quads_.size(), begin + kBatch);
    const int count = static_cast<int>(end - begin);
    list_->PrimReserve(6 * count, 4 * count);
    for (std::size_t i = begin; i < end; ++i) {
      const text::GlyphQuad& q = quads_[i];
      list_->PrimRectUV({q.x0, q.y0}, {q.x1, q.y1}, {q.u0, q.v0}, {q.u1, q.v1},
                        q.link < 0 || q.link >= first_term ? text_color : link_color);
    }
  }
}

}  // namespace anlaufstelle::widgets
