// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/form_shell.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <array>
#include <cmath>
#include <istream>
#include <memory>
#include <ostream>
#include <string>

#include "kiosk/forms/form_session.h"
#include "kiosk/forms/outline.h"
#include "kiosk/forms/xpath_check.h"
#include "storage/base/file.h"

namespace anlaufstelle::app {

namespace {

using forms::ControlKind;
using forms::Question;
using Json = rapidjson::Value;
using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

constexpr std::size_t kMaxFile = 32u << 20;

void put(Writer& out, std::string_view text) {
  out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void put(Writer& out, const char* key, std::string_view text) {
  out.Key(key);
  put(out, text);
}

std::string text_of(const Json& request, const char* key) {
  const auto found = request.FindMember(key);
  if (found == request.MemberEnd() || !found->value.IsString()) return {};
  return {found->value.GetString(), found->value.GetStringLength()};
}

// The moment that a request names; it stands still from there on.
class RequestClock : public Clock {
 public:
  // "2026-11-22T21:36:47.770Z", always UTC; "" for the time it is.
  Status set(std::string_view iso) {
    if (iso.empty()) {
      now_ = SystemClock().now();
      return ok_status();
    }
    int year = 0;
    unsigned month = 0, day = 0, hour = 0, minute = 0, second = 0;
    const std::string text(iso);
    if (std::sscanf(text.c_str(), "%4d-%2u-%2uT%2u:%2u:%2u", &year, &month, &day, &hour, &minute,
                    &second) != 6)
      return Error{ErrorCode::kInvalidInput, "now is no moment"};
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                           std::chrono::day(day)};
    if (!date.ok()) return Error{ErrorCode::kInvalidInput, "now is no moment"};
    now_ = std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
           std::chrono::seconds{second};
    return ok_status();
  }
  [[nodiscard]] UnixSeconds now() const override { return now_; }
  [[nodiscard]] std::chrono::milliseconds monotonic() const override { return {}; }

 private:
  UnixSeconds now_{};
};

// The same numbers for the same seed (splitmix64); nothing secret comes from it.
class SeededRandom : public Random {
 public:
  void seed(std::uint64_t seed) { state_ = seed; }
  void fill(std::span<std::uint8_t> out) override {
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (i % 8 == 0) draw();
      out[i] = static_cast<std::uint8_t>(drawn_ >> (i % 8 * 8));
    }
  }

