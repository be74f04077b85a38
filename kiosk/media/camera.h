// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "storage/base/secret.h"

namespace anlaufstelle::media {

enum class CameraState { kOff, kStarting, kRunning, kFailed };

// What the camera saw. Wiped when nobody shows it any more.
struct CameraPicture {
  static constexpr int kWidth = 1280, kHeight = 720;  // pixels
  Bytes rgba;  // rows from the top, a pixel red, green, blue, 255

  CameraPicture();
  ~CameraPicture() { wipe(rgba.data(), rgba.size()); }
  CameraPicture(const CameraPicture&) = delete;
  CameraPicture& operator=(const CameraPicture&) = delete;
};

// A camera that is on only while somebody looks at its picture. UI thread; `wake` is called on
// another one for each new picture.
class Camera {
 public:
  // `source`: a GStreamer source with its properties, "v4l2src device=/dev/video0".
  static std::unique_ptr<Camera> create(std::string source, std::function<void()> wake);
  virtual ~Camera() = default;

  virtual void start() = 0;  // nothing while it runs; after kFailed it tries again
  virtual void stop() = 0;   // the last picture is gone
  [[nodiscard]] virtual CameraState state() const = 0;
  // The newest picture; nullptr before the first.
  [[nodiscard]] virtual std::shared_ptr<const CameraPicture> picture() const = 0;
};

}  // namespace anlaufstelle::media
