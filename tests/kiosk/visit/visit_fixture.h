// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "kiosk/visit/visit.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace anlaufstelle::visit {

// A small form, a demo office, a real store and a visit over them, all in a folder of its own.
//   dringend (urgent, required) → datenschutz (notice, required) → rufname (≤ 10 characters)
//   → arbeit (ja/nein/verloren; "verloren" is urgent) → stunden (if ja) → seit (month and year)
struct VisitFixture {
  VisitFixture();
  ~VisitFixture();

  TempDir dir;
  FakeClock clock;
  SystemRandom random;

  void load_pages();  // after a change in dir/pages
  VisitServices services();
  Visit begin(std::string_view language);
  void settle() { clock.advance(std::chrono::seconds(1)); }
  void next(Visit& visit);
  // Until the storage thread has answered, then one update().
  void wait(Visit& visit);

  std::vector<std::string> names(const Visit& visit) const;  // questions on the screen
  forms::NodeId node(const Visit& visit, const std::string& name) const;
  void choose(Visit& visit, const std::string& name, std::string_view value);
  void choose_many(Visit& visit, const std::string& name, std::string_view value);
  void type(Visit& visit, const std::string& name, std::string_view text);
  void go_to_rufname(Visit& visit);
  void go_to_arbeit(Visit& visit);  // the name is Mina then
  void go_to_review(Visit& visit);  // arbeit is nein then

  void keep_ballast();  // starts the writer anew, with room of its own kept on the disk
  void break_store();   // every write to a file fails
  void mend_store();
  std::size_t record_count();
  records::RecordContent only_record();  // opened by counselling

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace anlaufstelle::visit
