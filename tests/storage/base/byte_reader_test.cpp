// SPDX-License-Identifier: EUPL-1.2
#include "storage/base/byte_reader.h"

#include <doctest/doctest.h>

namespace anlaufstelle {

TEST_CASE("what ByteWriter writes ByteReader reads, little-endian") {
  ByteWriter out;
  out.u8(0x12);
  out.u32(0x89abcdef);
  out.u64(0x0123456789abcdef);
  out.sized(as_bytes("drei"));
  out.raw(as_bytes("roh"));
  CHECK(out.bytes()[1] == 0xef);
  ByteReader in(out.bytes());
  CHECK(*in.u8() == 0x12);
  CHECK(*in.u32() == 0x89abcdef);
  CHECK(*in.u64() == 0x0123456789abcdef);
  CHECK(as_text(*in.sized()) == "drei");
  CHECK(as_text(*in.take(3)) == "roh");
  CHECK(in.left() == 0);
}

TEST_CASE("a read past the end is an error and takes nothing") {
  const Bytes bytes = {4, 0, 0, 0, 'a', 'b', 'c'};
  ByteReader in(bytes);
  CHECK(in.u64().error().code == ErrorCode::kCorrupt);
  CHECK(in.take(8).error().code == ErrorCode::kCorrupt);
  CHECK(in.left() == 7);
  CHECK(in.sized().error().code == ErrorCode::kCorrupt);
  const Bytes huge = {0xff, 0xff, 0xff, 0xff};
  CHECK(ByteReader(huge).sized().error().code == ErrorCode::kCorrupt);
  CHECK(ByteReader({}).u8().error().code == ErrorCode::kCorrupt);
}

}  // namespace anlaufstelle
