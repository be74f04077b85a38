// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/text/text_engine.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "storage/base/secret.h"
#include "tests/kiosk/text/text_fixture.h"

namespace anlaufstelle::text {
namespace {

TEST_CASE("the same spec gives the same paragraph, and any difference another") {
  const TextFixture fixture;
  const auto spec = fixture.german("Wohnung", 200);
  const auto first = fixture.engine->layout(spec);
  CHECK(fixture.engine->layout(spec) == first);
  const std::vector<std::string> same_names = fixture.latin;
  auto other = spec;
  other.families = &same_names;
  CHECK(fixture.engine->layout(other) == first);
  const std::vector<ParagraphSpec> different = [&] {
    std::vector<ParagraphSpec> list(8, spec);
    list[0].text = "Wohnunf";
    list[1].language = "en";
    list[2].families = &fixture.arabic;
    list[3].size_px = 23;
    list[4].width_px = 201;
    list[5].weight = Weight::kBold;
    list[6].align = Align::kEnd;
    list[7].direction = BaseDirection::kAuto;
    return list;
  }();
  for (const auto& each : different) CHECK(fixture.engine->layout(each) != first);
  Span span{.begin = 0, .end = 2, .bold = true};
  other = spec;
  other.spans = {&span, 1};
  const auto bold = fixture.engine->layout(other);
  CHECK(bold != first);
  span.link = 1;
  CHECK(fixture.engine->layout(other) != bold);
  other = spec;
  other.line_spacing = 1.5f;
  CHECK(fixture.engine->layout(other) != first);
}

TEST_CASE("layouts leave the cache when they are old or too many, but not from their holder") {
  const TextFixture fixture;
  auto held = fixture.engine->layout(fixture.german("gehalten"));
  std::weak_ptr<const Paragraph> dropped = fixture.engine->layout(fixture.german("alt"));
  for (int i = 0; i < 2100; ++i) fixture.engine->layout(fixture.german(std::to_string(i)));
  CHECK(dropped.expired());
  CHECK(held->width() > 10);
  std::weak_ptr<const Paragraph> idle = fixture.engine->layout(fixture.german("ruht"));
  const std::weak_ptr<const Paragraph> used = fixture.engine->layout(fixture.german("bleibt"));
  for (int i = 0; i < 300; ++i) {
    fixture.engine->begin_frame();
    fixture.engine->layout(fixture.german("bleibt"));
  }
  CHECK(idle.expired());
  CHECK_FALSE(used.expired());
}

TEST_CASE("glyphs are drawn into the atlas once") {
  const TextFixture fixture;
  fixture.engine->atlas().take_dirty();
  const auto paragraph = fixture.engine->layout(fixture.german("Hilfe"));
  CHECK_FALSE(fixture.engine->atlas().take_dirty().has_value());
  CHECK(fixture.quads(*paragraph).size() == 5);
  CHECK(fixture.engine->atlas().take_dirty().has_value());
  fixture.quads(*paragraph);
  fixture.engine->forget();
  fixture.quads(*fixture.engine->layout(fixture.german("Hilfe")));
  CHECK_FALSE(fixture.engine->atlas().take_dirty().has_value());
}

TEST_CASE("an atlas that overflows starts anew and draws the same") {
  const TextFixture fixture;
  const auto text = fixture.in_arabic("هل تحتاج إلى مساعدة؟ Beratung", 400);
  const auto paragraph = fixture.engine->layout(text);
  const auto before = fixture.picture(*paragraph, 400, 100);
  const auto epoch = fixture.engine->atlas().epoch();
  CHECK(fixture.engine->atlas().size() == 1024);
  for (float size = 60; !fixture.engine->atlas().overflowed(); size += 7) {
    REQUIRE(size < 500);
    auto large = fixture.german("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    large.size_px = size;
    fixture.quads(*fixture.engine->layout(large));
  }
  // In this frame every texture coordinate stays good.
  CHECK(fixture.engine->atlas().epoch() == epoch);
  CHECK(fixture.picture(*paragraph, 400, 100) == before);
  fixture.engine->begin_frame();
  CHECK(fixture.engine->atlas().epoch() == epoch + 1);
  CHECK(fixture.engine->atlas().size() == 2048);
  CHECK_FALSE(fixture.engine->atlas().overflowed());
  CHECK(fixture.picture(*paragraph, 400, 100) == before);
  auto dirty = fixture.engine->atlas().take_dirty();
  REQUIRE(dirty.has_value());
  CHECK(dirty->w == 2048);
}

TEST_CASE("what an overfull atlas left out is drawn in the next frame") {
  const TextFixture fixture;
  std::vector<std::shared_ptr<const Paragraph>> page;
  std::size_t drawn = 0, whole = 0;
  for (float size = 60; !fixture.engine->atlas().overflowed(); size += 7) {
    auto large = fixture.german("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    large.size_px = size;
    page.push_back(fixture.engine->layout(large));
    drawn += fixture.quads(*page.back()).size();
    whole += 26;
  }
  CHECK(drawn < whole);
  fixture.engine->begin_frame();
  drawn = 0;
  for (const auto& each : page) drawn += fixture.quads(*each).size();
  CHECK_FALSE(fixture.engine->atlas().overflowed());
  CHECK(drawn == whole);
}

// How often a text stands in the process's writable memory. It is given with every byte's bits
// flipped, so that the search does not find itself.
int times_in_memory(const std::string& flipped) {
  std::ifstream maps("/proc/self/maps");
  std::FILE* memory = std::fopen("/proc/self/mem", "rb");
  REQUIRE(memory != nullptr);
  int count = 0;
  std::vector<unsigned char> page(1 << 20);
  for (std::string line; std::getline(maps, line);) {
    unsigned long begin = 0, end = 0;
    char rights[5] = {};
    if (std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end, rights) != 3) continue;
    if (rights[1] != 'w' || end - begin > 256ul << 20) continue;
    for (unsigned long at = begin; at < end; at += page.size() - flipped.size()) {
      std::fseek(memory, static_cast<long>(at), SEEK_SET);
      const auto size =
          std::fread(page.data(), 1, std::min<unsigned long>(page.size(), end - at), memory);
      for (std::size_t i = 0; i + flipped.size() <= size; ++i) {
        // The buffer itself is searched too, when its turn comes: leave it out.
        if (at + i >= reinterpret_cast<unsigned long>(page.data()) &&
            at + i < reinterpret_cast<unsigned long>(page.data() + page.size()))
          break;
        std::size_t same = 0;
        while (same < flipped.size() &&
               page[i + same] == static_cast<unsigned char>(~flipped[same]))
          ++same;
        count += same == flipped.size();
      }
    }
  }
  std::fclose(memory);
  return count;
}

TEST_CASE("forget leaves no laid-out text in memory") {
  const TextFixture fixture;
  // Each letter is the next one in the alphabet, so that the word stands nowhere by itself.
  std::string flipped = "Rvjuufolbobsjf";
  for (char& c : flipped) c = static_cast<char>(~(c - 1));
  // In the middle of a long text, because freed memory is soon overwritten at its beginning.
  std::vector<char> text(400, 'x');
  std::transform(flipped.begin(), flipped.end(), text.begin() + 200,
                 [](char c) { return static_cast<char>(~c); });
  // Several, because what forget() itself allocates may fall upon a freed copy.
  for (int width = 100; width < 500; width += 50) {
    const std::string_view words(text.data(), text.size());
    fixture.quads(*fixture.engine->layout(fixture.german(words, static_cast<float>(width))));
  }
  wipe(text.data(), text.size());
  CHECK(times_in_memory(flipped) >= 8);
  fixture.engine->forget();
  CHECK(times_in_memory(flipped) == 0);
}

}  // namespace
}  // namespace anlaufstelle::text
