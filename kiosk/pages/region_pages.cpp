// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/region_pages.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "kiosk/language/language.h"
#include "kiosk/pages/front_matter.h"
#include "kiosk/pages/html_page.h"
#include "storage/base/utf8.h"

namespace anlaufstelle::pages {
namespace {

constexpr int kFirstOrder = 1000;  // behind the pages that the program brings
constexpr std::size_t kMostIdBytes = 90;

Error wrong(const RegionEntry& entry, const std::string& what) {
  return Error{ErrorCode::kInvalidInput, entry.path + ": " + what};
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) segments.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return segments;
}

// Integreat writes languages small and some otherwise than we do.
std::string tag_of(std::string_view integreat) {
  static const std::map<std::string_view, std::string_view> kOurs{
      {"ku", "kmr"}, {"fa-af", "fa-AF"}, {"prs", "fa-AF"}, {"de-si", "de-x-simple"}};
  const auto ours = kOurs.find(integreat);
  return std::string(ours == kOurs.end() ? integreat : ours->second);
}

bool is_tag(std::string_view tag) {
  return !tag.empty() && tag.size() <= 20 && std::all_of(tag.begin(), tag.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// Small Latin letters and digits of the folded path.
std::string id_of(const std::vector<std::string_view>& segments, std::set<std::string>& taken) {
  std::string id;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (i == 1) continue;  // the language
    if (!id.empty() && !id.ends_with('-')) id += '-';
    for (const char c : language::fold(segments[i])) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (plain) id += c;
      if (!plain && !id.empty() && !id.ends_with('-')) id += '-';
    }
  }
  id = id.substr(0, kMostIdBytes);
  while (id.ends_with('-')) id.pop_back();
  if (id.empty()) id = "seite";
  std::string free = id;
  for (int number = 2; !taken.insert(free).second; ++number)
    free = id + "-" + std::to_string(number);
  return free;
}

// One line without what would end the head or a key of it.
std::string head_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string::npos ? std::string()
                                    : text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

class Region {
 public:
  explicit Region(const std::vector<RegionEntry>& entries) : entries_(entries) {}

  Result<RegionPages> build() {
    TRY(index());
    std::set<std::string> taken;
    for (const RegionEntry* entry : order())
      ids_[entry->path] = id_of(segments_of(entry->path), taken);
    int place = kFirstOrder;
    for (const RegionEntry* german : order()) TRY(add(*german, place++));
    for (const auto& entry : entries_) {
      if (language_of(entry) != "de" && used_.count(&entry) == 0) ++made_.without_german;
    }
    return std::move(made_);
  }

 private:
  static std::string language_of(const RegionEntry& entry) {
    return std::string(segments_of(entry.path)[1]);
  }

  Status index() {
    if (entries_.size() > kMostRegionEntries)
      return Error{ErrorCode::kInvalidInput, "more than 50,000 pages"};
    for (const RegionEntry& entry : entries_) {
      const auto segments = segments_of(entry.path);
      if (!entry.path.starts_with('/') || segments.size() < 2 || !is_tag(segments[1]))
        return wrong(entry, "no path /REGION/LANGUAGE/…");
      if (head_line(entry.title).empty()) return wrong(entry, "no title");
      if (!parse_day(entry.last_updated.substr(0, 10)))
        return wrong(entry, "last_updated is no day: " + entry.last_updated.substr(0, 40));
      if (!by_path_.emplace(entry.path, &entry).second) return wrong(entry, "is there twice");
    }
    for (const RegionEntry& entry : entries_) {
      if (language_of(entry) == "de") continue;
      const auto german = entry.other_languages.find("de");
      if (german != entry.other_languages.end()) translations_[german->second].push_back(&entry);
    }
    return ok_status();
  }

  // The German ones: parents before their children, children by `order`.
  const std::vector<const RegionEntry*>& order() {
    if (!in_order_.empty()) return in_order_;
    std::vector<const RegionEntry*> roots;
    for (const RegionEntry& entry : entries_) {
      if (language_of(entry) != "de") continue;
      const auto parent = by_path_.find(entry.parent_path);
      const bool known = parent != by_path_.end() && parent->second != &entry &&
                         language_of(*parent->second) == "de";
      (known ? children_[entry.parent_path] : roots).push_back(&entry);
    }
    std::set<const RegionEntry*> seen;
    descend(roots, seen);
    // Parents of each other belong to no root.
    for (const RegionEntry& entry : entries_) {
      if (language_of(entry) == "de") descend({&entry}, seen);
    }
    return in_order_;
  }

  void descend(std::vector<const RegionEntry*> waiting, std::set<const RegionEntry*>& seen) {
    const auto later = [](const RegionEntry* a, const RegionEntry* b) {
      return a->order > b->order;
    };
    std::stable_sort(waiting.begin(), waiting.end(), later);
    while (!waiting.empty()) {  // by hand: a path may be as deep as its bytes
      const RegionEntry* entry = waiting.back();
      waiting.pop_back();
      if (!seen.insert(entry).second) continue;
      in_order_.push_back(entry);
      std::vector<const RegionEntry*>& below = children_[entry->path];
      std::stable_sort(below.begin(), below.end(), later);
      waiting.insert(waiting.end(), below.begin(), below.end());
    }
  }

