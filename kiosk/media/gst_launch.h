// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace anlaufstelle::media {

// The command line of GStreamer's own player of pipelines. It decodes what forms bring along in a
// process of its own: a file that breaks a decoder ends that process and no visit.
// `pipeline` as its manual has it, elements parted by " ! ".
std::vector<std::string> gst_launch(std::string_view pipeline);

}  // namespace anlaufstelle::media
