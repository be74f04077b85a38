// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/gl_painter.h"

#include <GL/gl.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <utility>

#include "kiosk/widgets/drawing/visible_fills.h"

namespace anlaufstelle::app {
namespace {

// OpenGL 3.3; GL/gl.h on Debian stops at 1.x names.
constexpr GLenum kTextureSwizzle = 0x8E46;  // GL_TEXTURE_SWIZZLE_RGBA
constexpr GLenum kRed8 = 0x8229;            // GL_R8
constexpr GLenum kGenerateMipmap = 0x8191;  // GL_GENERATE_MIPMAP, OpenGL 1.4

// The backend uploads the font texture of its context, which nothing here draws from. One texel
// keeps Dear ImGui from drawing its own font for it.
void give_one_texel_font(ImFontAtlas& fonts) {
  fonts.TexPixelsRGBA32 = static_cast<unsigned int*>(IM_ALLOC(sizeof(unsigned int)));
  *fonts.TexPixelsRGBA32 = 0;
  fonts.TexWidth = fonts.TexHeight = 1;
}

float part(std::uint8_t channel) {
  return static_cast<float>(channel) / 255.0f;
}

void clear(widgets::Color color) {
  glClearColor(part(color.r), part(color.g), part(color.b), 1.0f);
  glClear(GL_COLOR_BUFFER_BIT);
}

// One list as the draw data of a whole screen. ImDrawData::CmdLists is an array of the caller's
// up to Dear ImGui 1.89.7 and an ImVector after that.
template <typename Data>
void hold_list(Data& data, ImDrawList*& list) {
  if constexpr (requires { data.CmdLists.push_back(list); }) {
    data.CmdLists.push_back(list);
  } else {
    data.CmdLists = &list;
  }
  data.CmdListsCount = 1;
}

}  // namespace

GlPainter::GlPainter(std::function<void()> swap) : swap_(std::move(swap)) {
  if (ImGui::GetCurrentContext() == nullptr) ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  give_one_texel_font(*ImGui::GetIO().Fonts);
  ImGui_ImplOpenGL3_Init("#version 130");
}

GlPainter::~GlPainter() {
  if (texture_ != 0) glDeleteTextures(1, &texture_);
  for (const auto& [pixels, texture] : pictures_) glDeleteTextures(1, &texture.name);
  ImGui_ImplOpenGL3_Shutdown();
}

void GlPainter::upload(text::Atlas& atlas) {
  if (texture_ == 0) {
    glGenTextures(1, &texture_);
    glBindTexture(GL_TEXTURE_2D, texture_);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    // One byte per texel is coverage: the stock shader multiplies it into the colour's alpha.
    const GLint swizzle[4] = {GL_ONE, GL_ONE, GL_ONE, GL_RED};
    glTexParameteriv(GL_TEXTURE_2D, kTextureSwizzle, swizzle);
  }
  glBindTexture(GL_TEXTURE_2D, texture_);
  std::optional<text::Atlas::Dirty> dirty = atlas.take_dirty();
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  if (texture_size_ != atlas.size()) {
    texture_size_ = atlas.size();
    glTexImage2D(GL_TEXTURE_2D, 0, kRed8, texture_size_, texture_size_, 0, GL_RED, GL_UNSIGNED_BYTE,
                 atlas.pixels());
  } else if (dirty) {
    glPixelStorei(GL_UNPACK_ROW_LENGTH, texture_size_);
    glTexSubImage2D(GL_TEXTURE_2D, 0, dirty->x, dirty->y, dirty->w, dirty->h, GL_RED,
                    GL_UNSIGNED_BYTE, atlas.pixels() + dirty->y * texture_size_ + dirty->x);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  }
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
}

// The first fill is the ground of the screen and is cleared; the others are one draw call.
void GlPainter::paint_fills(std::span<const widgets::Fill> fills, int width_px, int height_px) {
  if (fills.empty()) return;
  corners_.clear();
  const auto add = [this](float x, float y, widgets::Color color) {
    corners_.push_back({x, y, color.r, color.g, color.b, 255});
  };
  const std::vector<widgets::Fill> visible = widgets::visible_fills(fills);
  const widgets::Rect ground = visible.front().rect;
  const bool whole = ground.x <= 0 && ground.y <= 0 &&
                     ground.right() >= static_cast<float>(width_px) &&
                     ground.bottom() >= static_cast<float>(height_px);
  if (whole) clear(visible.front().color);
  for (const widgets::Fill& fill : std::span(visible).subspan(whole ? 1 : 0)) {
    add(fill.rect.x, fill.rect.y, fill.color);
    add(fill.rect.right(), fill.rect.y, fill.color);
    add(fill.rect.right(), fill.rect.bottom(), fill.color);
    add(fill.rect.x, fill.rect.bottom(), fill.color);
  }
  if (corners_.empty()) return;
  // Without shader, texture and blending: this is what a processor fills fastest.
  glDisable(GL_BLEND);
  glMatrixMode(GL_PROJECTION);
  glLoadIdentity();
  glOrtho(0, width_px, height_px, 0, -1, 1);
  glEnableClientState(GL_VERTEX_ARRAY);
  glEnableClientState(GL_COLOR_ARRAY);
  glVertexPointer(2, GL_FLOAT, sizeof(Corner), &corners_.front().x);
  glColorPointer(4, GL_UNSIGNED_BYTE, sizeof(Corner), &corners_.front().r);
  glDrawArrays(GL_QUADS, 0, static_cast<GLsizei>(corners_.size()));
  glDisableClientState(GL_COLOR_ARRAY);
  glDisableClientState(GL_VERTEX_ARRAY);
}

void GlPainter::show(const widgets::Frame& frame, text::Atlas& atlas, int width_px, int height_px,
                     bool /*everything*/) {
  paint(frame, atlas, width_px, height_px);
  swap_();
}

// Scaled down by mipmaps: pictures are larger than most places where they stand.
std::uint32_t GlPainter::texture_of(const widgets::PictureView& picture) {
  PictureTexture& texture = pictures_[picture.rgba];
  texture.shown = true;
  if (texture.name != 0) return texture.name;
  glGenTextures(1, &texture.name);
  glBindTexture(GL_TEXTURE_2D, texture.name);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, kGenerateMipmap, GL_TRUE);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, picture.width, picture.height, 0, GL_RGBA,
               GL_UNSIGNED_BYTE, picture.rgba);
  return texture.name;
}

