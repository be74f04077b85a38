// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/forms/form_session.h"
#include "storage/base/clock.h"
#include "storage/base/id.h"
#include "storage/crypto/signature.h"
#include "storage/records/sealed_record.h"

namespace anlaufstelle::casework {

// A choice of a form, and what it is called in German.
struct ChoiceLabel {
  std::string value, label;
};

// Every version of every form that a record may have been filled in with: its original, signed by
// the office root (form_original.h). Each is read once. One thread.
class FormShelf {
 public:
  FormShelf(std::filesystem::path folder, crypto::VerifyKey root, const Clock& clock,
            Random& random)
      : folder_(std::move(folder)), root_(root), clock_(clock), random_(random) {}

  // The submission `xml` as it was filled in, in German. Errors: NotFound (the form isn't on the
  // shelf), Refused (its signature doesn't fit), and those of reading form and submission.
  Result<std::unique_ptr<forms::FormSession>> read(const records::RecordContent& content,
                                                   std::string_view xml);

  // What the questions with that role offer, in all forms on the shelf: each choice once, as the
  // form that was put there last has it. Blocks for all forms that nobody has read yet; what can't
  // be read offers nothing.
  std::vector<ChoiceLabel> choices(std::string_view role);

 private:
  Result<std::shared_ptr<const forms::FormDef>> named(const std::string& stem);
  [[nodiscard]] forms::SessionEnvironment environment() const;
  // Stems of the forms' files, the one that was put there last first.
  [[nodiscard]] std::vector<std::string> stems() const;
  Result<std::shared_ptr<const forms::FormDef>> form(const std::string& id,
                                                     const std::string& version);

  std::filesystem::path folder_;
  crypto::VerifyKey root_;
  const Clock& clock_;
  Random& random_;
  std::map<std::string, std::shared_ptr<const forms::FormDef>> forms_;
};

}  // namespace anlaufstelle::casework
