// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/text_engine.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <list>
#include <memory>
#include <unordered_map>
#include <utility>

#include "kiosk/text/atlas.h"
#include "kiosk/text/font_set.h"
#include "kiosk/text/glyph_cache.h"
#include "kiosk/text/paragraph.h"
#include "storage/base/result.h"

namespace anlaufstelle::text {
namespace {

constexpr int kAtlasStart = 1024, kAtlasMax = 2048;  // pixels; 2048 holds every script at 4 sizes
// A script that hangs (Nastaliq: words run downwards) has lines of two em and more, and its ink
// still leaves them: below this spacing, neighbouring lines meet.
constexpr float kHangingHeight = 2.0f, kHangingSpacing = 1.2f;
constexpr std::size_t kMaxParagraphs = 2048;
constexpr std::uint64_t kMaxIdleFrames = 240;  // four seconds of scrolling

std::size_t mix(std::size_t seed, std::size_t value) {
  return (seed ^ value) * 0x9E3779B97F4A7C15ull + (seed >> 29);
}

std::size_t hash_of(const ParagraphSpec& spec) {
  std::size_t hash = std::hash<std::string_view>{}(spec.text);
  hash = mix(hash, std::hash<std::string_view>{}(spec.language));
  hash = mix(hash, std::hash<float>{}(spec.size_px));
  hash = mix(hash, std::hash<float>{}(spec.width_px));
  hash = mix(hash, static_cast<std::size_t>(spec.weight) << 8 |
                       static_cast<std::size_t>(spec.align) << 4 |
                       static_cast<std::size_t>(spec.direction));
  return mix(hash, spec.spans.size());
}

class Engine final : public TextEngine {
 public:
  explicit Engine(std::unique_ptr<FontSet> fonts)
      : fonts_(std::move(fonts)), atlas_(kAtlasStart, kAtlasMax), glyphs_(atlas_) {}

  std::shared_ptr<const Paragraph> layout(const ParagraphSpec& spec) override;
  void emit(const Paragraph& paragraph, float x, float y, std::vector<GlyphQuad>& quads) override;
  Atlas& atlas() override { return atlas_; }
  void begin_frame() override;
  void forget() override;
  float cap_height_ratio(const std::vector<std::string>& families) override;

 private:
  // Most recently used first.
  struct Entry {
    std::size_t hash;
    std::uint64_t last_frame;
    std::shared_ptr<const PangoParagraph> paragraph;
  };
  using Entries = std::list<Entry>;

  const FamilyList* family_list(const std::vector<std::string>* families);
  std::shared_ptr<const PangoParagraph> make(const ParagraphSpec& spec);
  void drop_last();

  std::unique_ptr<FontSet> fonts_;
  GlyphAtlas atlas_;
  GlyphCache glyphs_;
  std::vector<std::unique_ptr<FamilyList>> family_lists_;
  Entries entries_;
  std::unordered_multimap<std::size_t, Entries::iterator> by_hash_;
  std::uint64_t frame_ = 0;
  std::size_t longest_ = 0;  // bytes laid out since the last forget()
};

const FamilyList* Engine::family_list(const std::vector<std::string>* families) {
  static const std::vector<std::string> kDefault = {"Noto Sans"};
  const std::vector<std::string>& wanted = families && !families->empty() ? *families : kDefault;
  for (const auto& known : family_lists_) {
    if (known->names == wanted) return known.get();
  }
  auto made = std::make_unique<FamilyList>();
  made->names = wanted;
  for (const std::string& name : wanted) {
    if (!made->joined.empty()) made->joined += ',';
    made->joined += name;
  }
  if (fonts_->line_height_ratio(made->joined) >= kHangingHeight)
    made->least_line_spacing = kHangingSpacing;
  return family_lists_.emplace_back(std::move(made)).get();
}

std::shared_ptr<const PangoParagraph> Engine::make(const ParagraphSpec& spec) {
  longest_ = std::max(longest_, std::min(spec.text.size(), kMaxParagraphBytes));
  return std::make_shared<const PangoParagraph>(spec, family_list(spec.families),
                                                fonts_->context(spec.language, spec.direction));
}

std::shared_ptr<const Paragraph> Engine::layout(const ParagraphSpec& spec) {
  const std::size_t hash = hash_of(spec);
  const FamilyList* families = family_list(spec.families);
  const auto [first, last] = by_hash_.equal_range(hash);
  for (auto found = first; found != last; ++found) {
    const auto entry = found->second;
    if (!entry->paragraph->made_from(spec, families)) continue;
    entry->last_frame = frame_;
    entries_.splice(entries_.begin(), entries_, entry);
    return entry->paragraph;
  }
  if (entries_.size() >= kMaxParagraphs) drop_last();
  entries_.push_front({hash, frame_, make(spec)});
  by_hash_.emplace(hash, entries_.begin());
  return entries_.front().paragraph;
}

void Engine::drop_last() {
  const auto oldest = std::prev(entries_.end());
  const auto [first, last] = by_hash_.equal_range(oldest->hash);
  for (auto found = first; found != last; ++found) {
    if (found->second != oldest) continue;
    by_hash_.erase(found);
    break;
  }
  entries_.erase(oldest);
}

void Engine::emit(const Paragraph& paragraph, float x, float y, std::vector<GlyphQuad>& quads) {
  // The paragraph is one of ours: layout() is the only thing that makes them.
  const auto& ours = static_cast<const PangoParagraph&>(paragraph);
  const float left = std::round(x), top = std::round(y);
  const auto& relative = ours.quads(glyphs_, atlas_);
  for (GlyphQuad quad : relative) {
    quad.x0 += left;
    quad.x1 += left;
    quad.y0 += top;
    quad.y1 += top;
    quads.push_back(quad);
  }
}

void Engine::begin_frame() {
  ++frame_;
  while (!entries_.empty() && entries_.back().last_frame + kMaxIdleFrames < frame_) drop_last();
  if (atlas_.begin_frame()) glyphs_.clear();
}

void Engine::forget() {
  by_hash_.clear();
  entries_.clear();
  // HarfBuzz keeps the buffer of the last run that was shaped: write over all of it.
  const std::string blank(std::exchange(longest_, 0), ' ');
  if (!blank.empty()) make({.text = blank, .language = "de", .families = nullptr, .spans = {}});
  longest_ = 0;
}

float Engine::cap_height_ratio(const std::vector<std::string>& families) {
  constexpr float kUsual = 0.714f;  // Noto Sans; for a font that doesn't say
  const FontSet::Font font = fonts_->load(family_list(&families)->joined);
  if (!font) return kUsual;
  const float ratio = glyphs_.cap_height_ratio(glyphs_.font(font.get()));
  return ratio > 0 ? ratio : kUsual;
}

}  // namespace

Result<std::unique_ptr<TextEngine>> TextEngine::create(
    const std::vector<std::filesystem::path>& font_files) {
  TRY_ASSIGN(auto fonts, FontSet::open(font_files));
  return std::unique_ptr<TextEngine>(std::make_unique<Engine>(std::move(fonts)));
}

}  // namespace anlaufstelle::text
