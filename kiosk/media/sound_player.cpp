// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/media/sound_player.h"

#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

#include "kiosk/media/gst_launch.h"

namespace anlaufstelle::media {
namespace {

// While a sound plays nobody is asked whether somebody is there.
constexpr std::chrono::minutes kLongest{10};

// -1 where there is no memory. A file without a name: nothing of it is on a disk.
int memory_file(const Bytes& content) {
  const int fd = memfd_create("sound", MFD_CLOEXEC);
  std::size_t done = 0;
  while (fd >= 0 && done < content.size()) {
    const ssize_t n = write(fd, content.data() + done, content.size() - done);
    if (n <= 0) break;
    done += static_cast<std::size_t>(n);
  }
  if (fd < 0) return -1;
  if (done == content.size() && lseek(fd, 0, SEEK_SET) == 0) return fd;
  close(fd);
  return -1;
}

class GstPlayer : public SoundPlayer {
 public:
  GstPlayer(std::string output, std::function<void()> wake)
      : output_(std::move(output)), wake_(std::move(wake)) {}
  ~GstPlayer() override { stop(); }

  void play(const Bytes& file) override {
    stop();
    file_ = &file;
    state_ = SoundState::kFailed;
    const int input = memory_file(file);
    if (input < 0) return;
    auto player = GstLaunch::start(
        "fdsrc fd=0 ! decodebin ! audioconvert ! audioresample ! " + output_, input, -1);
    close(input);
    if (!player) return;
    state_ = SoundState::kPlaying;
    player_.emplace(std::move(player).value());
    watcher_ = std::thread([this] {
      const bool well = player_->ends_well(kLongest);
      state_ = well ? SoundState::kSilent : SoundState::kFailed;
      if (wake_) wake_();
    });
  }

  void stop() override {
    if (player_) player_->kill();
    if (watcher_.joinable()) watcher_.join();
    player_.reset();
    file_ = nullptr;
    state_ = SoundState::kSilent;
  }

  [[nodiscard]] SoundState state() const override { return state_; }
  [[nodiscard]] bool plays(const Bytes& file) const override { return file_ == &file; }

 private:
  const std::string output_;
  const std::function<void()> wake_;
  const Bytes* file_ = nullptr;
  std::atomic<SoundState> state_{SoundState::kSilent};
  std::optional<GstLaunch> player_;
  std::thread watcher_;
};

}  // namespace

std::unique_ptr<SoundPlayer> SoundPlayer::create(std::string output, std::function<void()> wake) {
  return std::make_unique<GstPlayer>(std::move(output), std::move(wake));
}

}  // namespace anlaufstelle::media
