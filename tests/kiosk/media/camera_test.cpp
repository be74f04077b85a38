// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/media/camera.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

namespace anlaufstelle::media {
namespace {

bool until(const std::function<bool()>& so) {
  for (int i = 0; i < 1200 && !so(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  return so();
}

}  // namespace

TEST_CASE("a camera that runs shows picture after picture, in its colours") {
  std::atomic<int> woken = 0;
  const auto camera = Camera::create("videotestsrc is-live=true pattern=red", [&] { ++woken; });
  CHECK(camera->state() == CameraState::kOff);
  CHECK(camera->picture() == nullptr);
  camera->start();
  REQUIRE(until([&] { return camera->state() == CameraState::kRunning; }));
  const auto first = camera->picture();
  REQUIRE(first != nullptr);
  const std::size_t middle =
      (CameraPicture::kHeight / 2 * CameraPicture::kWidth + CameraPicture::kWidth / 2) * 4;
  CHECK(first->rgba[middle] > 200);
  CHECK(first->rgba[middle + 1] < 50);
  CHECK(first->rgba[middle + 3] == 255);
  CHECK(until([&] { return camera->picture() != first; }));
  camera->stop();
  CHECK(camera->state() == CameraState::kOff);
  CHECK(camera->picture() == nullptr);
}

TEST_CASE("a camera that isn't there fails, and may be tried again") {
  const auto camera = Camera::create("v4l2src device=/dev/no_such_camera", {});
  for (int i = 0; i < 2; ++i) {
    camera->start();
    CHECK(until([&] { return camera->state() == CameraState::kFailed; }));
    CHECK(camera->picture() == nullptr);
  }
}

TEST_CASE("a camera that ends in the middle of a picture fails and shows no half of it") {
  const auto camera = Camera::create("videotestsrc num-buffers=3 pattern=blue", {});
  camera->start();
  CHECK(until([&] { return camera->state() == CameraState::kFailed; }));
}

}  // namespace anlaufstelle::media
