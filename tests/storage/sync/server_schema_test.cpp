// SPDX-License-Identifier: EUPL-1.2
// The schema on a real server, and what somebody with a stolen credential can do there, by psql.
#include "storage/sync/server_schema.h"

#include <doctest/doctest.h>

#include "tests/storage/sync/postgres_server.h"

namespace anlaufstelle::sync {
namespace {

constexpr const char* kId = "00000000-0000-4000-8000-000000000001";
constexpr const char* kOther = "00000000-0000-4000-8000-000000000002";

struct Server : PostgresServer {
  Server() {
    for (const char* id : {"kiosk-1", "kiosk-2"}) ask(*sql_to_add(ServerRole::kKiosk, id));
    ask(*sql_to_add(ServerRole::kDesk, "desk-1"));
    ask(*sql_to_add(ServerRole::kCustodian, "office"));
  }
};

// One cluster for the cases that only look at rights.
Server& shared_server() {
  static Server server;
  return server;
}

std::string put(const std::string& id, const std::string& content) {
  return "SELECT intake.put('" + id + "', '" + content + "')";
}

// What psql says, or the SQLSTATE of its error.
std::string answer(const Server& server, const std::string& user, const std::string& sql) {
  const ProgramEnd end = server.psql(user, "\\set VERBOSITY sqlstate\n" + sql);
  std::string said = end.code == 0 ? end.out : end.err;
  if (end.code != 0) {
    const auto at = said.rfind(' ');
    said = at == std::string::npos ? said : said.substr(at + 1);
  }
  if (said.ends_with('\n')) said.pop_back();
  return said;
}

}  // namespace

TEST_CASE("the server stores an envelope once and never another one in its place") {
  Server& server = shared_server();
  server.ask("TRUNCATE intake.envelope");
  CHECK(answer(server, "kiosk_kiosk-1", put(kId, "one")) == "stored");
  CHECK(answer(server, "kiosk_kiosk-1", put(kId, "one")) == "already");
  CHECK(answer(server, "kiosk_kiosk-1", put(kId, "two")) == "conflict");
  CHECK(answer(server, "kiosk_kiosk-2", put(kId, "one")) == "conflict");
  CHECK(server.ask("SELECT kiosk || ' ' || encode(envelope, 'escape') FROM intake.envelope") ==
        "kiosk_kiosk-1 one");
  CHECK(answer(server, "kiosk_kiosk-1", put(kOther, "")) == "22023");
  CHECK(answer(server, "kiosk_kiosk-1", "SELECT intake.put(NULL, 'x')") == "22023");
  CHECK(answer(server, "kiosk_kiosk-1",
               "SELECT intake.put('" + std::string(kOther) +
                   "', convert_to(repeat('x', 20971521), 'UTF8'))") == "22023");
}

TEST_CASE("a kiosk gets receipts of ids that it names and has sent itself") {
  Server& server = shared_server();
  server.ask("TRUNCATE intake.envelope");
  REQUIRE(answer(server, "kiosk_kiosk-1", put(kId, "one")) == "stored");
  REQUIRE(answer(server, "kiosk_kiosk-2", put(kOther, "two")) == "stored");
  const std::string both =
      "SELECT intake.my_receipts(ARRAY['" + std::string(kId) + "', '" + kOther + "']::uuid[])";
  CHECK(answer(server, "kiosk_kiosk-1", both) == kId);
  CHECK(answer(server, "kiosk_kiosk-2", both) == kOther);
  CHECK(answer(server, "kiosk_kiosk-1",
               "SELECT intake.my_receipts(array_agg(gen_random_uuid())) "
               "FROM generate_series(1, 1001)") == "22023");
}

TEST_CASE("whoever stole a kiosk's credential reads, lists, changes and deletes nothing") {
  Server& server = shared_server();
  server.ask("TRUNCATE intake.envelope");
  REQUIRE(answer(server, "kiosk_kiosk-2", put(kId, "of another one")) == "stored");
  const std::string denied[] = {
      "SELECT * FROM intake.envelope",
      "SELECT id FROM intake.envelope",
      "SELECT count(*) FROM intake.envelope",
      "SELECT * FROM intake.kiosk",
      "SELECT * FROM intake.head",
      "SELECT * FROM intake.event",
      "SELECT * FROM intake.schema_version",
      "INSERT INTO intake.envelope (id, kiosk, digest) VALUES (gen_random_uuid(), 'x', 'x')",
      "UPDATE intake.envelope SET envelope = 'x'",
      "UPDATE intake.kiosk SET max_envelopes = 1000000",
      "DELETE FROM intake.envelope",
      "TRUNCATE intake.envelope",
      "BEGIN; LOCK TABLE intake.envelope",
      "COPY intake.envelope TO STDOUT",
      "COPY (SELECT 1) TO '/tmp/x'",
      "COPY (SELECT 1) TO PROGRAM 'true'",
      "SELECT intake.taken(ARRAY[gen_random_uuid()])",
      "SELECT intake.put_event(1, 'x', NULL)",
      "SELECT intake.apply_retention(1)",
      "SET ROLE intake_owner",
      "SET ROLE intake_desk",
      "SET SESSION AUTHORIZATION boss",
      "SET ROLE boss",
      "ALTER TABLE intake.envelope DISABLE TRIGGER ALL",
      "CREATE TABLE intake.mine (a int)",
      "CREATE TABLE public.mine (a int)",
      "CREATE TEMP TABLE mine (a int)",
      "CREATE SCHEMA mine",
      "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "DO $$ BEGIN NULL; END $$",
      "SELECT lo_from_bytea(0, 'x')",
      "SELECT lo_creat(-1)",
      "SELECT pg_read_file('/etc/passwd')",
      "SELECT pg_advisory_lock(1)",
      "SELECT pg_notify('intake', 'x')",
      "SELECT pg_total_relation_size('intake.envelope')",
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
      "WHERE usename = 'boss'",
      "SELECT * FROM pg_authid",
      "CREATE ROLE mine",
      "ALTER ROLE \"kiosk_kiosk-1\" CONNECTION LIMIT 100",
      "GRANT intake_desk TO \"kiosk_kiosk-1\"",
      "ALTER SYSTEM SET fsync = off",
  };
  for (const std::string& sql : denied) {
    CAPTURE(sql);
    const std::string said = answer(server, "kiosk_kiosk-1", sql);
    CHECK_MESSAGE((said == "42501" || said == "0LP01"), said);
  }
  for (const char* base : {"postgres", "template1"}) {
    CHECK(run_program({"psql", "-h", server.socket_folder(), "-U", "kiosk_kiosk-1", "-d", base,
                       "-Xc", "SELECT 1"})
              .code != 0);
  }
  CHECK(server.ask("SELECT encode(envelope, 'escape') FROM intake.envelope") == "of another one");
}

TEST_CASE("no statistics tell a kiosk's thief an id") {
  Server& server = shared_server();
  server.ask("TRUNCATE intake.envelope");
  REQUIRE(answer(server, "kiosk_kiosk-2", put(kId, "x")) == "stored");
  server.ask("ANALYZE intake.envelope");
  CHECK(server.ask("SELECT count(*) > 0 FROM pg_stats WHERE schemaname = 'intake'") == "t");
  CHECK(answer(server, "kiosk_kiosk-1",
               "SELECT count(*) FROM pg_stats WHERE schemaname = 'intake'") == "0");
  CHECK(answer(server, "kiosk_kiosk-1", "SELECT count(*) FROM pg_statistic") == "42501");
  CHECK(answer(server, "kiosk_kiosk-1",
               "SELECT count(*) FROM pg_stat_activity WHERE query <> '' AND "
               "query <> '<insufficient privilege>' AND usename <> session_user") == "0");
}

TEST_CASE("a kiosk's thief can't send past the day's limits, and the other kiosks go on") {
  Server& server = shared_server();
  server.ask("TRUNCATE intake.envelope");
  server.ask(
      "UPDATE intake.kiosk SET max_envelopes = 10, max_bytes = 1000, day = '1970-01-01' "
      "WHERE role = 'kiosk_kiosk-1'");
  const std::string flood =
      "SELECT count(intake.put(gen_random_uuid(), 'x')) FROM generate_series(1, ";
  CHECK(answer(server, "kiosk_kiosk-1", flood + "11)") == "53400");
  CHECK(server.ask("SELECT count(*) FROM intake.envelope") == "0");  // all or nothing
  CHECK(answer(server, "kiosk_kiosk-1", flood + "10)") == "10");
  CHECK(answer(server, "kiosk_kiosk-1", put(kId, "x")) == "53400");
  CHECK(answer(server, "kiosk_kiosk-2", put(kId, "x")) == "stored");
  // The next day it may again.
  server.ask("UPDATE intake.kiosk SET day = day - 1 WHERE role = 'kiosk_kiosk-1'");
  CHECK(answer(server, "kiosk_kiosk-1",
               "SELECT intake.put(gen_random_uuid(), convert_to(repeat('x', 1001), 'UTF8'))") ==
        "53400");
  CHECK(answer(server, "kiosk_kiosk-1", put(kOther, "x")) == "stored");
  server.ask("UPDATE intake.kiosk SET max_envelopes = DEFAULT, max_bytes = DEFAULT");
}

TEST_CASE("a kiosk has four connections at most") {
  Server& server = shared_server();
  std::string five = "exec 2>&1; for i in 1 2 3 4 5 6; do psql -h " + server.socket_folder() +
                     " -U kiosk_kiosk-1 -d anlaufstelle -XAtqc 'SELECT pg_sleep(1)' & done; wait";
  const std::string said = run_program({"bash", "-c", five}).out;
  CHECK_MESSAGE(said.find("too many connections for role") != std::string::npos, said);
}

TEST_CASE("a desk reads and marks what it took, and can't change or remove") {
  Server& server = shared_server();
  server.ask("TRUNCATE intake.envelope, intake.event");
  REQUIRE(answer(server, "kiosk_kiosk-1", put(kId, "one")) == "stored");
  CHECK(answer(server, "desk_desk-1", "SELECT encode(envelope, 'escape') FROM intake.envelope") ==
        "one");
  for (const std::string& sql : {std::string("DELETE FROM intake.envelope"),
                                 std::string("UPDATE intake.envelope SET id = id"),
                                 std::string("SELECT * FROM intake.envelope FOR UPDATE"),
                                 put(kOther, "x"), std::string("SELECT intake.apply_retention(1)"),
                                 std::string("SELECT intake.put_head('x')")}) {
    CAPTURE(sql);
    CHECK(answer(server, "desk_desk-1", sql) == "42501");
  }
  const std::string event = "SELECT intake.put_event(1, ";
  CHECK(answer(server, "desk_desk-1", event + "'a', NULL)") == "stored");
  CHECK(answer(server, "desk_desk-1", event + "'a', NULL)") == "already");
  CHECK(answer(server, "desk_desk-1", event + "'b', NULL)") == "conflict");
}

TEST_CASE("retention empties what a desk took or a client took back, and nothing else") {
  Server& server = shared_server();
  server.ask("TRUNCATE intake.envelope, intake.event");
  const std::string third = "00000000-0000-4000-8000-000000000003";
  for (const std::string& id : {std::string(kId), std::string(kOther), third}) {
    REQUIRE(answer(server, "kiosk_kiosk-1", put(id, "one")) == "stored");
  }
  const auto emptied = [&] {
    return answer(server, "custodian_office", "SELECT intake.apply_retention(30)");
  };
  const std::string taken = "SELECT intake.taken(ARRAY['" + std::string(kId) + "'::uuid])";
  CHECK(answer(server, "desk_desk-1", taken) == "");
  const std::string gone = "SELECT intake.put_event(1, 'x', '" + third + "')";
  CHECK(answer(server, "desk_desk-1", gone) == "stored");
  CHECK(emptied() == "0");
  // Old, but no desk has it yet.
  server.ask("UPDATE intake.envelope SET received_at = received_at - interval '90 days'");
  CHECK(emptied() == "0");
  server.ask(
      "UPDATE intake.envelope SET taken_at = taken_at - interval '31 days', "
      "gone_at = gone_at - interval '25 hours'");
  CHECK(emptied() == "2");
  CHECK(server.ask("SELECT id FROM intake.envelope WHERE envelope IS NOT NULL") == kOther);
  // What comes late is known.
  CHECK(answer(server, "kiosk_kiosk-1", put(kId, "one")) == "already");
  CHECK(answer(server, "kiosk_kiosk-1", put(kId, "two")) == "conflict");
  CHECK(answer(server, "custodian_office", "SELECT * FROM intake.envelope") == "42501");
  CHECK(answer(server, "custodian_office", "SELECT intake.apply_retention(0)") == "22023");
}

TEST_CASE("the schema may be applied again, keeps what is there, and refuses a newer one") {
  Server& server = shared_server();
  server.ask("TRUNCATE intake.envelope");
  REQUIRE(answer(server, "kiosk_kiosk-1", put(kId, "one")) == "stored");
  server.ask("GRANT SELECT ON intake.envelope TO PUBLIC");  // somebody's mistake
  server.apply_schema();
  CHECK(server.ask("SELECT count(*) FROM intake.envelope") == "1");
  CHECK(answer(server, "kiosk_kiosk-1", "SELECT id FROM intake.envelope") == "42501");
  server.ask("INSERT INTO intake.schema_version VALUES (2)");
  CHECK(server.psql("boss", std::string(server_schema())).code != 0);
  server.ask("DELETE FROM intake.schema_version WHERE version = 2");
}

TEST_CASE("a revoked kiosk can neither come in again nor go on") {
  Server& server = shared_server();
  server.ask(*sql_to_add(ServerRole::kKiosk, "lost"));
  CHECK(answer(server, "kiosk_lost", put(kOther, "x")) != "42501");
  server.ask(*sql_to_revoke(ServerRole::kKiosk, "lost"));
  CHECK(server.psql("kiosk_lost", "SELECT 1").code != 0);
  CHECK(sql_to_add(ServerRole::kKiosk, "x'; DROP").error().code == ErrorCode::kInvalidInput);
  CHECK(sql_to_revoke(ServerRole::kDesk, "").error().code == ErrorCode::kInvalidInput);
}

}  // namespace anlaufstelle::sync
