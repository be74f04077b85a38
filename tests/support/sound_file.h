// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cmath>
#include <numbers>

#include "storage/base/secret.h"

namespace anlaufstelle {

// A WAV file: one channel, 8,000 samples a second, a hum of 440 Hz.
inline Bytes sound_file(std::chrono::milliseconds length) {
  constexpr std::uint32_t kRate = 8000;
  const auto samples = static_cast<std::uint32_t>(length.count() * kRate / 1000);
  Bytes file;
  const auto text = [&](std::string_view words) {
    file.insert(file.end(), words.begin(), words.end());
  };
  const auto number = [&](std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) file.push_back(static_cast<std::uint8_t>(value >> 8 * i));
  };
  text("RIFF");
  number(36 + samples * 2, 4);
  text("WAVEfmt ");
  number(16, 4);
  number(1, 2);  // PCM
  number(1, 2);
  number(kRate, 4);
  number(kRate * 2, 4);
  number(2, 2);
  number(16, 2);
  text("data");
  number(samples * 2, 4);
  for (std::uint32_t i = 0; i < samples; ++i) {
    const double wave = std::sin(2 * std::numbers::pi * 440 * i / kRate);
    number(static_cast<std::uint16_t>(static_cast<std::int16_t>(wave * 8000)), 2);
  }
  return file;
}

}  // namespace anlaufstelle
