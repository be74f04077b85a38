// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/html_page.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <vector>

#include "kiosk/pages/markdown.h"
#include "storage/base/utf8.h"

namespace anlaufstelle::pages {
namespace {

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};

std::string_view name_of(const xmlNode* node) {
  return reinterpret_cast<const char*>(node->name);
}

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 21> kDropped{
    "script", "style",  "iframe",   "frame", "object", "embed",    "applet",
    "svg",    "math",   "canvas",   "video", "audio",  "form",     "input",
    "select", "button", "textarea", "head",  "img",    "template", "noscript"};
constexpr std::array<std::string_view, 18> kBlocks{
    "p",  "div", "section", "article", "details", "summary", "table",  "tr",      "blockquote",
    "ul", "ol",  "li",      "dl",      "dt",      "dd",      "figure", "address", "hr"};

std::string attribute(xmlNode* node, const char* name) {
  xmlChar* value = xmlGetProp(node, reinterpret_cast<const xmlChar*>(name));
  if (value == nullptr) return {};
  std::string text(reinterpret_cast<const char*>(value));
  xmlFree(value);
  return text;
}

// Words of one block, with how they are marked.
struct Run {
  std::string text;
  bool strong = false, emphasis = false;
  std::string link;
  [[nodiscard]] bool same_marks(const Run& other) const {
    return strong == other.strong && emphasis == other.emphasis && link == other.link;
  }
};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

// White space squeezed over all of a block, none at its ends or beside a line's end.
void squeeze(std::vector<Run>& runs) {
  char last = '\n';
  for (Run& run : runs) {
    std::string squeezed;
    for (const char c : run.text) {
      const char space = c == '\v' ? '\n' : is_space(c) ? ' ' : c;
      if (static_cast<unsigned char>(space) < 0x20 && space != '\n') continue;
      if (space == ' ' && (last == ' ' || last == '\n')) continue;
      squeezed += space;
      last = space;
    }
    run.text = std::move(squeezed);
  }
  while (!runs.empty()) {
    std::string& text = runs.back().text;
    while (!text.empty() && is_space(text.back())) text.pop_back();
    if (!text.empty()) break;
    runs.pop_back();
  }
}

// What would open a block of our Markdown at a line's start.
void escape_start(std::string& line) {
  std::size_t digits = 0;
  while (digits < line.size() && std::isdigit(static_cast<unsigned char>(line[digits])) != 0)
    ++digits;
  if (digits > 0 && digits < line.size() && (line[digits] == '.' || line[digits] == ')')) {
    line.insert(digits, "\\");
  } else if (!line.empty() && std::string_view("#-+=>:|").find(line[0]) != std::string_view::npos) {
    line.insert(0, "\\");
  }
}

// Spaces stand outside of the marks, where Markdown wants them.
std::string marked(const Run& run) {
  const std::size_t begin = run.text.find_first_not_of(" \n");
  if (begin == std::string::npos) return run.text;
  const std::size_t end = run.text.find_last_not_of(" \n") + 1;
  const std::string marks =
      std::string(run.strong ? "**" : "") + std::string(run.emphasis ? "*" : "");
  std::string words = escaped_markdown(run.text.substr(begin, end - begin));
  if (!run.link.empty()) words = "[" + words + "](" + run.link + ".md)";
  return run.text.substr(0, begin) + marks + words + std::string(marks.rbegin(), marks.rend()) +
         run.text.substr(end);
}

std::string plain_of(const std::vector<Run>& runs) {
  std::string text;
  for (const Run& run : runs) text += run.text;
  return text;
}

// A line's end within a block is "\" and a line.
std::string in_lines(std::string text) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string line = text.substr(0, end);
    text.erase(0, std::min(end + 1, text.size()));
    while (!line.empty() && line.back() == ' ') line.pop_back();
    if (line.empty()) continue;
    escape_start(line);
    lines += (lines.empty() ? "" : "\\\n") + line;
  }
  return lines;
}

class Converter {
 public:
  explicit Converter(const PageOfLink& page_of) : page_of_(page_of) {}

