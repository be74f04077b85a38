// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "tests/kiosk/forms/xpath/xpath_fixture.h"

namespace anlaufstelle::forms::xpath {

namespace {

constexpr std::string_view kDocument =
    R"(<data xmlns:o="urn:other" xmlns="urn:default"><item nr="1">a</item><item nr="2">bb<sub>c</sub></item>)"
    R"(<here>12</here><n>3</n><n>4.5</n><n>-1</n><empty/><date>2024-02-29</date>)"
    R"(<list>rot grün blau</list><o:item>other</o:item><words>  zwei  Wörter </words></data>)";

struct Row {
  const char *expression, *result;
};

void check(XpathFixture& on, std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    CAPTURE(row.expression);
    CHECK(on.text(row.expression) == row.result);
  }
}

}  // namespace

TEST_CASE("operators follow XPath 1.0 in precedence, types and lazy logic") {
  XpathFixture f(kDocument);
  check(f, {
               {"1 + 2 * 3 - 4 div 2", "5"},
               {"-2 - -3", "1"},
               {"- 4 * 6", "-24"},
               {"7 mod -2", "1"},
               {"-7 mod 2", "-1"},
               {"1 div 0", "Infinity"},
               {"0 div 0", "NaN"},
               {"2div1", "2"},
               {"10 divcurrent()", "0.8333333333333334"},
               {"1 = 1.0", "true"},
               {"'1' = '1.0'", "false"},
               {"'1' = 1", "true"},
               {"true() = 'x'", "true"},
               {"'' = false()", "true"},
               {"'b' > 'a'", "false"},
               {"'10' > '9'", "true"},
               {"1 < 2 = 3 > 4 or false()", "false"},
               {"6.1 - 7.8 = -1.7", "false"},
               {"false() and unknown()", "false"},
               {"true() or unknown()", "true"},
               {"if(true(), 'ja', unknown())", "ja"},
               {"2 * (3 + 4)", "14"},
           });
}

TEST_CASE("paths find nodes on every axis, with positions and predicates") {
  XpathFixture f(kDocument);
  check(f, {
               {"/data/item", "a"},
               {"/data/item[2]", "bbc"},
               {"/data/item[@nr = 2]/sub", "c"},
               {"/data/item[last()]/@nr", "2"},
               {"../item[sub]/text()", "bb"},
               {"count(../*)", "11"},
               {"count(//item)", "2"},
               {"count(//item | //sub | //item)", "3"},
               {".", "12"},
               {"current()/../n[2]", "4.5"},
               {"preceding-sibling::item[1]", "bbc"},
               {"following-sibling::n[1]", "3"},
               {"count(ancestor::*)", "1"},
               {"//sub/ancestor::item/@nr", "2"},
               {"(//n)[3]", "-1"},
               {"../o:item", "other"},
               {"count(/data/descendant::*)", "12"},
               {"self::here", "12"},
               {"count(self::n)", "0"},
               {"../n[. > 3][1]", "4.5"},
               {"position(../n[2])", "2"},
               {"name(../o:item)", "o:item"},
               {"local-name(../o:item)", "item"},
               {"namespace-uri(../o:item)", "urn:other"},
               {"count(/data/nothing)", "0"},
               {"/data/nothing = ''", "false"},
               {"/data/empty = ''", "true"},
               {"../n = 4.5", "true"},
               {"../n != 4.5", "true"},
               {"../n > 4", "true"},
               {"5 > ../n", "true"},
               {"../n < ../item", "false"},
           });
}

TEST_CASE("functions on texts count characters, not bytes") {
  XpathFixture f(kDocument);
  check(f, {
               {"concat('a', 1 div 2, true())", "a0.5true"},
               {"concat(../n, '!')", "34.5-1!"},
               {"join(', ', ../n)", "3, 4.5, -1"},
               {"string-length('Größe')", "5"},
               {"substring('Größe', 3, 2)", "öß"},
               {"substring('12345', 1.5, 2.6)", "234"},
               {"substring('12345', 0 div 0)", ""},
               {"substr('Größe', -2)", "ße"},
               {"substr('hello', 1, 3)", "el"},
               {"substring-before('2024-05', '-')", "2024"},
               {"substring-after('2024-05', '-')", "05"},
               {"starts-with('abc', 'ab')", "true"},
               {"ends-with('abc', 'bc')", "true"},
               {"contains('abc', 'd')", "false"},
               {"normalize-space(../words)", "zwei Wörter"},
               {"translate('Größe', 'öß', 'os')", "Grose"},
               {"regex('0351 123', '^[0-9 ]+$')", "true"},
               {"regex('0351 x', '^[0-9 ]+$')", "false"},
               {"selected(../list, 'grün')", "true"},
               {"selected(../list, 'gr')", "false"},
               {"selected-at(../list, 2)", "blau"},
               {"selected-at(../list, 3)", ""},
               {"count-selected(../list)", "3"},
               {"coalesce(../empty, 'sonst')", "sonst"},
               {"once('neu')", "12"},
               {"jr:itext('q1')", "text q1"},
               {"jr:choice-name('a', '/data/q')", "/data/q=a"},
               {"boolean-from-string('1')", "true"},
               {"string(1 = 1)", "true"},
           });
}

