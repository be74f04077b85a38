// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/forms/form_def.h"
#include "storage/base/result.h"

namespace anlaufstelle::forms {

inline constexpr std::string_view kXFormsNs = "http://www.w3.org/2002/xforms";
inline constexpr std::string_view kXhtmlNs = "http://www.w3.org/1999/xhtml";
inline constexpr std::string_view kJavaRosaNs = "http://openrosa.org/javarosa";
inline constexpr std::string_view kOpenRosaNs = "http://openrosa.org/xforms";
inline constexpr std::string_view kKioskNs = "urn:anlaufstelle:kiosk";

// Prefixes and namespaces are few: views of what the document keeps.
struct XmlAttribute {
  std::string_view prefix, ns;
  std::string name, value;
};

// One node of a parsed file. Lives no longer than its document.
struct XmlNode {
  enum class Kind { kElement, kText, kComment, kInstruction } kind = Kind::kElement;
  int line = 0;
  std::string_view prefix, ns;
  std::string name;  // an instruction's target is its name
  std::string text;  // of everything but elements
  std::vector<XmlAttribute> attributes;
  std::vector<XmlNode> children;

  [[nodiscard]] bool is(std::string_view in_ns, std::string_view local) const {
    return kind == Kind::kElement && name == local && ns == in_ns;
  }
  // An attribute without namespace, or in `in_ns`; nullptr if it isn't there.
  [[nodiscard]] const std::string* attribute(std::string_view local,
                                             std::string_view in_ns = {}) const;
  [[nodiscard]] const XmlNode* child(std::string_view in_ns, std::string_view local) const;
  // All text below, in order.
  [[nodiscard]] std::string all_text() const;
};

struct XmlDocument {
  XmlNode root;
  std::map<std::string, std::string, std::less<>> prefixes;  // every declared prefix, first wins
  std::set<std::string, std::less<>> namespaces;             // and every prefix and namespace
};

// Reads a file without network, document type or entities of its own. The context of an error
// starts with "line N: ". Errors: InvalidInput (not well-formed), Refused (a DOCTYPE; a limit).
Result<XmlDocument> read_xml(std::string_view xml, const ImportLimits& limits);

// Overwrites every text and attribute value below, for files that hold answers.
void wipe_texts(XmlNode& node);

}  // namespace anlaufstelle::forms
