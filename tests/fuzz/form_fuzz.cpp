// SPDX-License-Identifier: EUPL-1.2
// Damaged forms, expressions, tables and records: each is read or refused, within the caps, and a
// form that is read can be filled in. Replays tests/fuzz/forms/* as they are, then damages them;
// compiled forms are what the forms there compile to, damaged after that.
// Plain program with a generator of its own: form_fuzz [seed]. Prints the seed;
// ANLAUFSTELLE_DEEP=1 runs a hundred times longer.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "kiosk/forms/compiled_form.h"
#include "kiosk/forms/form_session.h"
#include "kiosk/forms/xpath_check.h"
#include "storage/base/clock.h"

using namespace anlaufstelle;
using namespace anlaufstelle::forms;

namespace {

constexpr int kRounds = 400, kDeepRounds = 40'000;
constexpr std::size_t kMostQuestions = 50;

const std::vector<std::string> kPieces = {"<",
                                          ">",
                                          "\"",
                                          "'",
                                          "/",
                                          "(",
                                          ")",
                                          "[",
                                          "]",
                                          "..",
                                          "//",
                                          "*",
                                          "and",
                                          "&#0;",
                                          "&amp;",
                                          "\xff",
                                          "\0",
                                          "$",
                                          "|",
                                          "-",
                                          "0",
                                          ",",
                                          ";",
                                          "jr:count",
                                          "999999999",
                                          "\n",
                                          "\"\"",
                                          "]]>",
                                          "<!DOCTYPE a [",
                                          "jr:template=\"\"",
                                          "position(..)",
                                          "current()/.."};

class SmallRandom : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (std::uint8_t& byte : out) byte = next_++;
  }

 private:
  std::uint8_t next_ = 1;
};

SystemClock real_clock;
SmallRandom small_random;

SessionEnvironment environment() {
  return {&real_clock, &small_random, "Europe/Berlin", ""};
}

// Everything that the engine runs, whether screens draw it or not.
ImportLimits engine() {
  ImportLimits limits;
  limits.profile = Profile::kEngine;
  return limits;
}

void fill_in(const Import& import) {
  auto session = FormSession::start(import.form, environment());
  if (!session) return;
  for (const NodeId node : (*session)->nodes())
    if ((*session)->question(node).kind == ControlKind::kRepeat)
      static_cast<void>((*session)->add_repeat((*session)->question(node).ref));
  std::size_t done = 0;
  for (const NodeId node : (*session)->questions()) {
    if (++done > kMostQuestions) break;
    static_cast<void>((*session)->answer(node, "5"));
    static_cast<void>((*session)->answer(node, "x"));
  }
  static_cast<void>((*session)->first_violation());
  const std::string xml = (*session)->submission(FormSession::Extent::kFull);
  if (FormSession::resume(import.form, environment(), xml).ok()) return;
  std::printf("a record of its own can't be read:\n%s\n", xml.c_str());
  std::exit(1);
}

void run_xml(const std::string& text) {
  const auto import = import_xform(text, engine());
  if (import) fill_in(*import);
}

void run_xpath(const std::string& text) {
  XpathRequest request;
  request.expression = text;
  request.xml = "<a><b>1</b><b>2</b><c d='x'>drei</c></a>";
  request.context = "/*[1]";
  request.clock = &real_clock;
  request.random = &small_random;
  static_cast<void>(check_xpath(request));
}

std::string form_around(const std::string& instance, const std::string& body) {
  return "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" "
         "xmlns:jr=\"http://openrosa.org/javarosa\"><h:head><model><instance><data id=\"d\" "
         "version=\"1\"><a/><r jr:template=\"\"><x/></r></data></instance>" +
         instance + "</model></h:head><h:body>" + body +
         "<repeat nodeset=\"/data/r\"><input ref=\"/data/r/x\"/></repeat></h:body></h:html>";
}

void run_csv(const std::string& text) {
  const auto import = import_xform(
      form_around("<instance id=\"t\" src=\"jr://file-csv/t.csv\"/>",
                  "<select1 ref=\"/data/a\"><itemset nodeset=\"instance('t')/root/item\"><value "
                  "ref=\"name\"/><label ref=\"label\"/></itemset></select1>"),
      engine(), {{"jr://file-csv/t.csv", text}});
  if (import) fill_in(*import);
}

void run_record(const std::string& text) {
  static const auto import = import_xform(form_around("", "<input ref=\"/data/a\"/>"), engine());
  auto session = FormSession::resume(import->form, environment(), text);
  if (!session) return;
  static_cast<void>((*session)->add_repeat("/data/r"));
  static_cast<void>((*session)->submission(FormSession::Extent::kFull));
}

// A session is for signed ones alone, which nobody damages; any bytes are read or refused.
void run_compiled(const std::string& bytes) {
  static_cast<void>(load_compiled_form(as_bytes(bytes)));
}

std::vector<std::string> corpus(const char* folder) {
  std::vector<std::string> out;
  const std::filesystem::path path =
      std::filesystem::path(SOURCE_DIR) / "tests/fuzz/forms" / folder;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    std::ifstream in(entry.path(), std::ios::binary);
    out.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return out;
}

std::vector<std::string> compiled_corpus() {
  std::vector<std::string> out;
  for (const std::string& xml : corpus("xml"))
    if (const auto import = import_xform(xml, engine()))
      out.emplace_back(as_text(compile_form(*import->form, {})));
  return out;
}

struct Target {
  const char* name;
  void (*run)(const std::string&);
  std::vector<std::string> texts;
};

std::vector<Target> targets() {
  return {{"xml", run_xml, corpus("xml")},
          {"xpath", run_xpath, corpus("xpath")},
          {"csv", run_csv, corpus("csv")},
          {"record", run_record, corpus("record")},
          {"compiled", run_compiled, compiled_corpus()}};
}

std::string damaged(std::string text, std::mt19937& random) {
  for (unsigned k = random() % 4 + 1; k > 0; --k) {
    const std::size_t at = text.empty() ? 0 : random() % text.size();
    switch (random() % 4) {
      case 0:
        if (!text.empty()) text[at] = static_cast<char>(random());
        break;
      case 1:
        text.erase(at, random() % 20);
        break;
      case 2:
        text.insert(at, kPieces[random() % kPieces.size()]);
        break;
      default:
        text.insert(at, text.substr(text.empty() ? 0 : random() % text.size(), random() % 60));
        break;
    }
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  const unsigned seed =
      argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : std::random_device{}();
  std::printf("seed %u\n", seed);
  std::mt19937 random(seed);
  const int rounds = std::getenv("ANLAUFSTELLE_DEEP") != nullptr ? kDeepRounds : kRounds;
  for (const auto& [name, run, texts] : targets()) {
    if (texts.empty()) {
      std::printf("no corpus for %s\n", name);
      return 1;
    }
    for (const std::string& text : texts) run(text);
    for (int i = 0; i < rounds; ++i) run(damaged(texts[random() % texts.size()], random));
    std::printf("%s: %zu replayed, %d damaged\n", name, texts.size(), rounds);
  }
  return 0;
}
