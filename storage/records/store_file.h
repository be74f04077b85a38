// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>

#include "storage/base/result.h"
#include "storage/records/database.h"

namespace anlaufstelle::records {

// Opens, or makes, the file of a RecordStore and looks whether it is one and whether it is
// sound, before anything may write into it. Blocks; reads a file of up to 4 MiB whole and of a
// larger one the newest records. Errors: Conflict, Corrupt (the file is untouched), TooNew, Refused
// (others may read it), Full, NotFound (its folder), Io.
Result<std::unique_ptr<Database>> open_store_file(const std::filesystem::path& file);

}  // namespace anlaufstelle::records
