// SPDX-License-Identifier: EUPL-1.2
// Files that answers name.
#include <algorithm>

#include "kiosk/forms/session.h"
#include "kiosk/forms/uuid.h"

namespace anlaufstelle::forms {

bool is_drawn_by_hand(const std::vector<std::string>& appearance) {
  return std::any_of(appearance.begin(), appearance.end(),
                     [](const std::string& word) { return word == "signature" || word == "draw"; });
}

bool Form::asks_for_photographs() const {
  return std::any_of(controls.begin(), controls.end(), [](const Control& control) {
    return control.kind == ControlKind::kUpload && !is_drawn_by_hand(control.appearance);
  });
}

bool Session::is_upload(NodeIx node) const {
  const Control* control = instance_.is_leaf(node) ? control_of(node) : nullptr;
  return control != nullptr && control->kind == ControlKind::kUpload;
}

Status Session::attach(NodeId node, ByteView file, std::string_view ending) {
  if (!is_upload(node)) return Error{ErrorCode::kInvalidInput, "no question for a file"};
  if (instance_[node].readonly) return Error{ErrorCode::kRefused, "the question is readonly"};
  // The one that it replaces goes.
  std::size_t count = 1, bytes = file.size();
  for (const AnswerFile& other : files_) {
    if (other.name == instance_.held_value(node)) continue;
    ++count;
    bytes += other.bytes.size();
  }
  if (count > kMostFiles || bytes > kMostFiles_bytes)
    return Error{ErrorCode::kRefused, "more or larger files than a record holds"};
  const std::string name = make_uuid(*random_) + "." + std::string(ending);
  instance_[node].standing = Standing::kNone;
  store(node, name);
  files_.push_back({name, SecretBytes(file)});
  return ok_status();
}

void Session::restore_file(std::string_view name, ByteView file) {
  for (const NodeIx node : questions()) {
    if (!is_upload(node) || instance_.held_value(node) != name) continue;
    files_.push_back({std::string(name), SecretBytes(file)});
    return;
  }
}

const AnswerFile* Session::file(NodeId node) const {
  if (!is_upload(node) || instance_.held_value(node).empty()) return nullptr;
  const auto found = std::find_if(files_.begin(), files_.end(), [&](const AnswerFile& f) {
    return f.name == instance_.held_value(node);
  });
  return found == files_.end() ? nullptr : &*found;
}

std::vector<const AnswerFile*> Session::files() const {
  std::vector<const AnswerFile*> found;
  for (const NodeIx node : questions()) {
    const AnswerFile* named = instance_[node].relevant ? file(node) : nullptr;
    if (named != nullptr) found.push_back(named);
  }
  return found;
}

}  // namespace anlaufstelle::forms
