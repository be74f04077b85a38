// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kiosk/pages/page_files.h"
#include "storage/base/result.h"

namespace anlaufstelle::pages {

// One entry of an Integreat region's export (JSON of its API, version 3), as it stands there: a
// page, a location or the imprint, in one language.
struct RegionEntry {
  std::string path;  // "/augsburg/de/willkommen/"
  std::string title, html;
  std::string last_updated;  // ISO 8601
  std::string parent_path;   // "" for none
  long order = 1L << 30;     // locations and the imprint have none: they come last
  std::map<std::string, std::string> other_languages;  // path by language as Integreat calls it
  std::string address;                                 // of a location, one line
};

// What became of them.
struct RegionPages {
  PageFiles files;
  int german = 0, translations = 0;
  int without_german = 0;  // left out: German is what the others are held against
  int older = 0;           // translations older than their German: in the folder, but not shown
};

inline constexpr std::size_t kMostRegionEntries = 50'000;

// Our own pages of them: the tree of Germany's pages by path, parents first, each ending with links
// to its children; ids are region and path in small Latin letters. `last_updated` is the law date
// and the edition. Errors: InvalidInput naming the path.
Result<RegionPages> pages_of_region(const std::vector<RegionEntry>& entries);

}  // namespace anlaufstelle::pages
