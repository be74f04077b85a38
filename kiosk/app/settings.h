// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "storage/base/result.h"

namespace anlaufstelle::app {

// Who paints the window: the processor, or OpenGL, for a screen with a GPU and very many pixels.
enum class Drawing { kProcessor, kOpenGl };

// Everything an office may set, read once at start from one TOML file. The keys, their units
// and defaults are described in kiosk/app/settings.toml (which is also what setup writes).
struct Settings {
  std::string office_name = "Anlaufstelle";
  std::vector<std::string> languages;  // tags in the order of the start screen; empty = all
  bool require_reviewed = false;       // only those that a native reader has signed, and German
  std::string printer;                 // CUPS queue or ipp:// address; empty = PDF only
  std::string slip_printer;            // for what clients take along; likewise, empty = nothing
  bool slips_on_roll = false;          // of 80 mm; otherwise A4
  std::string public_url;              // where the pages are on the web; empty = nowhere
  std::filesystem::path data_folder;   // empty = the XDG data folder
  int ballast_mib = 16;                // room kept on the disk for what is under way
  std::chrono::days keep_on_kiosk{1}, keep_on_desk{30};  // after hand-over
  std::chrono::seconds idle_warning{150}, idle_end{180}, desk_lock{120};
  float screen_width_mm = 0, screen_height_mm = 0;  // 0 = what the display reports
  Drawing drawing = Drawing::kProcessor;
  std::string sound_output = "alsasink";  // GStreamer sink; empty = sounds are not offered
  std::string camera_source;              // GStreamer source; empty = no photographs
  std::filesystem::path inbox;            // sync target; empty = <data folder>/inbox
  std::string server_hosts;  // the association's PostgreSQL; empty = the inbox folder instead
  std::filesystem::path server_certificates;  // empty = <data folder>/certificates
  std::string server_desk;                    // this desk's name there; empty = it fetches nothing
  std::filesystem::path desk_certificates;    // empty = server_certificates
};

inline std::uint64_t ballast_bytes(const Settings& settings) {
  return static_cast<std::uint64_t>(settings.ballast_mib) * 1024 * 1024;
}

// A missing file means defaults. Errors: InvalidInput "file:line: what is wrong; what is allowed".
Result<Settings> load_settings(const std::filesystem::path& file);

// Where settings are looked for when no --settings is given: $XDG_CONFIG_HOME/anlaufstelle.
std::filesystem::path default_settings_file();

// The folders of one installation, all under the data folder.
struct DataFolders {
  std::filesystem::path root, office, kiosk, desk, inbox, pdf, certificates, desk_certificates;
  [[nodiscard]] std::filesystem::path kiosk_store() const { return kiosk / "kiosk.sqlite"; }
  [[nodiscard]] std::filesystem::path desk_store() const { return desk / "desk.sqlite"; }
  [[nodiscard]] std::filesystem::path kiosk_sync_report() const { return kiosk / "sync.report"; }
  [[nodiscard]] std::filesystem::path kiosk_drafts() const { return kiosk / "drafts"; }
  [[nodiscard]] std::filesystem::path kiosk_forms() const { return kiosk / "forms"; }
  [[nodiscard]] std::filesystem::path kiosk_pages() const { return kiosk / "pages.bundle"; }
  [[nodiscard]] std::filesystem::path desk_pages() const { return office / "pages.bundle"; }
  [[nodiscard]] std::filesystem::path desk_forms() const { return office / "forms"; }
};
DataFolders data_folders(const Settings& settings);

}  // namespace anlaufstelle::app
