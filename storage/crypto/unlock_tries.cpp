// SPDX-License-Identifier: EUPL-1.2
#include "storage/crypto/unlock_tries.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "storage/base/file.h"

namespace anlaufstelle::crypto {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kDoublings = 5, kManyTries = 99, kMostCounted = 1'000'000;
constexpr int kWrongDigits = 7, kLastDigits = 12;
constexpr milliseconds kFirst{1000}, kLongest{30'000};

// ON DISK: do not change.
constexpr std::string_view kTitle = "anlaufstelle-tries/1\nwrong: ";
constexpr std::string_view kLast = "\nlast: ";

template <typename Number>
bool take_number(std::string_view& rest, Number& number) {
  const auto [end, failed] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  return failed == std::errc() && number >= 0;
}

std::string digits(std::int64_t number, int count) {
  std::string text = std::to_string(number);
  text.insert(0, static_cast<std::size_t>(std::max(0, count - static_cast<int>(text.size()))), '0');
  return text;
}

struct Saved {
  int wrong = 0;
  std::int64_t last = 0;  // seconds since 1970-01-01 UTC
};

bool parse(std::string_view text, Saved& saved) {
  if (!text.starts_with(kTitle)) return false;
  text.remove_prefix(kTitle.size());
  if (!take_number(text, saved.wrong) || !text.starts_with(kLast)) return false;
  text.remove_prefix(kLast.size());
  return take_number(text, saved.last) && text == "\n";
}

}  // namespace

UnlockTries::UnlockTries(std::filesystem::path file, const Clock& clock)
    : file_(std::move(file)), clock_(clock) {
  const auto content = read_file(file_, 256);
  if (!content && content.error().code == ErrorCode::kNotFound) return;
  Saved saved;
  if (!content || !parse(as_text(*content), saved)) {
    wrong_ = kManyTries;
    next_try_ = clock_.monotonic() + kLongest;
    return;
  }
  wrong_ = std::min(saved.wrong, kMostCounted);
  // By a clock that went back the whole delay is left, and never more.
  const seconds passed = clock_.now().time_since_epoch() - seconds(saved.last);
  const milliseconds waited = std::clamp(passed, seconds(0), std::chrono::ceil<seconds>(kLongest));
  next_try_ = clock_.monotonic() + std::max(milliseconds(0), delay() - waited);
}

milliseconds UnlockTries::delay() const {
  if (wrong_ == 0) return milliseconds(0);
  return std::min(kFirst * (1 << std::min(wrong_ - 1, kDoublings)), kLongest);
}

milliseconds UnlockTries::wait() const {
  return std::clamp(next_try_ - clock_.monotonic(), milliseconds(0), kLongest);
}

Status UnlockTries::save() const {
  const auto now = clock_.now().time_since_epoch().count();
  const std::string text = std::string(kTitle) + digits(wrong_, kWrongDigits) + std::string(kLast) +
                           digits(std::max<std::int64_t>(now, 0), kLastDigits) + "\n";
  const Status replaced = overwrite_file(file_, as_bytes(text));
  if (replaced || replaced.error().code == ErrorCode::kIo) return replaced;
  return write_file_durably(file_, as_bytes(text));
}

Status UnlockTries::begin() {
  if (wait() > milliseconds(0)) {
    return Error{ErrorCode::kRefused, "too early after a wrong passphrase"};
  }
  wrong_ = std::min(wrong_ + 1, kMostCounted);
  const Status saved = save();
  if (saved || saved.error().code == ErrorCode::kFull) return ok_status();
  --wrong_;
  return saved;
}

void UnlockTries::end(Outcome outcome) {
  switch (outcome) {
    case Outcome::kWrong:
      next_try_ = clock_.monotonic() + delay();
      return;
    case Outcome::kRight:
      wrong_ = 0;
      // A count that can't be taken back now only delays the next restart.
      (void)save();
      return;
  }
}

}  // namespace anlaufstelle::crypto
