// SPDX-License-Identifier: EUPL-1.2
// A photograph: what the camera sees, taken by a button, looked at, kept or taken anew.
#include <algorithm>
#include <cmath>

#include "kiosk/forms/write_picture.h"
#include "kiosk/screens/question.h"

namespace anlaufstelle::screens {
namespace {

using forms::Question;
using media::CameraPicture;
using media::CameraState;
using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;

constexpr float kMostHeight = 0.5f;  // of what the finger reaches
constexpr int kQuality = 85;         // of the JPEG file: letters on a paper stay readable

Rect place_view(Scene& scene, Flow& flow) {
  const float aspect =
      static_cast<float>(CameraPicture::kWidth) / static_cast<float>(CameraPicture::kHeight);
  const float height =
      std::floor(std::min(flow.width() / aspect, scene.ui.reachable().h * kMostHeight));
  const float width = std::floor(height * aspect);
  const Rect row = flow.take(height);
  return {std::floor(row.x + (row.w - width) / 2), std::floor(row.y), width, height};
}

void draw_framed(Scene& scene, const std::string& id, const Rect& where,
                 const widgets::PictureView& picture) {
  scene.ui.fill(where.inset(-scene.ui.mm(0.5f)), scene.ui.theme().outline);
  scene.ui.fill(where, scene.ui.theme().surface);
  if (!picture.empty()) scene.ui.picture(id, where, picture);
}

void take(visit::FormWalk& form, const Question& question, const CameraPicture& seen) {
  auto jpeg = forms::write_jpeg({seen.rgba.data(), CameraPicture::kWidth, CameraPicture::kHeight},
                                question.most_pixels, kQuality);
  if (!jpeg) return;
  form.keep_photo(question.node, *jpeg);
  wipe(jpeg->data(), jpeg->size());
}

void draw_view(Scene& scene, Flow& flow, const Question& question) {
  media::Camera& camera = *scene.services.camera;
  const CameraState state = camera.state();
  if (state == CameraState::kOff) scene.emit([&camera](visit::Visit&) { camera.start(); });
  scene.view.camera_wanted = true;
  if (state == CameraState::kFailed) {
    flow.notice(scene.tr("Die Kamera antwortet nicht. Bitte fragen Sie am Empfang. Oder gehen Sie "
                         "ohne Foto weiter."),
                Icon::kInfo);
    flow.gap(3);
    if (flow.button("photo:again:" + question.name, scene.tr("Noch einmal versuchen"),
                    ButtonKind::kSecondary))
      scene.emit([&camera](visit::Visit&) { camera.start(); });
    return;
  }
  const auto seen = camera.picture();
  scene.view.seen = seen;  // kept until the frame has been painted
  const Rect where = place_view(scene, flow);
  draw_framed(scene, "seen:" + question.name, where,
              seen == nullptr ? widgets::PictureView()
                              : widgets::PictureView{seen->rgba.data(), CameraPicture::kWidth,
                                                     CameraPicture::kHeight});
  flow.gap(3);
  if (flow.button("photo:" + question.name, scene.tr("Foto machen"), ButtonKind::kPrimary,
                  Icon::kCamera) &&
      seen != nullptr)
    scene.emit([question, seen](visit::Visit& visit) { take(visit.form(), question, *seen); });
}

}  // namespace

void draw_photo(Scene& scene, Flow& flow, const Question& question) {
  if (scene.services.camera == nullptr) {
    return flow.notice(scene.tr("Dieses Gerät hat keine Kamera. Gehen Sie bitte ohne Foto weiter."),
                       Icon::kInfo);
  }
  const forms::Picture* picture = scene.visit.form().picture(question.node);
  if (picture == nullptr) return draw_view(scene, flow, question);
  const bool annotate = has_appearance(question, "annotate");
  if (annotate) {
    draw_drawing(scene, flow, question);
  } else {
    draw_framed(scene, "taken:" + question.name, place_view(scene, flow), view_of(picture));
  }
  flow.gap(3);
  if (flow.button("photo:new:" + question.name, scene.tr("Neues Foto machen"),
                  ButtonKind::kSecondary, Icon::kCamera))
    scene.emit([node = question.node](visit::Visit& visit) { visit.form().clear_picture(node); });
}

}  // namespace anlaufstelle::screens
