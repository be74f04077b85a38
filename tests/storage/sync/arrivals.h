// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <vector>

#include "storage/records/record_store.h"
#include "tests/storage/sync/postgres_server.h"

namespace anlaufstelle {

// Envelopes in hexadecimal digits, by the record's.
using Envelopes = std::map<std::string, std::string>;

inline std::string hex_text(ByteView bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

// What of the kiosks' records is on the server.
struct Arrivals {
  int whole = 0;                 // there, once, with the same bytes
  int missing = 0, changed = 0;  // not there; there with other bytes
  int twice = 0, foreign = 0;    // rows too many; rows that nobody sent
  int counted = 0;               // what the server says it stored today
  std::string trouble;           // psql's, when it couldn't be asked
};
// `logins`: of the kiosks that sent `sent`. Any thread: nothing is asserted.
Arrivals arrivals_of(const PostgresServer& server, const std::vector<std::string>& logins,
                     const Envelopes& sent);
// Removes what these logins sent, for the next round.
std::string forget_arrivals(const PostgresServer& server, const std::vector<std::string>& logins);

// Everything in a kiosk's store.
Envelopes envelopes_in(records::RecordStore& store);

}  // namespace anlaufstelle
