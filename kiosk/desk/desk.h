// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/casework/office.h"
#include "kiosk/language/language.h"
#include "kiosk/widgets/ui.h"
#include "storage/base/clock.h"

namespace anlaufstelle::desk {

// What kiosk/app hands down. References outlive the desk.
struct DeskServices {
  const Clock& clock;
  casework::Office& office;
  const language::Catalogue& words;                  // domain "interface", msgid German
  const std::vector<language::Language>& languages;  // fonts of the clients' own words
  std::string printer;               // CUPS queue name or ipp:// address; "": only PDFs are saved
  std::filesystem::path pdf_folder;  // where "PDF speichern" puts them, made 0700 if need be
  std::chrono::seconds idle_lock{300};  // since the last touch or key
  std::function<void()> wake;           // any thread: draw a frame soon
  std::string notice = {};  // what staff should see to, in German, under the list; "" for nothing
  // The same of what may change meanwhile; asked with each frame. Empty: nothing.
  std::function<std::string()> news = {};
};

// Everything that reception and counsellors see, from the passphrase to the printed sheet, in
// German. One object per unlocking; when `finished`, kiosk/app replaces the process image so
// that no key and no answer stays in memory. UI thread; what can block runs in casework's and
// printing's own threads.
class Desk {
 public:
  static std::unique_ptr<Desk> create(const DeskServices& services);
  virtual ~Desk() = default;
  // The language that the next frame is drawn in (app passes it to Ui::begin): German.
  [[nodiscard]] virtual const language::Language& language() const = 0;
  virtual void draw(widgets::Ui& ui) = 0;
  // Any touch or key since the last frame: the idle clock starts anew.
  virtual void touched() = 0;
  // How long until something changes by itself (waiting times, idle lock), if anything will.
  [[nodiscard]] virtual std::optional<std::chrono::milliseconds> next_change() const = 0;
  // Locked after having been unlocked.
  [[nodiscard]] virtual bool finished() const = 0;
};

}  // namespace anlaufstelle::desk
