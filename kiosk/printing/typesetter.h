// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/language/language.h"
#include "kiosk/text/text_engine.h"

namespace anlaufstelle::printing {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <typename T>
using Object = std::unique_ptr<T, Unref>;

// Of letters, in points.
struct Face {
  double size = 10;
  bool bold = false;
};

// In points.
double height_of(PangoLayout* layout);

// Makes layouts in the private fonts. A font map of its own, because pango's objects belong to
// one thread. `languages` outlives it.
class Typesetter {
 public:
  explicit Typesetter(const std::vector<language::Language>& languages);

  // Wrapped at `width` points, in the fonts of the language `tag`.
  // kOfText: from the side that its first strong letter says, as words do that somebody typed;
  // kOfLanguage: as everything in the language runs, whatever stands first.
  enum class Side { kOfText, kOfLanguage };
  // Of `spans` those that are bold count.
  std::shared_ptr<PangoLayout> set(std::string_view text, Face face, double width,
                                   std::string_view tag = "de", Side side = Side::kOfText,
                                   std::span<const text::Span> spans = {});
  [[nodiscard]] bool runs_from_right(std::string_view tag) const;
  // Letters of German lines that no font has.
  [[nodiscard]] int unknown() const { return unknown_; }

 private:
  Object<PangoContext> make_context(std::string_view tag);
  [[nodiscard]] std::string families(std::string_view tag) const;

  const std::vector<language::Language>& languages_;
  Object<PangoFontMap> map_;
  int unknown_ = 0;
};

}  // namespace anlaufstelle::printing
