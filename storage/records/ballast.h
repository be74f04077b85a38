// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>

#include "storage/base/result.h"

namespace anlaufstelle::records {

// Room on the disk that is taken while there is plenty and given back when there is none, so that
// what is under way can be finished and deleting, which needs room itself, works. A file of that
// many bytes beside the store; the next program finds it again. REQUIRES: one thread at a time.
class Ballast {
 public:
  // Takes nothing yet. 0 bytes: no room is ever kept, and in_place() is always true.
  Ballast(std::filesystem::path file, std::uint64_t bytes);

  // Takes the room, or what is missing of it. Errors: Full (nothing is taken then), Io. Blocks.
  Status take();
  // True where there was room to give back, and it is given back.
  bool release();

  [[nodiscard]] bool in_place() const { return in_place_; }

 private:
  std::filesystem::path file_;
  std::uint64_t bytes_;
  bool in_place_;
};

}  // namespace anlaufstelle::records
