// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/screens/scene.h"

namespace anlaufstelle::screens {

// One question or a small group of them: progress, the questions with their controls, and under
// each the two standing answers.
void draw_question(Scene& scene);

// How far the form is, and what the screen is about: "Kinder 2 · Schule".
void draw_progress(Scene& scene, Flow& flow);

// The controls of one question, by its kind. Each adds its height to the flow.
void draw_select_one(Scene& scene, Flow& flow, const forms::Question& question);
void draw_select_many(Scene& scene, Flow& flow, const forms::Question& question);
// What comes with its words.
void draw_picture(Scene& scene, Flow& flow, const forms::Question& question);
void draw_listen(Scene& scene, Flow& flow, const forms::Question& question);
// What comes with the title of the group around it.
void draw_title_picture(Flow& flow, const forms::TitleMedia& media);
void draw_listen_to_title(Scene& scene, Flow& flow, const forms::TitleMedia& media);
void draw_guidance(Scene& scene, Flow& flow, const forms::Question& question);
// Whether there is a sound, and something here to play it.
bool can_listen(const Scene& scene, const forms::Sound* sound);
void draw_enlarged(Scene& scene);  // a screen of its own
// False, and nothing drawn, where its words don't fit side by side.
bool draw_scale(Scene& scene, Flow& flow, const forms::Question& question);
void draw_typing(Scene& scene, Flow& flow, const forms::Question& question);
void draw_date(Scene& scene, Flow& flow, const forms::Question& question);
void draw_time(Scene& scene, Flow& flow, const forms::Question& question);
void draw_date_time(Scene& scene, Flow& flow, const forms::Question& question);
void draw_rank(Scene& scene, Flow& flow, const forms::Question& question);
void draw_range(Scene& scene, Flow& flow, const forms::Question& question);
void draw_boolean(Scene& scene, Flow& flow, const forms::Question& question);
void draw_drawing(Scene& scene, Flow& flow, const forms::Question& question);
void draw_photo(Scene& scene, Flow& flow, const forms::Question& question);
// The date of a question; true once it has all its parts.
bool draw_date_parts(Scene& scene, Flow& flow, const forms::Question& question);

// A date that has all its parts, as the client's language writes it in the calendar it was picked
// in. And the same in the other one: the Gregorian days of a date of another calendar, else that
// of the client's language ("" for a language without one).
std::string date_in_words(const Scene& scene, visit::DateParts parts, const visit::DateDraft& date);
std::string in_other_calendar(const Scene& scene, visit::DateParts parts,
                              const visit::DateDraft& date);

std::string time_in_words(forms::TimeOfDay time);  // "09:05"
// An answer that is no choice, as the client reads it. REQUIRES: it isn't empty.
std::string value_in_words(const Scene& scene, const forms::Question& question);

// The choices of a question in the client's words.
LongList& list_of(const Scene& scene, const forms::Question& question);

// A long list is searched: by the form's appearance "minimal" or "autocomplete".
bool is_searched(const forms::Question& question);
// While someone types into a question's search, the screen belongs to the field and its results.
void draw_search(Scene& scene, Flow& flow, const forms::Question& question);
std::string search_id(const forms::Question& question);

struct Tile {
  std::string id, text;
  bool selected = false;
  widgets::PictureView picture = {};
  const forms::Sound* sound = nullptr;
};
// REQUIRES: can_listen(its sound).
void draw_listen_to_choice(Scene& scene, const Tile& tile, const widgets::Rect& rect);
// A form's picture for the screen; empty for nullptr.
widgets::PictureView view_of(const forms::Picture* picture);
// Takes the answer back where no tile does it by a second tap.
void draw_erase(Scene& scene, Flow& flow, const forms::Question& question);

bool has_appearance(const forms::Question& question, std::string_view token);
// A number that is shown with its thousands apart.
bool has_thousands(const forms::Question& question);

// Choices of equal width, in as many columns (up to `most_columns`) as let every tile keep its
// text on one line; with pictures, if need be, in as many as break no word. `id` is the group's own
// through the screen.
struct TileGroup {
  std::string id;
  std::vector<Tile> tiles;
  widgets::ChoiceKind kind = widgets::ChoiceKind::kOne;
  std::size_t most_columns = 2;
};
// `pick` gets the index of a tapped one.
void draw_tiles(Scene& scene, Flow& flow, const TileGroup& group,
                const std::function<void(std::size_t)>& pick);

}  // namespace anlaufstelle::screens
