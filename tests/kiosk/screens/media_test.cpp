// SPDX-License-Identifier: EUPL-1.2
// Sounds, larger pictures, guidance and photographs.
#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/forms/import/read_picture.h"
#include "kiosk/printing/drawing.h"
#include "tests/kiosk/screens/kiosk_fixture.h"
#include "tests/kiosk/screens/screen_check.h"
#include "tests/support/sound_file.h"

namespace anlaufstelle::screens {
namespace {

constexpr std::string_view kForm = R"xml(<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
<h:head><h:title>Medien</h:title><model>
<itext>
<translation lang="de" default="true()">
  <text id="gruppe"><value>Ihr Gespräch</value><value form="image">jr://images/bild.png</value>
    <value form="audio">jr://audio/gruppe.wav</value></text>
  <text id="frage"><value>Was möchten Sie heute besprechen?</value><value form="short">Thema</value>
    <value form="audio">jr://audio/frage.wav</value><value form="image">jr://images/bild.png</value>
    <value form="big-image">jr://images/gross.png</value></text>
  <text id="hinweis"><value>Eine Antwort genügt.</value>
    <value form="guidance">Sie können im Gespräch alles andere auch noch fragen.</value></text>
  <text id="arbeit"><value>Arbeit</value><value form="audio">jr://audio/arbeit.wav</value></text>
  <text id="wohnen"><value>Wohnen</value><value form="audio">jr://audio/wohnen.wav</value></text>
  <text id="foto"><value>Zeigen Sie uns die erste Seite Ihres Briefes.</value></text>
  <text id="markiert"><value>Was verstehen Sie nicht? Zeichnen Sie es an.</value></text>
</translation>
<translation lang="ar">
  <text id="frage"><value>ماذا تريدون أن تناقشوا اليوم؟</value>
    <value form="audio">jr://audio/arabisch.wav</value></text>
  <text id="arbeit"><value>العمل</value></text><text id="wohnen"><value>السكن</value></text>
  <text id="foto"><value>أرونا الصفحة الأولى من رسالتكم.</value></text>
  <text id="markiert"><value>ما الذي لا تفهمونه؟ ضعوا علامة عليه.</value></text>
</translation>
</itext>
<instance><data id="medien" version="1"><frage/><foto/><markiert/></data></instance>
<bind nodeset="/data/foto" type="binary" orx:max-pixels="320"/>
<bind nodeset="/data/markiert" type="binary"/>
</model></h:head>
<h:body>
<group><label ref="jr:itext('gruppe')"/><select1 ref="/data/frage"><label ref="jr:itext('frage')"/><hint ref="jr:itext('hinweis')"/>
<item><label ref="jr:itext('arbeit')"/><value>arbeit</value></item>
<item><label ref="jr:itext('wohnen')"/><value>wohnen</value></item></select1></group>
<upload ref="/data/foto" mediatype="image/*" appearance="new"><label ref="jr:itext('foto')"/></upload>
<upload ref="/data/markiert" mediatype="image/*" appearance="annotate">
<label ref="jr:itext('markiert')"/></upload>
</h:body></h:html>)xml";

class FakePlayer : public media::SoundPlayer {
 public:
  void play(const Bytes& file) override {
    file_ = &file;
    state_ = fails ? media::SoundState::kFailed : media::SoundState::kPlaying;
    ++played;
  }
  void stop() override {
    file_ = nullptr;
    state_ = media::SoundState::kSilent;
  }
  [[nodiscard]] media::SoundState state() const override { return state_; }
  [[nodiscard]] bool plays(const Bytes& file) const override { return file_ == &file; }
  [[nodiscard]] bool playing() const { return state_ == media::SoundState::kPlaying; }
  [[nodiscard]] std::size_t size() const { return file_ == nullptr ? 0 : file_->size(); }
  void end() { state_ = media::SoundState::kSilent; }

  bool fails = false;
  int played = 0;

