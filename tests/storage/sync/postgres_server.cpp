// SPDX-License-Identifier: EUPL-1.2
#include "tests/storage/sync/postgres_server.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <poll.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "storage/sync/server_schema.h"

namespace anlaufstelle {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

const fs::path kPrograms = "/usr/lib/postgresql/15/bin";

// PostgreSQL refuses to run as root.
const passwd* owner() {
  if (geteuid() != 0) return nullptr;
  static const passwd* const found = [] {
    const passwd* user = getpwnam("postgres");
    return user != nullptr ? user : getpwnam("nobody");
  }();
  return found;
}

void give_to_owner(const fs::path& path) {
  if (owner() != nullptr && chown(path.c_str(), owner()->pw_uid, owner()->pw_gid) != 0) {
    throw std::runtime_error("chown " + path.string());
  }
}

// Behind fork(): as the owner, with an end when this process ends. Must come before exec.
void become_owner() {
  if (owner() != nullptr && (setgroups(0, nullptr) != 0 || setgid(owner()->pw_gid) != 0 ||
                             setuid(owner()->pw_uid) != 0)) {
    _exit(126);
  }
  prctl(PR_SET_PDEATHSIG, SIGQUIT);  // behind setuid, which would clear it
}

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> out;
  for (const auto& word : words) out.push_back(const_cast<char*>(word.c_str()));
  out.push_back(nullptr);
  return out;
}

std::string drain(int fd_out, int fd_err, std::string& err) {
  std::string out;
  pollfd both[2] = {{fd_out, POLLIN, 0}, {fd_err, POLLIN, 0}};
  while (both[0].fd >= 0 || both[1].fd >= 0) {
    if (poll(both, 2, -1) < 0) break;
    for (int i = 0; i < 2; ++i) {
      if (both[i].fd < 0 || both[i].revents == 0) continue;
      char buffer[4096];
      const ssize_t n = read(both[i].fd, buffer, sizeof buffer);
      if (n <= 0) {
        both[i].fd = -1;
      } else {
        (i == 0 ? out : err).append(buffer, static_cast<std::size_t>(n));
      }
    }
  }
  return out;
}

ProgramEnd run_as(const std::vector<std::string>& words, const std::string& input, bool as_owner) {
  // Input by a file: no pipe that could fill up.
  char name[] = "/tmp/anlaufstelle-input-XXXXXX";
  const int in = mkstemp(name);
  unlink(name);
  if (in < 0 || write(in, input.data(), input.size()) != static_cast<ssize_t>(input.size())) {
    throw std::runtime_error("mkstemp");
  }
  lseek(in, 0, SEEK_SET);
  int out[2], err[2];
  if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
  const auto argv = pointers(words);
  const pid_t child = fork();
  if (child == 0) {
    dup2(in, 0);
    dup2(out[1], 1);
    dup2(err[1], 2);
    if (as_owner) become_owner();
    if (chdir("/") != 0) _exit(126);
    execvp(argv[0], argv.data());
    _exit(127);
  }
  close(in);
  close(out[1]);
  close(err[1]);
  ProgramEnd end;
  end.out = drain(out[0], err[0], end.err);
  close(out[0]);
  close(err[0]);
  int status = 0;
  waitpid(child, &status, 0);
  end.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return end;
}

void must(const std::vector<std::string>& words, bool as_owner = true) {
  const ProgramEnd end = run_as(words, "", as_owner);
  if (end.code != 0) throw std::runtime_error(words[0] + ": " + end.out + end.err);
}

// initdb takes a second; a copy of what it made takes none.
fs::path new_cluster(const fs::path& folder) {
  must({kPrograms / "initdb", "-D", folder / "data", "-U", "boss", "--auth=trust", "-E", "UTF8",
        "--locale=C.UTF-8", "--no-sync", "--no-instructions"});
  return folder / "data";
}

void append(const fs::path& file, const std::vector<std::string>& lines) {
  std::ofstream out(file, std::ios::app);
  for (const auto& line : lines) out << line << "\n";
}

std::vector<pid_t> children_of(pid_t parent) {
  const ProgramEnd end = run_as({"ps", "-o", "pid=", "--ppid", std::to_string(parent)}, "", false);
  std::vector<pid_t> pids;
  std::istringstream lines(end.out);
  for (pid_t pid = 0; lines >> pid;) pids.push_back(pid);
  return pids;
}

}  // namespace

ProgramEnd run_program(const std::vector<std::string>& words, const std::string& input) {
  return run_as(words, input, false);
}

int free_port() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("bind");
  }
  close(fd);
  return ntohs(address.sin_port);
}

PostgresServer::PostgresServer() : PostgresServer(Options{}) {}

PostgresServer::PostgresServer(Options options) : options_(std::move(options)) {
  make_folder();
  data_ = new_cluster(options_.disk.empty() ? folder_ : options_.disk);
  write_configuration();
  start();
  const std::string port = std::to_string(options_.port == 0 ? 5432 : options_.port);
  const ProgramEnd made = run_program({"psql", "-h", folder_, "-p", port, "-U", "boss", "-d",
                                       "postgres", "-Xqc", "CREATE DATABASE anlaufstelle"});
  REQUIRE_MESSAGE(made.code == 0, made.err);
  apply_schema();
}

