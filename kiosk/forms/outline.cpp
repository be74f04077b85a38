// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/outline.h"

#include <algorithm>
#include <iterator>

#include "kiosk/forms/form.h"
#include "kiosk/forms/import/drawn.h"
#include "kiosk/forms/texts.h"
#include "kiosk/forms/xpath/functions.h"

namespace anlaufstelle::forms {

namespace {

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
    return label_in(form_, 0, label, output, kNoNode).value_or(std::string());
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
    for (const ChoiceDef& choice : control.choices)
      row.choices.push_back(choice.value + ": " + text(choice.label));
    if (control.itemset) row.choices.push_back("{" + source(control.itemset->nodes) + "}");
  }

  const Form& form_;
  std::vector<OutlineRow> out_;
};

}  // namespace

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
      if (i >= texts.size() || !texts[i]) ++holes.missing;
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
      {"controls", "note (an input that is always readonly)", State::kRuns},
      {"controls", "barcode, audio, video, maps, ex: appearances", State::kRefused},
      {"controls", "query, search(), intent", State::kRefused},
      {"types", "string int decimal boolean date time dateTime binary", State::kRuns},
      {"types", "geopoint geotrace geoshape barcode", State::kRefused},
      {"binds", "relevant required readonly constraint calculate, messages", State::kRuns},
      {"binds", "preload uid, timestamp, date", State::kRuns},
      {"binds", "preload property (stays blank)", State::kIgnored},
      {"instances", "internal", State::kRuns},
      {"instances", "CSV and XML beside the form", State::kNotYet},
      {"instances", "last-saved, GeoJSON, entities", State::kRefused},
      {"repeats", "templates, nested, jr:count, jr:noAddRemove", State::kNotYet},
      {"actions", "setvalue on first-load, load, value-changed", State::kRuns},
      {"actions", "setvalue on new-repeat", State::kNotYet},
      {"actions", "setgeopoint, recordaudio", State::kRefused},
      {"texts", "itext, output, fallback to the default language", State::kRuns},
      {"texts", "media, short and guidance forms", State::kIgnored},
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

}  // namespace anlaufstelle::forms
