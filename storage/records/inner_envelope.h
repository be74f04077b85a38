// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "storage/base/result.h"
#include "storage/base/secret.h"
#include "storage/records/sealed_record.h"

namespace anlaufstelle::records {

// What is inside the two age files of a record: plain text that a person can read after
// `age -d`, padded with line ends to a multiple of 1 KiB (storage/FORMAT.md, Inside a part).
// Any thread, no I/O.

enum class Part { kSlip, kFull, kDraft };  // a draft has the full text

inline constexpr std::size_t kPaddingStep = 1024;
inline constexpr std::size_t kMaxField = 256;
inline constexpr std::size_t kMaxXml = 8 * 1024 * 1024;
// Of the files of one record: how many, and their bytes together.
inline constexpr std::size_t kMaxFiles = 64, kMaxFiles_bytes = 8 * 1024 * 1024;

struct InnerEnvelope {
  RecordId id;
  std::string kiosk_id;
  RecordContent content;  // of the two XML texts only the part's own is filled; no slip has files
};

// Errors: InvalidInput (a field with a control character or too long, files above a limit or with
// names that can't be). The context names the field, never its value.
Result<SecretBytes> write_inner(Part part, const RecordId& id, const std::string& kiosk_id,
                                const RecordContent& content);

// Takes nothing else than what write_inner writes. Errors: Corrupt, TooNew.
Result<InnerEnvelope> read_inner(Part part, ByteView bytes);

}  // namespace anlaufstelle::records
