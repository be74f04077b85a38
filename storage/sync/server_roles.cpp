// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "storage/sync/server_schema.h"

namespace anlaufstelle::sync {
namespace {

constexpr std::size_t kMaxId = 32;

// ON THE SERVER: do not rename.
std::string_view word_of(ServerRole role) {
  switch (role) {
    case ServerRole::kKiosk:
      return "kiosk";
    case ServerRole::kDesk:
      return "desk";
    case ServerRole::kCustodian:
      return "custodian";
  }
  return "";
}

Status check_id(std::string_view id) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  if (id.empty() || id.size() > kMaxId || !std::all_of(id.begin(), id.end(), allowed)) {
    return Error{ErrorCode::kInvalidInput, "a name has 1 to 32 of a-z, 0-9 and -"};
  }
  return ok_status();
}

// `text` with each NAME and GROUP replaced. Neither can hold a quote.
std::string fill(std::string_view text, ServerRole role, std::string_view id) {
  std::string filled(text);
  const auto replace = [&](std::string_view word, const std::string& value) {
    for (std::size_t at = 0; (at = filled.find(word, at)) != std::string::npos;
         at += value.size()) {
      filled.replace(at, word.size(), value);
    }
  };
  replace("GROUP", "intake_" + std::string(word_of(role)));
  replace("NAME", server_login(role, id));
  return filled;
}

// The time-outs keep a client that hangs from holding what others wait for.
constexpr std::string_view kAdd = R"sql(\set ON_ERROR_STOP 1
BEGIN;
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'NAME') THEN
    CREATE ROLE "NAME";
  END IF;
END $$;
ALTER ROLE "NAME" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
  CONNECTION LIMIT 4 PASSWORD NULL;
ALTER ROLE "NAME" SET statement_timeout = '120s';
ALTER ROLE "NAME" SET lock_timeout = '60s';
ALTER ROLE "NAME" SET idle_in_transaction_session_timeout = '30s';
GRANT GROUP TO "NAME";
)sql";
constexpr std::string_view kAddKiosk =
    "INSERT INTO intake.kiosk (role) VALUES ('NAME') ON CONFLICT DO NOTHING;\n";
constexpr std::string_view kRevoke = R"sql(\set ON_ERROR_STOP 1
BEGIN;
ALTER ROLE "NAME" NOLOGIN;
REVOKE GROUP FROM "NAME";
COMMIT;
SELECT count(pg_catalog.pg_terminate_backend(pid)) AS sessions_ended
  FROM pg_catalog.pg_stat_activity WHERE usename = 'NAME';
)sql";

}  // namespace

std::string server_login(ServerRole role, std::string_view id) {
  return std::string(word_of(role)) + "_" + std::string(id);
}

Result<std::string> sql_to_add(ServerRole role, std::string_view id) {
  TRY(check_id(id));
  std::string sql = fill(kAdd, role, id);
  if (role == ServerRole::kKiosk) sql += fill(kAddKiosk, role, id);
  return sql + "COMMIT;\n";
}

Result<std::string> sql_to_revoke(ServerRole role, std::string_view id) {
  TRY(check_id(id));
  return fill(kRevoke, role, id);
}

}  // namespace anlaufstelle::sync
