// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace anlaufstelle {

// What a program that was run to its end said.
struct ProgramEnd {
  int code = -1;
  std::string out, err;
};
ProgramEnd run_program(const std::vector<std::string>& words, const std::string& input = "");

// A PostgreSQL cluster of a test's own in a folder below /tmp, run by a user that isn't root, with
// a Unix socket there and, if wanted, a port on loopback. It ends with this object, and with this
// process however that ends. Its superuser is "boss".
class PostgresServer {
 public:
  struct Options {
    std::vector<std::string> settings;  // lines of postgresql.conf behind ours
    std::vector<std::string> rules;     // lines of pg_hba.conf; empty: everybody, by the socket
    std::string certificates;           // folder with server.crt, server.key, ca.crt, ca.crl
    int port = 0;                       // of 127.0.0.1; 0: the socket alone
    std::filesystem::path disk;         // where the data lies; empty: below the folder
  };
  PostgresServer();  // schema and database "anlaufstelle", by the socket
  explicit PostgresServer(Options options);
  // A copy that follows `primary` as standby "s1".
  PostgresServer(const PostgresServer& primary, Options options);
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  void start();
  void stop();      // immediately, without a checkpoint
  void kill_all();  // SIGKILL to it and all its children
  void freeze();    // SIGSTOP to all of them: a host that went silent
  void thaw();
  void promote();

  // The folder of its socket, a "host" for libpq.
  [[nodiscard]] std::string socket_folder() const { return folder_.string(); }
  [[nodiscard]] int port() const { return options_.port; }
  [[nodiscard]] std::filesystem::path data() const { return data_; }
  [[nodiscard]] std::string log() const;

  // psql in the database, without alignment; `sql` comes by standard input.
  [[nodiscard]] ProgramEnd psql(const std::string& user, const std::string& sql) const;
  // As boss; what it says must be no error. The output without its last line end.
  std::string ask(const std::string& sql) const;
  void apply_schema() const;

 private:
  void make_folder();
  void write_configuration() const;
  void signal_all(int signal) const;
  void wait_until_ready() const;

  Options options_;
  std::filesystem::path folder_, data_;
  pid_t process_ = -1;
};

// A port that was free just now.
int free_port();

}  // namespace anlaufstelle