 private:
  const Bytes* file_ = nullptr;
  media::SoundState state_ = media::SoundState::kSilent;
};

class FakeCamera : public media::Camera {
 public:
  void start() override {
    ++started;
    state_ = fails ? media::CameraState::kFailed : media::CameraState::kRunning;
    if (fails) return;
    auto picture = std::make_shared<media::CameraPicture>();
    std::fill(picture->rgba.begin(), picture->rgba.end(), std::uint8_t{200});
    picture_ = std::move(picture);
  }
  void stop() override {
    state_ = media::CameraState::kOff;
    picture_.reset();
  }
  [[nodiscard]] media::CameraState state() const override { return state_; }
  [[nodiscard]] std::shared_ptr<const media::CameraPicture> picture() const override {
    return picture_;
  }

  bool fails = false;
  int started = 0;

 private:
  media::CameraState state_ = media::CameraState::kOff;
  std::shared_ptr<const media::CameraPicture> picture_;
};

const forms::Attachments& files() {
  static const forms::Attachments kFiles = [] {
    const auto sound = [](int length_ms) {
      const Bytes file = sound_file(std::chrono::milliseconds(length_ms));
      return std::string(as_text(file));
    };
    const auto picture = [](int width) {
      return std::string(as_text(printing::drawing_png({}, 0.01f, width, width / 2, {}).value()));
    };
    return forms::Attachments{{"frage.wav", sound(100)},    {"arbeit.wav", sound(200)},
                              {"gruppe.wav", sound(500)},   {"wohnen.wav", sound(300)},
                              {"arabisch.wav", sound(400)}, {"bild.png", picture(200)},
                              {"gross.png", picture(900)}};
  }();
  return kFiles;
}

struct Devices {
  FakePlayer player;
  FakeCamera camera;
};

class MediaKiosk : public Devices, public Kiosk {
 public:
  explicit MediaKiosk(const std::string& tag = "de",
                      const widgets::ScreenShape& shape = shapes()[2].screen)
      : Kiosk(shape, Writer::kPresent, kForm, files(), {&player, &camera, nullptr, {}}) {
    tap("lang:" + tag);
    tap("home:form");
    next();
  }
  std::vector<records::RecordFile> handed_in() {
    for (int i = 0; i < 10 && !shows("nav:handin"); ++i) next();
    tap("nav:handin");
    if (!shows("receipt:done")) wait_for("receipt:done");
    return records().at(0).files;
  }
};

}  // namespace

TEST_CASE("a question is heard at a tap and silent at the next, in the client's language") {
  MediaKiosk german;
  german.tap("listen:frage");
  CHECK(german.player.size() == files().at("frage.wav").size());
  CHECK(german.find("listen:frage")->name == "Anhalten");
  german.tap("listen:frage");
  CHECK_FALSE(german.player.playing());
  CHECK(german.find("listen:frage")->name == "Anhören");
  MediaKiosk arabic("ar");
  arabic.tap("listen:frage");
  CHECK(arabic.player.size() == files().at("arabisch.wav").size());
}

TEST_CASE("a group's title has its picture and sound on the screens of the group and on no other") {
  MediaKiosk kiosk;
  CHECK(kiosk.find("picture:")->rect.h <= kiosk.ui().mm(22) + 1);
  kiosk.tap("listen:");
  CHECK(kiosk.player.size() == files().at("gruppe.wav").size());
  kiosk.player.fails = true;
  kiosk.tap("listen:");
  kiosk.tap("listen:");
  CHECK(kiosk.shows_text("Dieses Gerät kann gerade nichts vorspielen."));
  kiosk.next();
  CHECK_FALSE(kiosk.shows("picture:"));
  CHECK_FALSE(kiosk.shows("listen:"));
}

TEST_CASE("each choice has a sound of its own, and hearing it doesn't choose it") {
  MediaKiosk kiosk;
  kiosk.tap("listen:choice:frage:wohnen");
  CHECK(kiosk.player.size() == files().at("wohnen.wav").size());
  CHECK_FALSE(kiosk.find("choice:frage:wohnen")->selected);
  kiosk.tap("listen:choice:frage:arbeit");
  CHECK(kiosk.player.size() == files().at("arbeit.wav").size());
  CHECK(kiosk.find("listen:choice:frage:wohnen")->name.find("Wohnen") != std::string::npos);
}

