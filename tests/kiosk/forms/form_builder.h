// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "kiosk/forms/compiled_form.h"
#include "kiosk/forms/form_session.h"
#include "tests/support/fake_clock.h"

namespace anlaufstelle::forms {

// Puts an XForm together from the pieces that a test cares about.
class FormBuilder {
 public:
  // Below the instance's root: "<alter/>".
  FormBuilder& instance(std::string_view xml) { return add(instance_, xml); }
  // Beside the primary instance, and itext.
  FormBuilder& model(std::string_view xml) { return add(model_, xml); }
  // Beside the instanceID.
  FormBuilder& meta(std::string_view xml) { return add(meta_, xml); }
  FormBuilder& bind(std::string_view node, std::string_view attributes) {
    return add(binds_, "<bind nodeset=\"/data/" + std::string(node) + "\" " +
                           std::string(attributes) + "/>");
  }
  FormBuilder& body(std::string_view xml) { return add(body_, xml); }
  FormBuilder& input(std::string_view node) {
    return body("<input ref=\"/data/" + std::string(node) + "\"><label>" + std::string(node) +
                "</label></input>");
  }
  // A select1 or select with choices "a b c", labelled as their values.
  FormBuilder& choose(std::string_view element, std::string_view node, std::string_view choices) {
    std::string xml = "<" + std::string(element) + " ref=\"/data/" + std::string(node) +
                      "\"><label>" + std::string(node) + "</label>";
    std::string word;
    for (const char c : std::string(choices) + " ") {
      if (c != ' ') {
        word += c;
        continue;
      }
      xml += "<item><label>" + word + "</label><value>" + word + "</value></item>";
      word.clear();
    }
    return body(xml + "</" + std::string(element) + ">");
  }

  [[nodiscard]] std::string xml() const {
    return R"(<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
 xmlns:kiosk="urn:anlaufstelle:kiosk" xmlns:odk="http://www.opendatakit.org/xforms">
<h:head><h:title>Erstberatung</h:title><model>
<instance><data id="erst" version="1">)" +
           instance_ + "<orx:meta><orx:instanceID/>" + meta_ + "</orx:meta></data></instance>" +
           model_ + binds_ + "</model></h:head>\n<h:body>" + body_ + "</h:body></h:html>";
  }

 private:
  FormBuilder& add(std::string& to, std::string_view xml) {
    to += xml;
    to += '\n';
    return *this;
  }

  std::string instance_, meta_, model_, binds_, body_;
};

// The same numbers in every run.
class CountingRandom : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (std::uint8_t& byte : out) byte = next_++;
  }

 private:
  std::uint8_t next_ = 1;
};

// Everything that the engine runs, whether screens draw it or not.
inline ImportLimits engine() {
  ImportLimits limits;
  limits.profile = Profile::kEngine;
  return limits;
}

// A form and one session over it, on the form as a kiosk loads it: compiled. The clock stands at
// 2026-11-22 10:00 UTC, 11:00 in Berlin.
struct Filling {
  explicit Filling(const FormBuilder& builder) : Filling(builder.xml()) {}
  explicit Filling(const std::string& xml) {
    auto imported = import_xform(xml, engine());
    if (!imported) {
      error = imported.error().context;
      return;
    }
    findings = imported->findings;
    auto loaded = load_compiled_form(compile_form(*imported->form, {}));
    if (!loaded) {
      error = loaded.error().context;
      return;
    }
    form = *loaded;
    auto started = FormSession::start(form, environment());
    if (started) {
      session = std::move(*started);
    } else {
      error = started.error().context;
    }
  }

  [[nodiscard]] SessionEnvironment environment() { return {&clock, &random, "Europe/Berlin", ""}; }
  [[nodiscard]] NodeId node(std::string_view name) const {
    return session->find("/data/" + std::string(name)).value_or(0);
  }
  [[nodiscard]] Question question(std::string_view name) const {
    return session->question(node(name));
  }
  [[nodiscard]] std::string value(std::string_view name) const {
    return session->value(node(name));
  }
  bool answer(std::string_view name, std::string_view value) {
    return session->answer(node(name), value).ok();
  }

  FakeClock clock;
  CountingRandom random;
  std::shared_ptr<const FormDef> form;
  std::vector<LintFinding> findings;
  std::unique_ptr<FormSession> session;
  std::string error;
};

// The error of an import that must fail.
inline Error import_error(const std::string& xml) {
  const auto imported = import_xform(xml, engine());
  return imported ? Error{ErrorCode::kIo, "imported"} : imported.error();
}

}  // namespace anlaufstelle::forms
