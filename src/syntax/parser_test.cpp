#include "syntax/parser.h"

#include <gtest/gtest.h>

#include "lex/lexer.h"
#include "syntax/printer.h"

namespace assay::syntax {
namespace {

struct Parsed {
  Session session;
  const TokenBuffer* tokens(const std::string& text) {
    return session.arena.make<TokenBuffer>(lex::lex(session, session.sources.add("t.rs", text, false)));
  }
  std::string diags() const {
    if (!session.diags.errors().empty()) return " ! " + session.diags.errors()[0].message;
    if (session.diags.any()) return " ! unsupported " + session.diags.unsupported_features()[0].feature;
    return "";
  }
};
std::string expr(const std::string& text, Edition edition = Edition::E2021) {
  Parsed p;
  const std::string out = print_expr(p.session, *Parser(p.session, *p.tokens(text), edition).parse_expr_complete());
  return out + p.diags();
}
std::string stmts(const std::string& text, Edition edition = Edition::E2021) {
  Parsed p;
  const std::string out =
      print_block(p.session, *Parser(p.session, *p.tokens("{" + text + "}"), edition).parse_block());
  return out + p.diags();
}
std::string ty(const std::string& text, Edition edition = Edition::E2021) {
  Parsed p;
  const std::string out = print_ty(p.session, *Parser(p.session, *p.tokens(text), edition).parse_ty_complete());
  return out + p.diags();
}
std::string pat(const std::string& text) {
  Parsed p;
  const std::string out =
      print_pat(p.session, *Parser(p.session, *p.tokens(text), Edition::E2021).parse_pat_complete());
  return out + p.diags();
}
std::string items(const std::string& text, Edition edition = Edition::E2021) {
  Parsed p;
  std::string out;
  for (const ast::Item* item : Parser(p.session, *p.tokens(text), edition).parse_crate().items) {
    if (!out.empty()) out += " ";
    out += print_item(p.session, *item);
  }
  return out + p.diags();
}

TEST(ParserExpr, Precedence) {
  EXPECT_EQ(expr("a + b * c - d"), "((a + (b * c)) - d)");
  EXPECT_EQ(expr("a = b = c + 1"), "(a = (b = (c + 1)))");
  EXPECT_EQ(expr("a || b && c == d | e ^ f & g << h + i"), "(a || (b && (c == (d | (e ^ (f & (g << (h + i))))))))");
  EXPECT_EQ(expr("-a.b()? as u8 as u16 + 1"), "((((-a.b()?) as u8) as u16) + 1)");
  EXPECT_EQ(expr("!a & *b"), "((!a) & (*b))");
  EXPECT_EQ(expr("x >>= 1"), "(x >>= 1)");
  EXPECT_EQ(expr("a < b == c").find(" ! comparison") != std::string::npos, true);
}

TEST(ParserExpr, Ranges) {
  EXPECT_EQ(expr("..") + expr("a..") + expr("..b") + expr("a..=b+1"), "(..)(a..)(..b)(a..=(b + 1))");
  EXPECT_EQ(expr("a[1..]"), "a[(1..)]");
  EXPECT_EQ(stmts("for i in 0.. {}"), "{ for i in (0..) {} }");
}

TEST(ParserExpr, CastsAndComparisons) {
  EXPECT_EQ(expr("a as u8 <= b"), "((a as u8) <= b)");
  EXPECT_EQ(expr("a as *const _ == b"), "((a as *const _) == b)");
  EXPECT_EQ(expr("x as Vec<u8>"), "(x as Vec<u8>)");
  EXPECT_EQ(expr("a < b && c > d"), "((a < b) && (c > d))");
}

TEST(ParserExpr, Borrows) {
  EXPECT_EQ(expr("&raw const x"), "(&raw const x)");
  EXPECT_EQ(expr("&raw mut (*p).f"), "(&raw mut (*p).f)");
  EXPECT_EQ(expr("&raw"), "(&raw)");
  EXPECT_EQ(expr("&&mut *x"), "(&(&mut (*x)))");
  EXPECT_EQ(expr("&mut x.y as *mut _"), "((&mut x.y) as *mut _)");
}

TEST(ParserExpr, StructLiteralsAreNotConditions) {
  EXPECT_EQ(stmts("if x == y {}"), "{ if (x == y) {} }");
  EXPECT_EQ(stmts("match x { S { a: 1, .. } => S { a, ..b }, _ => {} }"),
            "{ match x { S { a: 1, .. } => S { a, ..b }, _ => {} } }");
  EXPECT_EQ(stmts("if (S {}) == x {}"), "{ if (S {  } == x) {} }");
  EXPECT_EQ(stmts("while let Some(x) = f(S {}) {}"), "{ while (let Some(x) = f(S {  })) {} }");
  EXPECT_EQ(stmts("if let A = b && let C = d || e {}"), "{ if (((let A = b) && (let C = d)) || e) {} }");
}

TEST(ParserExpr, ClosuresAndJumps) {
  EXPECT_EQ(expr("|x, &y: &u8| x + y"), "(|x, &y: &u8| (x + y))");
  EXPECT_EQ(expr("move || -> u8 { 1 }"), "(move || -> u8 { 1 })");
  EXPECT_EQ(expr("for<'a> async move |x: &'a u8| x"), "(for<'a> async move |x: &'a u8| x)");
  EXPECT_EQ(expr("x && return y + 1"), "(x && return (y + 1))");
  EXPECT_EQ(stmts("'a: loop { break 'a 1 }"), "{ 'a: loop { break 'a 1 } }");
  EXPECT_EQ(stmts("if x { break } else { continue 'b }"), "{ if x { break } else { continue 'b } }");
  EXPECT_EQ(expr("async move { x.await? }"), "async move { x.await? }");
  EXPECT_EQ(stmts("let x = 'a: { break 'a; };"), "{ let x = 'a: { break 'a; }; }");
}

TEST(ParserExpr, Paths) {
  EXPECT_EQ(expr("<T as A<B>>::c::<D>(e)"), "<T as A<B>>::c<D>(e)");
  EXPECT_EQ(expr("Vec::<Vec<u8>>::new()"), "Vec<Vec<u8>>::new()");
  EXPECT_EQ(expr("a.b::<C>(d).0.1[2]"), "a.b::<C>(d).0.1[2]");
  EXPECT_EQ(expr("[0u8; N + 1]"), "[0u8; (N + 1)]");
  EXPECT_EQ(expr("(1,)") + expr("()") + expr("(1)"), "(1,)()1");
}

TEST(ParserStmt, BlockLikeExpressionsEndStatements) {
  EXPECT_EQ(stmts("if a {} else {} *b = 1;"), "{ if a {} else {} ((*b) = 1); }");
  EXPECT_EQ(stmts("match x {} (a)"), "{ match x {  } a }");
  EXPECT_EQ(stmts("unsafe { a } & b"), "{ unsafe { a } (&b) }");
  EXPECT_EQ(stmts("match x {}.f() + 1"), "{ (match x {  }.f() + 1) }");
  EXPECT_EQ(stmts("{ a } - 1;"), "{ { a } (-1); }");
  EXPECT_EQ(stmts("let x = { a } - 1;"), "{ let x = ({ a } - 1); }");
}

TEST(ParserStmt, Macros) {
  EXPECT_EQ(stmts("m!(1); m!{2} a::m![3].f(); m!(4)"), "{ m!(1); m!{2}; a::m![3].f(); m!(4) }");
  EXPECT_EQ(stmts("m!{2}"), "{ m!{2} }");
  EXPECT_EQ(stmts("m!{2}.f()"), "{ m!{2}.f() }");
  EXPECT_EQ(stmts("m!(x) + 1"), "{ (m!(x) + 1) }");
}

TEST(ParserStmt, LetAndItems) {
  EXPECT_EQ(stmts("let Some(x) = y else { return };"), "{ let Some(x) = y else { return }; }");
  EXPECT_EQ(stmts("let x: u8; let (a, .., b) = c;"), "{ let x: u8; let (a, .., b) = c; }");
  EXPECT_EQ(stmts("struct S; use a::b; fn f() {} const { 1 }; const X: u8 = 1; union = 2; unsafe {}"),
            "{ struct S; use a::b; fn f() { .. } const { 1 }; const X: u8 = 1; (union = 2); unsafe {} }");
  EXPECT_EQ(stmts("#[cfg(no)] let x = 1; #[cfg(all())] y; #[allow(z)] a"), "{ y; a }");
}

TEST(ParserTy, Kinds) {
  EXPECT_EQ(ty("&'a mut [Box<dyn Fn(u8) -> u8 + 'a>]"), "&'a mut [Box<dyn Fn(u8) -> u8 + 'a>]");
  EXPECT_EQ(ty("for<'a> unsafe extern \"C\" fn(&'a u8, ...) -> !"), "for<'a> unsafe extern \"C\" fn(&'a u8, ...) -> !");
  EXPECT_EQ(ty("impl Iterator<Item = u8, X: A + B> + ?Sized"), "impl Iterator<Item = u8, X: A + B> + ?Sized");
  EXPECT_EQ(ty("[u8; { N }]"), "[u8; { N }]");
  EXPECT_EQ(ty("Foo<-1, 'a, T, { N + 1 }, N = 3>"), "Foo<(-1), 'a, T, { (N + 1) }, N = 3>");
  EXPECT_EQ(ty("*const (dyn A + B)"), "*const (dyn A + B)");
  EXPECT_EQ(ty("<T as A>::B<C>"), "<T as A>::B<C>");
  EXPECT_EQ(ty("Box<A + Send>", Edition::E2015), "Box<dyn A + Send>");
  EXPECT_EQ(ty("dyn::X", Edition::E2015), "dyn::X");
}

TEST(ParserPat, Kinds) {
  EXPECT_EQ(pat("A(1..=2, -3.., ..4, X::Y..) | &mut ref mut z"), "(A(1..=2, (-3).., ..4, X::Y..) | &mut ref mut z)");
  EXPECT_EQ(pat("x @ [a, .., b]"), "x @ [a, .., b]");
  EXPECT_EQ(pat("S { a, b: _, ref mut c, 0: d, .. }"), "S { a, b: _, ref mut c, 0: d, .. }");
  EXPECT_EQ(pat("(x,)") + pat("(x)") + pat("(..)"), "(x,)(x)(..,)");
  EXPECT_EQ(pat("\"a\" | 'b' | true | m!(x) | <T>::C"), "(\"a\" | 'b' | true | m!(x) | <T>::C)");
}

TEST(ParserItem, Functions) {
  EXPECT_EQ(
      items("pub const unsafe extern \"C\" fn f<'a, T: A = B, const N: usize = 3>(mut x: T, _: u8) -> T where T: B {}"),
      "pub const unsafe extern \"C\" fn f<'a, T: A = B, const N: usize = 3>(mut x: T, _: u8) -> T where T: B { .. }");
  EXPECT_EQ(items("trait T { fn f(&'a mut self, x: u8); fn g(self: Box<Self>) {} type A<'b>: X where Self: 'b; const "
                  "C: u8 = 1; }"),
            "trait T { fn f(self: &'a mut Self, x: u8); fn g(self: Box<Self>) { .. } type A<'b>: X where Self: 'b; "
            "const C: u8 = 1; }");
  EXPECT_EQ(items("trait T { fn f(u8, &str) -> u8; }", Edition::E2015), "trait T { fn f(_: u8, _: &str) -> u8; }");
  EXPECT_EQ(items("unsafe extern \"C\" { pub safe fn f(x: u8, ...); static mut X: u8; type Y; }"),
            "unsafe extern \"C\" { pub safe fn f(x: u8, ...); static mut X: u8; type Y; }");
}

TEST(ParserItem, Types) {
  EXPECT_EQ(items("pub struct S<T>(pub(crate) T, #[x] (u8, u8)) where T: A;"),
            "pub struct S<T>(pub(crate) T, #[x] (u8, u8)) where T: A;");
  EXPECT_EQ(items("enum E { A, #[d] B(u8) = 3, C { x: u8 } = -1 }"),
            "enum E { A, #[d] B(u8) = 3, C { x: u8 } = (-1) }");
  EXPECT_EQ(items("union U { a: u8 } struct A {} struct B;"), "union U { a: u8 } struct A {} struct B;");
}

TEST(ParserItem, Others) {
  EXPECT_EQ(items("impl<T> !Send for X<T> {} unsafe impl Sync for Y {} impl <T as A>::B {}"),
            "impl<T> !Send for X<T> {} unsafe impl Sync for Y {} impl <T as A>::B {}");
  EXPECT_EQ(items("use {a::{self, b as _, c::*}, ::d}; use *; use crate::{x};"),
            "use {a::{self, b as _, c::*}, ::d}; use *; use crate::{x};");
  EXPECT_EQ(items("#[path = \"x.rs\"] mod m; mod n { #![y] fn f() {} } extern crate a as b;"),
            "#[path = \"x.rs\"] mod m; #![y] mod n { fn f() { .. } } extern crate a as b;");
  EXPECT_EQ(items("macro_rules! m { () => {} } m!(a); n! { b } trait A = B + C; auto trait D {}"),
            "macro_rules! m { () => {} } m!(a); n!{b}; trait A = B + C; auto trait D {}");
  EXPECT_EQ(items("static mut X: u8 = 1; const _: () = (); pub(in a::b) type T = u8;"),
            "static mut X: u8 = 1; const _: () = (); pub(in a::b) type T = u8;");
}

TEST(ParserItem, Configuration) {
  EXPECT_EQ(items("#[cfg(unix)] struct A; #[cfg(windows)] struct B; #[cfg_attr(unix, a, b(c))] struct C;"),
            "struct A; #[a] #[b(c)] struct C;");
  EXPECT_EQ(items("#[cfg(not(any(target_os = \"linux\", miri)))] struct A; struct B { #[cfg(no)] x: u8, y: u8 }"),
            "struct B { y: u8 }");
  EXPECT_EQ(items("#[cfg_attr(unix, cfg(no))] struct A;"), "");
}

TEST(ParserErrors, AreReportedAndEndWell) {
  for (const char* text : {"fn",
                           "fn f(",
                           "struct",
                           "impl",
                           "fn f() { let",
                           "}",
                           "fn f() { a b c }",
                           "use",
                           "enum E { 1 }",
                           "fn f(a) {}",
                           "type T = ;",
                           "trait T { let x; }",
                           "#[a]",
                           "pub",
                           "mod",
                           "const",
                           "macro_rules!",
                           "fn f() { match x { => } }",
                           "fn f() { if }",
                           "fn f() { x. }",
                           "fn f() { (|| }",
                           "impl X for {}"}) {
    Parsed p;
    const ast::Crate crate = Parser(p.session, *p.tokens(text), Edition::E2021).parse_crate();
    for (const ast::Item* item : crate.items) parse_body(p.session, item->body, Edition::E2021);
    EXPECT_TRUE(p.session.diags.any()) << text;
    EXPECT_LE(p.session.diags.count(), 4u) << text;
  }
}

TEST(ParserErrors, NestingIsLimited) {
  for (const char* one : {"(", "[", "{", "!", "&", "-", "if x {} else ", "|| ", "a + (", "return ", "a(",
                          "match x { _ => ", "x = ", "&raw mut "}) {
    std::string text;
    for (int i = 0; i < 20000; i++) text += one;
    Parsed p;
    const TokenBuffer* tokens = p.tokens(text);
    Parser(p.session, *tokens, Edition::E2021).parse_stmts();
    EXPECT_TRUE(p.session.diags.any()) << one;
  }
  std::string types = "let x: ";
  for (int i = 0; i < 20000; i++) types += "&Box<";
  Parsed p;
  Parser(p.session, *p.tokens(types), Edition::E2021).parse_stmts();
  EXPECT_TRUE(p.session.diags.any());
}

}  // namespace
}  // namespace assay::syntax
