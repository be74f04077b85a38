// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/language/language.h"
#include "kiosk/pages/contacts.h"
#include "kiosk/pages/page_files.h"
#include "storage/base/clock.h"
#include "storage/base/result.h"

namespace anlaufstelle::pages {

// A part of a block's text: bytes [begin, end), with what marks it.
struct Inline {
  std::size_t begin = 0, end = 0;
  bool strong = false, emphasis = false;
  std::string link;  // page id, "" for none
};

struct Block {
  enum class Kind { kHeading, kParagraph, kListItem } kind = Kind::kParagraph;
  int level = 1;     // heading 1..3; list nesting 1..
  int ordinal = 0;   // ordered lists: 1, 2, …; 0 = bullet
  std::string text;  // UTF-8 without markup
  std::vector<Inline> spans;
  bool translated = true;  // false: shown in German because no current translation exists
  std::string contact;     // who takes the place of this text while known to be true; "" for nobody
};

struct Page {
  std::string id, title, group;  // group: "information", "notice" or "glossary"
  std::string parent;  // id of the page that leads to it: found there, and not in the list
  bool title_translated = true;  // as for a block
  int order = 0;
  std::string source, law_date, reviewed_by, valid_until;  // as in the front matter
  std::string search_words;  // by which it is found too, in whatever language
  bool expired = false;      // past valid_until: no blocks, the screen says so instead
  std::vector<Block> blocks;
};

struct PageTitle {
  std::string id, title;
  bool translated = true;  // as for a block
  bool below = false;      // another page leads to it
};

// Whether the last day it is valid, YYYY-MM-DD, is over (UTC: an hour or two into the next day of
// the office). Never for what is no date.
bool is_past(std::string_view valid_until, UnixSeconds now);

// Information pages: German Markdown with front matter, translated block by block through the
// catalogue domain "content" (a block whose German has changed reads in German), or as a whole by a
// file of its own (of another edition than the German one it isn't shown). Immutable.
class PageStore {
 public:
  // Errors: InvalidInput naming file and line.
  static Result<PageStore> load(const PageFiles& files, language::Catalogue translations,
                                Contacts contacts = {});
  // Of <folder>/*.md. Errors: also those of read_page_folder.
  static Result<PageStore> load(const std::filesystem::path& folder,
                                language::Catalogue translations);

  // Pages of a group in order, titles in `tag`.
  [[nodiscard]] std::vector<PageTitle> titles(std::string_view group, std::string_view tag) const;
  // What stops being shown within `notice` from now, or has, the soonest first: pages, and contacts
  // that pages name ("Kontakt: …").
  struct Ending {
    std::string id, title, valid_until;  // German
  };
  [[nodiscard]] std::vector<Ending> ending(UnixSeconds now, std::chrono::days notice) const;
  // Ids of contacts that pages name and that aren't shown now.
  [[nodiscard]] std::vector<std::string> missing_contacts(UnixSeconds now) const;
  // Errors: NotFound.
  [[nodiscard]] Result<Page> page(std::string_view id, std::string_view tag, UnixSeconds now) const;

 private:
  struct Source {
    Page german;                                     // spans as parsed; text German
    std::vector<std::string> markdown;               // msgid of each block
    std::map<std::string, Page, std::less<>> whole;  // by tag: title and blocks
  };
  std::vector<Source> sources_;
  language::Catalogue translations_;
  Contacts contacts_;
  PageStore(std::vector<Source> sources, language::Catalogue translations, Contacts contacts)
      : sources_(std::move(sources)),
        translations_(std::move(translations)),
        contacts_(std::move(contacts)) {}
  void show_contacts(Page& page, UnixSeconds now) const;
  [[nodiscard]] std::set<std::string> named_contacts() const;
};

}  // namespace anlaufstelle::pages
