// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "kiosk/pages/page_store.h"
#include "storage/base/result.h"

namespace anlaufstelle::pages {

// The head of a page's file: lines "key: value" between two lines "---".
struct FrontMatter {
  Page page;              // without blocks
  std::string edition;    // a translation belongs to the German text of the same edition
  std::string_view body;  // what follows, into the caller's text
  int body_line = 1;      // 1-based line of the file where it begins
};

// Keys: title, group ("information", "notice" or "glossary") and, if wanted, id (the file's name
// otherwise), order, parent, source, law_date, reviewed_by, valid_until (both dates YYYY-MM-DD),
// edition, search. Of a whole page in another language title, edition and reviewed_by count, and it
// needs no group. Errors: InvalidInput, context "line N: what".
enum class PageKind { kGerman, kTranslation };
Result<FrontMatter> read_front_matter(std::string_view text, PageKind kind = PageKind::kGerman);

// "2027-02-28"; nothing unless it is a date that exists.
std::optional<std::chrono::year_month_day> parse_day(std::string_view text);

}  // namespace anlaufstelle::pages
