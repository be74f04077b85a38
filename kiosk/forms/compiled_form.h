// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "kiosk/forms/form_def.h"
#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::forms {

// A form as the kiosk loads it: what an import found out, with the tables that came with it and
// its pictures decoded, in one file. So whoever is asked questions never waits for, nor is exposed
// to, a reader of XML, CSV or pictures. It is read by the program that wrote it and its kin: the
// original is kept for whoever must read records later (storage/FORMAT.md, "Forms").

// What tells one original from another: SHA-256 over the XML and everything that came with it.
using SourceDigest = std::array<std::uint8_t, 32>;

// ON DISK: raised with every change of what is written or of what it means, so also when the
// engine would import the same XML to something else.
inline constexpr std::uint32_t kCompiledFormat = 3;

struct CompiledHeader {
  std::uint32_t format = 0;
  SourceDigest source{};
};

// REQUIRES: a form from import_xform(). One whose expressions call what is no function, as only
// kAll lets through, can't be loaded again.
Bytes compile_form(const FormDef& form, const SourceDigest& source);

// The beginning of such a file; the same in every format. Error: Corrupt.
Result<CompiledHeader> read_compiled_header(ByteView file);

// The form, as import_xform() made it. Any bytes are read or refused; a session on what is read
// is a signed form's only. Errors: Corrupt, TooNew and Refused for another format (import again).
Result<std::shared_ptr<const FormDef>> load_compiled_form(ByteView file);

}  // namespace anlaufstelle::forms
