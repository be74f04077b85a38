// SPDX-License-Identifier: EUPL-1.2
#include "storage/base/result.h"

namespace anlaufstelle {

std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotFound:
      return "not found";
    case ErrorCode::kCorrupt:
      return "damaged";
    case ErrorCode::kWrongKey:
      return "wrong key";
    case ErrorCode::kTooNew:
      return "too new";
    case ErrorCode::kFull:
      return "no space left";
    case ErrorCode::kUnreachable:
      return "unreachable";
    case ErrorCode::kRefused:
      return "refused";
    case ErrorCode::kConflict:
      return "conflict";
    case ErrorCode::kInvalidInput:
      return "invalid input";
    case ErrorCode::kIo:
      return "input/output error";
  }
  return "unknown";
}

Error with_context(Error error, std::string_view where) {
  error.context =
      error.context.empty() ? std::string(where) : std::string(where) + ": " + error.context;
  return error;
}

}  // namespace anlaufstelle
