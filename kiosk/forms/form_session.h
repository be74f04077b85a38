// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/forms/form_def.h"
#include "storage/base/clock.h"
#include "storage/base/id.h"
#include "storage/base/secret.h"

namespace anlaufstelle::forms {

// Names one node of one session's instance. Stable while the session lives.
using NodeId = std::uint32_t;

// The two answers that stand under every question; they satisfy `required`. In the submission
// an attribute `kiosk:standing` on the (empty) element, namespace "urn:anlaufstelle:kiosk".
enum class Standing { kNone, kUnknown, kInPerson };

enum class Violation { kNone, kRequired, kConstraint };

struct Choice {
  std::string value, label;
  bool label_missing = false;        // the form has no text for it; the value stands in its place
  const Picture* picture = nullptr;  // the form's; lives as long as the session
  const Sound* sound = nullptr;      // likewise
};

// What a screen shows of one question, in the session's current language.
struct Question {
  NodeId node = 0;
  std::string ref;   // "/data/alter"
  std::string name;  // last step of ref
  ControlKind kind = ControlKind::kNone;
  DataType type = DataType::kString;
  std::string label, hint;
  std::string short_label;           // where there is little room; "" if the form has none
  std::string guidance;              // more about the question, for who asks for it
  bool label_missing = false;        // the form has no text for it; the name stands in its place
  const Picture* picture = nullptr;  // to its label; the form's; lives as long as the session
  const Picture* big_picture = nullptr;  // a larger one of it
  const Sound* sound = nullptr;          // to its label
  std::vector<std::string> appearance;   // tokens: "multiline", "month-year", "year", …
  std::vector<Choice> choices;
  std::string
      value;  // select: space-separated; date: ISO 8601, month-year stored as first of month
  Standing standing = Standing::kNone;
  bool print_ticked = false;  // the client allowed a class-p answer on paper
  bool relevant = true, required = false, readonly = false;
  PrintClass print = PrintClass::kNever;
  bool standing_offered = false;  // the two standing answers may be shown under it
  std::string data_class;         // bind attribute `kiosk:class`: "N", "I", "S9", "T", …
  // Bind attribute `kiosk:role`: "urgent", "call-name", …; several words with spaces between.
  std::string role;
  [[nodiscard]] bool has_role(std::string_view wanted) const;
  std::optional<Range> range;  // of kRange
  std::string media_type;      // of kUpload: "image/*", …
  int most_pixels = 0;         // of a photograph's longer side (orx:max-pixels); 0: no limit
  // What is so now, also before the client has touched the question; screens choose when to say.
  Violation violation = Violation::kNone;
  std::string message;  // the form's own constraint or required message, "" if it has none
};

// Names a screen while the session lives, whatever instances come and go before it.
struct ScreenId {
  NodeId node = 0;           // its first question; of a repeat's screen what the repeat stands in
  std::uint32_t repeat = 0;  // which repeat there; 0 for questions

  auto operator<=>(const ScreenId&) const = default;
};

// An instance of a repeat that a screen is in.
struct Inside {
  std::size_t cards = 0;  // index of the repeat's own screen
  NodeId instance = 0;
  std::size_t number = 0;  // from 1, among the relevant ones
  std::string title;       // the repeat's label, as it reads in this instance
};

// What a repeat's own screen shows: its instances, to be opened, added and removed.
struct Cards {
  std::string ref;                // of the repeat, for add_repeat()
  std::string name;               // last step of ref
  std::vector<NodeId> instances;  // the relevant ones, in order
  bool counted = false;           // the form says how many there are (jr:count)
  bool fixed = false;             // nobody adds or removes any (jr:noAddRemove); also if counted
  bool full = false;              // there are as many as may be
};

// What comes with the label of a group; the form's, lives as long as the session.
struct TitleMedia {
  const Picture* picture = nullptr;
  const Sound* sound = nullptr;
};

// A screenful: a group with appearance field-list, one question by itself, or a repeat's cards,
// which stand before the screens of its instances. A repeat in a field-list divides it: the
// questions before it, its cards, the questions behind it. `title` is the label of the group that
// it stands in ("" if none). Screens without a relevant question are skipped.
struct Screen {
  ScreenId id;
  std::string title;
  std::vector<NodeId> questions;  // document order, relevant or not; none on a repeat's screen
  std::vector<Inside> inside;     // outermost first
  std::optional<Cards> cards;
  TitleMedia title_media = {};
};

// The titles around a screen and its own, instances by their numbers: "Kinder 2 · Schule".
std::string heading_of(const Screen& screen);

// A drawing or photograph; the answer of its question (kUpload) is its name.
struct AnswerFile {
  std::string name;  // a random UUID and an ending, "….png": it says nothing
  SecretBytes bytes;
};
// Of one session: what a record holds (storage/FORMAT.md).
inline constexpr std::size_t kMostFiles = 64, kMostFiles_bytes = 8u << 20;

// Whether the value of an <output> in a label is put between FSI and PDI (UAX #9): a name of
// another direction then leaves the words around it in their order. For showing, line by line.
enum class Outputs { kPlain, kIsolated };

// Who reads labels and headings. A label may show another answer ("Wie alt ist Mina?"); for
// kPaper it shows only what a slip holds, and "…" for everything else.
enum class Audience { kAll, kPaper };

struct SessionEnvironment {
  const Clock* clock = nullptr;  // now(), today()
  Random* random = nullptr;      // random(), uuid(), instanceID
  std::string time_zone = "Europe/Berlin";
  std::string language;                 // "" = the form's default
  std::size_t most_instances = 10'000;  // of one repeat in one place, counted or added
  Outputs outputs = Outputs::kPlain;
};

// One person filling in one form. Single thread; keeps answers in memory only and wipes them
// when it dies. An answer that violates a constraint is kept and marked (decided divergence 6b).
class FormSession {
 public:
  static Result<std::unique_ptr<FormSession>> start(std::shared_ptr<const FormDef> form,
                                                    const SessionEnvironment& environment);
  // Loads a submission made with the same form id and version, for reading (desk) or resuming.
  // Errors: Corrupt, Conflict (another form or version).
  static Result<std::unique_ptr<FormSession>> resume(std::shared_ptr<const FormDef> form,
                                                     const SessionEnvironment& environment,
                                                     std::string_view submission_xml);
  virtual ~FormSession() = default;

