// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/gl_painter.h"

#include <GL/gl.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

namespace anlaufstelle::app {
namespace {

// OpenGL 3.3; GL/gl.h on Debian stops at 1.x names.
constexpr GLenum kTextureSwizzle = 0x8E46;  // GL_TEXTURE_SWIZZLE_RGBA
constexpr GLenum kRed8 = 0x8229;            // GL_R8

}  // namespace

GlPainter::GlPainter() {
  // The backend wants a context and builds a font texture of its own, which nothing draws from.
  if (ImGui::GetCurrentContext() == nullptr) ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui_ImplOpenGL3_Init("#version 130");
}

GlPainter::~GlPainter() {
  if (texture_ != 0) glDeleteTextures(1, &texture_);
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

void GlPainter::paint(const widgets::Frame& frame, text::Atlas& atlas, int width_px,
                      int height_px) {
  upload(atlas);
  glViewport(0, 0, width_px, height_px);
  glEnable(GL_SCISSOR_TEST);
  for (const widgets::Fill& fill : frame.fills) {
    const int left = static_cast<int>(fill.rect.x + 0.5f);
    const int top = static_cast<int>(fill.rect.y + 0.5f);
    const int right = static_cast<int>(fill.rect.right() + 0.5f);
    const int bottom = static_cast<int>(fill.rect.bottom() + 0.5f);
    if (right <= left || bottom <= top) continue;
    glScissor(left, height_px - bottom, right - left, bottom - top);
    glClearColor(static_cast<float>(fill.color.r) / 255.0f,
                 static_cast<float>(fill.color.g) / 255.0f,
                 static_cast<float>(fill.color.b) / 255.0f, 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
  }
  glDisable(GL_SCISSOR_TEST);
  if (frame.list == nullptr || frame.list->CmdBuffer.empty()) return;

  // kiosk/widgets draws everything from texture 1; here it gets its real name.
  for (ImDrawCmd& command : frame.list->CmdBuffer) {
    command.TextureId = reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(texture_));
  }
  ImDrawList* lists[1] = {frame.list};
  ImDrawData data;
  data.Valid = true;
  data.CmdLists = lists;
  data.CmdListsCount = 1;
  data.TotalIdxCount = frame.list->IdxBuffer.Size;
  data.TotalVtxCount = frame.list->VtxBuffer.Size;
  data.DisplayPos = ImVec2(0, 0);
  data.DisplaySize = ImVec2(static_cast<float>(width_px), static_cast<float>(height_px));
  data.FramebufferScale = ImVec2(1, 1);
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplOpenGL3_RenderDrawData(&data);
}

}  // namespace anlaufstelle::app
