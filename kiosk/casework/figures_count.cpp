// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/casework/figures_count.h"

#include <algorithm>

#include "kiosk/casework/visit_figures.h"
#include "storage/records/retention.h"

namespace anlaufstelle::casework {

Result<FiguresCount> FiguresCount::begin(records::RecordStore& store,
                                         const crypto::OpenedRole& role,
                                         const std::function<bool(const RecordId&)>& left_out) {
  FiguresCount count;
  TRY_ASSIGN(const auto kept, records::Retention(store).figures());
  for (const auto& one : kept) {
    if (const auto opened = records::open_figures(one.sealed, role.identities))
      records::add(count.figures_, *opened);
  }
  TRY_ASSIGN(const auto outcomes, records::Outcomes(store).loose());
  for (const Bytes& age : outcomes) count.add_outcome(age, role);
  TRY_ASSIGN(count.ids_, store.ids());
  if (left_out) std::erase_if(count.ids_, left_out);
  return count;
}

void FiguresCount::count_some(std::size_t most, records::RecordStore& store,
                              const crypto::DeskTrust& trust, const crypto::OpenedRole& role,
                              FormShelf& shelf) {
  const std::size_t end = std::min(ids_.size(), next_ + most);
  for (; next_ < end; ++next_) {
    const auto sealed = store.get(ids_[next_]);
    if (!sealed || !records::verify_record(*sealed, trust)) continue;
    auto opened = records::open_record(*sealed, role);
    if (!opened) continue;
    const auto session = opened->content.slip_xml.empty()
                             ? Result<std::unique_ptr<forms::FormSession>>(nullptr)
                             : shelf.read(opened->content, opened->content.slip_xml);
    count_visit(figures_, opened->content, session ? session->get() : nullptr);
    wipe(opened->content);
    const auto outcome = records::Outcomes(store).of(ids_[next_], trust);
    if (outcome && *outcome) add_outcome((*outcome)->age, role);
  }
}

// By its absence where only others can open it, as with records.
void FiguresCount::add_outcome(ByteView age, const crypto::OpenedRole& role) {
  if (const auto opened = records::open_outcome(age, role.identities))
    count_outcome(figures_, *opened);
}

}  // namespace anlaufstelle::casework
