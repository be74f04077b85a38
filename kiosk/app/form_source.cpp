// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/form_source.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "storage/base/file.h"

namespace anlaufstelle::app {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 11> kRead = {
    ".csv", ".flac", ".jpeg", ".jpg", ".mp3", ".oga", ".ogg", ".opus", ".png", ".wav", ".xml"};

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return text;
}

Error unusable(ErrorCode code, const fs::path& path, const std::string& why) {
  return {code, path.string() + ": " + why};
}

// What lies in a folder, by name; what can't belong to a form is told, and links are refused.
class Folder {
 public:
  explicit Folder(FormSource& source) : source_(source) {}

  Status read(const fs::path& folder) {
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed))
      TRY(take(*at));
    if (failed) return unusable(ErrorCode::kIo, folder, failed.message());
    return ok_status();
  }

  [[nodiscard]] const std::map<std::string, fs::path>& files() const { return files_; }

 private:
  Status take(const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    std::error_code failed;
    if (name.front() == '.') return ok_status();  // what file managers leave behind
    if (entry.is_symlink(failed))
      return unusable(ErrorCode::kInvalidInput, entry.path(),
                      "a link, which could lead anywhere; put the file itself there");
    if (entry.is_directory(failed)) {
      if (!name.ends_with("-media"))
        source_.unused.push_back(name + ": folders inside a form's folder are not read");
      return ok_status();
    }
    if (!entry.is_regular_file(failed) || !casework::is_file_name(name))
      return unusable(ErrorCode::kInvalidInput, entry.path(),
                      "no ordinary file name; give it one without \\ and control characters");
    const std::string ending = lower(entry.path().extension().string());
    if (std::find(kRead.begin(), kRead.end(), ending) == kRead.end()) {
      source_.unused.push_back(
          name + ": not used; the kiosk reads CSV, XML, PNG, JPEG, WAV, MP3, OGG and FLAC files");
      return ok_status();
    }
    if (files_.size() >= casework::kMostFiles)
      return unusable(ErrorCode::kRefused, entry.path().parent_path(),
                      "more than " + std::to_string(casework::kMostFiles) + " files");
    files_.emplace(name, entry.path());
    return ok_status();
  }

  FormSource& source_;
  std::map<std::string, fs::path> files_;
};

// Reading it is what tells a form from a table in XML.
Result<fs::path> find_form(const fs::path& folder, const std::map<std::string, fs::path>& files) {
  fs::path found;
  for (const auto& [name, path] : files) {
    if (lower(path.extension().string()) != ".xml") continue;
    TRY_ASSIGN(const Bytes xml, read_file(path, casework::kMostFileBytes));
    if (!forms::is_xform(as_text(xml))) continue;
    if (!found.empty())
      return unusable(ErrorCode::kInvalidInput, folder,
                      "two forms, " + found.filename().string() + " and " + name +
                          "; name the file that is meant");
    found = path;
  }
  if (found.empty())
    return unusable(ErrorCode::kInvalidInput, folder, "no form (XForm, .xml) that can be read");
  return found;
}

Status read_files(const std::map<std::string, fs::path>& files, FormSource& source) {
  std::size_t left = casework::kMostFilesBytes;
  for (const auto& [name, path] : files) {
    if (path == source.file) continue;
    TRY_ASSIGN(const Bytes content, read_file(path, std::min(left, casework::kMostFileBytes)));
    left -= content.size();
    if (!source.original.files.emplace(name, as_text(content)).second)
      return unusable(ErrorCode::kInvalidInput, path, "there are two files of this name");
  }
  return ok_status();
}

}  // namespace

Result<FormSource> read_form_source(const fs::path& path) {
  FormSource source;
  std::error_code failed;
  Folder folder(source);
  if (fs::is_directory(path, failed)) {
    TRY(folder.read(path));
    TRY_ASSIGN(source.file, find_form(path, folder.files()));
  } else {
    source.file = path;
  }
  TRY_ASSIGN(const Bytes xml, read_file(source.file, casework::kMostFormBytes));
  source.original.xml = as_text(xml);
  TRY(read_files(folder.files(), source));
  fs::path media = source.file;
  media.replace_filename(source.file.stem().string() + "-media");
  if (!fs::is_directory(media, failed)) return source;
  Folder beside(source);
  TRY(beside.read(media));
  TRY(read_files(beside.files(), source));
  return source;
}

}  // namespace anlaufstelle::app