  [[nodiscard]] virtual const FormDef& form() const = 0;
  [[nodiscard]] virtual const std::vector<Screen>& screens() const = 0;
  [[nodiscard]] virtual bool screen_relevant(std::size_t screen) const = 0;
  [[nodiscard]] virtual Question question(NodeId node) const = 0;
  // Every question with a control, relevant or not, document order.
  [[nodiscard]] virtual std::vector<NodeId> questions() const = 0;
  [[nodiscard]] virtual std::optional<NodeId> find(std::string_view ref) const = 0;
  // Every element of the instance below its root, document order, repeats' instances included.
  [[nodiscard]] virtual std::vector<NodeId> nodes() const = 0;
  // Value of any node, calculated ones included; "" while irrelevant.
  [[nodiscard]] virtual std::string value(NodeId node) const = 0;
  // Nodes whose bind names it in `kiosk:role` (words with spaces between), controls or not,
  // document order.
  [[nodiscard]] virtual std::vector<NodeId> with_role(std::string_view role) const = 0;

  virtual void set_language(std::string_view tag) = 0;
  // For kPaper only texts may be read from the session: what is not for paper reads as ''.
  virtual void word_for(Audience audience) = 0;
  [[nodiscard]] virtual std::string_view language() const = 0;

  // Stores, recalculates what depends on it. "" clears. Clears a standing answer.
  // Errors: InvalidInput for a value that the type can't hold (nothing changes), Refused if
  // readonly.
  virtual Status answer(NodeId node, std::string_view value) = 0;
  virtual void set_standing(NodeId node, Standing standing) = 0;  // clears the value unless kNone
  // Stores a copy of a file as the answer of an upload, in place of its former one; `ending` is
  // "png" or "jpg". Whatever clears the answer wipes the file. Errors: InvalidInput (no upload),
  // Refused (readonly, or more than the limits above).
  virtual Status attach(NodeId node, ByteView file, std::string_view ending) = 0;
  // After resume(): a file that came with the submission; one that no answer names is left out.
  virtual void restore_file(std::string_view name, ByteView file) = 0;
  // The file of an upload's answer; nullptr where there is none. Until the next answer.
  [[nodiscard]] virtual const AnswerFile* file(NodeId node) const = 0;
  // What a full submission names, document order. Until the next answer.
  [[nodiscard]] virtual std::vector<const AnswerFile*> files() const = 0;
  virtual void set_print_ticked(NodeId node, bool ticked) = 0;

  // Adds an instance at the end of a repeat; `ref` is the repeat's, with or without a position.
  // Errors: NotFound, Refused (the form counts its instances itself, or a limit).
  virtual Result<NodeId> add_repeat(std::string_view ref) = 0;
  // Errors: NotFound, Refused.
  virtual Status remove_repeat(NodeId instance) = 0;

  // Checks required and constraint on every relevant question; the first offender, if any.
  virtual std::optional<NodeId> first_violation() = 0;

  // ODK submission XML: irrelevant nodes removed, meta/instanceID stamped. `slip` keeps only
  // answers of print class P and ticked p (and structure). Standing answers as attributes.
  enum class Extent { kFull, kSlip };
  [[nodiscard]] virtual std::string submission(Extent extent) const = 0;
};

}  // namespace anlaufstelle::forms
