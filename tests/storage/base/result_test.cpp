// SPDX-License-Identifier: EUPL-1.2
#include "storage/base/result.h"

#include <doctest/doctest.h>

#include <memory>
#include <set>

namespace anlaufstelle {
namespace {

Result<std::unique_ptr<int>> half(int n) {
  if (n % 2 != 0) return Error{ErrorCode::kInvalidInput, "odd"};
  return std::make_unique<int>(n / 2);
}

Result<int> quarter(int n) {
  TRY_ASSIGN(const std::unique_ptr<int> once, half(n));
  TRY(half(*once));
  TRY_ASSIGN(const auto twice, half(*once));
  return *twice;
}

}  // namespace

TEST_CASE("TRY and TRY_ASSIGN hand a value down or the first error up") {
  CHECK(*quarter(12) == 3);
  CHECK(quarter(7).error().context == "odd");
  CHECK(quarter(6).error().code == ErrorCode::kInvalidInput);
  CHECK_FALSE(quarter(6));
}

TEST_CASE("with_context says where first and keeps the code") {
  const Error error = with_context({ErrorCode::kFull, "write"}, "store");
  CHECK(error.context == "store: write");
  CHECK(error.code == ErrorCode::kFull);
  CHECK(with_context({ErrorCode::kIo, ""}, "store").context == "store");
}

TEST_CASE("every error code has a name of its own") {
  std::set<std::string_view> names;
  constexpr int kCodes = static_cast<int>(ErrorCode::kIo) + 1;
  for (int i = 0; i < kCodes; ++i) names.insert(name_of(static_cast<ErrorCode>(i)));
  CHECK(names.size() == kCodes);
  CHECK(names.count("unknown") == 0);
}

}  // namespace anlaufstelle