  // In one language, by German path; null where it lacks one.
  const RegionEntry* translation(const RegionEntry& german, const std::string& integreat) const {
    const auto named = german.other_languages.find(integreat);
    if (named != german.other_languages.end()) {
      const auto there = by_path_.find(named->second);
      if (there != by_path_.end() && language_of(*there->second) == integreat) return there->second;
    }
    const auto listed = translations_.find(german.path);
    if (listed == translations_.end()) return nullptr;
    for (const RegionEntry* entry : listed->second) {
      if (language_of(*entry) == integreat) return entry;
    }
    return nullptr;
  }

  std::string page_of_link(std::string_view href) const {
    for (const std::string_view start : {"https://", "http://"}) {
      if (href.starts_with(start)) href.remove_prefix(std::min(href.find('/', 8), href.size()));
    }
    std::string path(href.substr(0, href.find_first_of("?#")));
    if (!path.starts_with('/')) return {};
    if (!path.ends_with('/')) path += '/';
    const auto there = by_path_.find(path);
    if (there == by_path_.end()) return {};
    if (const auto id = ids_.find(path); id != ids_.end()) return id->second;
    const auto german = there->second->other_languages.find("de");
    if (german == there->second->other_languages.end()) return {};
    const auto id = ids_.find(german->second);
    return id == ids_.end() ? std::string() : id->second;
  }

  Result<std::string> body(const RegionEntry& shown, const RegionEntry& german) {
    auto text =
        markdown_of_html(shown.html, [this](std::string_view href) { return page_of_link(href); });
    if (!text) return wrong(shown, text.error().context);
    std::string body = std::move(text).value();
    if (!shown.address.empty()) {
      body = escaped_markdown(head_line(shown.address)) + "\n\n" + body;
    }
    std::string links;
    for (const RegionEntry* child : below_of(german)) {
      const RegionEntry* title = translation(*child, language_of(shown));
      links += "- [" + escaped_markdown(head_line((title != nullptr ? title : child)->title)) +
               "](" + ids_.at(child->path) + ".md)\n";
    }
    return body + "\n\n" + links;
  }

  // As they come in order.
  std::vector<const RegionEntry*> below_of(const RegionEntry& german) const {
    const auto found = children_.find(german.path);
    if (found == children_.end()) return {};
    return {found->second.rbegin(), found->second.rend()};
  }

  Status add(const RegionEntry& german, int place) {
    const std::string& id = ids_.at(german.path);
    const auto parent = ids_.find(german.parent_path);
    TRY_ASSIGN(const std::string text, body(german, german));
    std::string head = "---\ntitle: " + head_line(german.title) +
                       "\norder: " + std::to_string(place) + "\ngroup: information\n";
    if (parent != ids_.end() && parent->second != id) head += "parent: " + parent->second + "\n";
    head += "source: Integreat (" + head_line(std::string(segments_of(german.path)[0])) +
            ")\nlaw_date: " + german.last_updated.substr(0, 10) +
            "\nedition: " + head_line(german.last_updated) + "\n---\n\n";
    TRY(put(german, id + ".md", head + text));
    ++made_.german;
    std::set<std::string> languages;
    for (const auto& [integreat, path] : german.other_languages) languages.insert(integreat);
    if (const auto listed = translations_.find(german.path); listed != translations_.end()) {
      for (const RegionEntry* entry : listed->second) languages.insert(language_of(*entry));
    }
    for (const std::string& integreat : languages) {
      const RegionEntry* own = translation(german, integreat);
      if (own == nullptr || integreat == "de") continue;
      TRY_ASSIGN(const std::string words, body(*own, german));
      const bool older = own->last_updated < german.last_updated;
      TRY(put(*own, id + "." + tag_of(integreat) + ".md",
              "---\ntitle: " + head_line(own->title) +
                  "\nedition: " + head_line(older ? own->last_updated : german.last_updated) +
                  "\n---\n\n" + words));
      used_.insert(own);
      ++(older ? made_.older : made_.translations);
    }
    return ok_status();
  }

  Status put(const RegionEntry& entry, const std::string& file, std::string text) {
    if (text.size() > kMaxPageBytes) return wrong(entry, "above 256 KiB");
    made_.files.insert_or_assign(file, std::move(text));
    return ok_status();
  }

  const std::vector<RegionEntry>& entries_;
  std::map<std::string, const RegionEntry*, std::less<>> by_path_;
  std::map<std::string, std::vector<const RegionEntry*>> children_,
      translations_;                        // by German path
  std::map<std::string, std::string> ids_;  // likewise
  std::vector<const RegionEntry*> in_order_;
  std::set<const RegionEntry*> used_;
  RegionPages made_;
};

}  // namespace

Result<RegionPages> pages_of_region(const std::vector<RegionEntry>& entries) {
  return Region(entries).build();
}

}  // namespace anlaufstelle::pages
