// SPDX-License-Identifier: EUPL-1.2
// XPath 1.0, 4.2, and what ODK XForms adds about texts and lists of choices.
#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/forms/utf8.h"
#include "kiosk/forms/xpath/digests.h"
#include "kiosk/forms/xpath/functions.h"
#include "kiosk/forms/xpath/regex.h"

namespace anlaufstelle::forms::xpath {

namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (true) {
    const auto first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) return out;
    text.remove_prefix(first);
    const auto size = std::min(text.find_first_of(kSpace), text.size());
    out.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
}

std::string text_or_context(const Call& call) {
  if (call.size() > 0) return call.text(0);
  const NodeRef& node = call.context().node;
  return node.tree->string_value(node.ix);
}

Value fn_string(const Call& call) {
  return text_or_context(call);
}

std::string joined(const std::vector<std::string>& texts, std::string_view between) {
  std::string out;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) out += between;
    out += texts[i];
  }
  return out;
}

Value fn_concat(const Call& call) {
  return joined(call.flat_texts(0), "");
}
Value fn_join(const Call& call) {
  return joined(call.flat_texts(1), call.text(0));
}

Value fn_starts_with(const Call& call) {
  return call.text(0).starts_with(call.text(1));
}
Value fn_ends_with(const Call& call) {
  return call.text(0).ends_with(call.text(1));
}
Value fn_contains(const Call& call) {
  return call.text(0).find(call.text(1)) != std::string::npos;
}

Value fn_substring_before(const Call& call) {
  const std::string text = call.text(0);
  const auto at = text.find(call.text(1));
  return at == std::string::npos ? std::string() : text.substr(0, at);
}

Value fn_substring_after(const Call& call) {
  const std::string text = call.text(0), mark = call.text(1);
  const auto at = text.find(mark);
  return at == std::string::npos ? std::string() : text.substr(at + mark.size());
}

double round_half_up(double number) {
  return std::floor(number + 0.5);
}

// Positions count from 1 and are rounded (XPath 1.0, 4.2).
Value fn_substring(const Call& call) {
  const std::u32string text = decode_utf8(call.text(0));
  const double first = round_half_up(call.number(1));
  const double end = call.size() > 2 ? first + round_half_up(call.number(2)) : INFINITY;
  std::u32string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto position = static_cast<double>(i + 1);
    if (position >= first && position < end) out += text[i];
  }
  return encode_utf8(out);
}

// ODK substr(text, start[, end]): from 0, end excluded; negative counts from the end.
Value fn_substr(const Call& call) {
  const std::u32string text = decode_utf8(call.text(0));
  const auto size = static_cast<double>(text.size());
  const auto place = [&](double number) {
    if (std::isnan(number)) return std::size_t{0};
    const double at = std::trunc(number) + (number < 0 ? size : 0);
    return static_cast<std::size_t>(std::clamp(at, 0.0, size));
  };
  const std::size_t first = place(call.number(1));
  const std::size_t end = call.size() > 2 ? place(call.number(2)) : text.size();
  return encode_utf8(first < end ? text.substr(first, end - first) : std::u32string());
}

Value fn_string_length(const Call& call) {
  return static_cast<double>(decode_utf8(text_or_context(call)).size());
}

Value fn_normalize_space(const Call& call) {
  const std::string text = text_or_context(call);
  std::string out;
  for (const std::string_view word : words_of(text)) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

Value fn_translate(const Call& call) {
  const std::u32string text = decode_utf8(call.text(0)), from = decode_utf8(call.text(1)),
                       to = decode_utf8(call.text(2));
  std::u32string out;
  for (const char32_t c : text) {
    const auto at = from.find(c);
    if (at == std::u32string::npos) {
      out += c;
    } else if (at < to.size()) {
      out += to[at];
    }
  }
  return encode_utf8(out);
}

// digest(text, algorithm[, "base64" | "hex"])
Value fn_digest(const Call& call) {
  const auto kind = digest_named(call.text(1));
  const std::string encoding = call.size() > 2 ? call.text(2) : "base64";
  if (!kind || (encoding != "base64" && encoding != "hex")) {
    call.evaluation().fail("digest(): unknown algorithm or encoding");
    return std::string();
  }
  const std::vector<std::uint8_t> hash = digest(*kind, call.text(0));
  if (encoding == "base64") return to_base64(hash);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const std::uint8_t byte : hash) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

// What isn't text in the end is "".
Value fn_base64_decode(const Call& call) {
  auto out = from_base64(call.text(0));
  return out && fits_into_xml(*out) ? *std::move(out) : std::string();
}

Value fn_regex(const Call& call) {
  const auto fits = regex_fits(call.text(0), call.text(1));
  if (!fits) call.evaluation().fail(fits.error().context);
  return fits.ok() && *fits;
}

// Also of several nodes that hold one choice each.
Value fn_selected(const Call& call) {
  const std::string wanted = call.text(1);
  const std::string_view word = trim(wanted);
  const Value value = call.value(0);
  const auto holds = [&](const std::string& list) {
    const auto words = words_of(list);
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  const auto* nodes = std::get_if<NodeSet>(&value);
  if (nodes == nullptr) return holds(call.evaluation().text(value));
  return std::any_of(nodes->begin(), nodes->end(),
                     [&](const NodeRef& ref) { return holds(ref.tree->string_value(ref.ix)); });
}

Value fn_selected_at(const Call& call) {
  const std::string list = call.text(0);
  const auto words = words_of(list);
  const double at = std::trunc(call.number(1));
  if (!(at >= 0 && at < static_cast<double>(words.size()))) return std::string();
  return std::string(words[static_cast<std::size_t>(at)]);
}

Value fn_count_selected(const Call& call) {
  return static_cast<double>(words_of(call.text(0)).size());
}

constexpr std::array kTable = {
    Function{"string", 0, 1, fn_string},
    Function{"concat", 0, kAnyNumber, fn_concat},
    Function{"join", 1, kAnyNumber, fn_join},
    Function{"starts-with", 2, 2, fn_starts_with},
    Function{"ends-with", 2, 2, fn_ends_with},
    Function{"contains", 2, 2, fn_contains},
    Function{"substring-before", 2, 2, fn_substring_before},
    Function{"substring-after", 2, 2, fn_substring_after},
    Function{"substring", 2, 3, fn_substring},
    Function{"substr", 2, 3, fn_substr},
    Function{"string-length", 0, 1, fn_string_length},
    Function{"normalize-space", 0, 1, fn_normalize_space},
    Function{"translate", 3, 3, fn_translate},
    Function{"digest", 2, 3, fn_digest},
    Function{"base64-decode", 1, 1, fn_base64_decode},
    Function{"regex", 2, 2, fn_regex},
    Function{"selected", 2, 2, fn_selected},
    Function{"selected-at", 2, 2, fn_selected_at},
    Function{"count-selected", 1, 1, fn_count_selected},
};

}  // namespace

std::span<const Function> text_functions() {
  return kTable;
}

}  // namespace anlaufstelle::forms::xpath
