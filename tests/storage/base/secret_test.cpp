// SPDX-License-Identifier: EUPL-1.2
#include "storage/base/secret.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <type_traits>
#include <vector>

namespace anlaufstelle {
namespace {

// The flags of the mapping that `address` lies in, as the kernel tells them.
std::string flags_of_mapping(const void* address) {
  std::ifstream maps("/proc/self/smaps");
  const auto wanted = reinterpret_cast<std::uintptr_t>(address);
  bool inside = false;
  for (std::string line; std::getline(maps, line);) {
    unsigned long long from = 0;
    unsigned long long to = 0;
    if (std::sscanf(line.c_str(), "%llx-%llx ", &from, &to) == 2) {
      inside = wanted >= from && wanted < to;
    } else if (inside && line.starts_with("VmFlags:")) {
      return line + " ";
    }
  }
  return {};
}

}  // namespace

TEST_CASE("a secret moves, copies on demand only and forgets what was moved out") {
  static_assert(!std::is_copy_constructible_v<SecretBytes>);
  static_assert(!std::is_convertible_v<SecretBytes, std::string>);
  SecretBytes one(as_bytes("geheim"));
  CHECK(one.text() == "geheim");
  const SecretBytes copy = one.copy();
  SecretBytes two = std::move(one);
  CHECK(two.text() == "geheim");
  CHECK(one.empty());  // NOLINT(bugprone-use-after-move): that it is empty is the promise
  two = SecretBytes(as_bytes("anders"));
  CHECK(two.text() == "anders");
  CHECK(copy.text() == "geheim");
  CHECK(SecretBytes(0).empty());
}

TEST_CASE("a secret's memory is left out of core dumps and locked where that is allowed") {
  const SecretBytes key(as_bytes("geheim"));
  const std::string flags = flags_of_mapping(key.view().data());
  CHECK(flags.find(" dd ") != std::string::npos);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  // The sanitizers' own mlock does nothing.
  rlimit limit{};
  REQUIRE(getrlimit(RLIMIT_MEMLOCK, &limit) == 0);
  if (limit.rlim_cur >= 65536) CHECK(flags.find(" lo ") != std::string::npos);
#endif
}

TEST_CASE("what a secret leaves to the next one is zeros, out of core dumps as well") {
  const std::uint8_t* memory = nullptr;
  {
    const SecretBytes key(as_bytes("geheim"));
    memory = key.view().data();
  }
  const SecretBytes next(6);
  REQUIRE(next.view().data() == memory);  // else this looks at nothing
  CHECK(std::all_of(memory, memory + 4096, [](std::uint8_t byte) { return byte == 0; }));
  CHECK(flags_of_mapping(memory).find(" dd ") != std::string::npos);
}

TEST_CASE("many secrets of all sizes live and die without meeting") {
  std::vector<SecretBytes> secrets;
  for (std::size_t round = 0; round < 3; ++round) {
    for (std::size_t i = 1; i < 60; ++i) {
      secrets.emplace_back(i * 1000);
      std::fill_n(secrets.back().data(), i * 1000, static_cast<std::uint8_t>(i));
    }
    for (const SecretBytes& secret : secrets) {
      const ByteView all = secret.view();
      const auto mark = static_cast<std::uint8_t>(secret.size() / 1000);
      CHECK(std::all_of(all.begin(), all.end(), [&](std::uint8_t byte) { return byte == mark; }));
    }
    secrets.clear();
  }
}

TEST_CASE("wiping a string clears what was deleted from it too") {
  std::string text = "eine Antwort, die lang genug für den Freispeicher ist";
  const char* memory = text.data();
  const std::size_t size = text.size();
  text.resize(4);
  wipe(text);
  CHECK(text.empty());
  REQUIRE(text.data() == memory);
  CHECK(std::all_of(memory, memory + size, [](char c) { return c == 0; }));
}

}  // namespace anlaufstelle
