// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "storage/base/result.h"

namespace anlaufstelle::sync {

// SQL for the association's PostgreSQL server (storage/FORMAT.md, Server), to be read and run by
// whoever looks after it, with psql. The program itself never gets the rights for it.

// Tables, functions, group roles and rights; again later, it brings an older schema up to date.
std::string_view server_schema();

// A login of one machine, which shows a certificate with this name. Kiosks send, desks take, a
// custodian applies retention; none may do what another does.
enum class ServerRole { kKiosk, kDesk, kCustodian };
// `id`: [a-z0-9-]{1,32}, a kiosk's is that of its card. "kiosk_kiosk-1".
std::string server_login(ServerRole role, std::string_view id);
// Errors: InvalidInput (the id).
Result<std::string> sql_to_add(ServerRole role, std::string_view id);
// Ends its sessions, too. What it sent stays.
Result<std::string> sql_to_revoke(ServerRole role, std::string_view id);

}  // namespace anlaufstelle::sync
