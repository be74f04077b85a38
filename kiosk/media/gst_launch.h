// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "kiosk/media/child_process.h"

namespace anlaufstelle::media {

// GStreamer's own player of pipelines (gst-launch-1.0). It decodes what forms bring along in a
// process of its own: a file that breaks a decoder ends that process and no visit.
class GstLaunch {
 public:
  // `pipeline` as its manual has it, elements parted by " ! ". The two become its standard input
  // and output. Errors: those of ChildProcess::start.
  static Result<GstLaunch> start(std::string_view pipeline, int input, int output);
  ~GstLaunch();
  GstLaunch(GstLaunch&& other) noexcept;
  GstLaunch& operator=(GstLaunch&&) = delete;

  // Waits for its end; false where it complained, which standard error repeats. Then it is killed
  // at once: with a damaged file it sometimes hangs instead of ending. What goes on for longer than
  // `most` is killed too, and that is no complaint. Any thread, once.
  [[nodiscard]] bool ends_well(std::chrono::seconds most) const;
  void kill() const { process_.kill(); }  // any thread

 private:
  GstLaunch(ChildProcess process, int complaints)
      : process_(std::move(process)), complaints_(complaints) {}
  ChildProcess process_;
  int complaints_;  // the reading end of its standard error; -1: moved from
};

}  // namespace anlaufstelle::media
