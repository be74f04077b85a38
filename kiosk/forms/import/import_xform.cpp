// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cstdlib>

#include "kiosk/forms/form_def.h"
#include "kiosk/forms/import/import_state.h"
#include "kiosk/forms/outline.h"
#include "kiosk/forms/xpath/value.h"

namespace anlaufstelle::forms {

namespace {

void import_document(ImportState& state) {
  const XmlNode& html = state.document.root;
  const XmlNode* head = html.child(kXhtmlNs, "head");
  const XmlNode* body = html.child(kXhtmlNs, "body");
  const XmlNode* model = head == nullptr ? nullptr : head->child(kXFormsNs, "model");
  if (!html.is(kXhtmlNs, "html") || model == nullptr || body == nullptr)
    return state.error(html.line, "this is not an XForm: html, head, model or body is missing",
                       "export the form as ODK XForm");
  if (const XmlNode* title = head->child(kXhtmlNs, "title"))
    state.form.title_text = std::string(xpath::trim(title->all_text()));
  import_instances(state, *model);
  if (state.form.root == kNoNode) return;
  import_itext(state, *model);
  import_binds(state, *model);
  mark_repeats(state, *body);
  import_actions(state, *model);
  import_body(state, *body);
  check_texts(state);
  build_dependencies(state);
  import_offers(state);
  state.form.primary.freeze();
  state.form.initial.freeze();
  for (auto& [id, tree] : state.form.instances) tree->freeze();
}

}  // namespace

bool is_xform(std::string_view xml, const ImportLimits& limits) {
  const auto document = read_xml(xml, limits);
  return document && document->root.is(kXhtmlNs, "html");
}

Result<Import> import_xform(std::string_view xml, const ImportLimits& limits,
                            const Attachments& attachments) {
  TRY_ASSIGN(const XmlDocument document, read_xml(xml, limits));
  auto form = std::make_shared<Form>();
  ImportState state(*form, document, limits, attachments);
  import_document(state);
  if (state.first_error) return *state.first_error;
  return Import{std::move(form), std::move(state.findings)};
}

std::vector<LintFinding> lint_xform(std::string_view xml, const ImportLimits& limits,
                                    const Attachments& attachments) {
  const auto document = read_xml(xml, limits);
  if (!document) {
    // Its context starts with "line N: ".
    const std::string& context = document.error().context;
    const auto colon = context.find(": ");
    const int line = std::atoi(context.substr(std::min<std::size_t>(5, context.size())).c_str());
    return {{LintFinding::Level::kError, line,
             colon == std::string::npos ? context : context.substr(colon + 2),
             "export the form as ODK XForm"}};
  }
  Form form;
  ImportState state(form, *document, limits, attachments);
  import_document(state);
  std::stable_sort(state.findings.begin(), state.findings.end(),
                   [](const LintFinding& a, const LintFinding& b) { return a.line < b.line; });
  return std::move(state.findings);
}

}  // namespace anlaufstelle::forms
