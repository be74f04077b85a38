// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/scene.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace anlaufstelle::screens {
namespace {

using widgets::ButtonKind;
using widgets::Icon;
using widgets::Rect;

constexpr float kColumnMm = 220, kMarginMm = 6, kMarginCaps = 0.7f;

// As a day in words; what is no date stays as it is.
std::string day_in_words(const language::Language& reader, const std::string& iso) {
  unsigned year = 0, month = 0, day = 0;
  const auto read = [&](std::size_t at, std::size_t size, unsigned& out) {
    const char* begin = iso.data() + at;
    return std::from_chars(begin, begin + size, out).ptr == begin + size;
  };
  if (iso.size() != 10 || !read(0, 4, year) || !read(5, 2, month) || !read(8, 2, day)) return iso;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)),
                                         std::chrono::month(month), std::chrono::day(day)};
  if (!date.ok()) return iso;
  const std::string second = language::second_calendar_day(reader, date);
  const std::string words = language::format_day(reader.tag, date);
  return second.empty() ? words : words + " (" + second + ")";
}

}  // namespace

void ViewState::enter(std::string_view name) {
  if (screen == name) return;
  screen = name;
  fields.clear();
  searches.clear();
  code = widgets::TextFieldState();
  question_y.clear();
  tile_plans.clear();
  formatted.clear();
  terms_in.clear();
  std::erase_if(unfolded, [](const auto& id) { return !id.starts_with("way:"); });
  ways = {};
  show_complaint = true;
  pen = 0;
  enlarged = nullptr;
  term.reset();
  take_away = false;
  code_of_page = {};
  if (printed != PrintedLast::kCode) printed = PrintedLast::kNothing;
  // Whoever comes back to the review, to what a check found or to cards after a correction finds
  // the place again.
  std::erase_if(scrolls, [](const auto& entry) {
    return entry.first != "review" && entry.first != "result" && !entry.first.starts_with("cards:");
  });
}

std::string Scene::day_in_words(const std::string& iso) const {
  return formatted("day:" + iso,
                   [&] { return screens::day_in_words(language_of(visit.language()), iso); });
}

const std::string& Scene::formatted(std::string_view key,
                                    const std::function<std::string()>& make) const {
  std::string whole = visit.language() + ":";
  whole += key;
  const auto known = view.formatted.find(whole);
  if (known != view.formatted.end()) return known->second;
  return view.formatted.emplace(std::move(whole), make()).first->second;
}

const language::Language& Scene::language_of(std::string_view tag) const {
  const auto& all = services.languages;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.tag == tag; });
  return found == all.end() ? all.front() : *found;
}

Rect Flow::take(float height) {
  const Rect rect{column_.x, y_, column_.w, height};
  y_ += height;
  return rect;
}

void Flow::centre(float content_px) {
  constexpr float kLeastMm = 4, kAboveMiddle = 0.42f;
  const float spare = column_.bottom() - y_ - content_px;
  y_ += std::max(scene_.ui.mm(kLeastMm), std::floor(spare * kAboveMiddle));
}

void Flow::label(std::string_view text, widgets::TextStyle style) {
  y_ += scene_.ui.label({column_.x, y_, column_.w, 0}, text, style);
}

void Flow::user_text(std::string_view text, widgets::TextStyle style) {
  y_ += scene_.ui.user_text({column_.x, y_, column_.w, 0}, text, style);
}

void Flow::notice(std::string_view text, Icon icon) {
  y_ += scene_.ui.notice({column_.x, y_, column_.w, 0}, text, icon);
}

void Flow::picture(std::string_view id, const widgets::PictureView& picture, float highest_mm) {
  constexpr float kScreenPart = 0.4f;
  if (picture.empty()) return;
  const widgets::Ui& ui = scene_.ui;
  const float aspect = static_cast<float>(picture.width) / static_cast<float>(picture.height);
  const float height = std::min({ui.mm(highest_mm), ui.screen().h * kScreenPart, width() / aspect});
  Rect row = take(std::round(height));
  scene_.ui.picture(id, row.cut_start(std::round(row.h * aspect), ui.direction()), picture);
}

bool Flow::button(std::string_view id, std::string_view text, ButtonKind kind, Icon icon) {
  return scene_.ui.button(id, take(scene_.ui.button_height(text, column_.w, icon)), text, kind,
                          icon);
}

bool Flow::choice(std::string_view id, std::string_view text, widgets::ChoiceKind kind,
                  bool selected) {
  return scene_.ui.choice(id, take(scene_.ui.choice_height(text, column_.w)), text, kind, selected);
}

Rect column(const widgets::Ui& ui, const Rect& area) {
  // Large letters lean out farther.
  const float title_mm = widgets::cap_height_mm(widgets::TextStyle::kTitle, ui.look().text_size);
  const float margin_mm = std::max(kMarginMm, kMarginCaps * title_mm);
  const float width = std::min(ui.mm(kColumnMm), area.w - 2 * ui.mm(margin_mm));
  return {area.x + (area.w - width) / 2, area.y, width, area.h};
}

}  // namespace anlaufstelle::screens
