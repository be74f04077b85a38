// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/figures.h"

#include <algorithm>
#include <sstream>

namespace anlaufstelle::records {
namespace {

// ON DISK: do not change.
constexpr std::string_view kKind = "anlaufstelle-figures/";
constexpr std::string_view kTitle = "anlaufstelle-figures/1\n";
constexpr std::size_t kPaddingStep = 1024, kMaxWhat = 32, kMaxValue = 64;

Error corrupt(const char* what) {
  return Error{ErrorCode::kCorrupt, std::string("figures: ") + what};
}

std::string text_of(const Figures& figures) {
  std::string text(kTitle);
  for (const auto& [figure, count] : figures) {
    text.append(figure.month).append(" ").append(figure.what).append(" ").append(figure.value);
    text.append(" ").append(std::to_string(count)).append("\n");
  }
  text.resize((text.size() / kPaddingStep + 1) * kPaddingStep, '\n');
  return text;
}

}  // namespace

bool is_figure(const Figure& figure) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::string& month = figure.month;
  const bool dated = month.size() == 7 && month[4] == '-' && digit(month[0]) && digit(month[1]) &&
                     digit(month[2]) && digit(month[3]) && digit(month[5]) && digit(month[6]);
  const bool named = !figure.what.empty() && figure.what.size() <= kMaxWhat &&
                     std::all_of(figure.what.begin(), figure.what.end(),
                                 [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
  return dated && named && !figure.value.empty() && figure.value.size() <= kMaxValue &&
         std::none_of(figure.value.begin(), figure.value.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte <= 32 || byte == 127;
         });
}

void add(Figures& figures, const Figures& more) {
  for (const auto& [figure, count] : more) figures[figure] += count;
}

Result<Bytes> seal_figures(const Figures& figures, const crypto::KeySet& keys, Random& random) {
  for (const auto& [figure, count] : figures) {
    if (!is_figure(figure) || count == 0) {
      return Error{ErrorCode::kInvalidInput, "figures: " + figure.what};
    }
  }
  std::string text = text_of(figures);
  auto sealed = crypto::age_seal(as_bytes(text), keys.slip_recipients(), random);
  wipe(text);
  return sealed;
}

Result<Figures> open_figures(ByteView sealed, std::span<const crypto::Identity> identities) {
  TRY_ASSIGN(const SecretBytes opened, crypto::age_open(sealed, identities));
  const std::string_view text = opened.text();
  if (!text.starts_with(kTitle)) {
    if (text.starts_with(kKind)) return Error{ErrorCode::kTooNew, "figures of a newer version"};
    return corrupt("title");
  }
  Figures figures;
  std::istringstream lines{std::string(text.substr(kTitle.size()))};
  Figure figure;
  std::uint64_t count = 0;
  while (lines >> figure.month >> figure.what >> figure.value >> count) {
    if (!is_figure(figure) || count == 0) return corrupt("a line");
    figures[figure] += count;
  }
  // Each content has one text: another order, a second space, a line twice are damage.
  std::string again = text_of(figures);
  const bool same = again == text;
  wipe(again);
  if (!same) return corrupt("form");
  return figures;
}

}  // namespace anlaufstelle::records
