// SPDX-License-Identifier: EUPL-1.2
#include "tests/storage/sync/arrivals.h"

#include <cstdlib>
#include <sstream>

namespace anlaufstelle {
namespace {

std::string list_of(const std::vector<std::string>& logins) {
  std::string list;
  for (const auto& login : logins) list += (list.empty() ? "'" : ", '") + login + "'";
  return "(" + list + ")";
}

}  // namespace

Arrivals arrivals_of(const PostgresServer& server, const std::vector<std::string>& logins,
                     const Envelopes& sent) {
  Arrivals found;
  const std::string of = list_of(logins);
  // Where midnight (UTC) fell between, the day's count says nothing.
  const ProgramEnd rows = server.psql(
      "boss",
      "SELECT CASE WHEN (SELECT min(day) = max(day) AND min((received_at AT TIME ZONE "
      "'UTC')::date) = min(day) FROM intake.envelope JOIN intake.kiosk ON role = kiosk WHERE kiosk "
      "IN " +
          of + ") THEN sum(envelopes) ELSE (SELECT count(*) FROM intake.envelope WHERE kiosk IN " +
          of + ") END FROM intake.kiosk WHERE role IN " + of +
          ";\nSELECT replace(id::text, '-', '') || ' ' || encode(envelope, 'hex') FROM "
          "intake.envelope WHERE kiosk IN " +
          of + ";");
  if (rows.code != 0) found.trouble = rows.err;
  std::istringstream lines(rows.out);
  lines >> found.counted;
  std::map<std::string, int> times;
  for (std::string id, envelope; lines >> id >> envelope;) {
    const auto mine = sent.find(id);
    if (mine == sent.end()) {
      ++found.foreign;
    } else if (++times[id] > 1) {
      ++found.twice;
    } else {
      ++(mine->second == envelope ? found.whole : found.changed);
    }
  }
  found.missing = static_cast<int>(sent.size() - times.size());
  return found;
}

std::string forget_arrivals(const PostgresServer& server, const std::vector<std::string>& logins) {
  const std::string of = list_of(logins);
  return server
      .psql("boss", "DELETE FROM intake.envelope WHERE kiosk IN " + of +
                        "; UPDATE intake.kiosk SET envelopes = 0, bytes = 0, "
                        "day = (clock_timestamp() AT TIME ZONE 'UTC')::date WHERE role IN " +
                        of)
      .err;
}

Envelopes envelopes_in(records::RecordStore& store) {
  Envelopes all;
  const auto ids = store.ids();
  if (!ids) return all;
  for (const RecordId& id : *ids) {
    const auto record = store.get(id);
    all[id.hex()] = record ? hex_text(record->encode()) : "can't be read";
  }
  return all;
}

}  // namespace anlaufstelle
