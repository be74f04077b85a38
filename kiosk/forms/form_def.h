// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "storage/base/result.h"
#include "storage/base/secret.h"

namespace anlaufstelle::forms {

enum class ControlKind {
  kNone,
  kInput,
  kSelect1,
  kSelect,
  kTrigger,
  kNote,
  kRange,
  kRank,
  kUpload,
  kGroup,
  kRepeat
};
enum class DataType { kString, kInt, kDecimal, kBoolean, kDate, kTime, kDateTime };

// The numbers that a kRange question offers (XForms 1.1, 8.1.5).
struct Range {
  double start = 0, end = 10, step = 1;
};

// Whether an upload is a picture that a finger draws: appearance "signature" or "draw".
bool is_drawn_by_hand(const std::vector<std::string>& appearance);

// Which answers a sheet may show. Bind attribute `kiosk:print`: "P" always, "p" only if the
// client ticks it, "-" never. Without the attribute: never.
enum class PrintClass { kNever, kIfTicked, kAlways };

// One finding of an import. `line` is 1-based in the XML file, 0 where there is none.
struct LintFinding {
  enum class Level { kNote, kWarning, kError } level;
  int line;
  std::string what, how_to_mend;
};

// What is refused. kKiosk, for whatever is asked of a person: what no kiosk runs, what the screens
// do not draw yet and tables that are missing (README.md). kEngine, for reading forms: only what no
// kiosk runs. kAll asks that in words instead, with a warning: for conformance suites and
// figures, never for people.
enum class Profile { kKiosk, kEngine, kAll };

// Caps against hostile files (bytes, nodes, levels).
struct ImportLimits {
  std::size_t max_bytes = 8u << 20;
  std::size_t max_nodes = 1'000'000;
  int max_depth = 64;
  Profile profile = Profile::kKiosk;
};

// A picture that comes with a form, decoded at import: rows from the top, a pixel red, green, blue,
// alpha (not premultiplied).
struct Picture {
  int width = 0, height = 0;  // pixels
  Bytes rgba;
};

// The appearance of a text that nobody beside the client should read from the screen.
inline constexpr std::string_view kMasked = "masked";

// A sound that comes with a form, as its file: WAV, MP3, OGG or FLAC. Whoever plays it decodes it.
struct Sound {
  Bytes file;
};

// An imported form: immutable, shared by every session that fills it in. Any thread.
// Source: ODK XForms specification; kiosk profile: kiosk/forms/README.md.
class FormDef {
 public:
  virtual ~FormDef() = default;
  [[nodiscard]] virtual std::string_view id() const = 0;       // instance root's id attribute
  [[nodiscard]] virtual std::string_view version() const = 0;  // and its version attribute
  [[nodiscard]] virtual std::string_view title() const = 0;
  // Answers that no disk may see, sealed or not (`kiosk:ephemeral="true"` on the instance's root).
  [[nodiscard]] virtual bool ephemeral() const = 0;
  // Some question wants a photograph: only for kiosks with a camera.
  [[nodiscard]] virtual bool asks_for_photographs() const = 0;
  // Names as in the form's itext, default first. Kiosk forms use BCP 47 tags.
  [[nodiscard]] virtual const std::vector<std::string>& languages() const = 0;
};

// The files that a form brings along, by their names: "plz.csv" → content; or by what the form
// calls them: "jr://file-csv/plz.csv".
using Attachments = std::map<std::string, std::string, std::less<>>;

struct Import {
  std::shared_ptr<const FormDef> form;
  std::vector<LintFinding> findings;  // no kError among them
};

// Whether a file is an XForm, sound or not, and no table in XML.
bool is_xform(std::string_view xml, const ImportLimits& limits = {});

// Reads an XForm: no network, no DTD, no entities. Errors: InvalidInput with the first finding's
// line and text; Refused above a limit or for a feature that the kiosk never runs.
Result<Import> import_xform(std::string_view xml, const ImportLimits& limits = {},
                            const Attachments& attachments = {});

}  // namespace anlaufstelle::forms
