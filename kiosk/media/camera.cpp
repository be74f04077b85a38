// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/media/camera.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <mutex>
#include <optional>
#include <thread>

#include "kiosk/media/gst_launch.h"

namespace anlaufstelle::media {
namespace {

// A kiosk's screens ask for it only while somebody is there.
constexpr std::chrono::hours kLongest{24};

// Ten pictures a second: a hand can aim by them, and a kiosk without a GPU can draw them.
std::string pipeline(const std::string& source) {
  return source + " ! decodebin ! videoconvert ! videoscale add-borders=true ! videorate ! " +
         "video/x-raw,format=RGBA,width=" + std::to_string(CameraPicture::kWidth) +
         ",height=" + std::to_string(CameraPicture::kHeight) +
         ",framerate=10/1,pixel-aspect-ratio=1/1 ! fdsink fd=1";
}

bool read_whole(int fd, Bytes& to) {
  std::size_t done = 0;
  while (done < to.size()) {
    const ssize_t n = read(fd, to.data() + done, to.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    done += static_cast<std::size_t>(n);
  }
  return true;
}

class GstCamera : public Camera {
 public:
  GstCamera(std::string source, std::function<void()> wake)
      : source_(std::move(source)), wake_(std::move(wake)) {}
  ~GstCamera() override { stop(); }

  void start() override {
    if (state_ == CameraState::kStarting || state_ == CameraState::kRunning) return;
    stop();
    state_ = CameraState::kFailed;
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return;
    auto watched = GstLaunch::start(pipeline(source_), -1, ends[1]);
    close(ends[1]);
    if (!watched) {
      close(ends[0]);
      return;
    }
    state_ = CameraState::kStarting;
    watched_.emplace(std::move(watched).value());
    // Whatever ends it closes its end of the pipe, and the reader ends.
    watcher_ = std::thread([this] { (void)watched_->ends_well(kLongest); });
    reader_ = std::thread([this, from = ends[0]] {
      read_pictures(from);
      close(from);
    });
  }

  void stop() override {
    if (watched_) watched_->kill();
    if (watcher_.joinable()) watcher_.join();
    if (reader_.joinable()) reader_.join();
    watched_.reset();
    const std::lock_guard lock(mutex_);
    newest_.reset();
    state_ = CameraState::kOff;
  }

  [[nodiscard]] CameraState state() const override { return state_; }
  [[nodiscard]] std::shared_ptr<const CameraPicture> picture() const override {
    const std::lock_guard lock(mutex_);
    return newest_;
  }

 private:
  void read_pictures(int from) {
    for (;;) {
      auto picture = std::make_shared<CameraPicture>();
      if (!read_whole(from, picture->rgba)) break;
      {
        const std::lock_guard lock(mutex_);
        newest_ = std::move(picture);
      }
      state_ = CameraState::kRunning;
      if (wake_) wake_();
    }
    state_ = CameraState::kFailed;  // until stop(), which may be what ended it
    if (wake_) wake_();
  }

  const std::string source_;
  const std::function<void()> wake_;
  std::atomic<CameraState> state_{CameraState::kOff};
  mutable std::mutex mutex_;
  std::shared_ptr<const CameraPicture> newest_;
  std::optional<GstLaunch> watched_;
  std::thread watcher_, reader_;
};

}  // namespace

CameraPicture::CameraPicture()
    : rgba(static_cast<std::size_t>(kWidth) * static_cast<std::size_t>(kHeight) * 4) {}

std::unique_ptr<Camera> Camera::create(std::string source, std::function<void()> wake) {
  return std::make_unique<GstCamera>(std::move(source), std::move(wake));
}

}  // namespace anlaufstelle::media
