// SPDX-License-Identifier: EUPL-1.2
#include <cstdio>

#include "kiosk/app/commands.h"
#include "storage/sync/server_schema.h"

namespace anlaufstelle::app {

int run_server_schema(const ServerSchemaOptions& options) {
  Result<std::string> sql = std::string(sync::server_schema());
  if (!options.add.empty()) sql = sync::sql_to_add(options.role, options.add);
  if (!options.revoke.empty()) sql = sync::sql_to_revoke(options.role, options.revoke);
  if (!sql) {
    std::fprintf(stderr, "anlaufstelle server-schema: %s\n", sql.error().context.c_str());
    return 2;
  }
  std::fputs(sql->c_str(), stdout);
  return 0;
}

}  // namespace anlaufstelle::app
