// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/form_shell.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "kiosk/app/process.h"

namespace anlaufstelle::app {

namespace {

std::string ask(const std::string& lines) {
  std::istringstream in(lines);
  std::ostringstream out;
  run_form_shell(in, out);
  return out.str();
}

// A form with a repeat, in the folder of temporary files for as long as it lives.
class FormFile {
 public:
  FormFile() : path_(std::filesystem::temp_directory_path() / "anlaufstelle-form-shell-test.xml") {
    std::ofstream(path_) << R"xml(<h:html xmlns="http://www.w3.org/2002/xforms"
 xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>t</h:title><model><itext>
<translation lang="Deutsch (de)"><text id="a"><value>Frage</value></text></translation>
<translation lang="English (en)"><text id="a"><value>Question</value></text></translation></itext>
<instance><data id="f" version="1"><a/><r><b/></r></data></instance>
<bind nodeset="/data/a" type="int" constraint=". &lt; 9"/></model></h:head><h:body>
<input ref="/data/a"><label ref="jr:itext('a')"/></input>
<repeat nodeset="/data/r"><input ref="/data/r/b"/></repeat></h:body></h:html>)xml";
  }
  ~FormFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  FormFile(const FormFile&) = delete;
  FormFile& operator=(const FormFile&) = delete;

  [[nodiscard]] std::string load() const {
    return R"({"do":"load","file":")" + path_.string() +
           R"(","now":"2026-11-22T22:00:00Z","tz":"UTC","seed":1})" + "\n";
  }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("the form shell answers every line, bad ones with an error, until its input ends") {
  CHECK(ask("") == "");
  CHECK(ask("no json\n[]\n{\"do\":\"fly\"}\n{\"do\":\"state\"}\n") ==
        "{\"error\":\"the request is no JSON object\",\"ok\":false}\n"
        "{\"error\":\"the request is no JSON object\",\"ok\":false}\n"
        "{\"error\":\"do: no such request\",\"ok\":false}\n"
        "{\"error\":\"no form is loaded\",\"ok\":false}\n");
}

TEST_CASE("the form shell fills in a form") {
  const FormFile form;
  const std::string out = ask(form.load() +
                              "{\"do\":\"answer\",\"ref\":\"/data/a\",\"value\":\"12\"}\n"
                              "{\"do\":\"addrepeat\",\"ref\":\"/data/r\"}\n"
                              "{\"do\":\"answer\",\"ref\":\"/data/r[2]/b\",\"value\":\"x\"}\n"
                              "{\"do\":\"delrepeat\",\"ref\":\"/data/r[1]\"}\n"
                              "{\"do\":\"lang\",\"lang\":\"en\"}\n"
                              "{\"do\":\"state\"}\n{\"do\":\"submission\"}\n");
  CAPTURE(out);
  CHECK(out.starts_with("{\"languages\":[\"Deutsch (de)\",\"English (en)\"],\"ok\":true}\n"));
  CHECK(out.find("\"ref\":\"/data/a\",\"kind\":\"input\",\"relevant\":true,\"required\":false,"
                 "\"readonly\":false,\"value\":\"12\",\"label\":\"Question\",\"hint\":\"\","
                 "\"violation\":\"constraint\"") != std::string::npos);
  CHECK(out.find("\"ref\":\"/data/r[1]\",\"kind\":\"repeat\"") != std::string::npos);
  CHECK(out.find("<a>12</a><r><b>x</b></r>") != std::string::npos);
}

TEST_CASE("a request that fails leaves the form as it was") {
  const FormFile form;
  const std::string out = ask(form.load() +
                              "{\"do\":\"load\",\"file\":\"/nowhere\"}\n"
                              "{\"do\":\"answer\",\"ref\":\"/data/none\",\"value\":\"1\"}\n"
                              "{\"do\":\"answer\",\"ref\":\"/data/a\",\"value\":\"zwei\"}\n"
                              "{\"do\":\"submission\"}\n");
  CAPTURE(out);
  CHECK(out.find("\"error\"") != std::string::npos);
  CHECK(out.find("no node /data/none") != std::string::npos);
  CHECK(out.find("<a/>") != std::string::npos);  // what the type can't hold is no answer
}

TEST_CASE("the form shell evaluates an expression on a document") {
  const std::string begin = "{\"do\":\"xpath\",\"xml\":\"<a><b>1</b><b>2</b></a>\",\"tz\":\"UTC\",";
  CHECK(ask(begin + "\"expr\":\"sum(/a/b)\"}\n") ==
        "{\"type\":\"number\",\"value\":3.0,\"ok\":true}\n");
  CHECK(ask(begin + "\"expr\":\"../b\",\"context\":\"/*[1]/*[1]\"}\n") ==
        "{\"type\":\"nodeset\",\"value\":[\"1\",\"2\"],\"ok\":true}\n");
  CHECK(ask(begin + "\"expr\":\"0 div 0\",\"as\":\"number\"}\n") ==
        "{\"type\":\"number\",\"value\":\"NaN\",\"ok\":true}\n");
  CHECK(ask(begin + "\"expr\":\"1 +\"}\n").find("\"error\":\"syntax") != std::string::npos);
}

TEST_CASE("the command for the form shell becomes the program beside it") {
  const std::string command = "echo 'no json' | " PROGRAM " form shell";
  FILE* program = popen(command.c_str(), "r");
  REQUIRE(program != nullptr);
  std::array<char, 200> line{};
  CHECK(std::fgets(line.data(), static_cast<int>(line.size()), program) != nullptr);
  CHECK(pclose(program) == 0);
  CHECK(std::string(line.data()).find("\"the request is no JSON object\"") != std::string::npos);
}

TEST_CASE("a program that is not there can't be become") {
  const Error error = become_program("anlaufstelle-nothing");
  CHECK(error.code == ErrorCode::kIo);
  CHECK(error.context.find("anlaufstelle-nothing: No such file") != std::string::npos);
}

}  // namespace anlaufstelle::app
