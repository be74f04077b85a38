// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/x_painter.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include <bit>
#include <optional>

#include "kiosk/app/pixel_painter.h"

namespace anlaufstelle::app {
namespace {

// Errors come as events; this one is expected where the server runs on another machine.
bool attach_failed = false;
int note_failure(Display* /*display*/, XErrorEvent* /*error*/) {
  attach_failed = true;
  return 0;
}

// An image in memory that the server sees too. The segment has no name once it is attached, so it
// ends with the two processes.
class SharedImage {
 public:
  SharedImage(Display* display, const XWindowAttributes& window, int width_px, int height_px)
      : display_(display) {
    image_ = XShmCreateImage(display, window.visual, static_cast<unsigned>(window.depth), ZPixmap,
                             nullptr, &segment_, static_cast<unsigned>(width_px),
                             static_cast<unsigned>(height_px));
    if (image_ == nullptr) return;
    const auto size =
        static_cast<std::size_t>(image_->bytes_per_line) * static_cast<std::size_t>(height_px);
    segment_.shmid = shmget(IPC_PRIVATE, size, IPC_CREAT | 0600);
    if (segment_.shmid < 0) return;
    void* address = shmat(segment_.shmid, nullptr, 0);
    if (address != reinterpret_cast<void*>(-1)) {
      segment_.shmaddr = image_->data = static_cast<char*>(address);
      attach();
    }
    shmctl(segment_.shmid, IPC_RMID, nullptr);
  }
  ~SharedImage() {
    if (attached_) {
      XShmDetach(display_, &segment_);
      XSync(display_, False);
    }
    if (segment_.shmaddr != nullptr) shmdt(segment_.shmaddr);
    if (image_ == nullptr) return;
    image_->data = nullptr;
    XDestroyImage(image_);
  }
  SharedImage(const SharedImage&) = delete;
  SharedImage& operator=(const SharedImage&) = delete;

  // What PixelPainter paints into.
  [[nodiscard]] bool usable() const {
    return attached_ && image_->bits_per_pixel == 32 &&
           image_->bytes_per_line == image_->width * 4 && image_->red_mask == 0xFF0000 &&
           image_->green_mask == 0xFF00 && image_->blue_mask == 0xFF &&
           (image_->byte_order == LSBFirst) == (std::endian::native == std::endian::little);
  }
  [[nodiscard]] XImage* image() const { return image_; }
  [[nodiscard]] std::uint32_t* pixels() const {
    return reinterpret_cast<std::uint32_t*>(segment_.shmaddr);
  }

 private:
  void attach() {
    XSync(display_, False);
    attach_failed = false;
    const auto before = XSetErrorHandler(note_failure);
    attached_ = XShmAttach(display_, &segment_) != 0;
    XSync(display_, False);
    XSetErrorHandler(before);
    attached_ = attached_ && !attach_failed;
  }

  Display* display_;
  XShmSegmentInfo segment_{};
  XImage* image_ = nullptr;
  bool attached_ = false;
};

class XPainter final : public Painter {
 public:
  XPainter(Display* display, ::Window window) : display_(display), window_(window) {
    XGetWindowAttributes(display, window, &attributes_);
    gc_ = XCreateGC(display, window, 0, nullptr);
    resize(attributes_.width, attributes_.height);
  }
  ~XPainter() override { XFreeGC(display_, gc_); }
  XPainter(const XPainter&) = delete;
  XPainter& operator=(const XPainter&) = delete;

  [[nodiscard]] bool works() const { return painter_.has_value(); }

  void show(const widgets::Frame& frame, text::Atlas& atlas, int width_px, int height_px,
            bool everything) override {
    // The server may still be reading what was shown last.
    XSync(display_, False);
    if (!works() || width_px != image_->image()->width || height_px != image_->image()->height) {
      resize(width_px, height_px);
      if (!works()) return;
    }
    if (everything) painter_->forget();
    for (const PixelPainter::Area& area : painter_->paint(frame, atlas)) {
      XShmPutImage(display_, window_, gc_, image_->image(), area.x, area.y, area.x, area.y,
                   static_cast<unsigned>(area.w), static_cast<unsigned>(area.h), False);
    }
    XFlush(display_);
  }

 private:
  void resize(int width_px, int height_px) {
    painter_.reset();
    image_.emplace(display_, attributes_, width_px, height_px);
    if (image_->usable()) painter_.emplace(image_->pixels(), width_px, height_px);
  }

  Display* display_;
  ::Window window_;
  GC gc_ = nullptr;
  XWindowAttributes attributes_{};
  std::optional<SharedImage> image_;
  std::optional<PixelPainter> painter_;
};

}  // namespace

std::unique_ptr<Painter> make_x_painter(Display* display, unsigned long window) {
  if (XShmQueryExtension(display) == 0) return nullptr;
  auto painter = std::make_unique<XPainter>(display, window);
  if (!painter->works()) return nullptr;
  return painter;
}

}  // namespace anlaufstelle::app
