// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/texts.h"

#include <algorithm>

#include "storage/base/secret.h"

namespace anlaufstelle::forms {

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

// "Deutsch (de)" → "de"; a name without parentheses is its own tag.
std::string tag_of(std::string_view name) {
  const auto open = name.rfind('('), close = name.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open)
    return lower(name);
  return lower(name.substr(open + 1, close - open - 1));
}

std::string primary_subtag(std::string_view tag) {
  return std::string(tag.substr(0, tag.find('-')));
}

// Line by line, because an isolate ends with its paragraph.
std::string isolated(std::string_view text) {
  constexpr std::string_view kFirstStrong = "\u2068", kEnd = "\u2069";
  std::string out;
  while (true) {
    const std::size_t feed = text.find('\n');
    const std::string_view line = text.substr(0, feed);
    if (!line.empty()) out.append(kFirstStrong).append(line).append(kEnd);
    if (feed == std::string_view::npos) return out;
    out += '\n';
    text.remove_prefix(feed + 1);
  }
}

enum class Words { kOwn, kForeign };

std::string put_together(const Text& text, const Wording& wording, Words words, NodeIx at) {
  // Words without any other beside them can't be put into a wrong order.
  const bool isolates = wording.outputs == Outputs::kIsolated && text.size() > 1;
  std::string out;
  for (const Segment& segment : text) {
    if (segment.output == kAbsent) {
      out += segment.words;
      continue;
    }
    std::string value = wording.output(segment.output, at);
    out += isolates ? isolated(value) : value;
    wipe(value);
  }
  const bool whole = wording.outputs == Outputs::kIsolated && words == Words::kForeign;
  return whole ? isolated(out) : out;
}

}  // namespace

std::size_t find_language(const Form& form, std::string_view name) {
  const auto& names = form.language_names;
  const auto find = [&](auto same) -> std::size_t {
    return static_cast<std::size_t>(std::find_if(names.begin(), names.end(), same) - names.begin());
  };
  const std::string tag = tag_of(name);
  std::size_t at = find([&](const std::string& other) { return other == name; });
  if (at == names.size()) at = find([&](const std::string& other) { return tag_of(other) == tag; });
  if (at == names.size())
    at = find([&](const std::string& other) {
      return primary_subtag(tag_of(other)) == primary_subtag(tag);
    });
  return at == names.size() ? 0 : at;
}

bool is_foreign(const Form& form, std::string_view name) {
  if (name.empty()) return false;
  const std::size_t found = find_language(form, name);
  if (found >= form.language_names.size()) return true;
  return primary_subtag(tag_of(form.language_names[found])) != primary_subtag(tag_of(name));
}

std::optional<std::string> itext_in(const Itext& texts, std::size_t language, std::string_view id,
                                    const Wording& wording, NodeIx at) {
  const auto found = texts.find(std::string(id));
  if (found == texts.end()) return std::nullopt;
  for (const std::size_t i : {language, std::size_t{0}})
    if (i < found->second.size() && found->second[i]) {
      const bool own = i == language && !wording.foreign;
      return put_together(*found->second[i], wording, own ? Words::kOwn : Words::kForeign, at);
    }
  return std::nullopt;
}

std::optional<std::string> label_in(const Form& form, std::size_t language, const Label& label,
                                    const Wording& wording, NodeIx at) {
  if (!label.itext_id.empty())
    if (auto text = itext_in(form.itext, language, label.itext_id, wording, at)) return text;
  if (label.ref != kAbsent) return wording.output(label.ref, at);
  if (label.inline_text.empty()) return std::nullopt;
  // What stands in the element is taken for the default language.
  const bool own = language == 0 && !wording.foreign;
  return put_together(label.inline_text, wording, own ? Words::kOwn : Words::kForeign, at);
}

const Picture* picture_in(const Form& form, std::size_t language, std::string_view id,
                          PictureSize size) {
  if (form.pictures.empty() || id.empty()) return nullptr;
  const auto found = form.itext_media.find(std::string(id));
  if (found == form.itext_media.end()) return nullptr;
  for (const std::size_t i : {language, std::size_t{0}}) {
    if (i >= found->second.size()) continue;
    const TextMedia& pictures = found->second[i];
    const bool large = size == PictureSize::kLarge;
    const PictureIx wanted = large ? pictures.big_image : pictures.image;
    const PictureIx other = large ? pictures.image : pictures.big_image;
    const PictureIx shown = wanted != kNoPicture ? wanted : other;
    if (shown != kNoPicture) return &form.pictures[shown];
  }
  return nullptr;
}

const Picture* big_picture_in(const Form& form, std::size_t language, std::string_view id) {
  const Picture* large = picture_in(form, language, id, PictureSize::kLarge);
  return large == picture_in(form, language, id, PictureSize::kSmall) ? nullptr : large;
}

const Sound* sound_in(const Form& form, std::size_t language, std::string_view id) {
  if (form.sounds.empty() || id.empty()) return nullptr;
  const auto found = form.itext_media.find(std::string(id));
  if (found == form.itext_media.end()) return nullptr;
  for (const std::size_t i : {language, std::size_t{0}}) {
    if (i < found->second.size() && found->second[i].sound != kAbsent)
      return &form.sounds[found->second[i].sound];
  }
  return nullptr;
}

}  // namespace anlaufstelle::forms
