// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/draft_store.h"

#include <algorithm>
#include <utility>

#include "storage/base/file.h"
#include "storage/crypto/private_file.h"
#include "storage/records/inner_envelope.h"

namespace anlaufstelle::records {
namespace {

// ON DISK: do not rename.
constexpr std::string_view kSaltFile = "salt";
constexpr std::string_view kDraftEnding = ".age";
// No kiosk signs a draft: whoever has its code is who it is for.
constexpr std::string_view kNoKiosk = "draft";
constexpr std::size_t kMaxDraftFile = kMaxXml + kMaxFiles_bytes + (64u << 10);

Error io(const std::filesystem::path& path, const std::error_code& error) {
  return Error{ErrorCode::kIo, path.string() + ": " + error.message()};
}

// Everybody's salt on this kiosk: a code alone must lead to its draft.
Result<crypto::DraftKey::Salt> load_salt(const std::filesystem::path& file) {
  crypto::DraftKey::Salt salt{};
  std::error_code failed;
  if (!std::filesystem::exists(file, failed)) {
    SystemRandom().fill(salt);
    TRY(write_file_durably(file, salt));
    return salt;
  }
  TRY_ASSIGN(const Bytes bytes, read_file(file, salt.size()));
  if (bytes.size() != salt.size()) return Error{ErrorCode::kCorrupt, file.string()};
  std::copy(bytes.begin(), bytes.end(), salt.begin());
  return salt;
}

}  // namespace

Result<DraftStore> DraftStore::open(const std::filesystem::path& folder) {
  TRY(make_private_folder(folder));
  TRY(crypto::check_private_folder(folder));
  TRY_ASSIGN(const crypto::DraftKey::Salt salt, load_salt(folder / kSaltFile));
  return DraftStore(folder, salt);
}

std::filesystem::path DraftStore::file(const RecordId& id) const {
  return folder_ / (id.hex() + std::string(kDraftEnding));
}

Status DraftStore::save(const Place& place, const RecordContent& content, Random& random) {
  TRY_ASSIGN(const SecretBytes inner,
             write_inner(Part::kDraft, place.id, std::string(kNoKiosk), content));
  TRY_ASSIGN(const Bytes sealed, crypto::age_seal(inner.view(), {&place.recipient, 1}, random));
  return write_file_durably(file(place.id), sealed);
}

Result<RecordContent> DraftStore::load(const crypto::DraftKey& key) {
  TRY_ASSIGN(const Bytes sealed, read_file(file(key.id), kMaxDraftFile));
  TRY_ASSIGN(const SecretBytes inner, crypto::age_open(sealed, {&key.identity, 1}));
  TRY_ASSIGN(InnerEnvelope draft, read_inner(Part::kDraft, inner.view()));
  if (draft.id != key.id) return Error{ErrorCode::kCorrupt, "draft: of another name"};
  return std::move(draft.content);
}

Status DraftStore::remove(const RecordId& id) {
  std::error_code failed;
  std::filesystem::remove(file(id), failed);
  if (failed) return io(file(id), failed);
  return ok_status();
}

Status DraftStore::sweep(UnixSeconds now) {
  std::error_code failed;
  for (std::filesystem::directory_iterator at(folder_, failed), end; !failed && at != end;
       at.increment(failed)) {
    // What a save was writing when its process was killed; nobody is saving now.
    if (at->path().filename().string().starts_with(kTemporaryStart)) {
      std::filesystem::remove(at->path(), failed);
      continue;
    }
    if (at->path().extension() != kDraftEnding) continue;
    const auto saved = std::filesystem::last_write_time(at->path(), failed);
    if (failed) return io(at->path(), failed);
    const auto when = std::chrono::file_clock::to_sys(saved);
    if (when + kKept >= now) continue;
    std::filesystem::remove(at->path(), failed);
  }
  if (failed) return io(folder_, failed);
  return ok_status();
}

}  // namespace anlaufstelle::records
