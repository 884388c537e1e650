#include "expand/macro_rules.h"

#include <gtest/gtest.h>

#include "lex/lexer.h"
#include "syntax/parser.h"
#include "syntax/token_text.h"

namespace assay::expand {
namespace {

struct Fixture {
  Session session;
  SyntaxContexts contexts;
  const TokenBuffer* lexed(std::string text, bool library = false) {
    return session.arena.make<TokenBuffer>(lex::lex(session, session.sources.add("t.rs", std::move(text), library)));
  }
  const MacroRules* define(std::string text, bool library = false) {
    syntax::Parser parser(session, *lexed(std::move(text), library), Edition::E2021);
    const ast::Item* item = parser.parse_item();
    return item ? parse_macro_rules(session, *item, {session.sym("krate"), Edition::E2021, false}) : nullptr;
  }
  const TokenBuffer* expand(const MacroRules* macro, std::string input) {
    const TokenBuffer* tokens = lexed(std::move(input));
    const Span span = tokens->empty() ? Span{} : tokens->front().span.to(tokens->back().span);
    return expand_macro_rules(session, contexts, *macro, *tokens, {span, {}, Edition::E2021});
  }
  std::string text(const TokenBuffer* tokens) {
    if (!tokens) return session.diags.errors().empty() ? "<null>" : "error: " + session.diags.errors().back().message;
    std::string out;
    for (const Token& t : *tokens) {
      if (t.kind == TokenKind::OpenInvisible) {
        out += "<";
        continue;
      }
      if (t.kind == TokenKind::CloseInvisible) {
        if (!out.empty() && out.back() == ' ') out.pop_back();
        out += "> ";
        continue;
      }
      out += syntax::token_text(session, t) + " ";
    }
    if (!out.empty()) out.pop_back();
    return out;
  }
};
std::string run(const std::string& definition, const std::string& input) {
  Fixture f;
  const MacroRules* macro = f.define("macro_rules! m { " + definition + " }");
  if (!macro) return "bad definition: " + f.session.diags.errors().back().message;
  return f.text(f.expand(macro, input));
}

TEST(MacroRules, FirstMatchingRuleWins) {
  EXPECT_EQ(run("(a) => { 1 }; ($x:ident) => { 2 $x }", "a"), "1");
  EXPECT_EQ(run("(a) => { 1 }; ($x:ident) => { 2 $x }", "b"), "2 b");
  EXPECT_EQ(run("(a) => { 1 };", "b"), "error: no rules expected the token `b` in a call of macro `m`");
  EXPECT_EQ(run("(a) => { 1 };", ""), "error: unexpected end of the input of macro `m`");
}

TEST(MacroRules, FragmentsAreWrappedUnlessTheyAreSingle) {
  EXPECT_EQ(run("($e:expr) => { $e * 2 }", "1 + 2"), "<1 + 2> * 2");
  EXPECT_EQ(run("($t:ty) => { $t }", "Vec<Vec<u8>>"), "<Vec < Vec < u8 > >>");
  EXPECT_EQ(run("($t:tt $u:tt) => { $u $t }", "(a b) =>"), "= > ( a b )");
  EXPECT_EQ(run("($i:ident $l:lifetime $x:literal) => { $x $l $i }", "fn 'a 3"), "3 'a fn");
  EXPECT_EQ(run("($x:literal) => { $x }", "-1"), "<- 1>");
  EXPECT_EQ(run("($v:vis $i:ident) => { $v $i }", "x"), "x");
  EXPECT_EQ(run("($v:vis $i:ident) => { $v $i }", "pub(crate) x"), "<pub ( crate )> x");
  EXPECT_EQ(run("($p:pat) => { $p }", "A | B"), "<A | B>");
  EXPECT_EQ(run("($p:pat_param | $q:pat_param) => { $q $p }", "A | B"), "<B> <A>");
  EXPECT_EQ(run("($s:stmt) => { $s }", "let x = 1"), "<let x = 1>");
  EXPECT_EQ(run("($b:block $p:path) => { $p $b }", "{ 1; } a::b::<u8>"), "<a : : b : : < u8 >> { 1 ; }");
  EXPECT_EQ(run("($i:item) => { $i }", "#[x] struct S;"), "<# [ x ] struct S ;>");
  EXPECT_EQ(run("($(#[$m:meta])* $n:ident) => { $n $(#[$m])* }", "#[a] #[b(c)] #[d = 1] n"),
            "n # [ <a> ] # [ <b ( c )> ] # [ <d = 1> ]");
}

TEST(MacroRules, Repetitions) {
  EXPECT_EQ(run("($($x:expr),* $(,)?) => { [$($x),*] }", "1, 2,"), "[ <1> , <2> ]");
  EXPECT_EQ(run("($($x:expr),* $(,)?) => { [$($x),*] }", ""), "[ ]");
  EXPECT_EQ(run("($($k:ident => [$($v:tt)*]);+) => { $($k $(($v))*)* }", "a => [1 2]; b => []"), "a ( 1 ) ( 2 ) b");
  EXPECT_EQ(run("($a:ident $($b:ident)*) => { $($a $b)* }", "x y z"), "x y x z");
  EXPECT_EQ(run("($($a:ident)* ; $($b:ident)*) => { $($a $b)* }", "x ; y z"),
            "error: variables of one repetition were matched different numbers of times");
  EXPECT_EQ(run("($($x:ident)+) => { ${count($x)} $(${index()} $x)* }", "a b"), "2 0 a 1 b");
  EXPECT_EQ(run("($($x:tt)=>*) => { $($x)|* }", "a => b"), "a | b");
}

TEST(MacroRules, FragmentsStayOneUnitInTheNextMacro) {
  Fixture f;
  const MacroRules* inner = f.define("macro_rules! i { (x) => { ident }; ($e:expr) => { expr $e } }");
  const MacroRules* outer = f.define("macro_rules! o { ($e:expr) => { $e } }");
  const TokenBuffer* once = f.expand(outer, "x");
  const TokenBuffer* twice = expand_macro_rules(f.session, f.contexts, *inner, *once, {Span{1, 2}, {}, Edition::E2021});
  EXPECT_EQ(f.text(twice), "expr <x>");
}

TEST(MacroRules, MacrosMayDefineMacros) {
  EXPECT_EQ(run("($n:ident) => { macro_rules! $n { ($x:ident) => { $x } } }", "inner"),
            "macro_rules ! inner { ( $ x : ident ) = > { $ x } }");
  EXPECT_EQ(run("($d:tt) => { $d x $$y $crate }", "$"), "$ x $ y $crate");
}

TEST(MacroRules, OwnIdentifiersGetAFreshContext) {
  Fixture f;
  const MacroRules* macro = f.define("macro_rules! m { ($x:ident) => { y $x } }");
  const TokenBuffer* a = f.expand(macro, "x");
  const TokenBuffer* b = f.expand(macro, "x");
  EXPECT_TRUE((*a)[0].context);
  EXPECT_FALSE((*a)[1].context);
  EXPECT_NE((*a)[0].context, (*b)[0].context);
  EXPECT_EQ(f.contexts.parent((*a)[0].context), SyntaxContextId());
  EXPECT_EQ(f.session.sources.text((*a)[0].span), "y");
}

TEST(MacroRules, LibraryTextGetsTheSpanOfTheCall) {
  Fixture f;
  const MacroRules* macro = f.define("macro_rules! m { ($x:ident) => { y $x } }", true);
  const TokenBuffer* out = f.expand(macro, "abc");
  EXPECT_EQ(f.session.sources.text((*out)[0].span), "abc");
  EXPECT_FALSE(f.session.sources.is_library((*out)[0].span));
}

TEST(MacroRules, RepetitionOfNothingTerminates) {
  EXPECT_EQ(run("($($v:vis)*) => { }", "x").substr(0, 5), "error");
  EXPECT_EQ(run("($($()*)*) => { }", "x").substr(0, 3), "bad");
}

TEST(MacroRules, Macro2) {
  Fixture f;
  const MacroRules* macro = f.define("pub macro m($x:expr) { $x + 1 }");
  ASSERT_TRUE(macro);
  EXPECT_EQ(f.text(f.expand(macro, "2")), "<2> + 1");
}

}  // namespace
}  // namespace assay::expand
