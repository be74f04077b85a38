// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "storage/base/secret.h"

namespace anlaufstelle::media {

enum class SoundState { kSilent, kPlaying, kFailed };

// Plays one sound at a time. UI thread; `wake` is called on another one when a sound ends.
class SoundPlayer {
 public:
  // `output`: a GStreamer sink with its properties, "alsasink" or "pulsesink".
  static std::unique_ptr<SoundPlayer> create(std::string output, std::function<void()> wake);
  virtual ~SoundPlayer() = default;

  // Starts a file (WAV, MP3, OGG, FLAC) from its beginning; what plays now stops. Any problem
  // shows as kFailed, also later. Only borrowed: `file` may go afterwards.
  virtual void play(const Bytes& file) = 0;
  virtual void stop() = 0;  // also forgets that something failed
  [[nodiscard]] virtual SoundState state() const = 0;
  // Whether this file, by its address, was started last and hasn't been stopped.
  [[nodiscard]] virtual bool plays(const Bytes& file) const = 0;
};

}  // namespace anlaufstelle::media
