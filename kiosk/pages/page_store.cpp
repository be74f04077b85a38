// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/page_store.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <tuple>

#include "kiosk/pages/front_matter.h"
#include "kiosk/pages/markdown.h"

namespace anlaufstelle::pages {
namespace {

Error in_file(const std::string& file, int line, std::string_view what) {
  return Error{ErrorCode::kInvalidInput,
               file + " line " + std::to_string(line) + ": " + std::string(what)};
}

std::string iso_day(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

bool has_link_to_nowhere(const Block& block, const std::vector<std::string>& ids,
                         std::string& target) {
  for (const Inline& span : block.spans) {
    if (!span.link.empty() && std::find(ids.begin(), ids.end(), span.link) == ids.end()) {
      target = span.link;
      return true;
    }
  }
  return false;
}

struct ReadPage {
  Page page;
  std::string edition;
  std::vector<std::string> markdown;
};

Result<ReadPage> read_page(const std::string& file, const std::string& text) {
  const PageName name = name_of_page(file);
  auto head =
      read_front_matter(text, name.tag.empty() ? PageKind::kGerman : PageKind::kTranslation);
  if (!head) return with_context(head.error(), file);
  ReadPage read{.page = std::move(head->page), .edition = std::move(head->edition), .markdown = {}};
  if (read.page.id.empty()) read.page.id = name.id;
  for (RawBlock& raw : split_blocks(head->body, head->body_line)) {
    const ContactPlace place = contact_of(raw.markdown);
    auto parsed = parse_inline(place.words);
    if (!parsed) return in_file(file, raw.line, parsed.error().context);
    if (!place.id.empty() && parsed->text.empty())
      return in_file(file, raw.line, "before a contact stands what is shown while nobody is there");
    read.page.blocks.push_back(Block{.kind = raw.kind,
                                     .level = raw.level,
                                     .ordinal = raw.ordinal,
                                     .text = std::move(parsed->text),
                                     .spans = std::move(parsed->spans),
                                     .translated = true,
                                     .contact = std::string(place.id)});
    read.markdown.push_back(std::move(raw.markdown));
  }
  return read;
}

// The German block in another language; nothing if the translation's markup is broken or links
// to nowhere, which must not reach a client.
std::optional<Block> translate(const Block& german, const std::string& words,
                               const std::vector<std::string>& ids) {
  auto parsed = parse_inline(contact_of(words).words);
  if (!parsed) return std::nullopt;
  Block block = german;
  block.text = std::move(parsed->text);
  block.spans = std::move(parsed->spans);
  std::string target;
  if (has_link_to_nowhere(block, ids, target)) return std::nullopt;
  return block;
}

}  // namespace

bool is_past(std::string_view valid_until, UnixSeconds now) {
  const auto day = parse_day(valid_until);
  return day && std::chrono::floor<std::chrono::days>(now) > std::chrono::sys_days(*day);
}

Result<PageStore> PageStore::load(const std::filesystem::path& folder,
                                  language::Catalogue translations) {
  TRY_ASSIGN(const PageFiles files, read_page_folder(folder));
  return load(files, std::move(translations));
}

Result<PageStore> PageStore::load(const PageFiles& files, language::Catalogue translations,
                                  Contacts contacts) {
  std::vector<Source> sources;
  std::vector<std::string> ids;
  std::map<std::string, std::string> editions;
  for (const auto& [file, text] : files) {
    if (const PageName name = name_of_page(file); name.id.empty() || !name.tag.empty()) continue;
    TRY_ASSIGN(ReadPage read, read_page(file, text));
    if (std::find(ids.begin(), ids.end(), read.page.id) != ids.end()) {
      return in_file(file, 1, "another page has the id " + read.page.id);
    }
    ids.push_back(read.page.id);
    editions[read.page.id] = read.edition;
    sources.push_back({std::move(read.page), std::move(read.markdown), {}});
  }
  for (const auto& [file, text] : files) {
    const PageName name = name_of_page(file);
    if (name.tag.empty()) continue;
    TRY_ASSIGN(ReadPage read, read_page(file, text));
    const auto source = std::find_if(sources.begin(), sources.end(),
                                     [&](const Source& s) { return s.german.id == read.page.id; });
    if (source == sources.end()) return in_file(file, 1, "there is no German " + name.id + ".md");
    if (editions[read.page.id] == read.edition) source->whole[name.tag] = std::move(read.page);
  }
  std::string target;
  const auto check_links = [&](const Page& page, const std::string& file) -> Status {
    for (const Block& block : page.blocks) {
      if (has_link_to_nowhere(block, ids, target)) {
        return Error{ErrorCode::kInvalidInput,
                     file + ": there is no page '" + target + "' to link to"};
      }
    }
    return ok_status();
  };
  for (const Source& source : sources) {
    TRY(check_links(source.german, source.german.id + ".md"));
    const std::string& parent = source.german.parent;
    if (!parent.empty() && std::find(ids.begin(), ids.end(), parent) == ids.end())
      return in_file(source.german.id + ".md", 1, "there is no parent '" + parent + "'");
    for (const auto& [tag, page] : source.whole) {
      TRY(check_links(page, source.german.id + "." + tag + ".md"));
    }
  }
  std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) {
    return std::tie(a.german.order, a.german.id) < std::tie(b.german.order, b.german.id);
  });
  return PageStore(std::move(sources), std::move(translations), std::move(contacts));
}

