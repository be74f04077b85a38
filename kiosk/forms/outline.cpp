// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/outline.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "kiosk/forms/form.h"
#include "kiosk/forms/import/drawn.h"
#include "kiosk/forms/texts.h"
#include "kiosk/forms/xpath/functions.h"

namespace anlaufstelle::forms {

namespace {

constexpr std::string_view kNoteFeature = "note (an input that is always readonly)";

class Outliner {
 public:
  explicit Outliner(const Form& form) : form_(form) {}

  std::vector<OutlineRow> run() {
    items(form_.body, 0);
    for (NodeIx node = 1; node < form_.defs.size(); ++node) {
      const NodeDef& def = form_.defs[node];
      if (def.control != kAbsent || def.calculate == kAbsent) continue;
      add(node, ControlKind::kNone, 0);
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string source(ExprIx expression) const {
    return expression == kAbsent ? std::string() : form_.expressions[expression].ast.source;
  }

  [[nodiscard]] std::string text(const Label& label) const {
    const Output output = [&](ExprIx expression, NodeIx) { return "{" + source(expression) + "}"; };
    return label_in(form_, 0, label, {output}, kNoNode).value_or(std::string());
  }

  OutlineRow& add(NodeIx node, ControlKind kind, int depth) {
    OutlineRow& row = out_.emplace_back();
    row.depth = depth;
    row.kind = kind;
    if (node == kNoNode) return row;
    const NodeDef& def = form_.defs[node];
    row.ref = form_.primary.path(node);
    row.relevant = source(def.relevant);
    row.required = source(def.required);
    row.readonly = source(def.readonly);
    row.constraint = source(def.constraint);
    row.calculate = source(def.calculate);
    return row;
  }

  void items(const std::vector<BodyItem>& items, int depth) {
    for (const BodyItem& item : items) {
      if (item.kind == BodyItem::Kind::kControl) {
        control(form_.controls[item.control], depth);
        continue;
      }
      const bool repeat = item.kind == BodyItem::Kind::kRepeat;
      OutlineRow& row = add(item.node, repeat ? ControlKind::kRepeat : ControlKind::kGroup, depth);
      if (item.group != kAbsent) row.label = text(form_.groups[item.group].label);
      this->items(item.children, depth + 1);
    }
  }

  void control(const Control& control, int depth) {
    OutlineRow& row = add(control.node, control.kind, depth);
    row.label = text(control.label);
    row.hint = text(control.hint);
    const NodeDef& def = form_.defs[control.node];
    row.constraint_message = text(def.constraint_message);
    if (control.kind == ControlKind::kInput) row.type = name_of(def.type);
    if (def.print == PrintClass::kAlways) row.print = "always";
    if (def.print == PrintClass::kIfTicked) row.print = "if the client allows it";
    row.picture = picture_in(form_, 0, control.label.itext_id, PictureSize::kLarge) != nullptr;
    for (const ChoiceDef& choice : control.choices)
      row.choices.push_back(choice.value + ": " + text(choice.label));
    if (control.itemset) row.choices.push_back("{" + source(control.itemset->nodes) + "}");
  }

  const Form& form_;
  std::vector<OutlineRow> out_;
};

}  // namespace

std::string_view name_of(ControlKind kind) {
  switch (kind) {
    case ControlKind::kNone:
      return "model";
    case ControlKind::kInput:
      return "input";
    case ControlKind::kSelect1:
      return "select1";
    case ControlKind::kSelect:
      return "select";
    case ControlKind::kTrigger:
      return "trigger";
    case ControlKind::kNote:
      return "note";
    case ControlKind::kRange:
      return "range";
    case ControlKind::kRank:
      return "rank";
    case ControlKind::kUpload:
      return "upload";
    case ControlKind::kGroup:
      return "group";
    case ControlKind::kRepeat:
      return "repeat";
  }
  return "model";
}

std::vector<OutlineRow> outline(const FormDef& form) {
  const auto* own = dynamic_cast<const Form*>(&form);
  return own == nullptr ? std::vector<OutlineRow>() : Outliner(*own).run();
}

std::vector<LanguageHoles> language_holes(const FormDef& form) {
  std::vector<LanguageHoles> out;
  const auto* own = dynamic_cast<const Form*>(&form);
  if (own == nullptr) return out;
  for (std::size_t i = 0; i < own->language_names.size(); ++i) {
    LanguageHoles& holes = out.emplace_back();
    holes.language = own->language_names[i];
    holes.texts = own->itext.size();
    for (const auto& [id, texts] : own->itext)
      if (i >= texts.size() || !texts[i]) holes.ids.push_back(id);
    holes.missing = holes.ids.size();
    std::sort(holes.ids.begin(), holes.ids.end());
  }
  return out;
}

std::vector<Feature> features() {
  using State = Feature::State;
  std::vector<Feature> out;
  for (const std::string_view element : {"input", "secret", "select1", "select", "trigger", "group",
                                         "repeat", "range", "rank", "upload"})
    out.push_back({"controls", element, is_drawn(element) ? State::kRuns : State::kNotYet});
  for (const DataType type :
       {DataType::kString, DataType::kInt, DataType::kDecimal, DataType::kBoolean, DataType::kDate,
        DataType::kTime, DataType::kDateTime})
    out.push_back({"inputs of", name_of(type), State::kRuns});
  const Feature others[] = {
      {"controls", kNoteFeature, State::kRuns},
      {"controls", "barcode, audio, video, maps, ex: appearances", State::kRefused},
      {"controls", "query, search(), intent", State::kRefused},
      {"types", "string int decimal boolean date time dateTime binary", State::kRuns},
      {"types", "geopoint geotrace geoshape barcode", State::kRefused},
      {"binds", "relevant required readonly constraint calculate, messages", State::kRuns},
      {"binds", "preload uid, timestamp, date", State::kRuns},
      {"binds", "preload property (stays blank)", State::kIgnored},
      {"instances", "internal", State::kRuns},
      {"instances", "CSV and XML beside the form", State::kRuns},
      {"instances", "last-saved, GeoJSON, entities", State::kRefused},
      {"repeats", "templates, nested, jr:count, jr:noAddRemove", State::kRuns},
      {"actions", "setvalue on first-load, load, new-repeat, value-changed", State::kRuns},
      {"actions", "setgeopoint, recordaudio", State::kRefused},
      {"texts", "itext, output, fallback to the default language", State::kRuns},
      {"texts", "image and big-image (PNG, JPEG) of labels and choices", State::kRuns},
      {"texts", "audio (WAV, MP3, OGG, FLAC) of labels and choices", State::kRuns},
      {"texts", "short and guidance forms", State::kRuns},
      {"texts", "video", State::kIgnored},
  };
  out.insert(out.end(), std::begin(others), std::end(others));
  for (const auto table :
       {xpath::node_functions(), xpath::text_functions(), xpath::number_functions(),
        xpath::date_functions(), xpath::form_functions(), xpath::repeat_functions(),
        xpath::geo_functions()})
    for (const xpath::Function& function : table)
      out.push_back({"functions", function.name, State::kRuns});
  return out;
}

namespace {

// As features() calls it.
std::string_view feature_of(ControlKind kind) {
  return kind == ControlKind::kNote ? kNoteFeature : name_of(kind);
}

void count_items(const std::vector<BodyItem>& items, std::size_t& groups, std::size_t& repeats) {
  for (const BodyItem& item : items) {
    groups += item.kind == BodyItem::Kind::kGroup ? 1 : 0;
    repeats += item.kind == BodyItem::Kind::kRepeat ? 1 : 0;
    count_items(item.children, groups, repeats);
  }
}

}  // namespace

std::vector<UsedFeature> used_features(const FormDef& form) {
  std::vector<UsedFeature> out;
  const auto* own = dynamic_cast<const Form*>(&form);
  if (own == nullptr) return out;
  using Key = std::pair<std::string_view, std::string_view>;
  std::map<Key, std::size_t> times;
  for (const Control& control : own->controls) {
    ++times[{"controls", feature_of(control.kind)}];
    if (control.kind == ControlKind::kInput)
      ++times[{"inputs of", name_of(own->defs[control.node].type)}];
  }
  count_items(own->body, times[{"controls", "group"}], times[{"controls", "repeat"}]);
  for (const FormExpression& expression : own->expressions)
    for (const xpath::AstNode& at : expression.ast.nodes)
      if (at.function != nullptr) ++times[{"functions", at.function->name}];
  for (const Feature& feature : features())
    if (const auto found = times.find({feature.area, feature.name});
        found != times.end() && found->second > 0)
      out.push_back({feature, found->second});
  return out;
}

}  // namespace anlaufstelle::forms
