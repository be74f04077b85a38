// SPDX-License-Identifier: EUPL-1.2
#include <cstdio>

#include "kiosk/app/commands.h"
#include "kiosk/app/form_files.h"
#include "kiosk/app/form_source.h"
#include "kiosk/app/page_bundle.h"
#include "kiosk/app/unlock.h"
#include "storage/base/file.h"
#include "storage/crypto/enrolment.h"

namespace anlaufstelle::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFormFolder = "forms";
constexpr const char* kPages = "pages.bundle";

int fail(const char* command, const Error& error) {
  std::fprintf(stderr, "anlaufstelle %s: %s: %s\n", command,
               std::string(name_of(error.code)).c_str(), error.context.c_str());
  return 1;
}

// What the new kiosk will offer: the office's forms, compiled and signed for it.
Status put_forms(const DataFolders& folders, const fs::path& folder,
                 const crypto::SigningKey& root) {
  std::error_code failed;
  fs::create_directories(folder / kFormFolder, failed);
  for (fs::directory_iterator at(folders.desk_forms(), failed), end; !failed && at != end;
       at.increment(failed)) {
    if (at->path().extension() != ".xml") continue;
    TRY_ASSIGN(const FormSource source, read_form_source(at->path()));
    TRY(install_form(source, {folders.desk_forms(), folder / kFormFolder}, root));
  }
  if (failed) return Error{ErrorCode::kIo, folders.desk_forms().string() + ": " + failed.message()};
  return ok_status();
}

// Their signatures are checked whenever the kiosk reads one.
Status take_forms(const fs::path& folder, const DataFolders& folders) {
  constexpr std::size_t kMaxForm = 64u << 20;
  std::error_code failed;
  if (!fs::exists(folder / kFormFolder, failed)) {
    return Error{ErrorCode::kNotFound,
                 folder.string() + ": no forms; accept this kiosk at the office first"};
  }
  TRY(make_private_folder(folders.kiosk_forms()));
  for (fs::directory_iterator at(folder / kFormFolder, failed), end; !failed && at != end;
       at.increment(failed)) {
    if (!at->is_regular_file(failed)) continue;
    TRY_ASSIGN(const Bytes content, read_file(at->path(), kMaxForm));
    TRY(write_file_durably(folders.kiosk_forms() / at->path().filename(), content));
  }
  if (failed) return Error{ErrorCode::kIo, folder.string() + ": " + failed.message()};
  return ok_status();
}

Status accept(const DataFolders& folders, const EnrolOptions& options) {
  TRY_ASSIGN(const crypto::SigningKey root, ask_root(folders));
  TRY(put_forms(folders, options.folder, root));
  TRY(copy_bundle(folders.desk_pages(), options.folder / kPages));
  return crypto::accept_enrolment(folders.office, root, options.folder, options.kiosk_id,
                                  options.fingerprint);
}

// The card last: with it the machine is a kiosk.
Status finish(const DataFolders& folders, const EnrolOptions& options) {
  TRY(make_private_folder(folders.root));
  TRY(make_private_folder(folders.inbox));
  TRY(take_forms(options.folder, folders));
  TRY(copy_bundle(options.folder / kPages, folders.kiosk_pages()));
  return crypto::finish_enrolment(options.folder, folders.kiosk);
}

}  // namespace

int run_enrol_invite(const CommandContext& context, const EnrolOptions& options) {
  const DataFolders folders = data_folders(context.settings);
  const auto trust = crypto::load_desk_trust(folders.office);
  if (!trust) return fail("enrol", trust.error());
  const Status written = crypto::write_invitation(folders.office, options.folder);
  if (!written) return fail("enrol", written.error());
  const std::string fingerprint = trust->office.root.fingerprint();
  std::printf(
      "Take %s to the new machine and run there, with the fingerprint read from paper:\n"
      "  anlaufstelle enrol request FOLDER NAME \"%s\"\n",
      options.folder.c_str(), fingerprint.c_str());
  return 0;
}

int run_enrol_request(const CommandContext& context, const EnrolOptions& options) {
  SystemRandom random;
  const auto key = crypto::request_enrolment(options.folder, data_folders(context.settings).kiosk,
                                             options.kiosk_id, options.fingerprint, random);
  if (!key) return fail("enrol", key.error());
  std::printf(
      "Write down this kiosk's fingerprint and take the folder back to the office:\n"
      "  anlaufstelle enrol accept FOLDER %s \"%s\"\n",
      options.kiosk_id.c_str(), key->fingerprint().c_str());
  return 0;
}

int run_enrol_accept(const CommandContext& context, const EnrolOptions& options) {
  const Status accepted = accept(data_folders(context.settings), options);
  if (!accepted) return fail("enrol", accepted.error());
  std::printf("%s is enrolled. On its machine: anlaufstelle enrol finish FOLDER\n",
              options.kiosk_id.c_str());
  return 0;
}

int run_enrol_finish(const CommandContext& context, const EnrolOptions& options) {
  const Status finished = finish(data_folders(context.settings), options);
  if (!finished) return fail("enrol", finished.error());
  std::printf(
      "This machine is a kiosk of the office now: anlaufstelle kiosk\n"
      "It puts what clients hand in into %s: that folder must be the one\n"
      "that the desk takes from (settings: sync.target).\n",
      data_folders(context.settings).inbox.c_str());
  return 0;
}

int run_enrol_list(const CommandContext& context) {
  const auto trust = crypto::load_desk_trust(data_folders(context.settings).office);
  if (!trust) return fail("enrol", trust.error());
  for (const crypto::KioskCard& kiosk : trust->kiosks) {
    std::printf("%-32s  %-8s  %s\n", kiosk.kiosk_id.c_str(),
                kiosk.state == crypto::KioskState::kActive ? "active" : "revoked",
                kiosk.key.fingerprint().c_str());
  }
  return 0;
}

int run_enrol_revoke(const CommandContext& context, const EnrolOptions& options) {
  const DataFolders folders = data_folders(context.settings);
  const auto root = ask_root(folders);
  if (!root) return fail("enrol", root.error());
  const Status revoked = crypto::revoke_kiosk(folders.office, *root, options.kiosk_id);
  if (!revoked) return fail("enrol", revoked.error());
  std::printf(
      "%s is revoked: from the next unlocking on the desk sets aside what still comes of it.\n",
      options.kiosk_id.c_str());
  return 0;
}

}  // namespace anlaufstelle::app
