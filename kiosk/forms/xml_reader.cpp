// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/xml_reader.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

#include <cstring>
#include <limits>
#include <memory>

#include "storage/base/secret.h"

namespace anlaufstelle::forms {

namespace {

struct FreeContext {
  void operator()(xmlParserCtxt* context) const {
    xmlFreeDoc(context->myDoc);
    xmlFreeParserCtxt(context);
  }
};

std::string text_of(const xmlChar* text) {
  return text == nullptr ? std::string() : reinterpret_cast<const char*>(text);
}

std::string at_line(long line, std::string_view what) {
  return "line " + std::to_string(line) + ": " + std::string(what);
}

// What the hooks below need; hangs on the parser's context.
struct Guard {
  const ImportLimits& limits;
  startElementNsSAX2Func start_element = nullptr;
  std::size_t elements = 0;
  std::string refusal;
};

void stop(xmlParserCtxt* context, Guard& guard, std::string_view what) {
  const long line = context->input == nullptr ? 0 : context->input->line;
  if (guard.refusal.empty()) guard.refusal = at_line(line, what);
  xmlStopParser(context);
}

// Ends the parser before it has read any entity.
void on_document_type(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
  auto* context = static_cast<xmlParserCtxt*>(user);
  stop(context, *static_cast<Guard*>(context->_private), "a DOCTYPE isn't allowed");
}

void on_start_element(void* user, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri,
                      int namespace_count, const xmlChar** namespaces, int attribute_count,
                      int defaulted_count, const xmlChar** attributes) {
  auto* context = static_cast<xmlParserCtxt*>(user);
  Guard& guard = *static_cast<Guard*>(context->_private);
  guard.elements += 1 + static_cast<std::size_t>(attribute_count);
  if (guard.elements > guard.limits.max_nodes) return stop(context, guard, "too many nodes");
  // nameNr counts the open elements, this one not yet.
  if (context->nameNr >= guard.limits.max_depth) return stop(context, guard, "nested too deeply");
  // libxml2 hands an ampersand in a namespace on half unescaped; nobody means one there.
  for (int i = 0; i < namespace_count; ++i)
    if (const xmlChar* ns = namespaces[2 * i + 1];
        ns != nullptr && std::strchr(reinterpret_cast<const char*>(ns), '&') != nullptr)
      return stop(context, guard, "an ampersand in a namespace");
  guard.start_element(user, name, prefix, uri, namespace_count, namespaces, attribute_count,
                      defaulted_count, attributes);
}

int line_of(const xmlNode* node) {
  const long line = xmlGetLineNo(node);
  return line < 0 || line > std::numeric_limits<int>::max() ? 0 : static_cast<int>(line);
}

std::string_view kept(XmlDocument& document, const xmlChar* text) {
  if (text == nullptr) return {};
  const std::string_view view = reinterpret_cast<const char*>(text);
  const auto found = document.namespaces.find(view);
  return found != document.namespaces.end() ? *found : *document.namespaces.emplace(view).first;
}

template <typename Named>
void copy_name(XmlDocument& document, const xmlNs* ns, const xmlChar* name, Named& to) {
  to.name = text_of(name);
  if (ns == nullptr) return;
  to.prefix = kept(document, ns->prefix);
  to.ns = kept(document, ns->href);
}

// Text, comments and instructions; entity references can't occur without a DOCTYPE.
void convert_rest(const xmlNode* from, std::vector<XmlNode>& to) {
  using Kind = XmlNode::Kind;
  if (from->type == XML_TEXT_NODE || from->type == XML_CDATA_SECTION_NODE) {
    // Neighbouring pieces are one text.
    if (to.empty() || to.back().kind != Kind::kText) {
      to.emplace_back().kind = Kind::kText;
      to.back().line = line_of(from);
    }
    to.back().text += text_of(from->content);
  } else if (from->type == XML_COMMENT_NODE || from->type == XML_PI_NODE) {
    XmlNode& out = to.emplace_back();
    out.kind = from->type == XML_COMMENT_NODE ? Kind::kComment : Kind::kInstruction;
    if (from->type == XML_PI_NODE) out.name = text_of(from->name);
    out.text = text_of(from->content);
  }
}

// The depth of recursion is bounded by max_depth.
void convert(const xmlNode* from, XmlNode& to, XmlDocument& document) {
  to.line = line_of(from);
  copy_name(document, from->ns, from->name, to);
  for (const xmlNs* ns = from->nsDef; ns != nullptr; ns = ns->next)
    if (ns->prefix != nullptr)
      document.prefixes.try_emplace(text_of(ns->prefix), text_of(ns->href));
  for (const xmlAttr* attribute = from->properties; attribute != nullptr;
       attribute = attribute->next) {
    XmlAttribute& out = to.attributes.emplace_back();
    copy_name(document, attribute->ns, attribute->name, out);
    // Without entities of its own an attribute has at most one text child.
    for (const xmlNode* text = attribute->children; text != nullptr; text = text->next)
      out.value += text_of(text->content);
  }
  for (const xmlNode* child = from->children; child != nullptr; child = child->next) {
    if (child->type == XML_ELEMENT_NODE) {
      convert(child, to.children.emplace_back(), document);
    } else {
      convert_rest(child, to.children);
    }
  }
}

// The parser's own copy may hold answers.
void wipe_parsed(xmlNode* node) {
  for (; node != nullptr; node = node->next) {
    if (node->type == XML_ELEMENT_NODE) {
      for (xmlAttr* attribute = node->properties; attribute != nullptr; attribute = attribute->next)
        wipe_parsed(attribute->children);
      wipe_parsed(node->children);
    } else if (node->content != nullptr) {
      wipe(node->content, std::strlen(reinterpret_cast<const char*>(node->content)));
    }
  }
}

Error parse_error(xmlParserCtxt* context) {
  const xmlError* error = xmlCtxtGetLastError(context);
  if (error == nullptr) return {ErrorCode::kInvalidInput, at_line(1, "not XML")};
  // Only the fixed part of libxml2's message: the rest may quote the file.
  std::string what = error->message == nullptr ? "not XML" : error->message;
  while (!what.empty() && what.back() == '\n') what.pop_back();
  if (const auto colon = what.find(" : "); colon != std::string::npos) what.resize(colon);
  return {ErrorCode::kInvalidInput, at_line(error->line, "not well-formed: " + what)};
}

}  // namespace

const std::string* XmlNode::attribute(std::string_view local, std::string_view in_ns) const {
  for (const XmlAttribute& attribute : attributes)
    if (attribute.name == local && attribute.ns == in_ns) return &attribute.value;
  return nullptr;
}

const XmlNode* XmlNode::child(std::string_view in_ns, std::string_view local) const {
  for (const XmlNode& node : children)
    if (node.is(in_ns, local)) return &node;
  return nullptr;
}

std::string XmlNode::all_text() const {
  if (kind == Kind::kText) return text;
  std::string out;
  if (kind == Kind::kElement)
    for (const XmlNode& node : children) out += node.all_text();
  return out;
}

Result<XmlDocument> read_xml(std::string_view xml, const ImportLimits& limits) {
  if (xml.size() > limits.max_bytes || xml.size() > std::numeric_limits<int>::max())
    return Error{ErrorCode::kRefused, "line 1: the file is larger than allowed"};
  if (xml.empty()) return Error{ErrorCode::kInvalidInput, "line 1: the file is empty"};
  const std::unique_ptr<xmlParserCtxt, FreeContext> context(xmlNewParserCtxt());
  if (!context) return Error{ErrorCode::kRefused, "no memory to read XML"};
  Guard guard{limits, nullptr, 0, {}};
  context->_private = &guard;
  guard.start_element = context->sax->startElementNs;
  context->sax->startElementNs = on_start_element;
  context->sax->internalSubset = on_document_type;

  xmlDoc* parsed =
      xmlCtxtReadMemory(context.get(), xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                            XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
  context->myDoc = parsed;  // reading hands the document over; the context frees it in the end
  if (!guard.refusal.empty()) return Error{ErrorCode::kRefused, guard.refusal};
  // An undeclared prefix is an error to us, though libxml2 goes on.
  if (parsed == nullptr || context->nsWellFormed == 0) return parse_error(context.get());
  xmlNode* root = xmlDocGetRootElement(parsed);
  if (root == nullptr) return Error{ErrorCode::kInvalidInput, "line 1: the file is empty"};
  XmlDocument document;
  convert(root, document.root, document);
  wipe_parsed(root);
  return document;
}

void wipe_texts(XmlNode& node) {
  wipe(node.text);
  for (XmlAttribute& attribute : node.attributes) wipe(attribute.value);
  for (XmlNode& child : node.children) wipe_texts(child);
}

}  // namespace anlaufstelle::forms