void GlPainter::paint_pictures(std::span<const widgets::PictureQuad> pictures, int width_px,
                               int height_px) {
  for (auto& [pixels, texture] : pictures_) texture.shown = false;
  glMatrixMode(GL_PROJECTION);
  glLoadIdentity();
  glOrtho(0, width_px, height_px, 0, -1, 1);
  glEnable(GL_TEXTURE_2D);
  glEnable(GL_BLEND);
  glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
  glTexEnvi(GL_TEXTURE_ENV, GL_TEXTURE_ENV_MODE, GL_REPLACE);
  for (const widgets::PictureQuad& quad : pictures) {
    glBindTexture(GL_TEXTURE_2D, texture_of(quad.picture));
    const widgets::Rect& whole = quad.whole;
    const auto corner = [&whole](float x, float y) {
      glTexCoord2f((x - whole.x) / whole.w, (y - whole.y) / whole.h);
      glVertex2f(x, y);
    };
    glBegin(GL_QUADS);
    corner(quad.rect.x, quad.rect.y);
    corner(quad.rect.right(), quad.rect.y);
    corner(quad.rect.right(), quad.rect.bottom());
    corner(quad.rect.x, quad.rect.bottom());
    glEnd();
  }
  glDisable(GL_TEXTURE_2D);
  std::erase_if(pictures_, [](const auto& entry) {
    if (!entry.second.shown) glDeleteTextures(1, &entry.second.name);
    return !entry.second.shown;
  });
}

void GlPainter::paint(const widgets::Frame& frame, text::Atlas& atlas, int width_px,
                      int height_px) {
  upload(atlas);
  glViewport(0, 0, width_px, height_px);
  paint_fills(frame.fills, width_px, height_px);
  if (!frame.pictures.empty() || !pictures_.empty())
    paint_pictures(frame.pictures, width_px, height_px);
  if (frame.list == nullptr || frame.list->CmdBuffer.empty()) return;

  // kiosk/widgets draws everything from texture 1; here it gets its real name.
  for (ImDrawCmd& command : frame.list->CmdBuffer) {
    command.TextureId = reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(texture_));
  }
  ImDrawList* list = frame.list;
  ImDrawData data;
  data.Valid = true;
  hold_list(data, list);
  data.TotalIdxCount = frame.list->IdxBuffer.Size;
  data.TotalVtxCount = frame.list->VtxBuffer.Size;
  data.DisplayPos = ImVec2(0, 0);
  data.DisplaySize = ImVec2(static_cast<float>(width_px), static_cast<float>(height_px));
  data.FramebufferScale = ImVec2(1, 1);
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplOpenGL3_RenderDrawData(&data);
}

}  // namespace anlaufstelle::app