TEST_CASE("functions on numbers round, truncate and format without exponents") {
  XpathFixture f(kDocument);
  check(f, {
               {"round(-1.5)", "-1"},
               {"round(2.345, 2)", "2.35"},
               {"round(1250, -2)", "1300"},
               {"int(-2.7)", "-2"},
               {"floor(-2.1)", "-3"},
               {"ceiling(2.1)", "3"},
               {"abs(-3)", "3"},
               {"number('')", "NaN"},
               {"number(' 12 ')", "12"},
               {"number('1e3')", "NaN"},
               {"number('+1')", "NaN"},
               {"number('Infinity')", "NaN"},
               {"sum(../n)", "6.5"},
               {"min(../n)", "-1"},
               {"max(1, 7, 3)", "7"},
               {"max(../item)", "NaN"},
               {"count-non-empty(../n | ../empty)", "3"},
               {"0.000001", "0.000001"},
               {"1 div 3", "0.3333333333333333"},
               {"1230000000000000000000", "1230000000000000000000"},
               {"-0", "0"},
               {"pow(2, 10)", "1024"},
               {"checklist(1, 2, true(), false(), true())", "true"},
           });
}

TEST_CASE("dates compare, add up and print in local time") {
  XpathFixture f(kDocument);
  check(f, {
               {"today()", "2026-11-22"},
               {"now()", "2026-11-22T11:00:00.000+01:00"},
               {"../date < '2024-03-01'", "true"},
               {"../date + 1 = date('2024-03-01')", "true"},
               {"date('2024-03-01') - date('2024-02-28')", "2"},
               {"date('1970-01-01T00:00:00Z') = 0", "true"},
               {"date(today() + 10)", "2026-12-02"},
               // Across the end and the beginning of summer time.
               {"date(date('2026-10-20') + 10)", "2026-10-30"},
               {"date(date('2026-03-25') + 10)", "2026-04-04"},
               {"date('2023-02-29')", "Invalid Date"},
               {"boolean(date('no date'))", "false"},
               {"date('2024-1-2')", "2024-01-02"},
               {"format-date('2024-02-09', '%e.%n.%Y, %a %b')", "9.2.2024, Fri Feb"},
               {"format-date('', '%Y')", ""},
               {"format-date('2024-02-09', '%q')",
                "failed: unknown % in the pattern of format-date()"},
               {"decimal-date-time('1970-01-02T00:00:00Z')", "1"},
               {"date-time('2024-07-01T10:00:00Z')", "2024-07-01T12:00:00.000+02:00"},
               {"'2024-01-01' < today()", "true"},
           });
}

TEST_CASE("an expression that isn't XPath is a syntax error") {
  XpathFixture f(kDocument);
  for (const char* wrong :
       {"",      "   ", "1 +", "(1", "'open", "a b",    "..[1]", "5 == 5", "5/5", "$",   "()",
        "f(1,)", "a[",  "a]",  "@",  "a::b",  "/a/f()", "!",     "1 2",    "::a", "a//", "\x01"}) {
    CAPTURE(wrong);
    CHECK(f.text(wrong) == "syntax");
  }
}

TEST_CASE("calls that mean nothing fail where they are reached") {
  XpathFixture f(kDocument);
  check(f, {
               {"nothing(1)", "failed: unknown function nothing()"},
               {"substring('a')", "failed: wrong number of arguments for substring()"},
               {"$variable", "failed: variables don't exist in forms"},
               {"count('a')", "failed: count() wants a node-set"},
               {"'a'/b", "failed: a path goes on after something that isn't a node-set"},
               {"regex('a', '(')", "failed: regular expression is broken at character 2"},
               {"instance('x')/root", "failed: no instance x"},
           });
}

TEST_CASE("nesting beyond the limit is a syntax error, not a stack overflow") {
  XpathFixture f(kDocument);
  const auto repeat = [](std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
  };
  CHECK(f.text(repeat("(", 100) + "1" + repeat(")", 100)) == "1");
  CHECK(f.text(repeat("(", 90'000) + "1" + repeat(")", 90'000)) == "syntax");
  CHECK(f.text(repeat("not(", 20'000) + "1" + repeat(")", 20'000)) == "syntax");
  CHECK(f.text("1" + repeat("+1", 500)) == "501");
  CHECK(f.text("1" + repeat("+1", 40'000)) == "syntax");
  CHECK(f.text(repeat("-", 40'000) + "1") == "syntax");
  CHECK(f.text(repeat("a[", 20'000)) == "syntax");
}

TEST_CASE("an expression ends when its steps are used up") {
  XpathFixture f(kDocument);
  CHECK(f.text("count(//*[count(//*[count(//*) > 0]) > 0])", 100'000) == "13");
  CHECK(f.text("count(//*[count(//*[count(//*) > 0]) > 0])", 1'000) ==
        "failed: the form's formulas need too many steps");
}

}  // namespace anlaufstelle::forms::xpath
