// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <utility>

#include "kiosk/printing/print_queue.h"

namespace anlaufstelle::screens {

using printing::PrintStage;

// A printer that does what the test says.
class FakeQueue : public printing::PrintQueue {
 public:
  Status print(printing::Sheet) override { return ok_status(); }
  Status print(Render render) override {
    rendered = std::move(render);
    report_ = printing::PrintReport{};
    return ok_status();
  }
  Status save(printing::Sheet, const std::filesystem::path&) override { return ok_status(); }
  void cancel() override {}
  [[nodiscard]] std::optional<printing::PrintReport> report() const override { return report_; }
  [[nodiscard]] bool busy() const override { return report_ && !printing::ended(report_->stage); }
  void end(PrintStage stage) { report_->stage = stage; }

  Render rendered;

 private:
  std::optional<printing::PrintReport> report_;
};

}  // namespace anlaufstelle::screens
