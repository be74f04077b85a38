// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/media/gst_launch.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>
#include <vector>

namespace anlaufstelle::media {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::vector<std::string> command_line(std::string_view pipeline) {
  std::vector<std::string> words = {"gst-launch-1.0", "--quiet"};
  while (!pipeline.empty()) {
    const std::size_t end = std::min(pipeline.find(' '), pipeline.size());
    if (end > 0) words.emplace_back(pipeline.substr(0, end));
    pipeline.remove_prefix(std::min(end + 1, pipeline.size()));
  }
  return words;
}

enum class Heard { kEnd, kComplaint, kTooLong };

// What it says until its end, passed on. A warning is no complaint.
Heard listen(int complaints, std::chrono::seconds most) {
  const auto deadline = steady_clock::now() + most;
  std::string said;
  for (;;) {
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now());
    if (left.count() <= 0) return Heard::kTooLong;
    pollfd waiting{complaints, POLLIN, 0};
    if (poll(&waiting, 1, static_cast<int>(left.count())) <= 0) continue;
    std::array<char, 512> part;
    const ssize_t n = read(complaints, part.data(), part.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return Heard::kEnd;
    (void)!write(STDERR_FILENO, part.data(), static_cast<std::size_t>(n));
    said.append(part.data(), static_cast<std::size_t>(n));
    if (said.find("ERROR") != std::string::npos) return Heard::kComplaint;
    if (said.size() > 4096) said.erase(0, said.size() - 16);
  }
}

}  // namespace

Result<GstLaunch> GstLaunch::start(std::string_view pipeline, int input, int output) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return Error{ErrorCode::kIo, "pipe"};
  auto process = ChildProcess::start(command_line(pipeline),
                                     {.input = input, .output = output, .error = ends[1]});
  close(ends[1]);
  if (process) return GstLaunch(std::move(process).value(), ends[0]);
  close(ends[0]);
  return process.error();
}

GstLaunch::GstLaunch(GstLaunch&& other) noexcept
    : process_(std::move(other.process_)), complaints_(std::exchange(other.complaints_, -1)) {}

GstLaunch::~GstLaunch() {
  if (complaints_ >= 0) close(complaints_);
}

bool GstLaunch::ends_well(std::chrono::seconds most) const {
  const Heard heard = listen(complaints_, most);
  if (heard != Heard::kEnd) process_.kill();
  const int status = process_.await();
  return heard == Heard::kTooLong || (heard == Heard::kEnd && status == 0);
}

}  // namespace anlaufstelle::media
