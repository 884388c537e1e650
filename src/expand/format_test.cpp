#include "expand/format.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "expand/derive.h"
#include "lex/lexer.h"
#include "syntax/parser.h"
#include "syntax/token_text.h"

namespace assay::expand {
namespace {

std::string count_text(const ast::FormatCount& c) {
  switch (c.kind) {
    case ast::FormatCount::Kind::None:
      return "-";
    case ast::FormatCount::Kind::Literal:
      return std::to_string(c.value);
    case ast::FormatCount::Kind::Argument:
      return "$" + std::to_string(c.value);
  }
  return "";
}

std::string parse(const std::string& input) {
  Session session;
  SyntaxContexts contexts;
  const auto* tokens = session.arena.make<TokenBuffer>(lex::lex(session, session.sources.add("t.rs", input, false)));
  BuiltinContext context{.session = session, .contexts = contexts};
  const ast::FormatArgsExpr* format = parse_format_args(context, *tokens, false);
  if (!format) return "error: " + (session.diags.errors().empty() ? "" : session.diags.errors()[0].message);
  std::string out;
  for (const ast::FormatPiece& piece : format->pieces) {
    if (piece.is_literal) {
      out += "'" + std::string(session.text(piece.literal)) + "'";
      continue;
    }
    const ast::FormatPlaceholder& p = piece.placeholder;
    out += fmt::format("{{{}", p.argument);
    if (!p.plain() || p.trait != ast::FormatTrait::Display)
      out += fmt::format(" t{} f{} a{} {}{}{}{} d{} w{} p{}", int(p.trait), char(p.fill), int(p.align),
                         p.plus ? "+" : "", p.minus ? "-" : "", p.alternate ? "#" : "", p.zero_pad ? "0" : "",
                         int(p.debug_hex), count_text(p.width), count_text(p.precision));
    out += "}";
  }
  out += " args";
  for (const ast::FormatArg& arg : format->args)
    out += arg.captured ? " " + std::string(session.text(arg.name->name)) : arg.name ? " =" : " _";
  return out;
}

TEST(Format, PiecesAndPositions) {
  EXPECT_EQ(parse("\"a{}b{{{1}\", x, y"), "'a'{0}'b{'{1} args _ _");
  EXPECT_EQ(parse("\"{x} {x} {}\", y"), "{1}' '{1}' '{0} args _ x");
  EXPECT_EQ(parse("\"{n:?}\", n = 1"), "{0 t1 f  a0  d0 w- p-} args =");
  EXPECT_EQ(parse("\"\""), " args");
}

TEST(Format, Specifications) {
  EXPECT_EQ(parse("\"{:*^+#010.3x}\", a"), "{0 t2 f* a2 +#0 d0 w10 p3} args _");
  EXPECT_EQ(parse("\"{:>1$}\", a, b"), "{0 t0 f  a3  d0 w$1 p-} args _ _");
  EXPECT_EQ(parse("\"{:0$}\", a"), "{0 t0 f  a0  d0 w$0 p-} args _");
  EXPECT_EQ(parse("\"{:.*}\", a, b"), "{1 t0 f  a0  d0 w- p$0} args _ _");
  EXPECT_EQ(parse("\"{:w$.p$?}\", a"), "{0 t1 f  a0  d0 w$1 p$2} args _ w p");
  EXPECT_EQ(parse("\"{:x?} {:#?}\", a, b"), "{0 t1 f  a0  d1 w- p-}' '{1 t1 f  a0 # d0 w- p-} args _ _");
  EXPECT_EQ(parse("\"{:p} {:e}\", a, b"), "{0 t8 f  a0  d0 w- p-}' '{1 t6 f  a0  d0 w- p-} args _ _");
}

TEST(Format, Errors) {
  EXPECT_EQ(parse("\"{}\"").substr(0, 5), "error");
  EXPECT_EQ(parse("\"{\"").substr(0, 5), "error");
  EXPECT_EQ(parse("\"}\"").substr(0, 5), "error");
  EXPECT_EQ(parse("\"{:y}\", a").substr(0, 5), "error");
  EXPECT_EQ(parse("\"x\", a").substr(0, 5), "error");
  EXPECT_EQ(parse("x").substr(0, 5), "error");
}

std::string derive(const std::string& text, DeriveTrait trait) {
  Session session;
  SyntaxContexts contexts;
  const auto* tokens = session.arena.make<TokenBuffer>(lex::lex(session, session.sources.add("t.rs", text, false)));
  const ast::Item* item = syntax::Parser(session, *tokens, Edition::E2021).parse_item();
  const auto impls = expand_derive(session, contexts, trait, *item, item->span);
  if (impls.empty()) return "error";
  std::string out = fmt::format("{}p{}w", impls[0]->generics.params.size(), impls[0]->generics.where_clauses.size());
  for (const ast::Item* method : impls[0]->items) {
    syntax::parse_body(session, method->body, Edition::E2021);
    out += " ";
    for (const Token& t : method->body.tokens) out += syntax::token_text(session, t) + " ";
  }
  if (session.diags.any()) return "diags: " + session.diags.errors()[0].message;
  return out;
}

TEST(Derive, EveryTraitOfEveryShapeParses) {
  for (const char* text :
       {"struct S;", "struct S(u8, T);", "struct S<'a, T: X, const N: usize> where T: Y { a: &'a T, r#fn: T::Out }",
        "enum E {}", "enum E { A, B }", "enum E<T> { #[default] A, B(T), C { x: u8, y: T } }", "enum E { A(u8) }",
        "#[repr(C, packed)] struct P { a: u8, b: u32 }"}) {
    for (int t = 0; t < 9; t++) {
      const auto trait = static_cast<DeriveTrait>(t);
      const std::string result = derive(text, trait);
      if (trait == DeriveTrait::Default && std::string(text).starts_with("enum") &&
          std::string(text).find("default") == std::string::npos)
        EXPECT_EQ(result, "error") << text;
      else
        EXPECT_TRUE(result.size() > 3 && result[1] == 'p') << text << " " << t << ": " << result;
    }
  }
}

TEST(Derive, Bodies) {
  EXPECT_EQ(derive("struct S<T>(u8, T::X);", DeriveTrait::PartialEq),
            "1p1w { self . 0 = = other . 0 & & self . 1 = = other . 1 } ");
  EXPECT_EQ(derive("#[derive(Copy)] struct S { a: u8 }", DeriveTrait::Clone), "0p0w { * self } ");
  EXPECT_EQ(derive("#[repr(packed)] struct S { a: u8 }", DeriveTrait::PartialEq),
            "0p0w { ( { self . a } ) = = ( { other . a } ) } ");
}

}  // namespace
}  // namespace assay::expand
