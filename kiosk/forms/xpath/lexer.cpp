// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/xpath/lexer.h"

#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace anlaufstelle::forms::xpath {

namespace {

constexpr std::size_t kMaxTokens = 100'000;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool continues_name(char c) {
  return starts_name(c) || is_digit(c) || c == '-' || c == '.';
}

constexpr std::array<std::pair<char, TokenKind>, 16> kCharacters = {{
    {'(', TokenKind::kOpen},
    {')', TokenKind::kClose},
    {'[', TokenKind::kOpenPredicate},
    {']', TokenKind::kClosePredicate},
    {'.', TokenKind::kDot},
    {'@', TokenKind::kAt},
    {',', TokenKind::kComma},
    {'$', TokenKind::kDollar},
    {'*', TokenKind::kName},
    {'/', TokenKind::kOperator},
    {'|', TokenKind::kOperator},
    {'+', TokenKind::kOperator},
    {'-', TokenKind::kOperator},
    {'=', TokenKind::kOperator},
    {'<', TokenKind::kOperator},
    {'>', TokenKind::kOperator},
}};

class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) {}

  Result<std::vector<Token>> run() {
    while (true) {
      while (at_ < source_.size() && is_space(source_[at_])) ++at_;
      if (at_ == source_.size()) break;
      if (tokens_.size() >= kMaxTokens) return fail("expression too long");
      TRY(next());
    }
    tokens_.push_back({TokenKind::kEnd, {}, 0, at_});
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] Error fail(std::string_view what) const {
    return {ErrorCode::kInvalidInput,
            "syntax: " + std::string(what) + " at character " + std::to_string(at_ + 1)};
  }

  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
  }

  void push(TokenKind kind, std::size_t size) {
    tokens_.push_back({kind, source_.substr(at_, size), 0, at_});
    at_ += size;
  }

  // Whether an operator may stand here: XPath 1.0, 3.7 "If there is a preceding token…".
  [[nodiscard]] bool after_operand() const {
    if (tokens_.empty()) return false;
    switch (tokens_.back().kind) {
      case TokenKind::kNumber:
      case TokenKind::kLiteral:
      case TokenKind::kName:
      case TokenKind::kClose:
      case TokenKind::kClosePredicate:
      case TokenKind::kDot:
      case TokenKind::kDotDot:
        return true;
      default:
        return false;
    }
  }

  Status next() {
    const char c = peek();
    if (c == '"' || c == '\'') return literal(c);
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (after_operand() && named_operator()) return ok_status();
    if (starts_name(c)) return name();
    return punctuation(c);
  }

  Status literal(char quote) {
    const auto end = source_.find(quote, at_ + 1);
    if (end == std::string_view::npos) return fail("text without closing quote");
    tokens_.push_back({TokenKind::kLiteral, source_.substr(at_ + 1, end - at_ - 1), 0, at_});
    at_ = end + 1;
    return ok_status();
  }

  Status number() {
    std::size_t size = 0;
    while (is_digit(peek(size))) ++size;
    if (peek(size) == '.') {
      ++size;
      while (is_digit(peek(size))) ++size;
    }
    const std::string_view text = source_.substr(at_, size);
    push(TokenKind::kNumber, size);
    double& value = tokens_.back().number;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    if (parsed.ec == std::errc::result_out_of_range)
      value = std::numeric_limits<double>::infinity();
    return ok_status();
  }

  bool named_operator() {
    if (peek() == '*') {
      push(TokenKind::kOperator, 1);
      return true;
    }
    // A name can't follow an operand, so "2div1" and "divx" are an operator and the rest.
    for (const std::string_view word : {"and", "or", "mod", "div"}) {
      if (!source_.substr(at_).starts_with(word)) continue;
      push(TokenKind::kOperator, word.size());
      return true;
    }
    return false;
  }

  Status name() {
    std::size_t size = 1;
    while (continues_name(peek(size))) ++size;
    if (peek(size) == ':' && peek(size + 1) == '*') {
      size += 2;
    } else if (peek(size) == ':' && starts_name(peek(size + 1))) {
      size += 2;
      while (continues_name(peek(size))) ++size;
    }
    push(TokenKind::kName, size);
    return ok_status();
  }

  Status punctuation(char c) {
    static constexpr std::array<std::string_view, 4> kPairs = {"//", "!=", "<=", ">="};
    const std::string_view pair = source_.substr(at_, 2);
    for (const std::string_view known : kPairs) {
      if (pair != known) continue;
      push(TokenKind::kOperator, 2);
      return ok_status();
    }
    if (pair == "..") return push(TokenKind::kDotDot, 2), ok_status();
    if (pair == "::") return push(TokenKind::kColons, 2), ok_status();
    for (const auto& [character, kind] : kCharacters) {
      if (c != character) continue;
      push(kind, 1);
      return ok_status();
    }
    return fail("unexpected character");
  }

  std::string_view source_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

Result<std::vector<Token>> tokenize(std::string_view source) {
  return Lexer(source).run();
}

}  // namespace anlaufstelle::forms::xpath
