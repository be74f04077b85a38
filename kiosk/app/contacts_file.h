// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/pages/contacts.h"
#include "kiosk/pages/page_files.h"
#include "storage/base/result.h"

namespace anlaufstelle::app {

// The contacts.toml among an office's pages (locales/README.md); nobody without one. An unknown key
// is a mistake, and so is a contact that nobody has checked. Errors: InvalidInput "contacts.toml:
// line: what".
Result<pages::Contacts> read_contacts(const pages::PageFiles& files);

}  // namespace anlaufstelle::app
