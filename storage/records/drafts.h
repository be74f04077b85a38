// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "storage/base/clock.h"
#include "storage/records/draft_store.h"

namespace anlaufstelle::records {

// The drafts of a kiosk, on a thread of their own: deriving a key takes about a second. It holds
// what a visit needs to save, never what opens a draft. Callbacks come on that thread and only
// enqueue. Any thread; functions return at once.
class Drafts {
 public:
  // Removes old drafts. `clock` and `random` outlive it. Errors: those of DraftStore::open.
  static Result<std::unique_ptr<Drafts>> start(const std::filesystem::path& folder,
                                               const Clock& clock, Random& random);
  ~Drafts();  // finishes what was asked for

  // From then on save() goes to a place of its own; the code is shown once and kept nowhere.
  using Began = std::function<void(Result<SecretBytes> code)>;
  void begin(Began done);

  // Opens a draft; from then on save() goes there. After a code that opens nothing each further
  // one is put off: 1, 2, 4 … 30 s (try_again_in). Errors: InvalidInput (mistyped: not counted),
  // NotFound, Refused (too early), and those of DraftStore::load.
  using Opened = std::function<void(Result<RecordContent> draft)>;
  void resume(SecretBytes typed, Opened done);
  [[nodiscard]] std::chrono::milliseconds try_again_in() const;

  // Does nothing before begin() or resume(). The last content wins; all of it is wiped.
  using Saved = std::function<void(Status)>;
  void save(RecordContent content, Saved done);

  // Removes the visit's draft: what was handed in, or is not to be kept.
  void drop();

 private:
  struct Impl;
  explicit Drafts(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace anlaufstelle::records
