// SPDX-License-Identifier: EUPL-1.2
#include "storage/base/byte_reader.h"

#include <cassert>

namespace anlaufstelle {
namespace {

template <typename T>
Result<T> read_number(ByteView& left) {
  if (left.size() < sizeof(T)) return Error{ErrorCode::kCorrupt, "ends too early"};
  T value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    value = static_cast<T>(value | (static_cast<T>(left[i]) << (8 * i)));
  }
  left = left.subspan(sizeof(T));
  return value;
}

template <typename T>
void write_number(Bytes& out, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    out.push_back(static_cast<std::uint8_t>((value >> (8 * i)) & 0xff));
  }
}

}  // namespace

Result<std::uint8_t> ByteReader::u8() {
  return read_number<std::uint8_t>(left_);
}
Result<std::uint32_t> ByteReader::u32() {
  return read_number<std::uint32_t>(left_);
}
Result<std::uint64_t> ByteReader::u64() {
  return read_number<std::uint64_t>(left_);
}

Result<ByteView> ByteReader::take(std::size_t size) {
  if (size > left_.size()) return Error{ErrorCode::kCorrupt, "ends too early"};
  const ByteView part = left_.first(size);
  left_ = left_.subspan(size);
  return part;
}

Result<ByteView> ByteReader::sized() {
  TRY_ASSIGN(const std::uint32_t size, u32());
  return take(size);
}

void ByteWriter::u32(std::uint32_t v) {
  write_number(bytes_, v);
}
void ByteWriter::u64(std::uint64_t v) {
  write_number(bytes_, v);
}

void ByteWriter::sized(ByteView v) {
  assert(v.size() <= UINT32_MAX);
  u32(static_cast<std::uint32_t>(v.size()));
  raw(v);
}

}  // namespace anlaufstelle