TEST_CASE("a sound ends with its screen, its language and its visit") {
  MediaKiosk kiosk;
  kiosk.tap("listen:frage");
  kiosk.next();
  CHECK_FALSE(kiosk.player.playing());
  kiosk.tap("nav:back");
  kiosk.tap("listen:frage");
  kiosk.tap("nav:language");
  CHECK_FALSE(kiosk.player.playing());
  kiosk.tap("lang:ar");
  kiosk.tap("listen:frage");
  kiosk.tap("nav:hide");
  CHECK_FALSE(kiosk.player.playing());
}

TEST_CASE("who listens for a long time is not asked whether somebody is there") {
  MediaKiosk kiosk;
  kiosk.tap("listen:frage");
  for (int i = 0; i < 4; ++i) {
    kiosk.clock.advance(std::chrono::seconds(100));
    kiosk.settle();
    CHECK_FALSE(kiosk.shows("idle:stay"));
  }
  kiosk.player.end();
  kiosk.settle();
  kiosk.clock.advance(std::chrono::seconds(149));
  kiosk.settle();
  CHECK_FALSE(kiosk.shows("idle:stay"));
  kiosk.clock.advance(std::chrono::seconds(2));
  kiosk.settle();
  CHECK(kiosk.shows("idle:stay"));
}

TEST_CASE("where nothing can be heard it is said, and the words are there all the same") {
  MediaKiosk kiosk;
  kiosk.player.fails = true;
  kiosk.tap("listen:frage");
  CHECK(kiosk.shows_text("Dieses Gerät kann gerade nichts vorspielen."));
  CHECK(kiosk.find("listen:frage")->name == "Anhören");
  Kiosk silent(shapes()[2].screen, Kiosk::Writer::kPresent, kForm, files());
  silent.tap("lang:de");
  silent.tap("home:form");
  silent.next();
  CHECK(silent.shows("choice:frage:arbeit"));
  CHECK_FALSE(silent.shows("listen:frage"));
  CHECK_FALSE(silent.shows("listen:choice:frage:arbeit"));
}

TEST_CASE("the review names a question by its short form, where it has one") {
  MediaKiosk kiosk;
  for (int i = 0; i < 10 && !kiosk.shows("nav:handin"); ++i) kiosk.next();
  CHECK(kiosk.shows_text("Thema"));
  CHECK_FALSE(kiosk.shows_text("Was möchten Sie heute besprechen?"));
}

TEST_CASE("guidance opens and closes at a tap") {
  MediaKiosk kiosk;
  CHECK_FALSE(kiosk.shows_text("Sie können im Gespräch alles andere auch noch fragen."));
  kiosk.tap("guidance:frage");
  CHECK(kiosk.shows_text("Sie können im Gespräch alles andere auch noch fragen."));
  kiosk.tap("guidance:frage");
  CHECK_FALSE(kiosk.shows_text("Sie können im Gespräch alles andere auch noch fragen."));
}

TEST_CASE("a picture is looked at larger, and everything that every screen offers works there") {
  MediaKiosk kiosk;
  const float small = kiosk.find("picture:frage")->rect.w;
  kiosk.tap("choice:frage:arbeit");
  kiosk.tap("enlarge:frage");
  CHECK(kiosk.find("enlarged:picture")->rect.w > small);
  kiosk.tap("nav:end");
  CHECK(kiosk.shows("end:no"));
  kiosk.tap("end:no");
  CHECK(kiosk.shows("enlarged:picture"));
  kiosk.tap("nav:language");
  CHECK(kiosk.shows("lang:ar"));
  kiosk.tap("lang:de");
  kiosk.key(widgets::Key::kEscape);
  CHECK(kiosk.shows("choice:frage:arbeit"));
  kiosk.tap("enlarge:frage");
  kiosk.tap("nav:back");
  CHECK(kiosk.shows("choice:frage:arbeit"));
  kiosk.tap("enlarge:frage");
  kiosk.tap("nav:hide");
  CHECK(kiosk.client->finished());
}

