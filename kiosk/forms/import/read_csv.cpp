// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/import/read_csv.h"

#include <algorithm>
#include <string>
#include <vector>

#include "kiosk/forms/utf8.h"
#include "kiosk/forms/xpath/value.h"

namespace anlaufstelle::forms {

namespace {

constexpr std::size_t kMaxNodes = 4'000'000, kMaxColumns = 1'000;

char delimiter_of(std::string_view text) {
  const std::string_view first = text.substr(0, text.find('\n'));
  char best = ',';
  auto most = std::count(first.begin(), first.end(), best);
  for (const char other : {';', '\t'}) {
    const auto count = std::count(first.begin(), first.end(), other);
    if (count > most) {
      best = other;
      most = count;
    }
  }
  return best;
}

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text), delimiter_(delimiter_of(text)) {}

  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] int line() const { return line_; }

  // One row; its fields are in `row` from then on. InvalidInput for an open quote.
  Status next(std::vector<std::string>& row) {
    row.clear();
    while (true) {
      TRY(field(row.emplace_back()));
      if (at_end()) return ok_status();
      const char c = text_[at_++];
      if (c == delimiter_) continue;
      if (c == '\r' && !at_end() && text_[at_] == '\n') ++at_;
      ++line_;
      return ok_status();
    }
  }

 private:
  Status field(std::string& out) {
    if (at_end() || text_[at_] != '"') {
      const auto end =
          std::min(text_.find_first_of(std::string("\r\n") + delimiter_, at_), text_.size());
      out = text_.substr(at_, end - at_);
      at_ = end;
      return ok_status();
    }
    for (++at_; !at_end(); ++at_) {
      if (text_[at_] == '"') {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
        ++at_;
      }
      if (text_[at_] == '\n') ++line_;
      out += text_[at_];
    }
    if (at_end())
      return Error{ErrorCode::kInvalidInput,
                   "line " + std::to_string(line_) + ": a quote isn't closed"};
    ++at_;
    // What stands between the closing quote and the next delimiter belongs to nothing.
    at_ = std::min(text_.find_first_of(std::string("\r\n") + delimiter_, at_), text_.size());
    return ok_status();
  }

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

Status read_csv(std::string_view text, xpath::NameTable& names, xpath::Tree& tree) {
  using xpath::NodeKind;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (!fits_into_xml(text)) return Error{ErrorCode::kInvalidInput, "not UTF-8 text"};
  const xpath::NodeIx root = tree.add(NodeKind::kElement, 0, names.intern("root"), 0, 0);
  if (text.empty()) return ok_status();
  CsvReader reader(text);
  std::vector<std::string> row;
  TRY(reader.next(row));
  if (row.size() > kMaxColumns) return Error{ErrorCode::kRefused, "too many columns"};
  std::vector<xpath::NameId> columns;
  for (const std::string& name : row) columns.push_back(names.intern(xpath::trim(name)));
  const xpath::NameId item_name = names.intern("item");
  while (!reader.at_end()) {
    TRY(reader.next(row));
    if (row.size() == 1 && row.front().empty()) continue;
    if (tree.size() + columns.size() > kMaxNodes)
      return Error{ErrorCode::kRefused, "too many rows"};
    const xpath::NodeIx item = tree.add(NodeKind::kElement, root, item_name, 0, 0);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const xpath::NodeIx cell = tree.add(NodeKind::kElement, item, columns[i], 0, 0);
      if (i < row.size()) tree.set_value(cell, row[i]);
    }
  }
  return ok_status();
}

}  // namespace anlaufstelle::forms
