// SPDX-License-Identifier: EUPL-1.2
#include "tests/storage/stock_age.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "storage/base/file.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::stock_age {
namespace {

constexpr std::size_t kMaxOutput = 64 * 1024 * 1024;
constexpr int kNotInstalled = 127;

// In the child: becomes the tool, or ends with the shell's code for a missing command.
[[noreturn]] void become(const std::vector<std::string>& words) {
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  execvp(argv[0], argv.data());
  _exit(kNotInstalled);
}

bool succeeded(pid_t child) {
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE_MESSAGE(!(WIFEXITED(status) && WEXITSTATUS(status) == kNotInstalled),
                  "age and age-keygen must be installed (Debian package age)");
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool run(const std::vector<std::string>& words) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const int nowhere = ::open("/dev/null", O_RDWR);
    dup2(nowhere, 0);
    dup2(nowhere, 1);
    dup2(nowhere, 2);
    become(words);
  }
  return succeeded(child);
}

// Answers every "passphrase: " that the tool asks on its terminal.
bool run_on_terminal(const std::vector<std::string>& words, const std::string& passphrase) {
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
  REQUIRE(child >= 0);
  if (child == 0) become(words);
  const std::string answer = passphrase + "\n";
  std::string seen;
  char buffer[256];
  for (;;) {
    const ssize_t n = read(terminal, buffer, sizeof buffer);
    if (n <= 0) break;  // EIO once the tool has closed its side
    seen.append(buffer, static_cast<std::size_t>(n));
    if (seen.ends_with(": ")) {
      seen.clear();
      REQUIRE(write(terminal, answer.data(), answer.size()) == static_cast<ssize_t>(answer.size()));
    }
  }
  const bool good = succeeded(child);
  close(terminal);
  return good;
}

struct Files {
  explicit Files(ByteView content) { put("in", content); }
  void put(const char* name, ByteView content) {
    std::ofstream file(dir.path() / name, std::ios::binary);
    file << as_text(content);
    REQUIRE(file.flush().good());
  }
  [[nodiscard]] std::string path(const char* name) const { return (dir.path() / name).string(); }
  // The output file; age makes none for an empty plaintext.
  [[nodiscard]] std::optional<Bytes> output(bool good) const {
    if (!good) return std::nullopt;
    auto bytes = read_file(dir.path() / "out", kMaxOutput);
    return bytes ? std::move(bytes).value() : Bytes();
  }
  TempDir dir;
};

std::string first_line_with(const std::string& text, std::string_view start) {
  const std::size_t at = text.find(start);
  REQUIRE(at != std::string::npos);
  return text.substr(at, text.find('\n', at) - at);
}

}  // namespace

Key generate() {
  const Files files({});
  REQUIRE(run({"age-keygen", "-o", files.path("out")}));
  const auto text = files.output(true);
  const std::string words(as_text(*text));
  return {first_line_with(words, "AGE-SECRET-KEY-1"), first_line_with(words, "age1")};
}

std::optional<std::string> recipient_of(const std::string& secret) {
  const Files files(as_bytes(secret + "\n"));
  const bool good = run({"age-keygen", "-y", "-o", files.path("out"), files.path("in")});
  const auto text = files.output(good);
  if (!text) return std::nullopt;
  return first_line_with(std::string(as_text(*text)), "age1");
}

std::optional<Bytes> seal(ByteView plaintext, const std::vector<std::string>& recipients) {
  const Files files(plaintext);
  std::vector<std::string> words = {"age", "-o", files.path("out")};
  for (const std::string& recipient : recipients) words.insert(words.end(), {"-r", recipient});
  words.push_back(files.path("in"));
  return files.output(run(words));
}

std::optional<Bytes> open(ByteView file, const std::string& secret) {
  Files files(file);
  files.put("key", as_bytes(secret + "\n"));
  return files.output(
      run({"age", "-d", "-i", files.path("key"), "-o", files.path("out"), files.path("in")}));
}

std::optional<Bytes> seal_passphrase(ByteView plaintext, const std::string& passphrase) {
  const Files files(plaintext);
  return files.output(
      run_on_terminal({"age", "-p", "-o", files.path("out"), files.path("in")}, passphrase));
}

std::optional<Bytes> open_passphrase(ByteView file, const std::string& passphrase) {
  const Files files(file);
  return files.output(
      run_on_terminal({"age", "-d", "-o", files.path("out"), files.path("in")}, passphrase));
}

}  // namespace anlaufstelle::stock_age