std::vector<PageTitle> PageStore::titles(std::string_view group, std::string_view tag) const {
  std::vector<PageTitle> found;
  for (const Source& source : sources_) {
    if (source.german.group != group) continue;
    const bool below = !source.german.parent.empty();
    if (const auto whole = source.whole.find(tag); whole != source.whole.end()) {
      found.push_back({source.german.id, whole->second.title, true, below});
      continue;
    }
    const std::string& german = source.german.title;
    found.push_back(
        {source.german.id, translations_.get(tag, german), translations_.has(tag, german), below});
  }
  return found;
}

std::vector<PageStore::Ending> PageStore::ending(UnixSeconds now, std::chrono::days notice) const {
  std::vector<Ending> soon;
  for (const Source& source : sources_) {
    const Page& page = source.german;
    if (is_past(page.valid_until, now + notice)) {
      soon.push_back({page.id, page.title, page.valid_until});
    }
  }
  for (const std::string& id : named_contacts()) {
    const auto found = contacts_.by_id.find(id);
    if (found == contacts_.by_id.end()) continue;
    const auto until = contacts_.shown_until(found->second);
    if (until < std::chrono::floor<std::chrono::days>(now + notice))
      soon.push_back({id, "Kontakt: " + found->second.name, iso_day(until)});
  }
  std::stable_sort(soon.begin(), soon.end(), [](const Ending& a, const Ending& b) {
    return a.valid_until < b.valid_until;  // ISO 8601
  });
  return soon;
}

Result<Page> PageStore::page(std::string_view id, std::string_view tag, UnixSeconds now) const {
  const auto source = std::find_if(sources_.begin(), sources_.end(),
                                   [&](const Source& s) { return s.german.id == id; });
  if (source == sources_.end()) return Error{ErrorCode::kNotFound, "page " + std::string(id)};
  Page page = source->german;
  const auto whole = source->whole.find(tag);
  if (whole != source->whole.end()) {
    page.title = whole->second.title;
    page.blocks = whole->second.blocks;
  } else {
    page.title = translations_.get(tag, source->german.title);
    page.title_translated = translations_.has(tag, source->german.title);
  }
  if (is_past(page.valid_until, now)) {
    page.expired = true;
    page.blocks.clear();
    return page;
  }
  if (whole != source->whole.end()) {
    show_contacts(page, now);
    return page;
  }
  std::vector<std::string> ids;
  for (const Source& other : sources_) ids.push_back(other.german.id);
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const std::string& german = source->markdown[i];
    const std::string words = translations_.get(tag, german);
    if (words == german) {
      page.blocks[i].translated = translations_.has(tag, german);
      continue;
    }
    if (auto block = translate(page.blocks[i], words, ids)) {
      page.blocks[i] = std::move(*block);
    } else {
      page.blocks[i].translated = false;
    }
  }
  show_contacts(page, now);
  return page;
}

// Names and numbers are the same in every language.
void PageStore::show_contacts(Page& page, UnixSeconds now) const {
  for (Block& block : page.blocks) {
    const Contact* contact = block.contact.empty() ? nullptr : contacts_.find(block.contact, now);
    if (contact == nullptr) continue;
    block.text = in_lines(*contact);
    block.spans = {{.begin = 0, .end = contact->name.size(), .strong = true, .link = {}}};
    block.translated = true;
  }
}

std::vector<std::string> PageStore::missing_contacts(UnixSeconds now) const {
  std::vector<std::string> missing;
  for (const std::string& id : named_contacts()) {
    if (contacts_.find(id, now) == nullptr) missing.push_back(id);
  }
  return missing;
}

std::set<std::string> PageStore::named_contacts() const {
  std::set<std::string> named;
  for (const Source& source : sources_) {
    for (const Block& block : source.german.blocks) {
      if (!block.contact.empty()) named.insert(block.contact);
    }
  }
  return named;
}

}  // namespace anlaufstelle::pages
