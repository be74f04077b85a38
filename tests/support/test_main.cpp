// SPDX-License-Identifier: EUPL-1.2
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <chrono>
#include <thread>

int main(int argc, char** argv) {
  const int status = doctest::Context(argc, argv).run();
#ifdef __SANITIZE_ADDRESS__
  // Pango looks fonts up on threads that it never joins; what they still hold when the process
  // ends would be reported as lost.
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
#endif
  return status;
}
