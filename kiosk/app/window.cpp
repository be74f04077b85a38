// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/window.h"

#define GLFW_INCLUDE_NONE
#define GLFW_EXPOSE_NATIVE_X11
#include <GLFW/glfw3.h>
#include <GLFW/glfw3native.h>
#include <X11/Xlib.h>

#include <algorithm>
#include <utility>

#include "kiosk/app/gl_painter.h"
#include "kiosk/app/x_painter.h"
#include "storage/base/utf8.h"

namespace anlaufstelle::app {

struct Window::Impl {
  GLFWwindow* window = nullptr;
  std::unique_ptr<Painter> painter;
  WindowOptions options;
  std::vector<widgets::InputEvent> events;
  std::uint64_t drawn_hash = 0;
  bool dirty = true;
  float mouse_x = 0, mouse_y = 0;
  float pixels_per_point = 1;  // framebuffer pixels per window coordinate
  int width = 1, height = 1;   // framebuffer pixels; asking the X server each frame costs a wait

  ~Impl() {
    painter.reset();
    if (window != nullptr) glfwDestroyWindow(window);
    glfwTerminate();
  }
};

namespace {

using widgets::InputEvent;
using widgets::Key;

Window::Impl* impl_of(GLFWwindow* window);

struct KeyMeaning {
  int key;
  int mods;  // that must be held: 0, control, or control and shift
  Key meaning;
};
constexpr int kControlShift = GLFW_MOD_CONTROL | GLFW_MOD_SHIFT;
// Letters stand for what is printed on the key. The first match counts.
constexpr KeyMeaning kMeanings[] = {
    {GLFW_KEY_LEFT, 0, Key::kLeft},
    {GLFW_KEY_RIGHT, 0, Key::kRight},
    {GLFW_KEY_UP, 0, Key::kUp},
    {GLFW_KEY_DOWN, 0, Key::kDown},
    {GLFW_KEY_HOME, 0, Key::kHome},
    {GLFW_KEY_END, 0, Key::kEnd},
    {GLFW_KEY_BACKSPACE, 0, Key::kBackspace},
    {GLFW_KEY_DELETE, 0, Key::kDelete},
    {GLFW_KEY_ENTER, 0, Key::kEnter},
    {GLFW_KEY_KP_ENTER, 0, Key::kEnter},
    {GLFW_KEY_ESCAPE, 0, Key::kEscape},
    {GLFW_KEY_TAB, GLFW_MOD_SHIFT, Key::kBackTab},
    {GLFW_KEY_TAB, 0, Key::kTab},
    {GLFW_KEY_Z, kControlShift, Key::kRedo},
    {GLFW_KEY_Z, GLFW_MOD_CONTROL, Key::kUndo},
    {GLFW_KEY_Y, GLFW_MOD_CONTROL, Key::kRedo},
    {GLFW_KEY_A, GLFW_MOD_CONTROL, Key::kSelectAll},
};

// GLFW numbers the keys by their place on an American keyboard: Z and Y change places on a German
// one. A key without a Latin letter of its own (a Russian keyboard) is taken by its place.
int printed_key(int key, int scancode) {
  if (key < GLFW_KEY_A || key > GLFW_KEY_Z) return key;
  const char* name = glfwGetKeyName(key, scancode);
  if (name == nullptr || name[0] < 'a' || name[0] > 'z' || name[1] != 0) return key;
  return GLFW_KEY_A + (name[0] - 'a');
}

Key key_of(int key, int mods) {
  for (const KeyMeaning& each : kMeanings) {
    if (each.key == key && (mods & each.mods) == each.mods) return each.meaning;
  }
  return Key::kNone;
}

void push(GLFWwindow* window, InputEvent event) {
  impl_of(window)->events.push_back(std::move(event));
}

void on_button(GLFWwindow* window, int button, int action, int /*mods*/) {
  if (button != GLFW_MOUSE_BUTTON_LEFT) return;  // touch arrives as the first button
  const Window::Impl& impl = *impl_of(window);
  push(window, {action == GLFW_PRESS ? InputEvent::Kind::kPress : InputEvent::Kind::kRelease,
                impl.mouse_x,
                impl.mouse_y,
                Key::kNone,
                {}});
}

void on_move(GLFWwindow* window, double x, double y) {
  Window::Impl& impl = *impl_of(window);
  impl.mouse_x = static_cast<float>(x) * impl.pixels_per_point;
  impl.mouse_y = static_cast<float>(y) * impl.pixels_per_point;
  push(window, {InputEvent::Kind::kMove, impl.mouse_x, impl.mouse_y, Key::kNone, {}});
}

void on_scroll(GLFWwindow* window, double /*dx*/, double dy) {
  const Window::Impl& impl = *impl_of(window);
  push(window, {InputEvent::Kind::kScroll, impl.mouse_x, static_cast<float>(dy), Key::kNone, {}});
}

void on_key(GLFWwindow* window, int key, int scancode, int action, int mods) {
  if (action == GLFW_RELEASE) return;
  const Key known = key_of(printed_key(key, scancode), mods);
  if (known == Key::kNone) return;
  InputEvent event{InputEvent::Kind::kKey, 0, 0, known, {}};
  event.shift = (mods & GLFW_MOD_SHIFT) != 0;
  event.control = (mods & GLFW_MOD_CONTROL) != 0;
  push(window, std::move(event));
}

void on_char(GLFWwindow* window, unsigned int code) {
  push(window, {InputEvent::Kind::kText, 0, 0, Key::kNone, to_utf8(code)});
}

void on_refresh(GLFWwindow* window) {
  impl_of(window)->dirty = true;
}

void on_size(GLFWwindow* window, int width, int height) {
  Window::Impl& impl = *impl_of(window);
  impl.width = width;
  impl.height = height;
  impl.dirty = true;
}

Window::Impl* impl_of(GLFWwindow* window) {
  return static_cast<Window::Impl*>(glfwGetWindowUserPointer(window));
}

void set_callbacks(GLFWwindow* window) {
  glfwSetMouseButtonCallback(window, on_button);
  glfwSetCursorPosCallback(window, on_move);
  glfwSetScrollCallback(window, on_scroll);
  glfwSetKeyCallback(window, on_key);
  glfwSetCharCallback(window, on_char);
  glfwSetWindowRefreshCallback(window, on_refresh);
  glfwSetFramebufferSizeCallback(window, on_size);
}

void want_opengl() {
  glfwWindowHint(GLFW_CLIENT_API, GLFW_OPENGL_API);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  glfwWindowHint(GLFW_ALPHA_BITS, 0);
}

GLFWwindow* make_window(const WindowOptions& options, Drawing drawing) {
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
  if (mode == nullptr) return nullptr;
  glfwDefaultWindowHints();
  glfwWindowHint(GLFW_CLIENT_API, GLFW_NO_API);
  if (drawing == Drawing::kOpenGl) want_opengl();
  glfwWindowHint(GLFW_DECORATED, GLFW_FALSE);
  glfwWindowHint(GLFW_RESIZABLE, GLFW_FALSE);
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  // Not GLFW's full-screen mode: it would change video modes and iconify on a lost focus.
  GLFWwindow* window =
      glfwCreateWindow(mode->width, mode->height, options.title.c_str(), nullptr, nullptr);
  if (window == nullptr) return nullptr;
  int x = 0, y = 0;
  glfwGetMonitorPos(monitor, &x, &y);
  glfwSetWindowPos(window, x, y);
  glfwShowWindow(window);
  return window;
}

// The window and who paints it; neither if that doesn't work here.
bool open_to_draw(Window::Impl& impl, Drawing drawing) {
  impl.window = make_window(impl.options, drawing);
  if (impl.window == nullptr) return false;
  if (drawing == Drawing::kProcessor) {
    impl.painter = make_x_painter(glfwGetX11Display(), glfwGetX11Window(impl.window));
  } else {
    glfwMakeContextCurrent(impl.window);
    glfwSwapInterval(0);
    impl.painter = std::make_unique<GlPainter>([window = impl.window] { glfwSwapBuffers(window); });
  }
  if (impl.painter != nullptr) return true;
  glfwDestroyWindow(std::exchange(impl.window, nullptr));
  return false;
}

}  // namespace

Window::Window(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Window::~Window() = default;

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
#ifdef GLFW_PLATFORM
  // Since 3.4 GLFW may choose Wayland, where it has no touch at all.
  glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_X11);
#endif
  if (glfwInit() != GLFW_TRUE) {
    return Error{
        ErrorCode::kUnreachable,
        "no display: start it inside an X11 session, or use kiosk/start, which brings one"};
  }
  auto impl = std::make_unique<Impl>();
  impl->options = options;
  if (!open_to_draw(*impl, options.drawing) && !open_to_draw(*impl, Drawing::kOpenGl)) {
    return Error{ErrorCode::kIo,
                 "no way to draw: the display shares no memory (MIT-SHM) and has no OpenGL 3.0; "
                 "run it on the machine that the screen is connected to"};
  }
  glfwSetWindowUserPointer(impl->window, impl.get());
  set_callbacks(impl->window);
  glfwSetInputMode(impl->window, GLFW_CURSOR,
                   options.show_cursor ? GLFW_CURSOR_NORMAL : GLFW_CURSOR_HIDDEN);
  int window_width = 1, unused = 0;
  glfwGetWindowSize(impl->window, &window_width, &unused);
  glfwGetFramebufferSize(impl->window, &impl->width, &impl->height);
  impl->pixels_per_point =
      static_cast<float>(impl->width) / static_cast<float>(std::max(1, window_width));
  // A press where the pointer rests already comes without a move before it.
  double x = 0, y = 0;
  glfwGetCursorPos(impl->window, &x, &y);
  impl->mouse_x = static_cast<float>(x) * impl->pixels_per_point;
  impl->mouse_y = static_cast<float>(y) * impl->pixels_per_point;
  return std::unique_ptr<Window>(new Window(std::move(impl)));
}

