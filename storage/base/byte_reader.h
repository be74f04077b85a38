// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle {

// Reads little-endian numbers and length-prefixed byte strings from untrusted bytes; every read
// is checked against what is left. Does not own the bytes. One thread.
class ByteReader {
 public:
  explicit ByteReader(ByteView bytes) : left_(bytes) {}

  [[nodiscard]] std::size_t left() const { return left_.size(); }
  Result<std::uint8_t> u8();
  Result<std::uint32_t> u32();
  Result<std::uint64_t> u64();
  // Exactly `size` bytes.
  Result<ByteView> take(std::size_t size);
  // A u32 length, then that many bytes.
  Result<ByteView> sized();

 private:
  ByteView left_;
};

// The other direction; appends to a buffer of its own.
class ByteWriter {
 public:
  void u8(std::uint8_t v) { bytes_.push_back(v); }
  void u32(std::uint32_t v);
  void u64(std::uint64_t v);
  void raw(ByteView v) { bytes_.insert(bytes_.end(), v.begin(), v.end()); }
  // REQUIRES: fewer than 2^32 bytes.
  void sized(ByteView v);
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }
  [[nodiscard]] Bytes take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

}  // namespace anlaufstelle
