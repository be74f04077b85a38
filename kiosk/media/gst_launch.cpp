// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/media/gst_launch.h"

#include <algorithm>

namespace anlaufstelle::media {

std::vector<std::string> gst_launch(std::string_view pipeline) {
  std::vector<std::string> words = {"gst-launch-1.0", "--quiet"};
  while (!pipeline.empty()) {
    const std::size_t end = std::min(pipeline.find(' '), pipeline.size());
    if (end > 0) words.emplace_back(pipeline.substr(0, end));
    pipeline.remove_prefix(std::min(end + 1, pipeline.size()));
  }
  return words;
}

}  // namespace anlaufstelle::media