widgets::ScreenShape Window::shape() const {
  const int width = impl_->width, height = impl_->height;
  float width_mm = impl_->options.width_mm;
  if (width_mm <= 0) {
    int reported_mm = 0, unused = 0;
    if (GLFWmonitor* monitor = glfwGetPrimaryMonitor()) {
      glfwGetMonitorPhysicalSize(monitor, &reported_mm, &unused);
    }
    // Displays without a size report 0 or 96 dpi of nothing; 21.5" is the kiosk's usual screen.
    width_mm =
        reported_mm >= 100 ? static_cast<float>(reported_mm) : (width >= height ? 476.0f : 268.0f);
  }
  return {static_cast<float>(width), static_cast<float>(height),
          static_cast<float>(width) / width_mm};
}

bool Window::close_requested() const {
  return glfwWindowShouldClose(impl_->window) != 0;
}

void Window::wait(std::optional<std::chrono::milliseconds> at_most) {
  if (!at_most) {
    glfwWaitEvents();
  } else if (at_most->count() <= 0) {
    glfwPollEvents();
  } else {
    glfwWaitEventsTimeout(static_cast<double>(at_most->count()) / 1000.0);
  }
}

void Window::wake() {
  glfwPostEmptyEvent();
}

std::vector<widgets::InputEvent> Window::take_events() {
  return std::exchange(impl_->events, {});
}

void Window::invalidate() {
  impl_->dirty = true;
}

bool Window::draw(const widgets::Frame& frame, text::Atlas& atlas) {
  if (!impl_->dirty && frame.hash == impl_->drawn_hash) return false;
  impl_->painter->show(frame, atlas, impl_->width, impl_->height, impl_->dirty);
  impl_->drawn_hash = frame.hash;
  impl_->dirty = false;
  return true;
}

void Window::paint_root(widgets::Color color) {
  Display* display = XOpenDisplay(nullptr);
  if (display == nullptr) return;
  const ::Window root = DefaultRootWindow(display);
  const unsigned long pixel = (static_cast<unsigned long>(color.r) << 16) |
                              (static_cast<unsigned long>(color.g) << 8) | color.b;
  XSetWindowBackground(display, root, pixel);
  XClearWindow(display, root);
  XCloseDisplay(display);
}

}  // namespace anlaufstelle::app
