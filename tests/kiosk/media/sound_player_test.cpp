// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/media/sound_player.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>

#include "tests/support/sound_file.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::media {
namespace {

// Until the sound has ended, one way or the other.
SoundState end_of(const SoundPlayer& player) {
  for (int i = 0; i < 1200 && player.state() == SoundState::kPlaying; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  return player.state();
}

// What it plays lands in a file as samples of two bytes, two channels.
std::string into(const std::filesystem::path& file) {
  return "audio/x-raw,format=S16LE,rate=8000,channels=2 ! filesink location=" + file.string();
}

}  // namespace

TEST_CASE("a sound is decoded and played to its end") {
  const TempDir folder;
  const auto played = folder.path() / "played";
  std::atomic<int> woken = 0;
  const auto player = SoundPlayer::create(into(played), [&] { ++woken; });
  const Bytes sound = sound_file(std::chrono::milliseconds(500));
  CHECK(player->state() == SoundState::kSilent);
  player->play(sound);
  CHECK(player->plays(sound));
  CHECK(end_of(*player) == SoundState::kSilent);
  CHECK(woken == 1);
  CHECK(std::filesystem::file_size(played) == 8000 / 2 * 4);
}

TEST_CASE("a damaged sound and an output that isn't there are failures, not ends") {
  const TempDir folder;
  const auto player = SoundPlayer::create(into(folder.path() / "played"), {});
  const Bytes noise(2000, 0x5A);
  player->play(noise);
  CHECK(end_of(*player) == SoundState::kFailed);
  const auto nowhere = SoundPlayer::create("alsasink device=no_such_device", {});
  const Bytes sound = sound_file(std::chrono::milliseconds(500));
  nowhere->play(sound);
  CHECK(end_of(*nowhere) == SoundState::kFailed);
  nowhere->stop();
  CHECK(nowhere->state() == SoundState::kSilent);
}

TEST_CASE("a sound that is stopped, or another that is started, ends the first at once") {
  const auto player = SoundPlayer::create("fakesink sync=true", {});
  const Bytes hour = sound_file(std::chrono::minutes(2)),
              other = sound_file(std::chrono::minutes(2));
  player->play(hour);
  CHECK(player->state() == SoundState::kPlaying);
  player->play(other);
  CHECK(player->plays(other));
  CHECK_FALSE(player->plays(hour));
  CHECK(player->state() == SoundState::kPlaying);
  player->stop();
  CHECK(player->state() == SoundState::kSilent);
  CHECK_FALSE(player->plays(other));
}

}  // namespace anlaufstelle::media
