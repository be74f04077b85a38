// SPDX-License-Identifier: EUPL-1.2
// The kiosk and its server show each other certificates, made by the stock openssl; whoever shows
// the wrong one gets no envelope.
#include <doctest/doctest.h>

#include <fstream>

#include "storage/sync/server_schema.h"
#include "storage/sync/server_transport.h"
#include "tests/storage/seeded_random.h"
#include "tests/storage/sync/memory_outbox.h"
#include "tests/storage/sync/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::sync {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

// Folders: ours/ and foreign/ authorities; each machine's with ca.crt, client.crt and client.key.
constexpr const char* kMake = R"sh(
set -e
exec >make.log 2>&1
key="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
authority() {
  mkdir $1
  openssl req -x509 $key -days 30 -keyout $1/ca.key -out $1/ca.crt -subj /CN=$1 \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
  printf '[ca]\ndefault_ca=d\n[d]\ndatabase=%s/index\ncrlnumber=%s/number\ndefault_md=sha256\n' $1 $1 > $1/ca.cnf
  printf 'default_crl_days=30\nnew_certs_dir=%s\nserial=%s/serial\npolicy=p\nunique_subject=no\n[p]\ncommonName=supplied\n' $1 $1 >> $1/ca.cnf
  : > $1/index; echo 01 > $1/number; echo 01 > $1/serial
}
# leaf AUTHORITY FOLDER CN USE NAME START END
leaf() {
  mkdir -p $2
  openssl req $key -keyout $2/$5.key -out $2/$5.csr -subj /CN=$3
  printf 'basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=%s\n' $4 > $2/ext
  [ $4 = clientAuth ] || printf 'subjectAltName=DNS:%s\n' $3 >> $2/ext
  openssl ca -batch -config $1/ca.cnf -cert $1/ca.crt -keyfile $1/ca.key -in $2/$5.csr -out $2/$5.crt \
    -notext -extfile $2/ext -startdate $6 -enddate $7
  chmod 600 $2/$5.key
}
now=20260101000000Z; later=20460101000000Z; past=20250101000000Z
authority ours; authority foreign
leaf ours server localhost serverAuth server $now $later
leaf ours server-other db.example.org serverAuth server $now $later
leaf ours server-expired localhost serverAuth server $past $now
leaf foreign server-foreign localhost serverAuth server $now $later
leaf ours kiosk kiosk_kiosk-1 clientAuth client $now $later
leaf ours kiosk-expired kiosk_kiosk-1 clientAuth client $past $now
leaf ours kiosk-revoked kiosk_kiosk-1 clientAuth client $now $later
leaf ours kiosk-2 kiosk_kiosk-2 clientAuth client $now $later
leaf foreign kiosk-foreign kiosk_kiosk-1 clientAuth client $now $later
openssl ca -config ours/ca.cnf -cert ours/ca.crt -keyfile ours/ca.key -revoke kiosk-revoked/client.crt
openssl ca -config ours/ca.cnf -cert ours/ca.crt -keyfile ours/ca.key -gencrl -out ours/ca.crl
for folder in server server-other server-expired server-foreign; do
  cp ours/ca.crt ours/ca.crl $folder/
done
for folder in kiosk kiosk-expired kiosk-revoked kiosk-2 kiosk-foreign; do cp ours/ca.crt $folder/; done
)sh";

struct Certificates {
  Certificates() {
    const ProgramEnd made =
        run_program({"bash", "-c", "cd '" + dir.path().string() + "'\n" + kMake});
    REQUIRE_MESSAGE(made.code == 0, log());
  }
  [[nodiscard]] std::string log() const {
    std::ifstream in(dir.path() / "make.log");
    return {std::istreambuf_iterator<char>(in), {}};
  }
  TempDir dir;
};

PostgresServer::Options with(const Certificates& made, const char* folder) {
  PostgresServer::Options options;
  if (*folder != '\0') options.certificates = made.dir.path() / folder;
  options.port = free_port();
  // By TCP only with TLS and a certificate of the login's own name.
  options.rules = {"hostssl anlaufstelle +intake_kiosk 127.0.0.1/32 cert",
                   "host all all 127.0.0.1/32 reject"};
  return options;
}

// The state after a kiosk tried to send one record there with these certificates.
struct Tried {
  std::string state;
  int sent = 0;
  std::string words;
};
Tried try_to_send(const Certificates& made, const PostgresServer& server, const char* folder) {
  SeededRandom random(12);
  MemoryOutbox outbox;
  outbox.add(random_record(random));
  ServerAddress address;
  address.hosts = "localhost:" + std::to_string(server.port());
  address.login = "kiosk_kiosk-1";
  address.certificates = made.dir.path() / folder;
  ServerLink link(address, {5s, 5s});
  ServerTransport transport(link);
  const Shipped shipped = ship(outbox, transport);
  return {std::string(name_of(link.state())), shipped.sent,
          shipped.error ? shipped.error->context : ""};
}

void enrol_two(const PostgresServer& server) {
  for (const char* id : {"kiosk-1", "kiosk-2"}) server.ask(*sql_to_add(ServerRole::kKiosk, id));
}

}  // namespace

TEST_CASE("only our server's certificate gets envelopes, and only the kiosk's own lets it in") {
  const Certificates made;
  {
    PostgresServer server(with(made, "server"));
    enrol_two(server);
    const Tried right = try_to_send(made, server, "kiosk");
    CHECK_MESSAGE(right.sent == 1, right.words);
    CHECK(right.state == "ready");
    for (const char* folder :
         {"kiosk-expired", "kiosk-revoked", "kiosk-foreign", "kiosk-2", "no-such-folder"}) {
      const Tried wrong = try_to_send(made, server, folder);
      CAPTURE(std::string(folder) + ": " + wrong.words);
      CHECK(wrong.sent == 0);
      // Without the authority's certificate the kiosk itself doesn't go on.
      CHECK(wrong.state ==
            (std::string(folder) == "no-such-folder" ? "not-our-server" : "turned-away"));
    }
    fs::permissions(made.dir.path() / "kiosk/client.key", fs::perms(0644));
    CHECK(try_to_send(made, server, "kiosk").sent == 0);  // others could have copied it
    fs::permissions(made.dir.path() / "kiosk/client.key", fs::perms(0600));
    CHECK(server.ask("SELECT count(*) FROM intake.envelope") == "1");
  }
  for (const char* folder : {"server-other", "server-expired", "server-foreign", ""}) {
    PostgresServer server(with(made, folder));
    enrol_two(server);
    const Tried wrong = try_to_send(made, server, "kiosk");
    CAPTURE(std::string(folder) + ": " + wrong.words);
    CHECK(wrong.sent == 0);
    CHECK(wrong.state == "not-our-server");
    CHECK(server.ask("SELECT count(*) FROM intake.envelope") == "0");
  }
}

}  // namespace anlaufstelle::sync
