// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kiosk/forms/form_def.h"
#include "kiosk/forms/xpath/ast.h"
#include "kiosk/forms/xpath/tree.h"

namespace anlaufstelle::forms {

using xpath::kNoNode;
using xpath::NodeIx;

using ExprIx = std::uint32_t;
using ControlIx = std::uint32_t;
using GroupIx = std::uint32_t;
using PictureIx = std::uint32_t;
using SoundIx = std::uint32_t;
inline constexpr std::uint32_t kAbsent = 0xffff'ffffu;  // no expression, control, group or picture
inline constexpr PictureIx kNoPicture = kAbsent;

struct Segment {  // words, or the value of an expression
  std::string words;
  ExprIx output = kAbsent;
};
using Text = std::vector<Segment>;

struct Label {           // or a hint or message
  std::string itext_id;  // jr:itext('id')
  ExprIx ref = kAbsent;  // any other expression that yields the text
  Text inline_text;      // what stands in the element itself
  int line = 0;

  [[nodiscard]] bool empty() const {
    return itext_id.empty() && ref == kAbsent && inline_text.empty();
  }
};

// What comes with an itext text in one language.
struct TextMedia {
  PictureIx image = kNoPicture, big_image = kNoPicture;
  SoundIx sound = kAbsent;
};
// id → for each language the text, if it has one.
using Itext = std::unordered_map<std::string, std::vector<std::optional<Text>>>;

enum class Preload { kNone, kUid, kStart, kEnd, kToday };

// What a bind says about one node of the primary instance. ODK XForms, "Bindings".
struct NodeDef {
  DataType type = DataType::kString;
  ExprIx relevant = kAbsent, required = kAbsent, readonly = kAbsent, calculate = kAbsent,
         constraint = kAbsent;
  Label required_message, constraint_message;
  Preload preload = Preload::kNone;
  PrintClass print = PrintClass::kNever;
  bool standing_answers = true;
  std::string role, data_class;
  std::vector<std::string> never_store;  // choices that no submission may hold
  int most_pixels = 0;                   // of a photograph's longer side; 0: no limit
  ControlIx control = kAbsent;
  GroupIx group = kAbsent;  // of the body's group or repeat that names it
  int line = 0;             // of the bind; 0 without one

  // Repeats. An instance of a repeat is a copy of its template node.
  bool is_repeat = false, is_template = false;  // is_template: written with jr:template
  NodeIx repeat = kNoNode;                      // the nearest repeat around it, itself included
  ExprIx count = kAbsent;                       // jr:count
  ExprIx offered = kAbsent;                     // `relevant` of a repeat, seen from its parent
  bool fixed = false;                           // jr:noAddRemove
  bool starts_actions = false;                  // a setvalue waits for its value to change
};

struct ChoiceDef {
  std::string value;
  Label label;
};

struct Itemset {
  ExprIx nodes = kAbsent, value = kAbsent, label = kAbsent;
  ExprIx text_id = kAbsent;  // where the label is jr:itext(…), what is in it
};

struct Control {  // one question of the body
  ControlKind kind = ControlKind::kNone;
  NodeIx node = kNoNode;
  Label label, hint;
  std::vector<std::string> appearance;
  std::vector<ChoiceDef> choices;
  std::optional<Itemset> itemset;
  std::optional<Range> range;
  std::string media_type;  // of an upload
  int line = 0;
};

struct Group {
  Label label;
  NodeIx node = kNoNode;  // where its label's outputs stand
};

// The body as it is laid out: questions, and groups and repeats around them.
struct BodyItem {
  enum class Kind : std::uint8_t { kControl, kGroup, kRepeat } kind = Kind::kControl;
  ControlIx control = kAbsent;
  GroupIx group = kAbsent;  // its label, if it has one
  NodeIx node = kNoNode;    // of a repeat
  bool field_list = false;
  std::vector<BodyItem> children;
};

struct FormExpression {
  xpath::Expression ast;
  NodeIx node = kNoNode;  // where it is evaluated
  int line = 0;
};

// <setvalue>. Where the target is in a repeat, each event means the instance that it came from.
struct SetValue {
  bool on_first_load = false, on_load = false, on_new_repeat = false, on_change = false;
  NodeIx source = kNoNode;  // the question or repeat that it stands in; kNoNode in the model
  NodeIx node = kNoNode;
  ExprIx target = kAbsent;  // where the target is more than a path of names
  ExprIx value = kAbsent;
  std::string words;  // where there is no expression
};

// kCount is the number of instances of a repeat; its `node` is the repeat, and it is evaluated
// at the repeat's parent.
enum class TaskKind : std::uint8_t {
  kCount,
  kRelevant,
  kCalculate,
  kRequired,
  kReadonly,
  kChoices
};

struct Task {
  NodeIx node = kNoNode;
  TaskKind kind = TaskKind::kRelevant;
  ExprIx expression = kAbsent;
};

// A task that reads a node's value: the one at the reading node's instances inside the same
// instance of `scope`, which is above both (0: everywhere).
struct Reader {
  std::uint32_t task = 0;
  NodeIx scope = 0;

  auto operator<=>(const Reader&) const = default;
};

// What must be recalculated after what, for nodes of the template. Each task comes after
// everything that it reads; but kChoices come last (they may take an answer off the list, and
// what reads it runs again then).
struct Dependencies {
  std::vector<Task> tasks;
  std::vector<std::vector<Reader>> readers;              // by node of the template
  std::vector<std::vector<std::uint32_t>> on_relevance;  // own calculate and choices
};

// An imported form, with everything that a session needs. Nodes of the template are named by
// their index there; the vector of NodeDefs has the same indexes.
class Form : public FormDef {
 public:
  [[nodiscard]] std::string_view id() const override { return id_text; }
  [[nodiscard]] std::string_view version() const override { return version_text; }
  [[nodiscard]] std::string_view title() const override { return title_text; }
  [[nodiscard]] bool ephemeral() const override { return is_ephemeral; }
  [[nodiscard]] bool asks_for_photographs() const override;
  [[nodiscard]] const std::vector<std::string>& languages() const override {
    return language_names;
  }

  std::string id_text, version_text, title_text;
  bool is_ephemeral = false;
  std::vector<std::string> language_names;  // default first
  xpath::NameTable names;
  // The template: every element once; what a repeat holds is what a new instance starts with.
  xpath::Tree primary{&names};
  // What a session starts with; its nodes' defs are nodes of the template.
  xpath::Tree initial{&names};
  std::string primary_id;  // what instance() calls the primary instance, "" for nothing
  NodeIx root = kNoNode, instance_id = kNoNode, meta = kNoNode;
  std::map<std::string, std::unique_ptr<xpath::Tree>, std::less<>> instances;
  std::vector<NodeDef> defs;
  std::vector<Control> controls;
  std::vector<Group> groups;
  std::vector<BodyItem> body;
  std::vector<FormExpression> expressions;
  std::vector<SetValue> actions;
  Itext itext, itext_short, itext_guidance;  // the last two: only ids that have such a form
  // Only ids with pictures or sounds; for each language.
  std::unordered_map<std::string, std::vector<TextMedia>> itext_media;
  std::vector<Picture> pictures;
  std::vector<Sound> sounds;
  std::unordered_map<std::string, NodeIx> by_path;
  Dependencies dependencies;
};

}  // namespace anlaufstelle::forms
