// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace anlaufstelle {

// What a caller can do about a failure; never matched by text.
enum class ErrorCode {
  kNotFound,      // it isn't there
  kCorrupt,       // bytes are damaged or not what they claim to be
  kWrongKey,      // no key at hand opens it, or the passphrase is wrong
  kTooNew,        // written by a newer version of this program
  kFull,          // no space left
  kUnreachable,   // a server, printer or folder doesn't answer
  kRefused,       // the rules forbid it
  kConflict,      // the same id with another content, or in use by someone else
  kInvalidInput,  // the caller's words are wrong
  kIo,            // the operating system failed
};

std::string_view name_of(ErrorCode code);

// `context` is for staff: file, line, step. It never holds an answer, a name or a key.
struct Error {
  ErrorCode code;
  std::string context;
};

// A value or an Error. Any thread; owns what it holds.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // REQUIRES: ok()
  [[nodiscard]] T& value() & { return *std::get_if<0>(&held_); }
  [[nodiscard]] const T& value() const& { return *std::get_if<0>(&held_); }
  [[nodiscard]] T&& value() && { return std::move(*std::get_if<0>(&held_)); }
  T* operator->() { return std::get_if<0>(&held_); }
  const T* operator->() const { return std::get_if<0>(&held_); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }

  // REQUIRES: !ok()
  [[nodiscard]] const Error& error() const { return *std::get_if<1>(&held_); }

 private:
  std::variant<T, Error> held_;
};

struct Ok {};

// Success without a value, or an Error.
using Status = Result<Ok>;

inline Status ok_status() {
  return Ok{};
}

// What is left of an Error on its way up, with one more word of where.
Error with_context(Error error, std::string_view where);

}  // namespace anlaufstelle

// TRY(expr): returns the Error of a failed Result from the enclosing function.
// TRY_ASSIGN(decl, expr): the same, and binds the value.
#define ANLAUFSTELLE_CONCAT_(a, b) a##b
#define ANLAUFSTELLE_CONCAT(a, b) ANLAUFSTELLE_CONCAT_(a, b)
#define TRY(expr)                                 \
  do {                                            \
    auto try_result_ = (expr);                    \
    if (!try_result_) return try_result_.error(); \
  } while (false)
#define TRY_ASSIGN(decl, expr)                                \
  auto ANLAUFSTELLE_CONCAT(try_value_, __LINE__) = (expr);    \
  if (!ANLAUFSTELLE_CONCAT(try_value_, __LINE__))             \
    return ANLAUFSTELLE_CONCAT(try_value_, __LINE__).error(); \
  decl = std::move(ANLAUFSTELLE_CONCAT(try_value_, __LINE__)).value()
