// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/page_store.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "kiosk/pages/front_matter.h"
#include "kiosk/pages/markdown.h"
#include "storage/base/file.h"

namespace anlaufstelle::pages {
namespace {

constexpr std::size_t kMaxPageBytes = 256u << 10;

Error in_file(const std::filesystem::path& file, int line, std::string_view what) {
  return Error{ErrorCode::kInvalidInput, file.filename().string() + " line " +
                                             std::to_string(line) + ": " + std::string(what)};
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

// Valid to the end of its last day (UTC: an hour or two into the next day of the office).
bool is_past(const std::string& valid_until, UnixSeconds now) {
  const auto day = parse_day(valid_until);
  return day && std::chrono::floor<std::chrono::days>(now) > std::chrono::sys_days(*day);
}

struct ReadPage {
  Page page;
  std::vector<std::string> markdown;
};

Result<ReadPage> read_page(const std::filesystem::path& file) {
  TRY_ASSIGN(const Bytes bytes, read_file(file, kMaxPageBytes));
  auto head = read_front_matter(as_text(bytes));
  if (!head) return with_context(head.error(), file.filename().string());
  ReadPage read{.page = std::move(head->page), .markdown = {}};
  if (read.page.id.empty()) read.page.id = file.stem().string();
  for (RawBlock& raw : split_blocks(head->body, head->body_line)) {
    auto parsed = parse_inline(raw.markdown);
    if (!parsed) return in_file(file, raw.line, parsed.error().context);
    read.page.blocks.push_back(Block{.kind = raw.kind,
                                     .level = raw.level,
                                     .ordinal = raw.ordinal,
                                     .text = std::move(parsed->text),
                                     .spans = std::move(parsed->spans),
                                     .translated = true});
    read.markdown.push_back(std::move(raw.markdown));
  }
  return read;
}

// The German block in another language; nothing if the translation's markup is broken or links
// to nowhere, which must not reach a client.
std::optional<Block> translate(const Block& german, const std::string& words,
                               const std::vector<std::string>& ids) {
  auto parsed = parse_inline(words);
  if (!parsed) return std::nullopt;
  Block block = german;
  block.text = std::move(parsed->text);
  block.spans = std::move(parsed->spans);
  std::string target;
  if (has_link_to_nowhere(block, ids, target)) return std::nullopt;
  return block;
}

}  // namespace

Result<PageStore> PageStore::load(const std::filesystem::path& folder,
                                  language::Catalogue translations) {
  std::vector<std::filesystem::path> files;
  std::error_code trouble;
  for (const auto& entry : std::filesystem::directory_iterator(folder, trouble)) {
    if (entry.path().extension() == ".md" && entry.path().stem() != "README") {
      files.push_back(entry.path());
    }
  }
  if (trouble) return Error{ErrorCode::kNotFound, "pages folder: " + trouble.message()};
  std::sort(files.begin(), files.end());

  std::vector<Source> sources;
  std::vector<std::string> ids;
  for (const auto& file : files) {
    TRY_ASSIGN(ReadPage read, read_page(file));
    if (std::find(ids.begin(), ids.end(), read.page.id) != ids.end()) {
      return in_file(file, 1, "another page has the id " + read.page.id);
    }
    ids.push_back(read.page.id);
    sources.push_back({std::move(read.page), std::move(read.markdown)});
  }
  std::string target;
  for (const Source& source : sources) {
    for (const Block& block : source.german.blocks) {
      if (has_link_to_nowhere(block, ids, target)) {
        return Error{ErrorCode::kInvalidInput,
                     source.german.id + ".md: there is no page '" + target + "' to link to"};
      }
    }
  }
  std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) {
    return std::tie(a.german.order, a.german.id) < std::tie(b.german.order, b.german.id);
  });
  return PageStore(std::move(sources), std::move(translations));
}

std::vector<PageTitle> PageStore::titles(std::string_view group, std::string_view tag) const {
  std::vector<PageTitle> found;
  for (const Source& source : sources_) {
    if (source.german.group != group) continue;
    const std::string& german = source.german.title;
    found.push_back(
        {source.german.id, translations_.get(tag, german), translations_.has(tag, german)});
  }
  return found;
}

Result<Page> PageStore::page(std::string_view id, std::string_view tag, UnixSeconds now) const {
  const auto source = std::find_if(sources_.begin(), sources_.end(),
                                   [&](const Source& s) { return s.german.id == id; });
  if (source == sources_.end()) return Error{ErrorCode::kNotFound, "page " + std::string(id)};
  Page page = source->german;
  page.title = translations_.get(tag, source->german.title);
  page.title_translated = translations_.has(tag, source->german.title);
  if (is_past(page.valid_until, now)) {
    page.expired = true;
    page.blocks.clear();
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
  return page;
}

}  // namespace anlaufstelle::pages
