// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/queue_search.h"

#include <algorithm>

#include "kiosk/language/choice_index.h"

namespace anlaufstelle::casework {
namespace {

constexpr std::size_t kLeastConsonants = 2;

// "B 27" and "b27" → "B27"
std::string plain_number(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c == ' ') continue;
    plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return plain;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Begins with it, or its figures do.
bool number_begins(std::string_view number, const std::string& wanted) {
  const std::string plain = plain_number(number);
  if (plain.starts_with(wanted)) return true;
  if (!is_digit(wanted.front())) return false;
  const auto figures = std::find_if(plain.begin(), plain.end(), is_digit);
  return std::string_view(figures, plain.end()).starts_with(wanted);
}

// Of Latin letters: without vowels and what is written for them, each letter once in a row.
std::string consonants(std::string_view latin) {
  std::string left;
  for (const char c : latin) {
    const bool letter = c >= 'a' && c <= 'z';
    if (!letter || std::string_view("aeiouyw").find(c) != std::string_view::npos) continue;
    if (left.empty() || left.back() != c) left += c;
  }
  return left;
}

bool name_matches(const NameKeys& keys, const std::string& folded, const std::string& bones) {
  const auto begins = [](const std::vector<std::string>& words, const std::string& wanted) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return word.starts_with(wanted); });
  };
  if (begins(keys.words, folded)) return true;
  return bones.size() >= kLeastConsonants && begins(keys.consonants, bones);
}

bool passes(const QueueEntry& entry, const QueueQuery& query) {
  const bool today = entry.minute >= query.today;
  if (query.day == QueueQuery::Day::kToday && !today) return false;
  if (query.day == QueueQuery::Day::kEarlier && today) return false;
  if (!query.form_id.empty() && entry.form_id != query.form_id) return false;
  return !query.state || entry.state == *query.state;
}

// Each word with what follows it, so that two words find a name too.
void add_words(std::vector<std::string>& words, const std::string& folded) {
  for (std::size_t at = 0; at < folded.size();) {
    words.push_back(folded.substr(at));
    const auto space = folded.find(' ', at);
    at = space == std::string::npos ? folded.size() : space + 1;
  }
}

}  // namespace

NameKeys::~NameKeys() {
  for (std::string& word : words) wipe(word);
  for (std::string& word : consonants) wipe(word);
}

std::shared_ptr<const NameKeys> name_keys(std::string_view name) {
  const std::string given(name);
  auto keys = std::make_shared<NameKeys>();
  add_words(keys->words, language::fold(given));
  for (const std::string& latin : language::typed_in_latin(given)) {
    add_words(keys->words, latin);
    const std::string bones = consonants(latin);
    if (bones.size() >= kLeastConsonants) keys->consonants.push_back(bones);
  }
  return keys;
}

std::vector<std::size_t> search(const Queue& queue, const QueueQuery& query) {
  const std::string number = plain_number(query.typed);
  std::string folded = language::fold(query.typed);
  while (folded.ends_with(' ')) folded.pop_back();
  const std::string bones = consonants(folded);
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < queue.entries.size(); ++i) {
    const QueueEntry& entry = queue.entries[i];
    if (!passes(entry, query)) continue;
    if (number.empty() || number_begins(entry.number, number) ||
        (entry.name && !folded.empty() && name_matches(*entry.name, folded, bones)))
      found.push_back(i);
  }
  return found;
}

std::vector<const QueueEntry*> all_with_number(const Queue& queue, std::string_view typed) {
  const std::string wanted = plain_number(typed);
  std::vector<const QueueEntry*> waiting, done;
  for (const QueueEntry& entry : queue.entries) {
    if (plain_number(entry.number) == wanted) (is_done(entry) ? done : waiting).push_back(&entry);
  }
  return waiting.empty() ? done : waiting;
}

const QueueEntry* with_number(const Queue& queue, std::string_view typed) {
  const auto found = all_with_number(queue, typed);
  return found.size() == 1 ? found.front() : nullptr;
}

}  // namespace anlaufstelle::casework
