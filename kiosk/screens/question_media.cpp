// SPDX-License-Identifier: EUPL-1.2
// What comes with a question's words: sounds, a larger picture, more explanation.
#include <algorithm>
#include <cmath>

#include "kiosk/screens/question.h"

namespace anlaufstelle::screens {
namespace {

using forms::Question;
using widgets::ButtonKind;
using widgets::Icon;

bool is_playing(const Scene& scene, const forms::Sound& sound) {
  const media::SoundPlayer* player = scene.services.sounds;
  return player->plays(sound.file) && player->state() == media::SoundState::kPlaying;
}

bool has_failed(const Scene& scene, const forms::Sound& sound) {
  const media::SoundPlayer* player = scene.services.sounds;
  return player->plays(sound.file) && player->state() == media::SoundState::kFailed;
}

void play_or_stop(Scene& scene, const forms::Sound& sound, bool playing) {
  scene.emit([player = scene.services.sounds, &sound, playing](visit::Visit&) {
    if (playing) return player->stop();
    player->play(sound.file);
  });
}

// As wide as its words.
bool draw_small_button(Scene& scene, Flow& flow, const std::string& id, const std::string& text,
                       Icon icon) {
  widgets::Ui& ui = scene.ui;
  const float width = std::min(flow.width(), ui.button_width(text, icon));
  widgets::Rect row = flow.take(ui.button_height(text, width, icon));
  return ui.button(id, row.cut_start(width, ui.direction()), text, ButtonKind::kSecondary, icon);
}

void draw_listen_button(Scene& scene, Flow& flow, const std::string& id,
                        const forms::Sound& sound) {
  const bool playing = is_playing(scene, sound);
  if (draw_small_button(scene, flow, id, playing ? scene.tr("Anhalten") : scene.tr("Anhören"),
                        playing ? Icon::kStop : Icon::kSound))
    play_or_stop(scene, sound, playing);
}

void say_that_nothing_plays(Scene& scene, Flow& flow) {
  flow.notice(scene.tr("Dieses Gerät kann gerade nichts vorspielen."), Icon::kInfo);
}

bool any_sound_failed(const Scene& scene, const Question& question) {
  if (scene.services.sounds == nullptr) return false;
  return (question.sound != nullptr && has_failed(scene, *question.sound)) ||
         std::any_of(question.choices.begin(), question.choices.end(), [&](const auto& choice) {
           return choice.sound != nullptr && has_failed(scene, *choice.sound);
         });
}

}  // namespace

bool can_listen(const Scene& scene, const forms::Sound* sound) {
  return sound != nullptr && scene.services.sounds != nullptr;
}

void draw_listen(Scene& scene, Flow& flow, const Question& question) {
  if (any_sound_failed(scene, question)) {
    flow.gap(2);
    say_that_nothing_plays(scene, flow);
  }
  if (!can_listen(scene, question.sound)) return;
  flow.gap(2);
  draw_listen_button(scene, flow, "listen:" + question.name, *question.sound);
}

void draw_listen_to_title(Scene& scene, Flow& flow, const forms::TitleMedia& media) {
  if (!can_listen(scene, media.sound)) return;
  if (has_failed(scene, *media.sound)) {
    say_that_nothing_plays(scene, flow);
    flow.gap(2);
  }
  draw_listen_button(scene, flow, "listen:", *media.sound);
  flow.gap(4);
}

void draw_title_picture(Flow& flow, const forms::TitleMedia& media) {
  constexpr float kHighestMm = 22;  // it stands again on each screen of its group
  if (media.picture == nullptr) return;
  flow.picture("picture:", view_of(media.picture), kHighestMm);
  flow.gap(2);
}

void draw_listen_to_choice(Scene& scene, const Tile& tile, const widgets::Rect& rect) {
  const bool playing = is_playing(scene, *tile.sound);
  const std::string name =
      language::fill_in(playing ? scene.tr("Anhalten: {choice}") : scene.tr("Anhören: {choice}"),
                        "choice", tile.text);
  if (scene.ui.tool("listen:" + tile.id, rect, name, playing ? Icon::kStop : Icon::kSound))
    play_or_stop(scene, *tile.sound, playing);
}

void draw_guidance(Scene& scene, Flow& flow, const Question& question) {
  if (question.guidance.empty()) return;
  const std::string id = "guidance:" + question.name;
  const bool open = scene.view.unfolded.contains(id);
  flow.gap(2);
  if (draw_small_button(scene, flow, id, open ? scene.tr("Weniger") : scene.tr("Mehr dazu"),
                        open ? Icon::kUp : Icon::kInfo)) {
    scene.emit([&unfolded = scene.view.unfolded, id, open](visit::Visit&) {
      if (open) {
        unfolded.erase(id);
      } else {
        unfolded.insert(id);
      }
    });
  }
  if (!open) return;
  flow.gap(2);
  flow.label(question.guidance, widgets::TextStyle::kBody);
}

void draw_picture(Scene& scene, Flow& flow, const Question& question) {
  const forms::Picture* picture =
      question.picture != nullptr ? question.picture : question.big_picture;
  if (picture == nullptr) return;
  flow.gap(2);
  flow.picture("picture:" + question.name, view_of(picture));
  if (question.big_picture != nullptr) {
    flow.gap(2);
    if (draw_small_button(scene, flow, "enlarge:" + question.name, scene.tr("Bild größer zeigen"),
                          Icon::kPlus))
      scene.emit(
          [&view = scene.view, big = question.big_picture](visit::Visit&) { view.enlarged = big; });
  }
  flow.gap(3);
}

void draw_enlarged(Scene& scene) {
  const forms::Picture& picture = *scene.view.enlarged;
  const Event close = [&view = scene.view](visit::Visit&) { view.enlarged = nullptr; };
  Way done = way_back(scene, close);
  draw_screen(scene, {.id = "enlarged", .back = std::move(done)}, [&](Flow& flow) {
    const float aspect = static_cast<float>(picture.width) / static_cast<float>(picture.height);
    const float height =
        std::max(scene.ui.mm(40), std::min(flow.width() / aspect, flow.room() - scene.ui.mm(2)));
    scene.ui.picture("enlarged:picture", flow.take(std::round(height)), view_of(&picture));
  });
}

}  // namespace anlaufstelle::screens
