// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/text/glyph_cache.h"
#include "kiosk/text/text_engine.h"

using PangoContext = struct _PangoContext;
using PangoLayout = struct _PangoLayout;
using PangoLayoutLine = struct _PangoLayoutLine;

namespace anlaufstelle::text {

// A list of font families as the engine keeps it: compared by content, joined once for Pango.
struct FamilyList {
  std::vector<std::string> names;
  std::string joined;            // "Noto Naskh Arabic,Noto Sans"
  float least_line_spacing = 1;  // of the first family's own line height
};

// A Pango layout with its own copy of the text; both are wiped when it dies. UI thread.
class PangoParagraph final : public Paragraph {
 public:
  // `families` outlives the paragraph.
  PangoParagraph(const ParagraphSpec& given, const FamilyList* families, PangoContext* context);
  ~PangoParagraph() override;
  PangoParagraph(const PangoParagraph&) = delete;
  PangoParagraph& operator=(const PangoParagraph&) = delete;

  [[nodiscard]] float width() const override { return width_; }
  [[nodiscard]] float height() const override { return height_; }
  [[nodiscard]] int line_count() const override;
  [[nodiscard]] float baseline() const override;
  [[nodiscard]] int unknown_glyphs() const override;
  [[nodiscard]] Box ink() const override;

  [[nodiscard]] Box strong_caret(std::size_t byte) const override;
  [[nodiscard]] Box weak_caret(std::size_t byte) const override;
  [[nodiscard]] std::size_t hit(float x, float y) const override;
  [[nodiscard]] std::size_t move_visually(std::size_t byte, int direction) const override;
  [[nodiscard]] std::size_t backspace_from(std::size_t byte) const override;
  [[nodiscard]] std::size_t next_grapheme(std::size_t byte) const override;
  [[nodiscard]] std::size_t previous_grapheme(std::size_t byte) const override;
  [[nodiscard]] std::vector<Box> selection(std::size_t begin, std::size_t end) const override;
  [[nodiscard]] std::optional<int> link_at(float x, float y) const override;
  [[nodiscard]] std::vector<Box> link_boxes(int link) const override;

  [[nodiscard]] bool made_from(const ParagraphSpec& spec, const FamilyList* families) const;
  // Quads relative to the paragraph's top left, whole pixels; made anew in each epoch.
  const std::vector<GlyphQuad>& quads(GlyphCache& glyphs, const GlyphAtlas& atlas) const;
  // For inspection.h: to be read only.
  [[nodiscard]] PangoLayout* pango_layout() const { return layout_; }

 private:
  void apply_spans();
  void make_quads(GlyphCache& glyphs, const GlyphAtlas& atlas) const;
  [[nodiscard]] int link_of_byte(std::size_t byte) const;
  [[nodiscard]] Box caret(std::size_t byte, bool strong) const;
  // Where a byte that a caller gives really stands, and its text there.
  [[nodiscard]] std::size_t snapped(std::size_t byte) const;
  [[nodiscard]] const char* at(std::size_t byte) const;
  [[nodiscard]] std::size_t grapheme_start(std::size_t byte) const;
  [[nodiscard]] int line_number(std::size_t byte) const;
  [[nodiscard]] bool in_one_run(int line, std::size_t first, std::size_t second) const;
  // Where the caret can stand on a line, from left to right by its strong place.
  struct Stop {
    float strong, weak;  // x, pixels
    std::size_t byte;
    [[nodiscard]] bool same_place(const Stop& other) const;
  };
  [[nodiscard]] std::vector<Stop> stops(const PangoLayoutLine& line) const;
  void wipe_layout();

  std::string text_, language_;
  const FamilyList* families_;
  float size_px_, width_px_, line_spacing_;
  Weight weight_;
  Align align_;
  BaseDirection direction_;
  std::vector<Span> spans_;
  bool has_links_ = false;

  PangoLayout* layout_;
  float width_ = 0, height_ = 0;
  mutable std::vector<GlyphQuad> quads_;
  mutable std::uint64_t quads_epoch_ = 0;  // 0: not made
};

}  // namespace anlaufstelle::text
