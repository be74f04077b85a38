// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace anlaufstelle::printing {

// What a CUPS server on this machine keeps of sheets after they are printed, by its configuration
// (cupsd.conf(5), cups-files.conf(5)): a sentence for each thing to mend, with the line to write.
// None where nothing stays. Also where it can't be told: a file that can't be read is a finding.
// Reads the two files and asks which file system the spool lies on. Any thread.
std::vector<std::string> check_spool(const std::filesystem::path& cups_folder = "/etc/cups");

}  // namespace anlaufstelle::printing
