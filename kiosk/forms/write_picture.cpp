// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/write_picture.h"

#include <algorithm>
#include <memory>

#include <turbojpeg.h>

#include "kiosk/forms/import/read_picture.h"

namespace anlaufstelle::forms {
namespace {

Result<Bytes> compress(const PixelView& picture, int quality) {
  const std::unique_ptr<void, int (*)(void*)> writer(tjInitCompress(), tjDestroy);
  if (!writer) return Error{ErrorCode::kIo, "no memory to write JPEG"};
  Bytes file(tjBufSize(picture.width, picture.height, TJSAMP_420));
  unsigned char* to = file.data();
  unsigned long size = file.size();
  if (tjCompress2(writer.get(), picture.rgba, picture.width, 0, picture.height, TJPF_RGBX, &to,
                  &size, TJSAMP_420, quality, TJFLAG_NOREALLOC) != 0)
    return Error{ErrorCode::kIo, std::string("JPEG: ") + tjGetErrorStr2(writer.get())};
  file.resize(size);
  return file;
}

}  // namespace

Result<Bytes> write_jpeg(const PixelView& picture, int most_side, int quality) {
  if (most_side <= 0 || std::max(picture.width, picture.height) <= most_side)
    return compress(picture, quality);
  Picture whole{picture.width, picture.height, {}};
  const std::size_t bytes =
      static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 4;
  whole.rgba.assign(picture.rgba, picture.rgba + bytes);
  Picture small = scaled_down(whole, most_side);
  wipe(whole.rgba.data(), whole.rgba.size());
  auto file = compress({small.rgba.data(), small.width, small.height}, quality);
  wipe(small.rgba.data(), small.rgba.size());
  return file;
}

}  // namespace anlaufstelle::forms
