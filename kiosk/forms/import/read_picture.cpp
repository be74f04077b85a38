// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/import/read_picture.h"

#include <algorithm>
#include <array>
#include <memory>

#include <png.h>
#include <turbojpeg.h>

namespace anlaufstelle::forms {

namespace {

// Against files that unpack to more than memory holds; a telephone's photograph has 12 million.
constexpr std::size_t kMostPixels = 24'000'000;
constexpr std::size_t kChannels = 4;

std::size_t pixels(std::size_t width, std::size_t height) {
  return width * height;
}

Status check_size(std::size_t width, std::size_t height) {
  if (width == 0 || height == 0) return Error{ErrorCode::kInvalidInput, "an empty picture"};
  if (width > kMostPixels || height > kMostPixels || pixels(width, height) > kMostPixels)
    return Error{ErrorCode::kRefused, "more than 24 million pixels"};
  return ok_status();
}

Result<Picture> read_png(ByteView file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const std::unique_ptr<png_image, void (*)(png_image*)> owner(&image, png_image_free);
  if (png_image_begin_read_from_memory(&image, file.data(), file.size()) == 0)
    return Error{ErrorCode::kInvalidInput, std::string("a damaged PNG file: ") + image.message};
  TRY(check_size(image.width, image.height));
  image.format = PNG_FORMAT_RGBA;
  Picture out{static_cast<int>(image.width), static_cast<int>(image.height), {}};
  out.rgba.resize(pixels(image.width, image.height) * kChannels);
  if (png_image_finish_read(&image, nullptr, out.rgba.data(), 0, nullptr) == 0)
    return Error{ErrorCode::kInvalidInput, std::string("a damaged PNG file: ") + image.message};
  return out;
}

Result<Picture> read_jpeg(ByteView file) {
  struct Close {
    void operator()(void* handle) const { tjDestroy(handle); }
  };
  const std::unique_ptr<void, Close> reader(tjInitDecompress());
  if (!reader) return Error{ErrorCode::kRefused, "no memory to read JPEG"};
  const auto damaged = [&] {
    return Error{ErrorCode::kInvalidInput,
                 std::string("a JPEG file that can't be read: ") + tjGetErrorStr2(reader.get())};
  };
  Picture out;
  int sampling = 0, colours = 0;
  const auto size = static_cast<unsigned long>(file.size());
  if (tjDecompressHeader3(reader.get(), file.data(), size, &out.width, &out.height, &sampling,
                          &colours) != 0)
    return damaged();
  TRY(check_size(static_cast<std::size_t>(out.width), static_cast<std::size_t>(out.height)));
  out.rgba.resize(
      pixels(static_cast<std::size_t>(out.width), static_cast<std::size_t>(out.height)) *
      kChannels);
  // A picture whose end is missing is damaged, though most of it could be shown.
  if (tjDecompress2(reader.get(), file.data(), size, out.rgba.data(), out.width, 0, out.height,
                    TJPF_RGBA, TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS) != 0)
    return damaged();
  return out;
}

// Each pixel is the average of those that it stands for; a colour counts as far as it is opaque.
Picture scaled(const Picture& from, int width, int height) {
  Picture out{width, height, {}};
  out.rgba.reserve(pixels(static_cast<std::size_t>(width), static_cast<std::size_t>(height)) *
                   kChannels);
  const auto edge = [](int at, int count, int whole) {
    return static_cast<std::size_t>(static_cast<std::int64_t>(at) * whole / count);
  };
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      std::array<std::uint64_t, kChannels> sum{};
      std::uint64_t count = 0;
      for (std::size_t row = edge(y, height, from.height); row < edge(y + 1, height, from.height);
           ++row) {
        for (std::size_t column = edge(x, width, from.width);
             column < edge(x + 1, width, from.width); ++column) {
          const std::uint8_t* pixel =
              &from.rgba[(row * static_cast<std::size_t>(from.width) + column) * kChannels];
          for (std::size_t k = 0; k < 3; ++k) sum[k] += std::uint64_t{pixel[k]} * pixel[3];
          sum[3] += pixel[3];
          ++count;
        }
      }
      for (std::size_t k = 0; k < 3; ++k)
        out.rgba.push_back(
            static_cast<std::uint8_t>(sum[3] == 0 ? 0 : (sum[k] + sum[3] / 2) / sum[3]));
      out.rgba.push_back(static_cast<std::uint8_t>((sum[3] + count / 2) / count));
    }
  }
  return out;
}

}  // namespace

Result<Picture> read_picture(ByteView file, int most_side) {
  constexpr std::array<std::uint8_t, 4> kPng = {0x89, 'P', 'N', 'G'};
  constexpr std::array<std::uint8_t, 3> kJpeg = {0xff, 0xd8, 0xff};
  const auto begins_with = [&](ByteView mark) {
    return file.size() >= mark.size() && std::equal(mark.begin(), mark.end(), file.begin());
  };
  const bool png = begins_with(kPng);
  if (!png && !begins_with(kJpeg)) return Error{ErrorCode::kInvalidInput, "neither PNG nor JPEG"};
  TRY_ASSIGN(Picture picture, png ? read_png(file) : read_jpeg(file));
  if (std::max(picture.width, picture.height) <= most_side) return picture;
  Picture small = scaled_down(picture, most_side);
  wipe(picture.rgba.data(), picture.rgba.size());  // it may be a client's own
  return small;
}

Picture scaled_down(const Picture& picture, int most_side) {
  const int longer = std::max(picture.width, picture.height);
  if (longer <= most_side) return picture;
  const auto side = [&](int length) {
    return std::max(1, static_cast<int>(static_cast<std::int64_t>(length) * most_side / longer));
  };
  return scaled(picture, side(picture.width), side(picture.height));
}

}  // namespace anlaufstelle::forms