TEST_CASE("a photograph is taken, taken anew and handed in no larger than the form allows") {
  MediaKiosk kiosk;
  kiosk.go_to_question("foto");
  CHECK(kiosk.shows("seen:foto"));
  CHECK(kiosk.find("nav:next")->name == "Ohne Antwort weiter");
  kiosk.tap("photo:foto");
  CHECK(kiosk.shows("taken:foto"));
  CHECK(kiosk.camera.state() == media::CameraState::kOff);
  kiosk.tap("photo:new:foto");
  CHECK(kiosk.camera.state() == media::CameraState::kRunning);
  kiosk.tap("photo:foto");
  const auto handed = kiosk.handed_in();
  REQUIRE(handed.size() == 1);
  CHECK(handed[0].name.ends_with(".jpg"));
  const auto picture = forms::read_picture(handed[0].bytes, 4000);
  REQUIRE(picture.ok());
  CHECK(picture->width == 320);
  CHECK(picture->height == 180);
  CHECK(std::abs(picture->rgba[0] - 200) < 5);
}

TEST_CASE("a photograph is drawn on in its own shape") {
  MediaKiosk kiosk;
  kiosk.go_to_question("markiert");
  kiosk.tap("photo:markiert");
  const widgets::Rect sheet = kiosk.find("draw:markiert")->rect;
  CHECK(std::abs(sheet.w / sheet.h - 16.0f / 9) < 0.05f);
  kiosk.tap("draw:markiert");
  const auto handed = kiosk.handed_in();
  REQUIRE(handed.size() == 1);
  const auto picture = forms::read_picture(handed[0].bytes, 4000);
  REQUIRE(picture.ok());
  const std::size_t middle =
      (static_cast<std::size_t>(picture->height / 2 * picture->width) + picture->width / 2) * 4;
  CHECK(picture->rgba[middle] < 50);
  CHECK(std::abs(picture->rgba[0] - 200) < 5);
}

TEST_CASE("the camera is on only while its picture is on the screen") {
  MediaKiosk kiosk;
  CHECK(kiosk.camera.started == 0);
  kiosk.go_to_question("foto");
  CHECK(kiosk.camera.state() == media::CameraState::kRunning);
  kiosk.tap("nav:language");
  CHECK(kiosk.camera.state() == media::CameraState::kOff);
  kiosk.tap("lang:de");
  CHECK(kiosk.camera.state() == media::CameraState::kRunning);
  kiosk.tap("nav:back");
  CHECK(kiosk.camera.state() == media::CameraState::kOff);
}

TEST_CASE("a camera that fails or is missing stands in nobody's way") {
  MediaKiosk kiosk;
  kiosk.camera.fails = true;
  kiosk.go_to_question("foto");
  CHECK(kiosk.shows("photo:again:foto"));
  const int tries = kiosk.camera.started;
  kiosk.tap("photo:again:foto");
  CHECK(kiosk.camera.started == tries + 1);
  CHECK(kiosk.handed_in().empty());
}

TEST_CASE(
    "sounds, guidance and photographs stand in every size and shape, nothing cut or covered") {
  for (const Shape& shape : shapes()) {
    for (const std::string tag : {"de", "ar", "ur"}) {
      for (std::size_t size = 0; size < widgets::kTextSizes.size(); size += size_step()) {
        CAPTURE(std::string(shape.name));
        CAPTURE(tag);
        CAPTURE(size);
        MediaKiosk kiosk(tag, shape.screen);
        kiosk.tap("nav:look");
        kiosk.tap("look:size:" + std::to_string(size));
        kiosk.tap("look:done");
        kiosk.tap("listen:choice:frage:arbeit");
        kiosk.tap("guidance:frage");
        check_screen(kiosk, "listening");
        kiosk.tap("enlarge:frage");
        check_screen(kiosk, "enlarged");
        kiosk.tap("nav:back");
        kiosk.go_to_question("foto");
        check_screen(kiosk, "camera");
        kiosk.tap("photo:foto");
        check_screen(kiosk, "photograph");
        kiosk.go_to_question("markiert");
        kiosk.tap("photo:markiert");
        check_screen(kiosk, "drawn on");
      }
    }
  }
}

}  // namespace anlaufstelle::screens
