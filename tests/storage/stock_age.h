// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/base/secret.h"

namespace anlaufstelle::stock_age {

// The `age` and `age-keygen` tools of the distribution, run as a counsellor would run them.
// A test fails where they aren't installed. Nothing: the tool refused.

struct Key {
  std::string secret;     // "AGE-SECRET-KEY-1…"
  std::string recipient;  // "age1…"
};

Key generate();
std::optional<std::string> recipient_of(const std::string& secret);
std::optional<Bytes> seal(ByteView plaintext, const std::vector<std::string>& recipients);
std::optional<Bytes> open(ByteView file, const std::string& secret);

// The tool reads a passphrase from a terminal only, so these give it one.
std::optional<Bytes> seal_passphrase(ByteView plaintext, const std::string& passphrase);
std::optional<Bytes> open_passphrase(ByteView file, const std::string& passphrase);

}  // namespace anlaufstelle::stock_age
