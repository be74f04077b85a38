// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/compiled_form.h"

#include <algorithm>

#include "kiosk/forms/compiled/check_form.h"
#include "kiosk/forms/compiled/form_fields.h"
#include "storage/base/byte_reader.h"

namespace anlaufstelle::forms {

namespace {

// ON DISK: the beginning of every compiled form, whatever its format.
constexpr std::string_view kMagic = "anlaufstelle form\n";

// Levels that an import allows (ImportLimits), the root's own included.
constexpr int kMostLevels = 66;
constexpr std::size_t kLeastNodeBytes = 7;  // one for each number of write_tree()

void write_names(FormWriter& writer, const xpath::NameTable& names) {
  writer.number(names.size());
  for (xpath::NameId id = 0; id < names.size(); ++id) writer(names.text(id));
}

void read_names(FormReader& reader, xpath::NameTable& names) {
  std::string text;
  const std::size_t count = reader.size();
  for (std::size_t id = 0; id < count; ++id) {
    reader(text);
    if (names.intern(text) != id) throw cereal::Exception("a name is there twice");
  }
}

// The nodes in document order; how they hang together follows from their parents.
void write_tree(FormWriter& writer, const xpath::Tree& tree) {
  writer.number(tree.size() - 1);
  for (NodeIx ix = 1; ix < tree.size(); ++ix) {
    xpath::Node at = tree[ix];
    writer(one_of(at.kind, xpath::NodeKind::kInstruction));
    writer(at.parent, name(at.name), name(at.prefix), name(at.ns), node(at.def), at.value);
  }
}

void read_tree(FormReader& reader, xpath::Tree& tree) {
  const std::size_t count = reader.size(kLeastNodeBytes);
  tree.reserve(count + 1);
  std::vector<int> levels = {0};
  xpath::Node at;
  for (std::size_t ix = 1; ix <= count; ++ix) {
    reader(one_of(at.kind, xpath::NodeKind::kInstruction));
    reader(at.parent, name(at.name), name(at.prefix), name(at.ns), node(at.def), at.value);
    if (at.kind == xpath::NodeKind::kRoot || at.parent >= ix)
      throw cereal::Exception("a node before its parent");
    const xpath::NodeKind above = tree[at.parent].kind;
    if (above != xpath::NodeKind::kElement && above != xpath::NodeKind::kRoot)
      throw cereal::Exception("a node in a text");
    levels.push_back(levels[at.parent] + 1);
    if (levels.back() > kMostLevels) throw cereal::Exception("too many levels");
    const NodeIx added = tree.add(at.kind, at.parent, at.name, at.prefix, at.ns);
    tree.set_def(added, at.def);
    tree.set_value(added, at.value);
  }
}

// In the order of their keys, so that the same form always yields the same bytes.
template <typename Map>
std::vector<const typename Map::value_type*> sorted(const Map& map) {
  std::vector<const typename Map::value_type*> out;
  for (const auto& entry : map) out.push_back(&entry);
  std::sort(out.begin(), out.end(), [](auto* a, auto* b) { return a->first < b->first; });
  return out;
}

template <typename Map>
void write_map(FormWriter& writer, const Map& map) {
  writer.number(map.size());
  for (const auto* entry : sorted(map)) writer(entry->first, entry->second);
}

template <typename Map>
void read_map(FormReader& reader, Map& map) {
  std::string key;
  for (std::size_t left = reader.size(); left > 0; --left) {
    reader(key);
    reader(map[key]);
  }
}

// Everything that reads and writes alike.
template <typename Archive>
void walk(Archive& archive, Form& form) {
  archive(form.id_text, form.version_text, form.title_text, form.is_ephemeral);
  archive(form.language_names, form.primary_id);
  archive(node(form.root), node(form.instance_id), node(form.meta));
  archive(form.defs);
  archive(form.controls);
  archive(form.groups);
  archive(form.body);
  archive(form.expressions);
  archive(form.actions);
  archive(form.dependencies);
  archive(form.pictures);
  archive(form.sounds);
}

void write_form(FormWriter& writer, const Form& form) {
  write_names(writer, form.names);
  write_tree(writer, form.primary);
  write_tree(writer, form.initial);
  writer.number(form.instances.size());
  for (const auto& [id, tree] : form.instances) {
    writer(id);
    write_tree(writer, *tree);
  }
  walk(writer, const_cast<Form&>(form));  // one walk for both ways; a writer changes nothing
  for (const Itext* texts : {&form.itext, &form.itext_short, &form.itext_guidance})
    write_map(writer, *texts);
  write_map(writer, form.itext_media);
}

void read_form(FormReader& reader, Form& form) {
  read_names(reader, form.names);
  read_tree(reader, form.primary);
  read_tree(reader, form.initial);
  for (std::size_t left = reader.size(); left > 0; --left) {
    std::string id;
    reader(id);
    auto tree = std::make_unique<xpath::Tree>(&form.names);
    read_tree(reader, *tree);
    if (!form.instances.emplace(std::move(id), std::move(tree)).second)
      throw cereal::Exception("an instance is there twice");
  }
  walk(reader, form);
  for (Itext* texts : {&form.itext, &form.itext_short, &form.itext_guidance})
    read_map(reader, *texts);
  read_map(reader, form.itext_media);
  if (!reader.at_end()) throw cereal::Exception("more than a form");
  reader.expect_below(Space::kName, form.names.size());
  reader.expect_below(Space::kNode, form.primary.size());
  reader.expect_below(Space::kExpression, form.expressions.size());
  reader.expect_below(Space::kControl, form.controls.size());
  reader.expect_below(Space::kGroup, form.groups.size());
  reader.expect_below(Space::kPicture, form.pictures.size());
  reader.expect_below(Space::kSound, form.sounds.size());
}

// What follows from the rest, and what threads need.
void finish(Form& form) {
  for (NodeIx ix = 1; ix < form.primary.size(); ++ix)
    if (form.primary[ix].kind == xpath::NodeKind::kElement)
      form.by_path.emplace(form.primary.path(ix), ix);
  form.primary.freeze();
  form.initial.freeze();
  for (auto& [id, tree] : form.instances) tree->freeze();
}

Result<CompiledHeader> take_header(ByteReader& reader) {
  CompiledHeader header;
  const Result<ByteView> magic = reader.take(kMagic.size());
  if (!magic || as_text(*magic) != kMagic) return Error{ErrorCode::kCorrupt, "not a compiled form"};
  TRY_ASSIGN(header.format, reader.u32());
  TRY_ASSIGN(const ByteView source, reader.take(header.source.size()));
  std::copy(source.begin(), source.end(), header.source.begin());
  return header;
}

}  // namespace

Bytes compile_form(const FormDef& form, const SourceDigest& source) {
  ByteWriter header;
  header.raw(as_bytes(kMagic));
  header.u32(kCompiledFormat);
  header.raw(source);
  Bytes out = header.take();
  FormWriter writer(out);
  write_form(writer, dynamic_cast<const Form&>(form));
  return out;
}

Result<CompiledHeader> read_compiled_header(ByteView file) {
  ByteReader reader(file);
  return take_header(reader);
}

Result<std::shared_ptr<const FormDef>> load_compiled_form(ByteView file) {
  ByteReader bytes(file);
  TRY_ASSIGN(const CompiledHeader header, take_header(bytes));
  if (header.format != kCompiledFormat)
    return Error{header.format > kCompiledFormat ? ErrorCode::kTooNew : ErrorCode::kRefused,
                 "written by another version of this program; run anlaufstelle form import again"};
  TRY_ASSIGN(const ByteView rest, bytes.take(bytes.left()));
  auto form = std::make_shared<Form>();
  try {
    FormReader reader(rest);
    read_form(reader, *form);
  } catch (const cereal::Exception& failed) {
    return Error{ErrorCode::kCorrupt, std::string("not a compiled form: ") + failed.what()};
  }
  TRY(check_form(*form));
  finish(*form);
  return std::shared_ptr<const FormDef>(std::move(form));
}

}  // namespace anlaufstelle::forms
