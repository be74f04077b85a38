// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/pages/html_page.h"

#include <doctest/doctest.h>

#include <random>

#include "kiosk/pages/markdown.h"

using namespace anlaufstelle;
using namespace anlaufstelle::pages;

namespace {

std::string page_of(std::string_view href) {
  return href == "/augsburg/de/hilfe/" ? "augsburg-hilfe" : "";
}

std::string markdown(const std::string& html) {
  const auto made = markdown_of_html(html, page_of);
  REQUIRE_MESSAGE(made, made.error().context);
  return *made;
}

// What a reader of the page reads.
std::string read_back(const std::string& text) {
  std::string all;
  for (const RawBlock& block : split_blocks(text, 1)) {
    const auto parsed = parse_inline(block.markdown);
    REQUIRE_MESSAGE(parsed, block.markdown, ": ", parsed.error().context);
    all += parsed->text + "\n";
  }
  return all;
}

}  // namespace

TEST_CASE("headings, paragraphs, lists, emphasis and links to pages stay") {
  CHECK(markdown(
            "<h2>Ankommen</h2><p>Hallo <strong>alle</strong>, <em>bitte</em>.</p>"
            "<ul><li>eins</li><li>zwei<ul><li>tief</li></ul></li></ul><p>Ende</p>"
            "<ol><li>a</li><li>b</li></ol>"
            "<p><a href=\"/augsburg/de/hilfe/\">Hilfe</a> <a href=\"https://x.de\">fort</a></p>") ==
        "## Ankommen\n\nHallo **alle**, *bitte*.\n\n- eins\n- zwei\n  - tief\n\nEnde\n\n"
        "1. a\n2. b\n\n[Hilfe](augsburg-hilfe.md) fort");
  CHECK(markdown("<p>Straße 1<br>12345 Ort</p>") == "Straße 1\\\n12345 Ort");
  CHECK(markdown("<table><tr><td>Mo</td><td>9 Uhr</td></tr><tr><td>Di</td></tr></table>") ==
        "Mo 9 Uhr\n\nDi");
  CHECK(markdown("nur Text &amp; mehr") == "nur Text \\& mehr");
  CHECK(markdown("").empty());
}

TEST_CASE("scripts, frames, forms and pictures go with what is in them") {
  CHECK(markdown("<script>alert(1)</script><style>p{}</style><iframe src=\"x\">f</iframe>"
                 "<form><input value=\"a\"><button>b</button></form><img alt=\"c\" src=\"x\">"
                 "<svg><text>d</text></svg><!-- e --><p onclick=\"f()\">Text</p>") == "Text");
  CHECK(markdown("<p><a href=\"javascript:alert(1)\">klick</a></p>") == "klick");
  CHECK(markdown("<p><a href=\"data:text/html,x\">klick</a></p>") == "klick");
}

TEST_CASE("what looks like Markdown is text") {
  for (const std::string text :
       {"# keine Überschrift", "- kein Punkt", "1. keine Nummer", "*kein* **Fett**", "`kein` Code",
        "[kein](link.md)", "![kein](bild)", "> kein Zitat", "&lt;b&gt;", "---", "===", "a\\b",
        "[[kontakt:verein]]", "~~~", "| a | b |", "snake_case_name", "+ plus"}) {
    CAPTURE(text);
    std::string html;
    for (const char c : text) html += c == '&' ? "&amp;" : c == '<' ? "&lt;" : std::string(1, c);
    const std::string made = markdown("<p>" + html + "</p>");
    const auto blocks = split_blocks(made, 1);
    REQUIRE(blocks.size() == 1);
    CHECK(blocks[0].kind == Block::Kind::kParagraph);
    const auto parsed = parse_inline(blocks[0].markdown);
    REQUIRE_MESSAGE(parsed, made);
    CHECK(parsed->text == text);
    CHECK(parsed->spans.empty());
    CHECK(contact_of(blocks[0].markdown).id.empty());
  }
}

TEST_CASE("marks that Markdown couldn't read are left out rather than shown as asterisks") {
  CHECK(read_back(markdown("<p>a<b>„b“</b>c<b> d </b>e<i><b>f</b></i></p>")).find('*') ==
        std::string::npos);
  CHECK(read_back(markdown("<p>Wort<b>.</b>x</p>")) == "Wort.x\n");
}

TEST_CASE("too large, too deep and no text are refused") {
  const auto refused = [](const std::string& html) {
    const auto made = markdown_of_html(html, page_of);
    return !made && made.error().code == ErrorCode::kInvalidInput;
  };
  CHECK(refused(std::string(kMaxHtmlBytes + 1, 'a')));
  CHECK(refused("\xff\xfe"));
  CHECK(refused(std::string("a\0b", 3)));
  for (const int depth : {200, 5'000, 100'000}) {
    std::string deep;
    for (int i = 0; i < depth; ++i) deep += "<b><i>";
    CHECK(refused(deep + "x"));
  }
}

TEST_CASE(
    "cut and mangled HTML never becomes what our Markdown refuses, nor lets a script through") {
  const std::string whole =
      "<h1>T</h1><p>Ein <strong>Satz</strong> mit <a href=\"/augsburg/de/hilfe/\">Link</a>.</p>"
      "<script>BOESE()</script><ul><li>a<ol><li>b &amp; c</li></ol></li></ul><p>*x* _y_ 1. z</p>"
      "<iframe>BOESE</iframe><p>فارسی <b>متن</b></p><details><summary>mehr</summary>da</details>";
  std::mt19937 random(7);
  const std::string kinds = "<>/&;\"'*_[]()#-1. \\`!";
  std::size_t read = 0;
  for (std::size_t i = 0; i < whole.size() + 3'000; ++i) {
    std::string html = whole.substr(0, std::min(i, whole.size()));
    for (unsigned change = 0; i > whole.size() && change < 1 + random() % 4; ++change)
      html[random() % html.size()] = kinds[random() % kinds.size()];
    const auto made = markdown_of_html(html, page_of);
    if (!made) continue;  // a letter was cut in two
    ++read;
    const std::string text = read_back(*made);
    // What is only cut keeps its tags; a mangled one may be text, which harms nobody.
    if (i <= whole.size()) CHECK(text.find("BOESE()") == std::string::npos);
  }
  CHECK(read > 2'500);
}
