// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <vector>

#include "storage/sync/server_link.h"
#include "storage/sync/transport.h"

namespace anlaufstelle::sync {

// Envelopes to the association's server. Handed over is only what the server answered with a clean
// "stored" or "already". Errors: also Refused, see ServerLink. REQUIRES: the link outlives it.
class ServerTransport : public Transport {
 public:
  explicit ServerTransport(ServerLink& link) : link_(link) {}
  Status send(const records::SealedRecord& record) override;
  std::vector<Status> send_all(std::span<const records::SealedRecord> records) override;
  [[nodiscard]] std::string_view trouble() const override { return name_of(link_.state()); }

 private:
  ServerLink& link_;
};

}  // namespace anlaufstelle::sync
