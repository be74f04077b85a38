// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <vector>

#include "kiosk/casework/form_shelf.h"
#include "storage/crypto/key_sets.h"
#include "storage/records/figures.h"
#include "storage/records/record_store.h"

namespace anlaufstelle::casework {

// Counts a whole desk's store, some records at a time, so that the store's thread can do other
// work in between: what was kept of records that are gone, and those that are here. What is sealed
// to somebody else's keys is said by its absence. On the thread of the store.
class FiguresCount {
 public:
  // `left_out` names records that need not be opened, such as those of a quarter that goes on;
  // empty: none. Errors: the store's.
  static Result<FiguresCount> begin(records::RecordStore& store, const crypto::OpenedRole& role,
                                    const std::function<bool(const RecordId&)>& left_out = {});

  // A record that was deleted meanwhile isn't counted: those of the time after `begin` belong to
  // the next count.
  void count_some(std::size_t most, records::RecordStore& store, const crypto::DeskTrust& trust,
                  const crypto::OpenedRole& role, FormShelf& shelf);

  [[nodiscard]] std::size_t counted() const { return next_; }
  [[nodiscard]] std::size_t all() const { return ids_.size(); }
  [[nodiscard]] bool done() const { return next_ == ids_.size(); }
  [[nodiscard]] const records::Figures& figures() const { return figures_; }

 private:
  void add_outcome(ByteView age, const crypto::OpenedRole& role);

  records::Figures figures_;
  std::vector<RecordId> ids_;
  std::size_t next_ = 0;
};

}  // namespace anlaufstelle::casework
