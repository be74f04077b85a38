// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/text/text_engine.h"
#include "storage/base/result.h"

using PangoContext = struct _PangoContext;
using PangoFont = struct _PangoFont;
using PangoFontMap = struct _PangoFontMap;
using FcConfig = struct _FcConfig;

namespace anlaufstelle::text {

// A private fontconfig configuration that knows the given files and nothing else (no system
// configuration, no cache), and Pango's font map over it: the same pixels on every machine.
// It becomes the process's current configuration, because Pango otherwise loads the system's
// on a thread of its own; a font map that is made later in the same process sees these fonts.
// UI thread.
class FontSet {
 public:
  // Errors: NotFound naming the first missing file and its Debian package, Corrupt, Io.
  static Result<std::unique_ptr<FontSet>> open(const std::vector<std::filesystem::path>& files);
  ~FontSet();
  FontSet(const FontSet&) = delete;
  FontSet& operator=(const FontSet&) = delete;

  // One context for each language and base direction, because a layout is bound to its own.
  // With kAuto, text without a direction of its own follows the language's script.
  PangoContext* context(std::string_view language, BaseDirection direction);
  struct Unref {
    void operator()(PangoFont* font) const;
  };
  using Font = std::unique_ptr<PangoFont, Unref>;
  // The font that `families` (joined by commas) starts with, or null.
  Font load(const std::string& families);
  // Ascent and descent of that font over the em; 0 if there is none.
  float line_height_ratio(const std::string& families);

 private:
  FontSet(FcConfig* config, PangoFontMap* map) : config_(config), map_(map) {}
  FcConfig* config_;
  PangoFontMap* map_;
  std::map<std::pair<std::string, bool>, PangoContext*> contexts_;
};

}  // namespace anlaufstelle::text
