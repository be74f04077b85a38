// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/form_def.h"
#include "kiosk/forms/import/import_state.h"
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
}

}  // namespace

Result<Import> import_xform(std::string_view xml, const ImportLimits& limits,
                            const Attachments& attachments) {
  TRY_ASSIGN(const XmlDocument document, read_xml(xml, limits));
  auto form = std::make_shared<Form>();
  ImportState state(*form, document, limits, attachments);
  import_document(state);
  if (state.first_error) return *state.first_error;
  return Import{std::move(form), std::move(state.findings)};
}

}  // namespace anlaufstelle::forms
