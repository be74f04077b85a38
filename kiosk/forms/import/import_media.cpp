// SPDX-License-Identifier: EUPL-1.2
// What a form brings along, by the URIs that its texts and instances name it with.
#include <algorithm>

#include "kiosk/forms/import/import_state.h"
#include "kiosk/forms/import/read_picture.h"

namespace anlaufstelle::forms {

namespace {

constexpr std::size_t kMostPictureBytes = 40u << 20;  // of all pictures, decoded
constexpr std::size_t kMostSoundBytes = 40u << 20;    // of all sounds, as files

// "jr://images/haus.png" → "haus.png": files lie beside the form, in no folders.
std::string_view file_name(std::string_view uri) {
  constexpr std::string_view kScheme = "jr://";
  if (!uri.starts_with(kScheme)) return uri;
  const auto slash = uri.find('/', kScheme.size());
  return slash == std::string_view::npos ? std::string_view() : uri.substr(slash + 1);
}

// How the files begin that a kiosk plays.
bool is_sound(std::string_view file) {
  const auto frame = [&] {  // of MP3: eleven bits set, layer III
    return file.size() > 2 && file[0] == '\xff' && (file[1] & '\xe6') == '\xe2';
  };
  return (file.starts_with("RIFF") && file.substr(8).starts_with("WAVE")) ||
         file.starts_with("OggS") || file.starts_with("fLaC") || file.starts_with("ID3") || frame();
}

}  // namespace

const std::string* ImportState::attachment(int line, std::string_view uri) {
  const std::string_view name = file_name(uri);
  if (name.empty() || name.front() == '.' || name.find_first_of("/\\") != std::string_view::npos) {
    error(line, "the file " + std::string(uri) + " would lie outside the form's folder",
          "put it beside the form and name it without folders");
    return nullptr;
  }
  auto found = attachments.find(uri);
  if (found == attachments.end()) found = attachments.find(name);
  return found == attachments.end() ? nullptr : &found->second;
}

PictureIx ImportState::picture(int line, std::string_view uri, int most_side) {
  const auto [at, is_new] = pictures_.try_emplace({std::string(uri), most_side}, kNoPicture);
  if (!is_new) return at->second;
  const std::size_t errors_before = findings.size();
  const std::string* file = attachment(line, uri);
  if (file == nullptr) {
    if (findings.size() == errors_before)
      warn(line, "the picture " + std::string(uri) + " is missing: the text stands alone",
           "put it beside the form");
    return kNoPicture;
  }
  Result<Picture> read = read_picture(as_bytes(*file), most_side);
  if (!read) {
    error(line, std::string(uri) + ": " + read.error().context,
          "save the picture anew, as PNG or as JPEG in RGB");
    return kNoPicture;
  }
  picture_bytes_ += read->rgba.size();
  if (picture_bytes_ > kMostPictureBytes) {
    refuse(line, "the form's pictures need more than 40 MiB", "use fewer or smaller pictures");
    return kNoPicture;
  }
  form.pictures.push_back(std::move(read).value());
  return at->second = static_cast<PictureIx>(form.pictures.size() - 1);
}

SoundIx ImportState::sound(int line, std::string_view uri) {
  const auto [at, is_new] = sounds_.try_emplace(std::string(uri), kAbsent);
  if (!is_new) return at->second;
  const std::size_t errors_before = findings.size();
  const std::string* file = attachment(line, uri);
  if (file == nullptr) {
    if (findings.size() == errors_before)
      warn(line, "the sound " + std::string(uri) + " is missing: the text stands alone",
           "put it beside the form");
    return kAbsent;
  }
  if (file->size() < 16 || !is_sound(*file)) {
    error(line, std::string(uri) + ": neither WAV, MP3, OGG nor FLAC", "save the sound anew");
    return kAbsent;
  }
  sound_bytes_ += file->size();
  if (sound_bytes_ > kMostSoundBytes) {
    refuse(line, "the form's sounds are larger than 40 MiB", "use fewer or shorter sounds, as OGG");
    return kAbsent;
  }
  form.sounds.push_back({Bytes(file->begin(), file->end())});
  return at->second = static_cast<SoundIx>(form.sounds.size() - 1);
}

}  // namespace anlaufstelle::forms
