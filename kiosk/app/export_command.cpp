// SPDX-License-Identifier: EUPL-1.2
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <chrono>
#include <cstdio>

#include "kiosk/app/commands.h"
#include "kiosk/app/passphrase.h"
#include "kiosk/app/unlock.h"
#include "kiosk/casework/form_shelf.h"
#include "kiosk/casework/record_export.h"
#include "storage/base/clock.h"
#include "storage/base/file.h"
#include "storage/records/event_log.h"
#include "storage/records/record_store.h"

namespace anlaufstelle::app {
namespace {

using casework::ExportedRecord;
using Json = rapidjson::Writer<rapidjson::StringBuffer>;

constexpr std::string_view kInClear = "clear";

void put(Json& json, const char* name, std::string_view text) {
  json.Key(name);
  json.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

std::string to_json(const std::vector<ExportedRecord>& records) {
  rapidjson::StringBuffer text;
  Json json(text);
  json.StartArray();
  for (const ExportedRecord& record : records) {
    json.StartObject();
    put(json, "number", record.number);
    json.Key("minute");
    json.Int64(record.minute);
    put(json, "form", record.form_id);
    put(json, "version", record.form_version);
    put(json, "language", record.language);
    put(json, "urgent", record.urgency);
    json.Key("answers");
    json.StartArray();
    for (const casework::ExportedAnswer& one : record.answers) {
      json.StartObject();
      put(json, "question", one.ref);
      put(json, "text", one.question);
      put(json, "answer", one.answer);
      put(json, "value", one.value);
      json.EndObject();
    }
    json.EndArray();
    json.EndObject();
  }
  json.EndArray();
  return text.GetString();
}

struct Exporter {
  DataFolders folders;
  crypto::DeskTrust trust;
  crypto::OpenedRole role;
  records::RecordStore store;
  SystemClock clock;
  SystemRandom random;
};

// Only who opens whole records may, and is somebody: the recovery key is nobody's.
Status may_export(const crypto::OpenedRole& role) {
  if (role.role == crypto::Role::kCounselling && role.signer) return ok_status();
  return Error{ErrorCode::kRefused, "only counselling exports records"};
}

// Every record that opens; each is in the audit trail before anything of it is written.
Result<std::vector<ExportedRecord>> take_out(Exporter& at) {
  casework::FormShelf shelf(at.folders.desk_forms(), at.trust.office.root, at.clock, at.random);
  const auto minute = std::chrono::floor<std::chrono::minutes>(at.clock.now()).time_since_epoch();
  std::vector<ExportedRecord> all;
  TRY_ASSIGN(const auto ids, at.store.ids());
  for (const RecordId& id : ids) {
    TRY_ASSIGN(const records::SealedRecord sealed, at.store.get(id));
    if (!records::verify_record(sealed, at.trust)) continue;  // `verify` names it
    auto opened = records::open_record(sealed, at.role);
    if (!opened || !opened->has_full) continue;
    records::RecordContent& content = opened->content;
    const Status noted = records::EventLog(at.store).append(
        {records::EventKind::kOpened, id, "export", minute.count()}, records::signer_of(at.role));
    std::unique_ptr<forms::FormSession> session;
    if (noted && !content.full_xml.empty()) {
      auto read = shelf.read(content, content.full_xml);
      if (read) session = std::move(*read);
    }
    if (noted) all.push_back(casework::export_record(content, session.get()));
    wipe(content);
    TRY(noted);
  }
  return all;
}

// With a recipient, an age file for it, which the stock `age` tool opens.
Status write(const std::filesystem::path& file, std::string text,
             const std::optional<crypto::Recipient>& to, Random& random) {
  Status written = ok_status();
  if (to) {
    auto sealed = crypto::age_seal(as_bytes(text), {&*to, 1}, random);
    written = sealed ? write_file_durably(file.string() + ".age", *sealed) : sealed.error();
  } else {
    written = write_file_durably(file, as_bytes(text));
  }
  wipe(text);
  return written;
}

Status write_all(const std::vector<ExportedRecord>& records, const ExportOptions& options,
                 const std::optional<crypto::Recipient>& to, Random& random) {
  TRY(make_private_folder(options.folder));
  if (options.format == "csv") {
    return write(options.folder / "records.csv", casework::to_csv(records), to, random);
  }
  if (options.format == "json")
    return write(options.folder / "records.json", to_json(records), to, random);
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].submission.empty()) continue;
    const std::string name = "submission-" + std::to_string(i + 1) + ".xml";
    TRY(write(options.folder / name, records[i].submission, to, random));
  }
  return ok_status();
}

Result<std::size_t> run_on(const CommandContext& context, const ExportOptions& options) {
  std::optional<crypto::Recipient> to;
  if (!options.recipient.empty()) {
    TRY_ASSIGN(to, crypto::Recipient::parse(options.recipient));
  }
  const DataFolders folders = data_folders(context.settings);
  TRY_ASSIGN(crypto::DeskTrust trust, crypto::load_desk_trust(folders.office));
  TRY_ASSIGN(const SecretBytes passphrase, ask_passphrase_once("Your passphrase: "));
  TRY_ASSIGN(crypto::OpenedRole role, try_staff(folders, passphrase, std::string()));
  TRY(may_export(role));
  if (!to) {
    TRY_ASSIGN(const SecretBytes word,
               ask_passphrase_once("Whoever has the files will read them. Type \"clear\" to go "
                                   "on, or give --to a recipient: "));
    if (word.text() != kInClear) return Error{ErrorCode::kRefused, "nothing was exported"};
  }
  TRY_ASSIGN(records::RecordStore store, records::RecordStore::open(folders.desk_store()));
  Exporter exporter{folders, std::move(trust), std::move(role), std::move(store), {}, {}};
  TRY_ASSIGN(const auto records, take_out(exporter));
  TRY(write_all(records, options, to, exporter.random));
  return records.size();
}

}  // namespace

int run_export(const CommandContext& context, const ExportOptions& options) {
  const auto count = run_on(context, options);
  if (!count) {
    std::fprintf(stderr, "anlaufstelle export: %s: %s\n",
                 std::string(name_of(count.error().code)).c_str(), count.error().context.c_str());
    return 1;
  }
  std::printf("%zu records in %s%s\n", *count, options.folder.c_str(),
              options.recipient.empty() ? ", readable by anybody" : ", sealed");
  return 0;
}

}  // namespace anlaufstelle::app
