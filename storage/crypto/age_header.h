// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::crypto {

// The text header of an age v1 file (C2SP age.md, Header). Any thread, no I/O.

// "-> type argument…" and a body: one way to the file key.
struct Stanza {
  std::vector<std::string> args;  // the first one is the type
  Bytes body;
};

struct AgeHeader {
  std::vector<Stanza> stanzas;
  ByteView authenticated;  // what the MAC is over: up to and with "---"
  std::array<std::uint8_t, 32> mac{};
  ByteView payload;  // nonce and chunks
};

// Views into `file`. Errors: Corrupt; TooNew for another version of age.
Result<AgeHeader> parse_age_header(ByteView file);

// Version line, stanzas and "---": what the MAC is over.
std::string age_header_without_mac(std::span<const Stanza> stanzas);

// RFC 4648 section 4 without padding; decoding refuses what is not canonical.
std::string to_base64(ByteView bytes);
std::optional<Bytes> from_base64(std::string_view text);

}  // namespace anlaufstelle::crypto
