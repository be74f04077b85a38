// SPDX-License-Identifier: EUPL-1.2
// How the form engine's cost grows with a form: CPU of import and start, and of one answer, for a
// form of 5,000 questions and 1,000 calculates and for a list of 100,000 choices, once, twice and
// four times that. Each ratio stands beside the growth in size.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "kiosk/forms/form_session.h"
#include "tests/support/fake_clock.h"

using namespace anlaufstelle;

namespace {

constexpr int kQuestions = 5000, kCalculates = 1000, kRows = 100'000, kAnswers = 400;

double cpu_ms() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

std::string form(const std::string& instance, const std::string& others, const std::string& binds,
                 const std::string& body) {
  return R"(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">)"
         R"(<h:head><h:title>bench</h:title><model><instance><data id="bench" version="1">)" +
         instance + "</data></instance>" + others + binds + "</model></h:head><h:body>" + body +
         "</h:body></h:html>";
}

// Questions are asked in tens: each of a ten is asked if the one before it isn't 99, and two
// calculates add up what the ten answered.
std::string questions_form(int scale) {
  std::string instance, binds, body;
  const int tens = kQuestions * scale / 10;
  for (int ten = 0; ten < tens; ++ten) {
    std::string sum;
    for (int i = 0; i < 10; ++i) {
      const std::string name = "q" + std::to_string(ten) + "_" + std::to_string(i);
      instance += "<" + name + "/>";
      binds += "<bind nodeset=\"/data/" + name + "\" type=\"int\"";
      if (i > 0) {
        binds +=
            " relevant=\"/data/q" + std::to_string(ten) + "_" + std::to_string(i - 1) + " != 99\"";
      }
      binds += " constraint=\". &gt;= 0\"/>";
      body += "<input ref=\"/data/" + name + "\"><label>Frage " + name + "</label></input>";
      sum += (i > 0 ? " + " : "") + ("coalesce(/data/" + name + ", 0)");
    }
    for (int i = 0; i < kCalculates * 10 / kQuestions; ++i) {
      const std::string name = "c" + std::to_string(ten) + "_" + std::to_string(i);
      instance += "<" + name + "/>";
      binds += "<bind nodeset=\"/data/" + name + "\" calculate=\"" + sum + "\"/>";
    }
  }
  return form(instance, "", binds, body);
}

std::string choices_form() {
  return form(
      "<land/><ort/>", R"(<instance id="orte" src="jr://file-csv/orte.csv"/>)",
      R"(<bind nodeset="/data/land" type="string"/><bind nodeset="/data/ort" type="string"/>)",
      R"(<input ref="/data/land"><label>Land</label></input>)"
      R"(<select1 ref="/data/ort"><label>Ort</label>)"
      R"(<itemset nodeset="instance('orte')/root/item[land = /data/land]">)"
      R"(<value ref="name"/><label ref="label"/></itemset></select1>)");
}

std::string rows(int scale) {
  std::string csv = "name,label,land\n";
  for (int i = 0; i < kRows * scale; ++i) {
    csv += "o" + std::to_string(i) + ",Ort " + std::to_string(i) + ",l" +
           std::to_string(i % (kRows * scale / 20)) + "\n";
  }
  return csv;
}

struct Cost {
  double load_ms = 0, answer_us = 0, answer_p95_us = 0;
};

// Finds a node by its path outside the measured time, as a screen knows its nodes.
using Find = std::function<forms::NodeId(const forms::FormSession&, int)>;
using Answer = std::function<void(forms::FormSession&, forms::NodeId, int)>;

bool measure(const std::string& xml, const forms::Attachments& files, const Find& find,
             const Answer& answer, Cost& cost) {
  static FakeClock clock;
  static SystemRandom random;
  forms::ImportLimits limits;
  limits.max_bytes = 64u << 20;
  limits.profile = forms::Profile::kEngine;
  const double begin = cpu_ms();
  auto import = forms::import_xform(xml, limits, files);
  if (!import) {
    std::fprintf(stderr, "form_bench: %s\n", import.error().context.c_str());
    return false;
  }
  auto session = forms::FormSession::start(import->form, {&clock, &random, "UTC", ""});
  if (!session) return false;
  cost.load_ms = cpu_ms() - begin;
  std::vector<double> answers;
  for (int i = 0; i < kAnswers; ++i) {
    const forms::NodeId node = find(**session, i);
    const double before = cpu_ms();
    answer(**session, node, i);
    answers.push_back((cpu_ms() - before) * 1000);
  }
  std::sort(answers.begin(), answers.end());
  cost.answer_us = answers[answers.size() / 2];
  cost.answer_p95_us = answers[answers.size() * 95 / 100];
  return true;
}

bool report(const char* what, const std::function<bool(int, Cost&)>& at_scale) {
  Cost first;
  for (const int scale : {1, 2, 4}) {
    Cost cost;
    if (!at_scale(scale, cost)) return false;
    if (scale == 1) first = cost;
    std::printf(
        "{\"bench\":\"form-growth\",\"form\":\"%s\",\"size\":%d,\"load_ms\":%.0f,"
        "\"load_ratio\":%.2f,\"answer_us\":%.1f,\"answer_p95_us\":%.1f,"
        "\"answer_ratio\":%.2f}\n",
        what, scale, cost.load_ms, cost.load_ms / first.load_ms, cost.answer_us, cost.answer_p95_us,
        cost.answer_us / first.answer_us);
    std::fflush(stdout);
  }
  return true;
}

}  // namespace

int main() {
  const bool questions = report("5000 questions, 1000 calculates", [](int scale, Cost& cost) {
    const auto find = [scale](const forms::FormSession& session, int i) {
      const int ten = i * 37 % (kQuestions * scale / 10);
      return *session.find("/data/q" + std::to_string(ten) + "_" + std::to_string(i % 10));
    };
    const auto answer = [](forms::FormSession& session, forms::NodeId node, int i) {
      (void)session.answer(node, std::to_string(i));
    };
    return measure(questions_form(scale), {}, find, answer, cost);
  });
  // An answer decides which 20 of all choices are offered; they are asked for, as a screen does.
  const bool choices = report("100000 choices", [](int scale, Cost& cost) {
    const auto find = [](const forms::FormSession& session, int) {
      return *session.find("/data/ort");
    };
    const auto answer = [](forms::FormSession& session, forms::NodeId places, int i) {
      (void)session.answer(*session.find("/data/land"), "l" + std::to_string(i));
      if (session.question(places).choices.size() != 20) std::abort();
    };
    return measure(choices_form(), {{"jr://file-csv/orte.csv", rows(scale)}}, find, answer, cost);
  });
  return questions && choices ? 0 : 1;
}
