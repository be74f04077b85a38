// SPDX-License-Identifier: EUPL-1.2
// Answers of FormWalk that are drawn.
#include <algorithm>

#include "kiosk/forms/import/read_picture.h"
#include "kiosk/visit/form_walk.h"
#include "storage/base/secret.h"

namespace anlaufstelle::visit {

using forms::NodeId;

FormWalk::ShownPicture::~ShownPicture() {
  wipe(picture.rgba.data(), picture.rgba.size());
}

const Drawing& FormWalk::drawing(NodeId node) const {
  static const Drawing kEmpty;
  const auto begun = drawings_.find(node);
  return begun == drawings_.end() ? kEmpty : begun->second.drawing;
}

const forms::Picture* FormWalk::picture(NodeId node) const {
  const forms::AnswerFile* file = session_->file(node);
  if (file == nullptr) {
    shown_.erase(node);
    return nullptr;
  }
  ShownPicture& shown = shown_[node];
  if (shown.name != file->name) {
    wipe(shown.picture.rgba.data(), shown.picture.rgba.size());
    auto read = forms::read_picture(file->bytes.view(), kMostPictureSide);
    shown.picture = read ? std::move(read).value() : forms::Picture();
    shown.name = file->name;
  }
  return shown.picture.rgba.empty() ? nullptr : &shown.picture;
}

const forms::Picture* FormWalk::picture_below(NodeId node) const {
  const auto begun = drawings_.find(node);
  if (begun == drawings_.end()) return picture(node);
  return begun->second.below.rgba.empty() ? nullptr : &begun->second.below;
}

void FormWalk::pen_down(NodeId node, float x, float y) {
  const auto [begun, is_new] = drawings_.try_emplace(node);
  if (is_new) {
    // What was drawn before this visit, or before the standing answer that took its place.
    if (const forms::Picture* before = picture(node)) begun->second.below = *before;
  }
  begun->second.drawing.pen_down(x, y);
  changed(node);
}

void FormWalk::pen_move(NodeId node, float x, float y) {
  if (const auto begun = drawings_.find(node); begun != drawings_.end())
    begun->second.drawing.pen_move(x, y);
}

void FormWalk::undo_stroke(NodeId node) {
  if (const auto begun = drawings_.find(node); begun != drawings_.end())
    begun->second.drawing.undo();
  changed(node);
}

void FormWalk::keep_picture(NodeId node, ByteView png) {
  const auto begun = drawings_.find(node);
  if (begun != drawings_.end()) begun->second.drawing.note_kept();
  const bool blank = begun != drawings_.end() && begun->second.drawing.strokes().empty() &&
                     begun->second.below.rgba.empty();
  const Status kept = blank ? session_->answer(node, "") : session_->attach(node, png, "png");
  changed(node);
  if (!kept) complaints_[node] = Complaint::kNotKept;
}

void FormWalk::keep_photo(NodeId node, ByteView jpeg) {
  drawings_.erase(node);
  const Status kept = session_->attach(node, jpeg, "jpg");
  changed(node);
  if (!kept) complaints_[node] = Complaint::kNotKept;
}

void FormWalk::clear_picture(NodeId node) {
  drawings_.erase(node);
  (void)session_->answer(node, "");
  changed(node);
}

}  // namespace anlaufstelle::visit
