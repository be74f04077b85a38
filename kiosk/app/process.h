// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>

#include "storage/base/result.h"

namespace anlaufstelle::app {

// No core dumps, not traceable by other programs of the same user, new files private. At start,
// before any secret or answer exists.
void harden_process();

// Process-wide settings that libraries read and that no thread may change later: the character
// set and what the heap keeps. Before the first thread.
void settle_process();
// Gives what loading has left in the heap back to the system.
void trim_heap();

// Replaces this process by a fresh copy of itself with the same arguments: whatever an answer
// left in heaps, caches and library buffers is gone with the address space. Everything that
// must be closed is closed before. Returns only on failure.
Error restart_process(char** argv);

// Replaces this process by the program of that name that lies beside it, without arguments.
// Returns only on failure.
Error become_program(const std::string& name);

// Files that come with the program (locales): beside the build tree, or where installed.
std::filesystem::path locales_folder();
std::filesystem::path catalogues_folder();

}  // namespace anlaufstelle::app
