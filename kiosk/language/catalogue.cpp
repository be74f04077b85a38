// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>
#include <exception>
#include <limits>
#include <locale>
#include <map>
#include <optional>

#include "kiosk/language/language.h"
#include "kiosk/language/mo_file.h"
#include "storage/base/file.h"

namespace anlaufstelle::language {
namespace {

using Messages = boost::locale::message_format<char>;

constexpr std::size_t kMaxBytes = 16u << 20;
constexpr std::string_view kSource = "de";

// Boost.Locale's gettext reader alone: its backends would load ICU for every locale.
Result<std::locale> read_messages(const std::filesystem::path& file) {
  TRY_ASSIGN(const Bytes bytes, read_file(file, kMaxBytes));
  if (!is_sound_mo_file(bytes)) return Error{ErrorCode::kCorrupt, file.string()};
  boost::locale::gnu_gettext::messages_info info;
  info.language = "any";  // only makes the name that the callback is asked for
  info.encoding = "UTF-8";
  info.domains.emplace_back("any");
  info.paths.emplace_back("");
  info.callback = [&bytes](const std::string&, const std::string&) {
    return std::vector<char>(bytes.begin(), bytes.end());
  };
  try {
    auto* messages = boost::locale::gnu_gettext::create_messages_facet<char>(info);
    if (!messages) return Error{ErrorCode::kCorrupt, file.string()};
    return std::locale(std::locale::classic(), messages);
  } catch (const std::exception&) {
    return Error{ErrorCode::kCorrupt, file.string()};
  }
}

void replace_number(std::string& text, long n) {
  constexpr std::string_view kPlace = "{n}";
  const std::string digits = std::to_string(n);
  for (std::size_t at = text.find(kPlace); at != std::string::npos;
       at = text.find(kPlace, at + digits.size()))
    text.replace(at, kPlace.size(), digits);
}

}  // namespace

bool is_german(std::string_view tag) {
  return tag == kSource || tag.starts_with("de-");
}

struct Catalogue::Impl {
  struct Entry {
    std::optional<std::locale> messages;
    std::vector<std::string> fallback;
  };
  std::map<std::string, Entry, std::less<>> entries;

  [[nodiscard]] const Messages* messages(std::string_view tag) const {
    const auto found = entries.find(tag);
    if (found == entries.end() || !found->second.messages) return nullptr;
    return &std::use_facet<Messages>(*found->second.messages);
  }

  // The first thing that `look_up` finds on the way from `tag` to German; null for German.
  template <typename LookUp>
  [[nodiscard]] const char* first(std::string_view tag, LookUp look_up) const {
    const auto found = entries.find(tag);
    if (found == entries.end()) return nullptr;
    const auto in = [&](std::string_view each) {
      const Messages* messages = this->messages(each);
      return messages ? look_up(*messages) : nullptr;
    };
    if (const char* text = in(tag)) return text;
    if (tag == kSource) return nullptr;
    for (const std::string& each : found->second.fallback) {
      if (const char* text = in(each)) return text;
      if (each == kSource) return nullptr;
    }
    return nullptr;
  }
};

Catalogue::Catalogue(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;
Catalogue::~Catalogue() = default;

Result<Catalogue> Catalogue::load(const std::filesystem::path& folder, std::string_view domain,
                                  const std::vector<Language>& languages) {
  std::error_code ignored;
  if (!languages.empty() && !std::filesystem::is_directory(folder, ignored))
    return Error{ErrorCode::kNotFound, folder.string()};
  auto impl = std::make_unique<Impl>();
  for (const Language& language : languages) {
    Impl::Entry& entry = impl->entries[language.tag];
    entry.fallback = language.fallback;
    const auto file = folder / language.tag / "LC_MESSAGES" / (std::string(domain) + ".mo");
    if (!std::filesystem::exists(file, ignored)) continue;
    TRY_ASSIGN(entry.messages, read_messages(file));
  }
  return Catalogue(std::move(impl));
}

std::string Catalogue::get(std::string_view tag, std::string_view german) const {
  std::string source(german);
  if (source.empty()) return source;  // the empty msgid is the file's header
  const char* text = impl_->first(
      tag, [&](const Messages& messages) { return messages.get(0, nullptr, source.c_str()); });
  return text ? std::string(text) : source;
}

bool Catalogue::has(std::string_view tag, std::string_view german) const {
  if (is_german(tag)) return true;
  const Messages* messages = impl_->messages(tag);
  return messages && !german.empty() &&
         messages->get(0, nullptr, std::string(german).c_str()) != nullptr;
}

std::string Catalogue::plural(std::string_view tag, std::string_view german_one,
                              std::string_view german_many, long n) const {
  const std::string source(german_one);
  const auto count = static_cast<int>(std::clamp<long>(n, 0, std::numeric_limits<int>::max()));
  const char* found = source.empty() ? nullptr : impl_->first(tag, [&](const Messages& messages) {
    return messages.get(0, nullptr, source.c_str(), count);
  });
  std::string text = found ? std::string(found) : std::string(n == 1 ? german_one : german_many);
  replace_number(text, n);
  return text;
}

}  // namespace anlaufstelle::language
