// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cereal/cereal.hpp>
#include <cereal/types/optional.hpp>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include "storage/base/secret.h"

namespace anlaufstelle::forms {

// cereal walks the types; these two archives say how a number is written, and trust no size. Its
// own binary archives would allocate whatever a damaged size says. Whole numbers are LEB128 (most
// are small), double is IEEE 754 in little-endian order. Bad bytes throw cereal::Exception, which
// load_compiled_form() catches. One thread.

// What an index in a form counts.
enum class Space : std::uint8_t { kNode, kExpression, kControl, kGroup, kName, kPicture, kSound };
inline constexpr std::size_t kSpaces = 7;

// An index into one of the form's tables, or the number that means none.
template <typename T>
struct Index {
  T& value;
  Space space;
  std::uint32_t none;
};

// An enumerator up to and including `last`.
template <typename T>
struct OneOf {
  T& value;
  T last;
};

// REQUIRES: `value` outlives what it is wrapped in.
template <typename T>
OneOf<T> one_of(T& value, T last) {
  return {value, last};
}

class FormWriter : public cereal::OutputArchive<FormWriter> {
 public:
  explicit FormWriter(Bytes& into) : OutputArchive(this), out_(into) {}

  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out_.push_back(static_cast<std::uint8_t>(value | 0x80));
    out_.push_back(static_cast<std::uint8_t>(value));
  }
  void raw(const void* data, std::size_t size) {
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    out_.insert(out_.end(), bytes, bytes + size);
  }

 private:
  Bytes& out_;
};

class FormReader : public cereal::InputArchive<FormReader> {
 public:
  explicit FormReader(ByteView bytes) : InputArchive(this), left_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint8_t byte = take(1).front();
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw cereal::Exception("a number is too long");
  }
  // A number of things that are still to come, each of at least that many bytes.
  std::size_t size(std::size_t least_bytes = 1) {
    const std::uint64_t value = number();
    if (value > left_.size() / least_bytes)
      throw cereal::Exception("a size is larger than the rest");
    return static_cast<std::size_t>(value);
  }
  ByteView take(std::size_t size) {
    if (size > left_.size()) throw cereal::Exception("the end is missing");
    const ByteView out = left_.first(size);
    left_ = left_.subspan(size);
    return out;
  }
  [[nodiscard]] bool at_end() const { return left_.empty(); }

  // Notes an index; they are compared with the tables when all of these are known.
  void see(Space space, std::uint32_t index) {
    std::uint32_t& highest = past_highest_[static_cast<std::size_t>(space)];
    highest = std::max(highest, index + 1);
  }
  void expect_below(Space space, std::size_t count) const {
    if (past_highest_[static_cast<std::size_t>(space)] > count)
      throw cereal::Exception("an index names nothing");
  }
  // Of things inside each other.
  void enter() {
    if (++depth_ > kMostLevels) throw cereal::Exception("too many levels");
  }
  void leave() { --depth_; }

 private:
  static constexpr int kMostLevels = 200;
  ByteView left_;
  std::array<std::uint32_t, kSpaces> past_highest_{};
  int depth_ = 0;
};

// Found by cereal beside the archives.

template <typename T>
requires std::is_integral_v<T>
void save(FormWriter& archive, const T& value) {
  archive.number(
      static_cast<
          std::make_unsigned_t<std::conditional_t<std::is_same_v<T, bool>, unsigned char, T>>>(
          value));
}
template <typename T>
requires std::is_integral_v<T>
void load(FormReader& archive, T& value) {
  using Number =
      std::make_unsigned_t<std::conditional_t<std::is_same_v<T, bool>, unsigned char, T>>;
  const std::uint64_t number = archive.number();
  const std::uint64_t most = std::is_same_v<T, bool> ? 1 : std::numeric_limits<Number>::max();
  if (number > most) throw cereal::Exception("a number is out of range");
  value = static_cast<T>(static_cast<Number>(number));
}

inline void save(FormWriter& archive, const double& value) {
  auto bits = std::bit_cast<std::uint64_t>(value);
  for (int i = 0; i < 8; ++i, bits >>= 8) {
    const auto byte = static_cast<std::uint8_t>(bits);
    archive.raw(&byte, 1);
  }
}
inline void load(FormReader& archive, double& value) {
  const ByteView bytes = archive.take(8);
  std::uint64_t bits = 0;
  for (std::size_t i = 8; i-- > 0;) bits = bits << 8 | bytes[i];
  value = std::bit_cast<double>(bits);
}

// cereal names the parts of some types, for archives that people read.
template <typename T>
void save(FormWriter& archive, const cereal::NameValuePair<T>& named) {
  archive(named.value);
}
template <typename T>
void load(FormReader& archive, cereal::NameValuePair<T>& named) {
  archive(named.value);
}

inline void save(FormWriter& archive, const std::string& text) {
  archive.number(text.size());
  archive.raw(text.data(), text.size());
}
inline void load(FormReader& archive, std::string& text) {
  text = as_text(archive.take(archive.size()));
}

// Grows with what is really there: an element may be far larger than its bytes in the file.
template <typename T>
void save(FormWriter& archive, const std::vector<T>& all) {
  archive.number(all.size());
  for (const T& one : all) archive(one);
}
template <typename T>
void load(FormReader& archive, std::vector<T>& all) {
  all.clear();
  for (std::size_t left = archive.size(); left > 0; --left) archive(all.emplace_back());
}
inline void save(FormWriter& archive, const Bytes& all) {
  archive.number(all.size());
  archive.raw(all.data(), all.size());
}
inline void load(FormReader& archive, Bytes& all) {
  const ByteView bytes = archive.take(archive.size());
  all.assign(bytes.begin(), bytes.end());
}

// 0 for none, so that what most members hold is one byte.
template <typename T>
void save(FormWriter& archive, const Index<T>& index) {
  archive.number(index.value == index.none ? 0 : std::uint64_t{index.value} + 1);
}
template <typename T>
void load(FormReader& archive, Index<T>& index) {
  const std::uint64_t number = archive.number();
  const bool absent_name = number == 0 && index.space == Space::kName;  // "" has a number too
  if (number > index.none || absent_name) throw cereal::Exception("an index is out of range");
  index.value = number == 0 ? index.none : static_cast<std::uint32_t>(number - 1);
  if (number != 0) archive.see(index.space, index.value);
}

template <typename T>
void save(FormWriter& archive, const OneOf<T>& choice) {
  archive.number(static_cast<std::uint64_t>(choice.value));
}
template <typename T>
void load(FormReader& archive, OneOf<T>& choice) {
  const std::uint64_t number = archive.number();
  if (number > static_cast<std::uint64_t>(choice.last))
    throw cereal::Exception("a kind is not known");
  choice.value = static_cast<T>(number);
}

}  // namespace anlaufstelle::forms

CEREAL_SETUP_ARCHIVE_TRAITS(anlaufstelle::forms::FormReader, anlaufstelle::forms::FormWriter)