  // False where it is nested too deep.
  bool read(xmlNode* first, int depth) {
    if (depth > kMaxHtmlDepth) return false;
    for (xmlNode* node = first; node != nullptr; node = node->next) {
      if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        if (node->content != nullptr) add(reinterpret_cast<const char*>(node->content));
      } else if (node->type == XML_ELEMENT_NODE && !element(node, depth)) {
        return false;
      }
    }
    return true;
  }
  std::string finish() {
    flush();
    return std::move(out_);
  }

 private:
  struct List {
    int next = 0;  // number of the next item, 0 for bullets
  };

  void add(std::string text) {
    runs_.push_back({std::move(text), strong_ > 0, emphasis_ > 0, link_});
    if (runs_.size() < 2 || !runs_[runs_.size() - 2].same_marks(runs_.back())) return;
    runs_[runs_.size() - 2].text += runs_.back().text;
    runs_.pop_back();
  }

  // What stands at a heading's or a list item's start.
  [[nodiscard]] std::string opening() {
    if (heading_ > 0) return heading_ <= 2 ? "## " : "### ";
    if (!item_) return {};
    item_ = false;
    List& list = lists_.back();
    const std::string indent(2 * (std::min<std::size_t>(lists_.size(), 3) - 1), ' ');
    if (list.next == 0 || list.next > 99) return indent + "- ";
    return indent + std::to_string(list.next++) + ". ";
  }

  void flush() {
    squeeze(runs_);
    if (!runs_.empty()) {
      std::string words;
      for (const Run& run : runs_) words += marked(run);
      words = in_lines(heading_ > 0 ? one_line(words) : words);
      // Marks that touch letters may be no marks to Markdown: better none than asterisks.
      std::string joined = words;
      const auto parsed = parse_inline(joined);
      const std::string plain = plain_of(runs_);
      if (!parsed || letters(parsed->text) != letters(plain)) {
        words = escaped_markdown(plain);
        words = in_lines(heading_ > 0 ? one_line(words) : words);
      }
      if (!words.empty()) {
        const std::string start = opening();
        const bool in_list = start.find_first_not_of(" #") != std::string::npos;
        out_ += (out_.empty() ? "" : in_list && was_in_list_ ? "\n" : "\n\n") + start + words;
        was_in_list_ = in_list;
      }
    }
    runs_.clear();
  }

  static std::string one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
  }
  static std::string letters(const std::string& text) {
    std::string kept;
    std::copy_if(text.begin(), text.end(), std::back_inserter(kept),
                 [](char c) { return !is_space(c); });
    return kept;
  }

  bool inside(xmlNode* node, int depth, int& marks) {
    ++marks;
    const bool read_all = read(node->children, depth + 1);
    --marks;
    return read_all;
  }

  bool link(xmlNode* node, int depth) {
    const std::string before = link_;
    link_ = page_of_(attribute(node, "href"));
    const bool read_all = read(node->children, depth + 1);
    link_ = before;
    return read_all;
  }

  bool heading(xmlNode* node, int depth, int level) {
    flush();
    heading_ = level;
    const bool read_all = read(node->children, depth + 1);
    flush();
    heading_ = 0;
    return read_all;
  }

  bool list(xmlNode* node, int depth, bool numbered) {
    flush();
    lists_.push_back({numbered ? 1 : 0});
    const bool read_all = read(node->children, depth + 1);
    flush();
    lists_.pop_back();
    item_ = false;
    return read_all;
  }

  bool element(xmlNode* node, int depth) {
    const std::string_view name = name_of(node);
    if (is_one_of(name, kDropped)) return true;
    if (name == "br") return add("\v"), true;
    if (name == "strong" || name == "b") return inside(node, depth, strong_);
    if (name == "em" || name == "i") return inside(node, depth, emphasis_);
    if (name == "a") return link(node, depth);
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6')
      return heading(node, depth, name[1] - '0');
    if (name == "ul" || name == "ol") return list(node, depth, name == "ol");
    if (name == "td" || name == "th") add(" ");
    if (is_one_of(name, kBlocks)) flush();
    if (name == "li" && !lists_.empty()) item_ = true;
    const bool read_all = read(node->children, depth + 1);
    if (is_one_of(name, kBlocks)) flush();
    if (name == "li") item_ = false;
    return read_all;
  }

  const PageOfLink& page_of_;
  std::string out_, link_;
  std::vector<Run> runs_;
  std::vector<List> lists_;
  int strong_ = 0, emphasis_ = 0, heading_ = 0;
  bool item_ = false, was_in_list_ = false;
};

}  // namespace

std::string escaped_markdown(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (std::string_view("\\`*_[]<>&!~{}$^").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

Result<std::string> markdown_of_html(const std::string& html, const PageOfLink& page_of) {
  const auto wrong = [](const char* what) {
    return Error{ErrorCode::kInvalidInput, std::string("HTML: ") + what};
  };
  if (html.size() > kMaxHtmlBytes) return wrong("above 1 MiB");
  if (!is_valid_utf8(html) || html.find('\0') != std::string::npos) return wrong("no UTF-8 text");
  if (html.find_first_not_of(" \t\r\n") == std::string::npos) return std::string();
  const std::unique_ptr<xmlDoc, FreeDocument> document(htmlReadMemory(
      html.data(), static_cast<int>(html.size()), nullptr, "UTF-8",
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET));
  if (document == nullptr) return wrong("unreadable");
  Converter converter(page_of);
  if (!converter.read(document->children, 0)) return wrong("nested too deep");
  return converter.finish();
}

}  // namespace anlaufstelle::pages
