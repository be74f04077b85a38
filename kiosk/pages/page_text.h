// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "kiosk/pages/page_store.h"

namespace anlaufstelle::pages {

struct PageText {
  std::string text;
  bool cut = false;
};

// A page as plain text: title, blocks, and `end` (its date and what it is) behind an empty line. At
// most so many bytes of UTF-8: what is too long ends at a paragraph, with `cut_note` there. A
// heading stays with what follows. Where title, note and end alone are longer, the text is too.
PageText as_text(const Page& page, std::size_t most_bytes, std::string_view cut_note,
                 std::string_view end);

}  // namespace anlaufstelle::pages
