// SPDX-License-Identifier: EUPL-1.2
#include "storage/base/file.h"
#include "storage/sync/inbox_file.h"
#include "storage/sync/transport.h"

namespace anlaufstelle::sync {
namespace {

namespace fs = std::filesystem;

Status check_reachable(const fs::path& folder) {
  std::error_code failed;
  if (fs::is_directory(folder, failed)) return ok_status();
  return Error{ErrorCode::kUnreachable, folder.string() + ": no such folder"};
}

}  // namespace

Result<InboxFolder> InboxFolder::open(const fs::path& folder) {
  TRY(check_reachable(folder));
  return InboxFolder(folder);
}

Status InboxFolder::send(const records::SealedRecord& record) {
  TRY(check_reachable(folder_));
  const fs::path file = folder_ / (record.id.hex() + std::string(kEnvelopeSuffix));
  const Bytes envelope = record.encode();
  const auto there = read_file(file, kMaxEnvelope);
  // Sent before, and the kiosk stopped before it could note that.
  if (there && *there == envelope) return ok_status();
  if (there || there.error().code == ErrorCode::kRefused) {
    return Error{ErrorCode::kConflict, file.string() + ": is there with another content"};
  }
  if (there.error().code != ErrorCode::kNotFound) return there.error();
  // Sealed; the folder decides who reaches it. Group: kiosk and desk may be two users.
  return write_file_durably(file, envelope, 0640);
}

}  // namespace anlaufstelle::sync