PostgresServer::PostgresServer(const PostgresServer& primary, Options options)
    : options_(std::move(options)) {
  make_folder();
  data_ = folder_ / "data";
  must({kPrograms / "pg_basebackup", "-h", primary.socket_folder(), "-U", "boss", "-D", data_, "-R",
        "-X", "stream", "-c", "fast", "-C", "-S", "slot1", "--no-sync"});
  append(data_ / "postgresql.auto.conf", {"primary_conninfo = 'host=" + primary.socket_folder() +
                                          " user=boss application_name=s1'"});
  write_configuration();
  start();
}

PostgresServer::~PostgresServer() {
  stop();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void PostgresServer::make_folder() {
  char name[] = "/tmp/anlaufstelle-pg-XXXXXX";
  if (mkdtemp(name) == nullptr) throw std::runtime_error("mkdtemp");
  folder_ = name;
  fs::permissions(folder_, fs::perms(0755));
  give_to_owner(folder_);
}

void PostgresServer::write_configuration() const {
  append(data_ / "postgresql.conf",
         {"listen_addresses = '" + std::string(options_.port == 0 ? "" : "127.0.0.1") + "'",
          "port = " + std::to_string(options_.port == 0 ? 5432 : options_.port),
          "unix_socket_directories = '" + folder_.string() + "'", "shared_buffers = 16MB",
          "max_connections = 40", "max_wal_size = 128MB", "log_min_messages = warning"});
  if (!options_.certificates.empty()) {
    for (const char* name : {"server.crt", "server.key", "ca.crt", "ca.crl"}) {
      fs::copy_file(fs::path(options_.certificates) / name, data_ / name,
                    fs::copy_options::overwrite_existing);
      fs::permissions(data_ / name, fs::perms(0600));
      give_to_owner(data_ / name);
    }
    append(data_ / "postgresql.conf",
           {"ssl = on", "ssl_cert_file = 'server.crt'", "ssl_key_file = 'server.key'",
            "ssl_ca_file = 'ca.crt'", "ssl_crl_file = 'ca.crl'",
            "ssl_min_protocol_version = 'TLSv1.3'"});
  }
  append(data_ / "postgresql.conf", options_.settings);
  if (!options_.rules.empty()) {
    std::ofstream(data_ / "pg_hba.conf") << "local all all trust\nlocal replication boss trust\n";
    append(data_ / "pg_hba.conf", options_.rules);
  }
}

void PostgresServer::start() {
  if (process_ > 0) return;
  const std::vector<std::string> words = {kPrograms / "postgres", "-D", data_};
  const auto argv = pointers(words);
  const std::string log_file = folder_ / "log";
  process_ = fork();
  if (process_ == 0) {
    become_owner();
    const int log_to = open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    dup2(log_to, 1);
    dup2(log_to, 2);
    execv(argv[0], argv.data());
    _exit(127);
  }
  wait_until_ready();
}

void PostgresServer::wait_until_ready() const {
  for (int i = 0; i < 1200; ++i) {
    const int code = run_program({kPrograms / "pg_isready", "-q", "-h", folder_, "-p",
                                  std::to_string(options_.port == 0 ? 5432 : options_.port)})
                         .code;
    if (code == 0) return;
    if (waitpid(process_, nullptr, WNOHANG) == process_) break;
    std::this_thread::sleep_for(50ms);
  }
  throw std::runtime_error("the server doesn't start: " + log());
}

void PostgresServer::stop() {
  if (process_ <= 0) return;
  thaw();
  kill(process_, SIGQUIT);
  waitpid(process_, nullptr, 0);
  process_ = -1;
}

void PostgresServer::signal_all(int signal) const {
  if (process_ <= 0) return;
  const auto children = children_of(process_);
  kill(process_, signal);
  for (const pid_t child : children) kill(child, signal);
}

void PostgresServer::kill_all() {
  signal_all(SIGKILL);
  if (process_ > 0) waitpid(process_, nullptr, 0);
  process_ = -1;
}

void PostgresServer::freeze() {
  signal_all(SIGSTOP);
}

void PostgresServer::thaw() {
  signal_all(SIGCONT);
}

// What is promoted has no standby of its own yet: it mustn't wait for one.
void PostgresServer::promote() {
  const std::string without = "ALTER SYSTEM SET synchronous_standby_names = ''";
  ask(without);
  ask("SELECT pg_reload_conf()");
  must({kPrograms / "pg_ctl", "-D", data_, "-w", "promote"});
}

std::string PostgresServer::log() const {
  std::ifstream in(folder_ / "log");
  return {std::istreambuf_iterator<char>(in), {}};
}

ProgramEnd PostgresServer::psql(const std::string& user, const std::string& sql) const {
  return run_program(
      {"psql", "-h", folder_, "-p", std::to_string(options_.port == 0 ? 5432 : options_.port), "-U",
       user, "-d", "anlaufstelle", "-XAtq", "-v", "ON_ERROR_STOP=1", "-f", "-"},
      sql);
}

std::string PostgresServer::ask(const std::string& sql) const {
  ProgramEnd end = psql("boss", sql);
  REQUIRE_MESSAGE(end.code == 0, end.err);
  if (end.out.ends_with('\n')) end.out.pop_back();
  return end.out;
}

void PostgresServer::apply_schema() const {
  ask(std::string(sync::server_schema()));
}

}  // namespace anlaufstelle
