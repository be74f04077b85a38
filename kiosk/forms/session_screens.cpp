// SPDX-License-Identifier: EUPL-1.2
// The side of a session that lays out the body into screens.
#include <algorithm>

#include "kiosk/forms/session.h"

namespace anlaufstelle::forms {

namespace {

bool asks(const BodyItem& item) {
  return item.kind == BodyItem::Kind::kControl ||
         std::any_of(item.children.begin(), item.children.end(), asks);
}

}  // namespace

std::string heading_of(const Screen& screen) {
  std::string out;
  const auto add = [&](const std::string& part) { out += (out.empty() ? "" : " · ") + part; };
  for (const Inside& around : screen.inside)
    add((around.title.empty() ? "" : around.title + " ") + std::to_string(around.number));
  const bool said = !screen.inside.empty() && screen.inside.back().title == screen.title;
  if (!screen.title.empty() && !said) add(screen.title);
  return out;
}

void Session::finish_list(Screen& list) const {
  if (list.questions.empty()) return;
  list.id = {list.questions.front(), 0};
  screens_.push_back(list);
  list.questions.clear();
}

TitleMedia Session::media_of(GroupIx group) const {
  const std::string& text_id = form_->groups[group].label.itext_id;
  return {picture_in(*form_, language_, text_id, PictureSize::kSmall),
          sound_in(*form_, language_, text_id)};
}

void Session::expand(const std::vector<BodyItem>& items, const Layout& at) const {
  for (const BodyItem& item : items) {
    if (item.kind == BodyItem::Kind::kGroup) {
      expand_group(item, at);
    } else if (item.kind == BodyItem::Kind::kRepeat) {
      if (asks(item)) expand_repeat(item, at);
    } else if (const NodeIx node = instance_.nearest(form_->controls[item.control].node, at.around);
               node != kNoNode) {
      if (at.list == nullptr) {
        screens_.push_back({{node, 0}, at.title, {node}, at.inside, std::nullopt, at.media});
      } else {
        at.list->questions.push_back(node);
      }
    }
  }
}

void Session::expand_group(const BodyItem& item, const Layout& at) const {
  Layout in = at;
  if (item.group != kAbsent) {
    in.title = text_of(form_->groups[item.group].label, at.around);
    in.media = media_of(item.group);
  }
  if (!item.field_list || at.list != nullptr) return expand(item.children, in);
  Screen list{{}, in.title, {}, in.inside, std::nullopt, in.media};
  in.list = &list;
  expand(item.children, in);
  finish_list(list);
}

void Session::expand_repeat(const BodyItem& item, const Layout& at) const {
  const NodeIx parent = instance_.nearest(form_->primary[item.node].parent, at.around);
  if (parent == kNoNode) return;
  if (at.list != nullptr) finish_list(*at.list);
  const NodeDef& def = form_->defs[item.node];
  // The label is the repeat's own or, as most tools write it, that of a group for the same node.
  const GroupIx group = item.group != kAbsent ? item.group : def.group;
  const auto title_at = [&](NodeIx node) {
    return group == kAbsent ? at.title : text_of(form_->groups[group].label, node);
  };
  const TitleMedia media = group == kAbsent ? at.media : media_of(group);
  Cards cards;
  cards.name = form_->primary.name(item.node);
  cards.ref = ref_of(parent) + "/" + cards.name;
  cards.counted = def.count != kAbsent;
  cards.fixed = def.fixed || cards.counted;
  cards.full = is_full(item.node, parent);
  const std::vector<NodeIx> instances = instance_.instances_of(item.node, parent);
  for (const NodeIx instance : instances)
    if (instance_[instance].relevant) cards.instances.push_back(instance);
  const std::size_t own = screens_.size();
  screens_.push_back(
      {{parent, item.node}, title_at(parent), {}, at.inside, std::move(cards), media});
  std::size_t number = 0;
  for (const NodeIx instance : instances) {
    Layout in{instance, title_at(instance), at.inside, nullptr, media};
    if (instance_[instance].relevant) ++number;
    in.inside.push_back({own, instance, number, in.title});
    Screen list{{}, in.title, {}, in.inside, std::nullopt, in.media};
    if (item.field_list || at.list != nullptr) in.list = &list;
    expand(item.children, in);
    finish_list(list);
  }
}

// Whether a new instance would be relevant: for a repeat that has none yet.
bool Session::offers_new(NodeIx repeat, NodeIx parent) const {
  const ExprIx offered = form_->defs[repeat].offered;
  if (offered == kAbsent) return true;
  give_fresh_budget();
  xpath::Evaluation evaluation(form_->expressions[offered].ast, surroundings_,
                               {&instance_.tree(), parent});
  const xpath::Value value = evaluation.run();
  return !evaluation.failed() && xpath::to_boolean(value);
}

const std::vector<Screen>& Session::screens() const {
  if (!screens_are_old_) return screens_;
  give_fresh_budget();
  screens_are_old_ = false;
  screens_.clear();
  expand(form_->body, {instance_.tree().document_element(), "", {}, nullptr});
  return screens_;
}

bool Session::screen_relevant(std::size_t screen) const {
  if (screen >= screens().size()) return false;
  const Screen& shown = screens()[screen];
  if (!shown.cards)
    return std::any_of(shown.questions.begin(), shown.questions.end(),
                       [&](NodeId node) { return instance_[node].relevant; });
  const Cards& cards = *shown.cards;
  const std::size_t depth = shown.inside.size();
  if (cards.fixed) {  // worth a look if something in it is
    for (std::size_t i = screen + 1; i < screens_.size(); ++i) {
      const auto& around = screens_[i].inside;
      if (around.size() <= depth || around[depth].cards != screen) return false;
      if (screen_relevant(i)) return true;
    }
    return false;
  }
  const auto [parent, repeat] = shown.id;
  return !cards.instances.empty() || (instance_[parent].relevant && offers_new(repeat, parent));
}

}  // namespace anlaufstelle::forms
