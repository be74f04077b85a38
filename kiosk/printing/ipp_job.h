// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::printing {

// What a printer says of a job (RFC 8011 5.3.7) and of itself (5.4.12).
struct JobState {
  enum class Phase { kPending, kProcessing, kCanceled, kAborted, kCompleted } phase;
  enum class Trouble { kNone, kPaper, kAttention, kOffline } trouble = Trouble::kNone;
};

// One print job, from Create-Job to its end. Blocks, each call a few seconds at most. One thread.
class IppJob {
 public:
  // `printer` as in PrintOptions. Errors: Unreachable; InvalidInput (not an address or name).
  static Result<std::unique_ptr<IppJob>> connect(const std::string& printer,
                                                 std::chrono::milliseconds timeout);
  virtual ~IppJob() = default;

  // On the paper that its pages want. Errors: Refused (the printer doesn't take it), Unreachable,
  // Io (no PDF). After an error on the way the
  // job may exist: `cancel` it.
  virtual Status send_pdf(ByteView pdf) = 0;
  // Errors: Unreachable (for now), NotFound (the printer has forgotten the job).
  virtual Result<JobState> state() = 0;
  // Does nothing where no job was created.
  virtual Status cancel() = 0;
};

}  // namespace anlaufstelle::printing
