// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/base/result.h"

namespace anlaufstelle::text {

enum class Weight { kRegular, kBold };
enum class Align { kStart, kCenter, kEnd };
// kAuto: by each line's first strong character (Pango: also one inside an isolate, which UAX #9
// skips); without one, by the script of the language. For fields, whose text has no isolates.
enum class BaseDirection { kLeftToRight, kRightToLeft, kAuto };

// A part of a paragraph that looks different. Byte offsets into the text, [begin, end); what lies
// outside or inside a code point is moved to its beginning.
struct Span {
  std::size_t begin = 0, end = 0;
  bool bold = false, italic = false;
  int link = -1;  // index given by the caller; Paragraph::link_at finds it again
  bool operator==(const Span&) const = default;
};

// Longer texts are cut here, because a layout of this length takes up to a tenth of a second of
// the UI thread (Nastaliq; a tenth of that in Latin). A printed page has about 4 KiB.
constexpr std::size_t kMaxParagraphBytes = 16 * 1024;
constexpr float kMaxSizePx = 512;  // larger ones are drawn at this size
// Wrap widths below this are taken for it: Pango 1.50 ends the process on some lines that are
// narrower than a glyph. Nobody can read such lines.
constexpr float kMinWidthEm = 4;

// Everything that decides a layout. Lengths in framebuffer pixels.
struct ParagraphSpec {
  // UTF-8; "\n" starts a new line. A byte that is no UTF-8 is shown as '?', so that offsets stay.
  std::string_view text;
  std::string_view language;                           // BCP 47
  std::vector<std::string> const* families = nullptr;  // font families, first choice first
  float size_px = 16;                                  // em
  float width_px = 0;                                  // wrap width; 0 = one line, never wrapped
  float line_spacing = 1.15f;  // of the fonts' own line height; Nastaliq: at least 1.2
  Weight weight = Weight::kRegular;
  Align align = Align::kStart;
  BaseDirection direction = BaseDirection::kLeftToRight;
  std::span<const Span> spans;
};

// How far ink may leave a paragraph's box, in em.
constexpr float kOverhang = 0.5f;

struct Box {
  float x = 0, y = 0, w = 0, h = 0;
};

// A piece of the atlas to draw: screen rectangle and texture coordinates (0..1).
struct GlyphQuad {
  float x0, y0, x1, y1, u0, v0, u1, v1;
  int link;  // of the span it stands in, -1 if none
};

// One laid-out paragraph. Coordinates have their origin at the paragraph's top left. UI thread.
class Paragraph {
 public:
  virtual ~Paragraph() = default;
  [[nodiscard]] virtual float width() const = 0;   // of the ink-bearing lines
  [[nodiscard]] virtual float height() const = 0;  // all lines
  [[nodiscard]] virtual int line_count() const = 0;
  [[nodiscard]] virtual float baseline() const = 0;      // of the first line
  [[nodiscard]] virtual int unknown_glyphs() const = 0;  // 0 unless a font is missing
  // What is really black. It may leave the lines' boxes by up to kOverhang at the top and the
  // sides (Nastaliq, slanted letters): clip no closer than that.
  [[nodiscard]] virtual Box ink() const = 0;

  // Caret geometry (Pango). Byte indices, given and returned, are grapheme boundaries; one beyond
  // the text stands for its end, one inside a code point for the code point's beginning.
  [[nodiscard]] virtual Box strong_caret(std::size_t byte) const = 0;
  [[nodiscard]] virtual Box weak_caret(std::size_t byte) const = 0;
  [[nodiscard]] virtual std::size_t hit(float x, float y) const = 0;
  [[nodiscard]] virtual std::size_t move_visually(std::size_t byte, int direction) const = 0;
  // Start of what backspace at `byte` removes (one code point of a base+mark cluster,
  // otherwise the grapheme).
  [[nodiscard]] virtual std::size_t backspace_from(std::size_t byte) const = 0;
  [[nodiscard]] virtual std::size_t next_grapheme(std::size_t byte) const = 0;
  [[nodiscard]] virtual std::size_t previous_grapheme(std::size_t byte) const = 0;
  [[nodiscard]] virtual std::vector<Box> selection(std::size_t begin, std::size_t end) const = 0;
  [[nodiscard]] virtual std::optional<int> link_at(float x, float y) const = 0;
  [[nodiscard]] virtual std::vector<Box> link_boxes(int link) const = 0;
};

// The one texture that everything on the screen is drawn from: glyph masks, a white texel for
// solid fills and masks of the caller's own. One byte of coverage per pixel. Knows no GL.
class Atlas {
 public:
  virtual ~Atlas() = default;
  [[nodiscard]] virtual int size() const = 0;  // pixels, square
  [[nodiscard]] virtual const std::uint8_t* pixels() const = 0;
  struct Dirty {
    int x, y, w, h;
  };
  // What changed since the last call (upload it), or nothing.
  virtual std::optional<Dirty> take_dirty() = 0;
  // Texture coordinate of a texel that is fully covered.
  virtual void white(float& u, float& v) const = 0;
  // The mask that `paint` makes, once an epoch for each key: it gets width × height bytes of no
  // coverage, row by row. An empty quad where there is no room.
  virtual GlyphQuad shape(std::uint64_t key, int width_px, int height_px,
                          const std::function<void(std::span<std::uint8_t>)>& paint) = 0;
  // Something of this frame found no room and was left out: draw one more frame at once, its
  // begin_frame() makes room.
  [[nodiscard]] virtual bool overflowed() const { return false; }
  // Changes when every texture coordinate handed out so far has become void (and perhaps
  // size() with them). Only TextEngine::begin_frame() changes it.
  [[nodiscard]] virtual std::uint64_t epoch() const { return 0; }
};

// Lays out (Pango), rasterises (FreeType) and caches. UI thread. Fonts come from files that are
// given, never from the system's configuration.
class TextEngine {
 public:
  // Errors: NotFound naming the first font file that is missing.
  static Result<std::unique_ptr<TextEngine>> create(
      const std::vector<std::filesystem::path>& font_files);
  virtual ~TextEngine() = default;

  // Cached by everything in the spec; the paragraph lives as long as the caller holds it.
  virtual std::shared_ptr<const Paragraph> layout(const ParagraphSpec& spec) = 0;
  // Adds the quads of a paragraph whose top left stands at (x, y), baselines snapped to pixels.
  virtual void emit(const Paragraph& paragraph, float x, float y,
                    std::vector<GlyphQuad>& quads) = 0;
  virtual Atlas& atlas() = 0;
  // Call once per frame, before the first layout: ages the cache, starts a new atlas if the old
  // one has overflowed.
  virtual void begin_frame() = 0;
  // Drops every cached layout, wiping its text.
  virtual void forget() = 0;
  // Height of a capital H over the em, for the first family: sizes in millimetres need it.
  virtual float cap_height_ratio(const std::vector<std::string>& families) = 0;
};

}  // namespace anlaufstelle::text
