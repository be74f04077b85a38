// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/import/import_state.h"

#include "kiosk/forms/xpath/evaluator.h"
#include "kiosk/forms/xpath/functions.h"
#include "kiosk/forms/xpath/parser.h"
#include "kiosk/forms/xpath/regex.h"

namespace anlaufstelle::forms {

namespace {

// A file with more mistakes than this is told enough.
constexpr std::size_t kMaxFindings = 500;

const xpath::AstNode* literal(const xpath::Expression& ast, const xpath::AstNode& call,
                              std::size_t i) {
  if (i >= call.args.size()) return nullptr;
  const xpath::AstNode& node = ast.nodes[call.args[i]];
  return node.kind == xpath::AstKind::kText ? &node : nullptr;
}

bool is_call(const xpath::AstNode& node, std::string_view name) {
  return node.kind == xpath::AstKind::kCall && node.text == name;
}

// The id in "jr:itext('id')": what nearly every label is, and nothing to parse.
std::optional<std::string_view> plain_itext_id(std::string_view value) {
  constexpr std::string_view kBegin = "jr:itext(";
  if (!value.starts_with(kBegin) || !value.ends_with(')')) return std::nullopt;
  value = value.substr(kBegin.size(), value.size() - kBegin.size() - 1);
  if (value.size() < 2 || (value.front() != '\'' && value.front() != '"')) return std::nullopt;
  const std::string_view id = value.substr(1, value.size() - 2);
  if (value.back() != value.front() || id.find(value.front()) != std::string_view::npos)
    return std::nullopt;
  return id;
}

// A path of names only: no predicate, no function.
bool is_plain_path(const xpath::Expression& ast) {
  const xpath::AstNode& root = ast.nodes[ast.root];
  if (root.kind != xpath::AstKind::kPath || !root.args.empty()) return false;
  for (const xpath::Step& step : root.steps)
    if (!step.predicates.empty()) return false;
  return true;
}

// XML is indented by its authors: spaces at the beginning of a line are not text.
std::string without_indents(std::string_view words) {
  std::string out;
  bool at_line_start = false;
  for (const char c : words) {
    if (at_line_start && (c == ' ' || c == '\t')) continue;
    at_line_start = c == '\n';
    out += c;
  }
  return out;
}

void append_words(Text& text, std::string_view words) {
  if (words.empty()) return;
  if (text.empty() || text.back().output != kAbsent) text.emplace_back();
  text.back().words += words;
}

void trim_ends(Text& text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  if (!text.empty() && text.front().output == kAbsent) {
    std::string& words = text.front().words;
    std::size_t size = 0;
    while (size < words.size() && is_space(words[size])) ++size;
    words.erase(0, size);
    if (words.empty()) text.erase(text.begin());
  }
  if (!text.empty() && text.back().output == kAbsent) {
    std::string& words = text.back().words;
    while (!words.empty() && is_space(words.back())) words.pop_back();
    if (words.empty()) text.pop_back();
  }
}

}  // namespace

ImportState::ImportState(Form& into, const XmlDocument& from, const ImportLimits& caps,
                         const Attachments& files)
    : form(into), document(from), limits(caps), attachments(files) {}

void ImportState::add(LintFinding::Level level, int line, std::string what, std::string mend) {
  if (findings.size() < kMaxFindings)
    findings.push_back({level, line, std::move(what), std::move(mend)});
}

void ImportState::note(int line, std::string what, std::string mend) {
  add(LintFinding::Level::kNote, line, std::move(what), std::move(mend));
}

void ImportState::warn(int line, std::string what, std::string mend) {
  add(LintFinding::Level::kWarning, line, std::move(what), std::move(mend));
}

void ImportState::error(int line, std::string what, std::string mend) {
  if (!first_error)
    first_error = {ErrorCode::kInvalidInput, "line " + std::to_string(line) + ": " + what};
  add(LintFinding::Level::kError, line, std::move(what), std::move(mend));
}

void ImportState::refuse(int line, std::string what, std::string mend) {
  if (!first_error)
    first_error = {ErrorCode::kRefused, "line " + std::to_string(line) + ": " + what};
  add(LintFinding::Level::kError, line, std::move(what), std::move(mend));
}

bool ImportState::refuse_never(int line, std::string what, std::string mend) {
  if (limits.profile != Profile::kAll) {
    refuse(line, std::move(what), std::move(mend));
    return true;
  }
  warn(line, std::move(what), std::move(mend));
  return false;
}

bool ImportState::refuse_for_people(int line, std::string what, std::string mend) {
  if (limits.profile != Profile::kKiosk) return false;
  refuse(line, std::move(what), std::move(mend));
  return true;
}

bool ImportState::refuse_undrawn(int line, std::string_view what, std::string mend) {
  return refuse_for_people(line, "the kiosk's screens do not draw " + std::string(what) + " yet",
                           std::move(mend));
}

ExprIx ImportState::compile(std::string_view source, NodeIx node, int line,
                            std::string_view where) {
  auto ast = xpath::parse(source, {&form.names, &document.prefixes});
  if (!ast) {
    error(line, std::string(where) + ": " + ast.error().context,
          "correct the expression; kiosk/forms/README.md lists what the kiosk knows");
    return kAbsent;
  }
  if (!ast->problem.empty()) {
    if (limits.profile != Profile::kAll) {
      error(line, std::string(where) + ": " + ast->problem, "use what kiosk/forms/README.md lists");
      return kAbsent;
    }
    warn(line, std::string(where) + ": " + ast->problem, "use what kiosk/forms/README.md lists");
  }
  for (const xpath::AstNode& call : ast->nodes) {
    if (const auto* pattern = literal(*ast, call, 1);
        is_call(call, "regex") && pattern != nullptr) {
      const auto fits = xpath::regex_fits("", pattern->text);
      if (!fits) error(line, std::string(where) + ": " + fits.error().context, "correct it");
    }
    if (const auto* id = literal(*ast, call, 0); is_call(call, "instance") && id != nullptr) {
      if (!form.instances.contains(id->text) && id->text != form.primary_id)
        error(line, std::string(where) + ": no instance '" + id->text + "' in the file",
              "add the instance or correct its name");
    }
    if (const auto* id = literal(*ast, call, 0); is_call(call, "pulldata") && id != nullptr) {
      if (!form.instances.contains(id->text))
        refuse_for_people(line, std::string(where) + ": no table '" + id->text + "' in the file",
                          "put the rows into an instance of the form itself");
    }
  }
  form.expressions.push_back({std::move(*ast), node, line});
  return static_cast<ExprIx>(form.expressions.size() - 1);
}

NodeIx ImportState::resolve(std::string_view path, NodeIx from) const {
  // Most paths are spelled as the template's own.
  const auto known = form.by_path.find(std::string(xpath::trim(path)));
  if (known != form.by_path.end()) return known->second;
  const auto ast = xpath::parse(path, {&form.names, &document.prefixes});
  if (!ast || !is_plain_path(*ast)) return kNoNode;
  const TimeZone utc;
  xpath::Surroundings surroundings;
  surroundings.root = {&form.primary, 0};
  surroundings.zone = &utc;
  const xpath::NodeRef origin{&form.primary, from == kNoNode ? 0 : from};
  const xpath::Value value = xpath::Evaluation(*ast, surroundings, origin).run();
  const auto* nodes = std::get_if<xpath::NodeSet>(&value);
  if (nodes == nullptr || nodes->size() != 1) return kNoNode;
  return nodes->front().kind() == xpath::NodeKind::kElement ? nodes->front().ix : kNoNode;
}

NodeIx ImportState::node_without_predicates(ExprIx path) const {
  xpath::Expression ast = form.expressions[path].ast;
  xpath::AstNode& root = ast.nodes[ast.root];
  if (root.kind != xpath::AstKind::kPath) return kNoNode;
  for (xpath::Step& step : root.steps) step.predicates.clear();
  const TimeZone utc;
  xpath::Surroundings surroundings;
  surroundings.root = {&form.primary, 0};
  surroundings.zone = &utc;
  const NodeIx from = form.expressions[path].node;
  const xpath::Value value = xpath::Evaluation(ast, surroundings, {&form.primary, from}).run();
  const auto* nodes = std::get_if<xpath::NodeSet>(&value);
  return nodes == nullptr || nodes->size() != 1 ? kNoNode : nodes->front().ix;
}

NodeIx ImportState::node_of(const XmlNode& element, NodeIx from) const {
  const std::string* path = element.attribute("ref");
  if (path == nullptr) path = element.attribute("nodeset");
  if (path != nullptr) return resolve(*path, from);
  const std::string* id = element.attribute("bind");
  const auto found = id == nullptr ? bind_ids.end() : bind_ids.find(*id);
  return found == bind_ids.end() ? kNoNode : found->second;
}

Label ImportState::label_of_attribute(std::string_view value, NodeIx node, int line,
                                      std::string_view where, bool words_allowed) {
  Label out;
  out.line = line;
  if (words_allowed && !value.starts_with("jr:itext(")) {
    out.inline_text.push_back({std::string(value), kAbsent});
    return out;
  }
  if (const auto id = plain_itext_id(value)) {
    out.itext_id = *id;
    return out;
  }
  const ExprIx expression = compile(value, node, line, where);
  if (expression == kAbsent) return out;
  const xpath::Expression& ast = form.expressions[expression].ast;
  const xpath::AstNode& root = ast.nodes[ast.root];
  const xpath::AstNode* id = literal(ast, root, 0);
  if (is_call(root, "jr:itext") && id != nullptr) {
    out.itext_id = id->text;
  } else {
    out.ref = expression;
  }
  return out;
}

Label ImportState::label_of_element(const XmlNode& element, NodeIx node, std::string_view where) {
  Label out;
  if (const std::string* ref = element.attribute("ref"))
    out = label_of_attribute(*ref, node, element.line, where, false);
  out.line = element.line;
  out.inline_text = text_of_element(element, node, where);
  return out;
}

Text ImportState::text_of_element(const XmlNode& element, NodeIx node, std::string_view where) {
  Text out;
  for (const XmlNode& child : element.children) {
    if (child.kind == XmlNode::Kind::kText) append_words(out, without_indents(child.text));
    if (child.kind != XmlNode::Kind::kElement) continue;
    if (child.name != "output") {
      append_words(out, without_indents(child.all_text()));
      continue;
    }
    const std::string* value = child.attribute("value");
    if (value == nullptr) value = child.attribute("ref");
    if (value == nullptr) {
      error(child.line, std::string(where) + ": <output> without value", "add value=\"…\"");
      continue;
    }
    const ExprIx expression = compile(*value, node, child.line, where);
    if (expression != kAbsent) out.push_back({{}, expression});
  }
  trim_ends(out);
  return out;
}

}  // namespace anlaufstelle::forms
