// SPDX-License-Identifier: EUPL-1.2
#include "storage/sync/stick.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "storage/base/file.h"
#include "storage/crypto/hex.h"
#include "storage/crypto/office_files.h"
#include "storage/sync/inbox_file.h"
#include "storage/sync/transport.h"

namespace anlaufstelle::sync {
namespace {

namespace fs = std::filesystem;

// ON DISK: do not change.
struct ListShape {
  std::string_view title, domain, suffix;
};
constexpr ListShape kManifest{"anlaufstelle-manifest/1", "anlaufstelle/manifest/1", ".manifest"};
constexpr ListShape kReceipt{"anlaufstelle-receipt/1", "anlaufstelle/receipt/1", ".receipt"};
constexpr std::string_view kSignature = "signature ";
// A hundred thousand ids, and some.
constexpr std::size_t kMaxList = 4u << 20, kMaxCard = 4096;

// Who it is of, or for, and record ids; signed as a whole.
struct IdList {
  std::string kiosk_id, staff_id;  // the latter "-" in a manifest
  std::vector<RecordId> ids;
};

std::string text_of(const ListShape& shape, const IdList& list) {
  std::string text = std::string(shape.title) + "\n" + list.kiosk_id + "\n" + list.staff_id + "\n";
  for (const RecordId& id : list.ids) text += id.hex() + "\n";
  return text;
}

Status write_list(const fs::path& file, const ListShape& shape, const IdList& list,
                  const crypto::SigningKey& key) {
  std::string text = text_of(shape, list);
  const auto signature = key.sign(shape.domain, as_bytes(text));
  text += std::string(kSignature) + crypto::to_hex(signature) + "\n";
  return write_file_durably(file, as_bytes(text), 0640);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return {};  // cut off
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

// What it says; whether its signature is right, `key_of` decides.
struct SignedList {
  IdList list;
  std::string text;
  crypto::Signature signature{};
};
std::optional<SignedList> parse(const ListShape& shape, std::string_view text) {
  const auto lines = lines_of(text);
  if (lines.size() < 4 || lines[0] != shape.title) return std::nullopt;
  if (!lines.back().starts_with(kSignature)) return std::nullopt;
  SignedList read;
  if (!crypto::from_hex(lines.back().substr(kSignature.size()), read.signature))
    return std::nullopt;
  read.list.kiosk_id = lines[1];
  read.list.staff_id = lines[2];
  for (std::size_t i = 3; i + 1 < lines.size(); ++i) {
    const auto id = RecordId::from_hex(lines[i]);
    if (!id) return std::nullopt;
    read.list.ids.push_back(*id);
  }
  read.text = std::string(text.substr(0, text.size() - lines.back().size() - 1));
  return read;
}

std::optional<SignedList> read_list(const fs::path& file, const ListShape& shape) {
  const auto bytes = read_file(file, kMaxList);
  return bytes ? parse(shape, as_text(*bytes)) : std::nullopt;
}

bool signed_by(const SignedList& list, const ListShape& shape, const crypto::VerifyKey& key) {
  return crypto::verify(key, shape.domain, as_bytes(list.text), list.signature);
}

// A receipt for this kiosk: whoever signed it shows a card that the office root signed.
bool is_receipt(const fs::path& folder, const SignedList& receipt, const crypto::KioskKeys& keys) {
  if (receipt.list.kiosk_id != keys.kiosk_id) return false;
  // Its name comes from the file: no way out of the folder.
  const std::string& staff = receipt.list.staff_id;
  if (staff.find('/') != std::string::npos) return false;
  const auto card = crypto::load_staff_card(folder / (staff + std::string(crypto::kCardEnding)),
                                            keys.office.root);
  return card && card->id == staff && card->state == crypto::StaffState::kActive &&
         signed_by(receipt, kReceipt, card->key);
}

Status take_receipts(const fs::path& folder, records::RecordStore& store,
                     const crypto::KioskKeys& keys, ToStick& report) {
  TRY_ASSIGN(const auto files, files_in_inbox(folder, kReceipt.suffix));
  TRY_ASSIGN(const auto outbox, store.outbox());
  const std::set<RecordId> waiting(outbox.begin(), outbox.end());
  for (const fs::path& file : files) {
    if (file.stem() != keys.kiosk_id) continue;  // another kiosk's
    const auto receipt = read_list(file, kReceipt);
    if (!receipt || !is_receipt(folder, *receipt, keys)) {
      ++report.refused_receipts;
      continue;
    }
    for (const RecordId& id : receipt->list.ids) {
      if (!waiting.contains(id)) continue;
      TRY(store.mark_handed_over(id));
      ++report.handed_over;
    }
    std::error_code ignored;  // read again it says the same
    fs::remove(file, ignored);
  }
  return ok_status();
}

const crypto::KioskCard* kiosk_of(const std::string& id, const crypto::DeskTrust& trust) {
  const auto card = std::find_if(trust.kiosks.begin(), trust.kiosks.end(),
                                 [&](const auto& one) { return one.kiosk_id == id; });
  if (card == trust.kiosks.end() || card->state == crypto::KioskState::kRevoked) return nullptr;
  return &*card;
}

// The signer's card beside the receipt, as the office has it.
Status put_staff_card(const fs::path& folder, const fs::path& office_folder,
                      const std::string& staff_id) {
  const std::string name = staff_id + std::string(crypto::kCardEnding);
  TRY_ASSIGN(const Bytes card, read_file(office_folder / crypto::kStaffFolder / name, kMaxCard));
  return write_file_durably(folder / name, card, 0640);
}

}  // namespace

Result<ToStick> write_to_stick(const fs::path& folder, records::RecordStore& store,
                               const crypto::KioskKeys& keys) {
  TRY_ASSIGN(InboxFolder stick, InboxFolder::open(folder));
  ToStick report;
  TRY(take_receipts(folder, store, keys, report));
  IdList manifest{keys.kiosk_id, "-", {}};
  TRY_ASSIGN(manifest.ids, store.outbox());
  for (const RecordId& id : manifest.ids) {
    TRY_ASSIGN(const records::SealedRecord record, store.get(id));
    const Status sent = stick.send(record);
    // What lies there under this name isn't ours, or was damaged: ours takes its place.
    if (!sent && sent.error().code != ErrorCode::kConflict) return sent.error();
    if (!sent) {
      const fs::path file = folder / (id.hex() + std::string(kEnvelopeSuffix));
      TRY(write_file_durably(file, record.encode(), 0640));
    }
    ++report.written;
  }
  TRY(write_list(folder / (keys.kiosk_id + std::string(kManifest.suffix)), kManifest, manifest,
                 keys.signer));
  return report;
}

Result<FromStick> read_stick(const fs::path& folder, const fs::path& office_folder,
                             records::RecordStore& store, const crypto::DeskTrust& trust,
                             const crypto::OpenedRole& role) {
  TRY_ASSIGN(const TakeReport taken, take_inbox(folder, store, trust));
  FromStick report{
      .stored = taken.stored, .already = taken.already, .quarantined = taken.quarantined};
  TRY_ASSIGN(const auto here, store.ids());
  TRY_ASSIGN(const auto gone, store.tombstones());  // had been here: as good as handed over
  std::set<RecordId> known(here.begin(), here.end());
  known.insert(gone.begin(), gone.end());
  TRY_ASSIGN(const auto files, files_in_inbox(folder, kManifest.suffix));
  for (const fs::path& file : files) {
    const auto manifest = read_list(file, kManifest);
    const crypto::KioskCard* kiosk = manifest ? kiosk_of(manifest->list.kiosk_id, trust) : nullptr;
    if (kiosk == nullptr || file.stem() != kiosk->kiosk_id ||
        !signed_by(*manifest, kManifest, kiosk->key)) {
      ++report.refused_manifests;
      continue;
    }
    IdList receipt{kiosk->kiosk_id, role.staff_id, {}};
    for (const RecordId& id : manifest->list.ids) {
      if (known.contains(id)) receipt.ids.push_back(id);
    }
    report.missing += static_cast<int>(manifest->list.ids.size() - receipt.ids.size());
    TRY(put_staff_card(folder, office_folder, role.staff_id));
    TRY(write_list(folder / (kiosk->kiosk_id + std::string(kReceipt.suffix)), kReceipt, receipt,
                   *role.signer));
    ++report.receipts;
  }
  return report;
}

}  // namespace anlaufstelle::sync
