#include "lex/lexer.h"

#include <gtest/gtest.h>

#include "base/symbols.h"

namespace assay::lex {
namespace {

struct Lexed {
  Session session;
  TokenBuffer tokens;
};
std::unique_ptr<Lexed> run(std::string text) {
  auto result = std::make_unique<Lexed>();
  result->tokens = lex(result->session, result->session.sources.add("t.rs", std::move(text), false));
  return result;
}
std::string kinds(const Lexed& lexed) {
  std::string out;
  for (const Token& t : lexed.tokens) {
    const std::string text(lexed.session.text(t.text));
    switch (t.kind) {
      case TokenKind::Ident:
        out += (t.raw ? "r#" : "") + text;
        break;
      case TokenKind::Lifetime:
        out += text;
        break;
      case TokenKind::Int:
        out += "I" + text;
        break;
      case TokenKind::Float:
        out += "F" + text;
        break;
      case TokenKind::Str:
        out += "S<" + text + ">";
        break;
      case TokenKind::ByteStr:
        out += "B<" + text + ">";
        break;
      case TokenKind::CStr:
        out += "C<" + text + ">";
        break;
      case TokenKind::Char:
        out += "c<" + text + ">";
        break;
      case TokenKind::Byte:
        out += "b<" + text + ">";
        break;
      case TokenKind::DocComment:
        out += (t.raw ? "D!<" : "D<") + text + ">";
        break;
      case TokenKind::Punct:
        out += t.ch;
        if (t.joint) out += "_";
        break;
      case TokenKind::Dollar:
        out += "$";
        break;
      case TokenKind::OpenParen:
        out += "(";
        break;
      case TokenKind::CloseParen:
        out += ")";
        break;
      case TokenKind::OpenBracket:
        out += "[";
        break;
      case TokenKind::CloseBracket:
        out += "]";
        break;
      case TokenKind::OpenBrace:
        out += "{";
        break;
      case TokenKind::CloseBrace:
        out += "}";
        break;
      case TokenKind::Eof:
      case TokenKind::DollarCrate:
      case TokenKind::OpenInvisible:
      case TokenKind::CloseInvisible:
        out += "?";
        break;
    }
    out += " ";
  }
  if (!out.empty()) out.pop_back();
  return out;
}

TEST(Lexer, NumbersKeepRangesMethodsAndTupleIndices) {
  auto r = run("1..2 1.foo() x.0.1 1.5e3 1e5 2f32 0xFFu8 0b1_0 1. 1.e5() ..0.5 0x1f32 1u8");
  EXPECT_EQ(
      kinds(*r),
      "I1 ._ . I2 I1 . foo ( ) x . I0 . I1 F1.5e3 F1e5 F2f32 I0xFFu8 I0b1_0 F1. I1 . e5 ( ) ._ . F0.5 I0x1f32 I1u8");
  EXPECT_FALSE(r->session.diags.any());
}

TEST(Lexer, CharactersAndLifetimes) {
  auto r = run(R"('a' 'a '\'' '\u{1F600}' b'\xff' 'static:)");
  EXPECT_EQ(kinds(*r), "c<a> 'a c<'> c<\xf0\x9f\x98\x80> b<\xff> 'static :");
  auto s = run("&'a mut T<'_> 'r#fn '_' ' '");
  EXPECT_EQ(kinds(*s), "& 'a mut T < '_ > 'fn c<_> c< >");
  EXPECT_FALSE(s->session.diags.any());
}

TEST(Lexer, Strings) {
  auto r = run("\"a\\n\\\"\" r\"\\n\" r##\"a\"#b\"## b\"\\xfe\" c\"x\" br#\"\"q\"# r#type \"a\\\n   b\" cr\"z\"");
  EXPECT_EQ(kinds(*r), "S<a\n\"> S<\\n> S<a\"#b> B<\xfe> C<x> B<\"q> r#type S<ab> C<z>");
  EXPECT_FALSE(r->session.diags.any());
}

TEST(Lexer, CommentsShebangAndDocs) {
  auto r = run("\xef\xbb\xbf#!/usr/bin/x\n//! in\n/// out\n//// no\n/* a /* b */ c */ /** d */ /**/ /***/ x // end");
  EXPECT_EQ(kinds(*r), "D!< in> D< out> D< d > x");
  EXPECT_EQ(kinds(*run("#![a] x")), "#_ ! [ a ] x");
}

TEST(Lexer, DelimitersKnowTheirPartner) {
  auto r = run("f(a[1]{})");
  EXPECT_EQ(r->tokens[1].partner, 7);
  EXPECT_EQ(r->tokens[8].partner, -7);
  EXPECT_EQ(r->tokens[3].partner, 2);
}

TEST(Lexer, UnbalancedInputIsReportedAndBalanced) {
  for (const char* text : {"(", ")", "(]", "{(}", "[(]){", "\"abc", "'", "''", "/* x", "r#\"", "b'", "\\", "'\\"}) {
    auto r = run(text);
    int depth = 0;
    for (size_t i = 0; i < r->tokens.size(); i++) {
      const Token& t = r->tokens[i];
      if (t.partner == 0) continue;
      depth += t.partner > 0 ? 1 : -1;
      const size_t j = static_cast<size_t>(static_cast<int64_t>(i) + t.partner);
      ASSERT_LT(j, r->tokens.size());
      EXPECT_EQ(r->tokens[j].partner, -t.partner);
    }
    EXPECT_EQ(depth, 0) << text;
    EXPECT_EQ(r->session.diags.any(), std::string_view(text) != "\\") << text;
  }
}

TEST(Lexer, JointOnlyWithoutSpaceOrComment) { EXPECT_EQ(kinds(*run(">>= > > +/**/+")), ">_ >_ = > > + +"); }

TEST(Lexer, IntegersOfAnyRadix) {
  u128 v = 0;
  EXPECT_TRUE(parse_integer("0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff", v));
  EXPECT_EQ(v, ~u128{0});
  EXPECT_FALSE(parse_integer("340282366920938463463374607431768211456", v));
  EXPECT_TRUE(parse_integer("0b101", v));
  EXPECT_EQ(v, u128{5});
  EXPECT_FALSE(parse_integer("0b3", v));
}

}  // namespace
}  // namespace assay::lex
