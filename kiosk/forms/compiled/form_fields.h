// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "kiosk/forms/compiled/form_archive.h"
#include "kiosk/forms/form.h"

// What of each type is in a compiled form: one line a member, for writing and reading alike. A
// new member is added here, and kCompiledFormat raised. Trees, names and the tables that are looked
// up by text are in compiled_form.cpp.

namespace anlaufstelle::forms {

inline Index<ExprIx> expression(ExprIx& value) {
  return {value, Space::kExpression, kAbsent};
}
inline Index<ControlIx> control(ControlIx& value) {
  return {value, Space::kControl, kAbsent};
}
inline Index<GroupIx> group(GroupIx& value) {
  return {value, Space::kGroup, kAbsent};
}
// Of the template.
inline Index<NodeIx> node(NodeIx& value) {
  return {value, Space::kNode, kNoNode};
}
inline Index<SoundIx> sound(SoundIx& value) {
  return {value, Space::kSound, kAbsent};
}
inline Index<PictureIx> picture(PictureIx& value) {
  return {value, Space::kPicture, kNoPicture};
}
inline Index<xpath::NameId> name(xpath::NameId& value) {
  return {value, Space::kName, kAbsent};
}

template <class Archive>
void serialize(Archive& archive, Segment& segment) {
  archive(segment.words, expression(segment.output));
}

template <class Archive>
void serialize(Archive& archive, Label& label) {
  archive(label.itext_id, expression(label.ref), label.inline_text, label.line);
}

template <class Archive>
void serialize(Archive& archive, TextMedia& media) {
  archive(picture(media.image), picture(media.big_image), sound(media.sound));
}

template <class Archive>
void serialize(Archive& archive, Sound& played) {
  archive(played.file);
}

template <class Archive>
void serialize(Archive& archive, Picture& shown) {
  archive(shown.width, shown.height, shown.rgba);
}

template <class Archive>
void serialize(Archive& archive, NodeDef& def) {
  archive(one_of(def.type, DataType::kDateTime));
  archive(expression(def.relevant), expression(def.offered));
  archive(expression(def.required), expression(def.readonly));
  archive(expression(def.calculate), expression(def.constraint));
  archive(def.required_message, def.constraint_message);
  archive(one_of(def.preload, Preload::kToday));
  archive(one_of(def.print, PrintClass::kAlways));
  archive(def.standing_answers);
  archive(def.role, def.data_class);
  archive(def.never_store);
  archive(def.most_pixels);
  archive(control(def.control), group(def.group));
  archive(def.line);
  archive(def.is_repeat, def.is_template, def.fixed, def.starts_actions);
  archive(node(def.repeat));
  archive(expression(def.count));
}

template <class Archive>
void serialize(Archive& archive, ChoiceDef& choice) {
  archive(choice.value, choice.label);
}

template <class Archive>
void serialize(Archive& archive, Itemset& set) {
  archive(expression(set.nodes), expression(set.value), expression(set.label));
  archive(expression(set.text_id));
}

template <class Archive>
void serialize(Archive& archive, Range& range) {
  archive(range.start, range.end, range.step);
}

template <class Archive>
void serialize(Archive& archive, Control& question) {
  archive(one_of(question.kind, ControlKind::kRepeat));
  archive(node(question.node));
  archive(question.label, question.hint);
  archive(question.appearance);
  archive(question.choices);
  archive(question.itemset);
  archive(question.range);
  archive(question.media_type);
  archive(question.line);
}

template <class Archive>
void serialize(Archive& archive, Group& titled) {
  archive(titled.label, node(titled.node));
}

template <class Archive>
void serialize(Archive& archive, BodyItem& item) {
  if constexpr (Archive::is_loading::value) archive.enter();
  archive(one_of(item.kind, BodyItem::Kind::kRepeat));
  archive(control(item.control), group(item.group), node(item.node));
  archive(item.field_list);
  archive(item.children);
  if constexpr (Archive::is_loading::value) archive.leave();
}

template <class Archive>
void serialize(Archive& archive, SetValue& action) {
  archive(action.on_first_load, action.on_load, action.on_new_repeat, action.on_change);
  archive(node(action.source), node(action.node));
  archive(expression(action.target), expression(action.value));
  archive(action.words);
}

template <class Archive>
void serialize(Archive& archive, Task& task) {
  archive(node(task.node), one_of(task.kind, TaskKind::kChoices), expression(task.expression));
}

template <class Archive>
void serialize(Archive& archive, Reader& reader) {
  archive(reader.task, node(reader.scope));
}

template <class Archive>
void serialize(Archive& archive, Dependencies& dependencies) {
  archive(dependencies.tasks, dependencies.readers, dependencies.on_relevance);
}

template <class Archive>
void serialize(Archive& archive, FormExpression& stated) {
  archive(stated.ast, node(stated.node), stated.line);
}

namespace xpath {

template <class Archive>
void serialize(Archive& archive, NodeTest& test) {
  archive(one_of(test.kind, TestKind::kInstruction), name(test.name), name(test.ns));
  archive(test.prefixed);
}

template <class Archive>
void serialize(Archive& archive, Step& step) {
  archive(one_of(step.axis, Axis::kNamespace), step.test, step.predicates);
}

// Functions are found by their names again, and heights follow from what is below.
template <class Archive>
void serialize(Archive& archive, AstNode& at) {
  archive(one_of(at.kind, AstKind::kPath));
  if (at.kind == AstKind::kNumber) archive(at.number);
  if (at.kind == AstKind::kBinary) archive(one_of(at.op, Op::kUnion));
  if (at.kind == AstKind::kPath) archive(at.absolute, at.steps);
  if (at.kind == AstKind::kText || at.kind == AstKind::kCall) archive(at.text);
  archive(at.args);
}

// The source is what authors review; nobody does so on a kiosk.
template <class Archive>
void serialize(Archive& archive, Expression& ast) {
  archive(ast.nodes, ast.root);
}

}  // namespace xpath

}  // namespace anlaufstelle::forms
