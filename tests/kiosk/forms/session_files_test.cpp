// SPDX-License-Identifier: EUPL-1.2
// Drawings as answers.
#include <doctest/doctest.h>

#include "tests/kiosk/forms/form_builder.h"

namespace anlaufstelle::forms {

namespace {

constexpr std::string_view kUpload =
    "<upload ref=\"/data/bild\" mediatype=\"image/*\" appearance=\"signature\">"
    "<label>Bild</label></upload>";

FormBuilder drawing() {
  return FormBuilder()
      .instance("<zeigen>ja</zeigen><bild/>")
      .bind("bild", "type=\"binary\" relevant=\"/data/zeigen = 'ja'\"")
      .input("zeigen")
      .body(kUpload);
}

Bytes bytes(std::string_view text) {
  return {text.begin(), text.end()};
}

}  // namespace

TEST_CASE("a drawing is the answer of its question by a name that says nothing") {
  Filling f(drawing());
  REQUIRE(f.error == "");
  const NodeId bild = f.node("bild");
  CHECK(f.session->file(bild) == nullptr);
  REQUIRE(f.session->attach(bild, bytes("one"), "png").ok());
  const std::string name = f.value("bild");
  CHECK(name.size() == 36 + 4);
  CHECK(name.ends_with(".png"));
  REQUIRE(f.session->file(bild) != nullptr);
  CHECK(f.session->file(bild)->bytes.text() == "one");
  CHECK(f.session->submission(FormSession::Extent::kFull).find("<bild>" + name + "</bild>") !=
        std::string::npos);
  REQUIRE(f.session->files().size() == 1);
  CHECK(f.session->files()[0]->name == name);
}

TEST_CASE("another drawing, a standing answer and clearing each let the old drawing go") {
  Filling f(drawing());
  REQUIRE(f.error == "");
  const NodeId bild = f.node("bild");
  REQUIRE(f.session->attach(bild, bytes("one"), "png").ok());
  const std::string first = f.value("bild");
  REQUIRE(f.session->attach(bild, bytes("two"), "png").ok());
  CHECK(f.value("bild") != first);
  REQUIRE(f.session->files().size() == 1);
  CHECK(f.session->files()[0]->bytes.text() == "two");
  f.session->set_standing(bild, Standing::kInPerson);
  CHECK(f.session->files().empty());
  REQUIRE(f.session->attach(bild, bytes("three"), "png").ok());
  CHECK(f.question("bild").standing == Standing::kNone);
  REQUIRE(f.session->answer(bild, "").ok());
  CHECK(f.session->file(bild) == nullptr);
}

TEST_CASE("a drawing that is irrelevant comes back with its question and isn't handed in") {
  Filling f(drawing());
  REQUIRE(f.error == "");
  REQUIRE(f.session->attach(f.node("bild"), bytes("one"), "png").ok());
  CHECK(f.answer("zeigen", "nein"));
  CHECK(f.session->files().empty());
  CHECK(f.answer("zeigen", "ja"));
  CHECK(f.session->files().size() == 1);
}

TEST_CASE("only an upload takes a file, and no more than a record holds") {
  Filling f(drawing());
  REQUIRE(f.error == "");
  const NodeId bild = f.node("bild");
  CHECK(f.session->attach(f.node("zeigen"), bytes("x"), "png").error().code ==
        ErrorCode::kInvalidInput);
  CHECK(f.session->attach(bild, Bytes(kMostFiles_bytes + 1), "png").error().code ==
        ErrorCode::kRefused);
  REQUIRE(f.session->attach(bild, Bytes(kMostFiles_bytes), "png").ok());
  // The one that is replaced doesn't count.
  CHECK(f.session->attach(bild, Bytes(kMostFiles_bytes), "png").ok());
}

TEST_CASE("a submission's drawing is there again after it is read, and nothing else is taken") {
  Filling f(drawing());
  REQUIRE(f.error == "");
  REQUIRE(f.session->attach(f.node("bild"), bytes("one"), "png").ok());
  const std::string xml = f.session->submission(FormSession::Extent::kFull);
  const std::string name = f.value("bild");
  auto read = FormSession::resume(f.form, f.environment(), xml);
  REQUIRE(read.ok());
  FormSession& again = **read;
  const NodeId bild = again.find("/data/bild").value();
  CHECK(again.file(bild) == nullptr);
  again.restore_file("other.png", bytes("other"));
  again.restore_file(name, bytes("one"));
  REQUIRE(again.files().size() == 1);
  CHECK(again.file(bild)->bytes.text() == "one");
}

}  // namespace anlaufstelle::forms