 private:
  void draw() {
    state_ += 0x9e3779b97f4a7c15u;
    drawn_ = (state_ ^ (state_ >> 30)) * 0xbf58476d1ce4e5b9u;
    drawn_ = (drawn_ ^ (drawn_ >> 27)) * 0x94d049bb133111ebu;
    drawn_ ^= drawn_ >> 31;
  }
  std::uint64_t state_ = 1, drawn_ = 0;
};

bool has_choices(ControlKind kind) {
  return kind == ControlKind::kSelect1 || kind == ControlKind::kSelect ||
         kind == ControlKind::kRank;
}

void put_question(Writer& out, const Question& question) {
  out.StartObject();
  put(out, "ref", question.ref);
  put(out, "kind", forms::name_of(question.kind));
  out.Key("relevant");
  out.Bool(question.relevant);
  out.Key("required");
  out.Bool(question.required);
  out.Key("readonly");
  out.Bool(question.readonly);
  put(out, "value", question.value);
  put(out, "label", question.label_missing ? "" : question.label);
  put(out, "hint", question.hint);
  if (has_choices(question.kind)) {
    out.Key("choices");
    out.StartArray();
    for (const forms::Choice& choice : question.choices) {
      out.StartArray();
      put(out, choice.value);
      put(out, choice.label_missing ? "" : choice.label);
      out.EndArray();
    }
    out.EndArray();
  }
  out.Key("violation");
  switch (question.violation) {
    case forms::Violation::kNone:
      out.Null();
      break;
    case forms::Violation::kRequired:
      put(out, "required");
      break;
    case forms::Violation::kConstraint:
      put(out, "constraint");
      break;
  }
  out.EndObject();
}

// JSON has no NaN and no infinity.
void put_number(Writer& out, double number) {
  if (std::isfinite(number)) {
    out.Double(number);
  } else {
    put(out, std::isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
  }
}

class Shell {
 public:
  // The reply to one line; `reply` holds the members beside "ok".
  Status answer_to(const std::string& line, Writer& reply) {
    rapidjson::Document request;
    request.Parse(line.c_str(), line.size());
    if (request.HasParseError() || !request.IsObject())
      return Error{ErrorCode::kInvalidInput, "the request is no JSON object"};
    const std::string verb = text_of(request, "do");
    for (const Verb& known : kVerbs)
      if (known.name == verb) return (this->*known.run)(request, reply);
    return Error{ErrorCode::kInvalidInput, "do: no such request"};
  }

 private:
  struct Verb {
    std::string_view name;
    Status (Shell::*run)(const Json&, Writer&);
  };
  static const std::array<Verb, 8> kVerbs;

  Status with_form() const {
    if (session_ != nullptr) return ok_status();
    return Error{ErrorCode::kInvalidInput, "no form is loaded"};
  }

  Result<forms::NodeId> node_of(const Json& request) const {
    TRY(with_form());
    const std::string ref = text_of(request, "ref");
    if (const auto node = session_->find(ref)) return *node;
    return Error{ErrorCode::kNotFound, "no node " + ref};
  }

  static Result<forms::Attachments> read_attachments(const Json& request) {
    forms::Attachments out;
    const auto given = request.FindMember("attachments");
    if (given == request.MemberEnd() || !given->value.IsObject()) return out;
    for (const auto& entry : given->value.GetObject()) {
      if (!entry.value.IsString()) continue;
      TRY_ASSIGN(const Bytes content, read_file(entry.value.GetString(), kMaxFile));
      out[entry.name.GetString()] = std::string(as_text(content));
    }
    return out;
  }

  Status load(const Json& request, Writer& reply) {
    TRY_ASSIGN(const Bytes xml, read_file(text_of(request, "file"), kMaxFile));
    TRY_ASSIGN(const forms::Attachments attachments, read_attachments(request));
    forms::ImportLimits limits;
    limits.profile = forms::Profile::kAll;
    TRY_ASSIGN(forms::Import import, forms::import_xform(as_text(xml), limits, attachments));
    RequestClock clock;
    TRY(clock.set(text_of(request, "now")));
    const auto seed = request.FindMember("seed");
    const std::string zone = text_of(request, "tz");
    clock_ = clock;
    random_.seed(seed != request.MemberEnd() && seed->value.IsUint64() ? seed->value.GetUint64()
                                                                       : 1);
    TRY_ASSIGN(auto session, forms::FormSession::start(
                                 import.form, {&clock_, &random_, zone.empty() ? "UTC" : zone,
                                               text_of(request, "lang")}));
    session_ = std::move(session);
    reply.Key("languages");
    reply.StartArray();
    for (const std::string& language : import.form->languages()) put(reply, language);
    reply.EndArray();
    return ok_status();
  }

  Status answer(const Json& request, Writer&) {
    TRY_ASSIGN(const forms::NodeId node, node_of(request));
    const Status status = session_->answer(node, text_of(request, "value"));
    // What the type can't hold is no answer; the screens keep it as it was typed, beside the form.
    if (!status && status.error().code == ErrorCode::kInvalidInput)
      return session_->answer(node, "");
    return status;
  }

  Status add_repeat(const Json& request, Writer&) {
    TRY(with_form());
    TRY(session_->add_repeat(text_of(request, "ref")));
    return ok_status();
  }

  Status remove_repeat(const Json& request, Writer&) {
    TRY_ASSIGN(const forms::NodeId node, node_of(request));
    return session_->remove_repeat(node);
  }

  Status set_language(const Json& request, Writer&) {
    TRY(with_form());
    session_->set_language(text_of(request, "lang"));
    return ok_status();
  }

  Status state(const Json&, Writer& reply) {
    TRY(with_form());
    reply.Key("nodes");
    reply.StartArray();
    for (const forms::NodeId node : session_->nodes())
      put_question(reply, session_->question(node));
    reply.EndArray();
    return ok_status();
  }

  Status submission(const Json&, Writer& reply) {
    TRY(with_form());
    put(reply, "xml", session_->submission(forms::FormSession::Extent::kFull));
    return ok_status();
  }

  Status xpath(const Json& request, Writer& reply) {
    forms::XpathRequest ask;
    RequestClock clock;
    SeededRandom random;
    TRY(clock.set(text_of(request, "now")));
    ask.clock = &clock;
    ask.random = &random;
    ask.expression = text_of(request, "expr");
    ask.xml = text_of(request, "xml");
    ask.language = text_of(request, "lang");
    const auto set = [&](const char* key, std::string& to) {
      if (request.HasMember(key)) to = text_of(request, key);
    };
    set("context", ask.context);
    set("root", ask.root);
    set("tz", ask.time_zone);
    if (const auto ns = request.FindMember("ns"); ns != request.MemberEnd() && ns->value.IsObject())
      for (const auto& entry : ns->value.GetObject())
        if (entry.value.IsString()) ask.prefixes[entry.name.GetString()] = entry.value.GetString();
    const std::string as = text_of(request, "as");
    using As = forms::XpathRequest::As;
    ask.as = as == "boolean"   ? As::kBoolean
             : as == "number"  ? As::kNumber
             : as == "string"  ? As::kString
             : as == "nodeset" ? As::kNodeset
                               : As::kItself;
    TRY_ASSIGN(const forms::XpathAnswer value, forms::check_xpath(ask));
    put_value(reply, value);
    return ok_status();
  }

  static void put_value(Writer& reply, const forms::XpathAnswer& value) {
    constexpr std::array<std::string_view, 4> kTypes = {"boolean", "number", "string", "nodeset"};
    put(reply, "type", kTypes[value.index()]);
    reply.Key("value");
    if (const auto* truth = std::get_if<bool>(&value)) reply.Bool(*truth);
    if (const auto* number = std::get_if<double>(&value)) put_number(reply, *number);
    if (const auto* text = std::get_if<std::string>(&value)) put(reply, *text);
    if (const auto* nodes = std::get_if<std::vector<std::string>>(&value)) {
      reply.StartArray();
      for (const std::string& text : *nodes) put(reply, text);
      reply.EndArray();
    }
  }

  RequestClock clock_;
  SeededRandom random_;
  std::unique_ptr<forms::FormSession> session_;
};

const std::array<Shell::Verb, 8> Shell::kVerbs = {{{"load", &Shell::load},
                                                   {"answer", &Shell::answer},
                                                   {"addrepeat", &Shell::add_repeat},
                                                   {"delrepeat", &Shell::remove_repeat},
                                                   {"lang", &Shell::set_language},
                                                   {"state", &Shell::state},
                                                   {"submission", &Shell::submission},
                                                   {"xpath", &Shell::xpath}}};

}  // namespace

void run_form_shell(std::istream& in, std::ostream& out) {
  Shell shell;
  for (std::string line; std::getline(in, line);) {
    rapidjson::StringBuffer buffer;
    Writer reply(buffer);
    reply.StartObject();
    const Status status = shell.answer_to(line, reply);
    if (!status) {
      // What was written before the failure is no reply.
      buffer.Clear();
      reply.Reset(buffer);
      reply.StartObject();
      put(reply, "error", status.error().context);
    }
    reply.Key("ok");
    reply.Bool(status.ok());
    reply.EndObject();
    out.write(buffer.GetString(), static_cast<std::streamsize>(buffer.GetSize())) << '\n';
    out.flush();
  }
}

}  // namespace anlaufstelle::app
