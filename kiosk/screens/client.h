// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/forms/form_def.h"
#include "kiosk/language/language.h"
#include "kiosk/media/camera.h"
#include "kiosk/media/sound_player.h"
#include "kiosk/pages/page_store.h"
#include "kiosk/printing/print_queue.h"
#include "kiosk/visit/visit.h"
#include "kiosk/widgets/ui.h"
#include "storage/base/clock.h"

namespace anlaufstelle::screens {

// What kiosk/app hands down. References outlive the client.
struct ClientServices {
  const Clock& clock;
  Random& random;
  const std::vector<language::Language>& languages;  // in the order of the start screen
  const language::Catalogue& words;                  // domain "interface", msgid German
  const pages::PageStore& pages;
  std::shared_ptr<const forms::FormDef> form;             // null: only information is offered
  std::shared_ptr<const forms::FormDef> check = nullptr;  // the perspective check; may be null
  records::RecordWriter* writer = nullptr;                // null: the kiosk can't keep forms now
  records::Drafts* drafts = nullptr;                      // null: nobody can go on later
  std::vector<std::shared_ptr<const forms::FormDef>> more_forms = {};  // beside `form`
  // A form of any version, for what was begun with it; null where it is not here.
  std::function<std::shared_ptr<const forms::FormDef>(const std::string& id,
                                                      const std::string& version)>
      older_form;
  media::SoundPlayer* sounds = nullptr;   // null: sounds of forms are not offered
  media::Camera* camera = nullptr;        // null: there is none
  printing::PrintQueue* slips = nullptr;  // prints what clients take along; null: nothing is
  std::string office_name;
  std::string public_url =
      {};  // where the pages are on the web, with "/" at its end; "" for nowhere
  std::chrono::seconds idle_warning{150}, idle_end{180};  // since the last touch
  std::function<void()> wake;                             // any thread: draw a frame soon
};

// Everything a client sees, from the start screen to the receipt. One object per visit; when
// `finished`, kiosk/app replaces the process image so that no answer stays in memory. UI thread.
class Client {
 public:
  static std::unique_ptr<Client> create(const ClientServices& services);
  virtual ~Client() = default;
  // The language that the next frame is drawn in (app passes it to Ui::begin).
  [[nodiscard]] virtual const language::Language& language() const = 0;
  // Text size, colours and reach that this client has chosen (app passes it to Ui::set_look).
  [[nodiscard]] virtual widgets::Look look() const = 0;
  virtual void draw(widgets::Ui& ui) = 0;
  // Any touch or key since the last frame: the idle clock starts anew.
  virtual void touched() = 0;
  // When something changes by itself (idle warning, countdown), if anything will.
  [[nodiscard]] virtual std::optional<std::chrono::milliseconds> next_change() const = 0;
  [[nodiscard]] virtual bool finished() const = 0;
};

}  // namespace anlaufstelle::screens
