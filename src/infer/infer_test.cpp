// Type inference on small programs against the real library: what is accepted, what is rejected, and what THIR says.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "infer/check.h"
#include "infer/printer.h"
#include "resolve/database.h"

namespace assay::infer {
namespace {

class Files : public FileProvider {
 public:
  explicit Files(std::string source) : source_(std::move(source)) {}
  std::optional<std::string> read(const std::string& path) override {
    if (path == "test.rs") return source_;
    std::ifstream in(std::string(ASSAY_ROOT "/") + path);
    if (!in) return {};
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  }

 private:
  std::string source_;
};

struct Checked {
  std::string problems;                     // one line each
  std::map<std::string, std::string> thir;  // by the path of the definition
};

Checked check(const std::string& source, Edition edition = Edition::E2021) {
  Session session;
  session.options.edition = edition;
  Files files(source);
  resolve::HirDatabase hir(session);
  hir.load_library(files);
  hir.load_user_crate(files, "test.rs");
  TyContext tcx;
  Collector items(tcx, hir);
  traits::Solver solver(items, nullptr);
  TypeChecker checker(session, solver);
  solver.ensure_opaque = [&](DefId opaque) { checker.ensure_opaque(opaque); };
  Checked out;
  for (const DefId def : hir.user_body_owners()) {
    if (const thir::Body* body = checker.thir(def))
      out.thir[hir.defs.path(def, session.symbols)] = print_thir(*body, items);
  }
  for (uint32_t i = 0; i < hir.defs.size(); ++i)
    if (hir.defs[DefId(i)].kind == hir::DefKind::Closure && hir.defs.crates[hir.defs[DefId(i)].crate].is_user)
      if (const thir::Body* body = checker.thir(DefId(i))) out.thir["closure"] += print_thir(*body, items);
  const auto in_user = [&](Span span) { return !session.sources.is_library(span); };
  for (const Diagnostic& d : session.diags.errors())
    if (d.labels.empty() || in_user(d.labels[0].span))
      out.problems += d.code + " " + d.message + (d.labels.empty() ? "" : ": " + d.labels[0].text) + "\n";
  for (const auto& u : session.diags.unsupported_features())
    if (in_user(u.span)) out.problems += "unsupported " + u.feature + "\n";
  return out;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Infer, FallbackAndExpectations) {
  const Checked c = check(R"(
fn main() {
    let a = 1; let b = 2.5; let c: u8 = 3; let d = c + 4; let e = [0; 3]; let f = e[1] as u16;
    let v: Vec<_> = (0..3).map(|x| x * 2u64).collect(); let s: u64 = v.iter().sum();
    let p = "12".parse::<i16>().unwrap_or_default(); let q: i64 = p.into();
    let o = if s > 3 { Some(q) } else { None }; let t = loop { break Default::default() }; let _: (u8, i64) = (t, o.unwrap());
})");
  EXPECT_EQ(c.problems, "");
  const std::string& main = c.thir.at("test::main");
  EXPECT_TRUE(contains(main, "const 0x1: i32"));
  EXPECT_TRUE(contains(main, ": f64"));
  EXPECT_TRUE(contains(main, "const 0x4: u8"));
}

TEST(Infer, MethodsThroughDerefAndAutoref) {
  const Checked c = check(R"(
use std::rc::Rc; use std::cell::RefCell;
struct S { v: Vec<u8> }
impl S { fn touch(&mut self) { self.v.push(1); } fn own(self: Box<Self>) -> usize { self.v.len() } }
fn main() {
    let shared = Rc::new(RefCell::new(S { v: vec![] }));
    shared.borrow_mut().touch(); shared.borrow_mut().v[0] = 3;
    let n = shared.borrow().v.iter().copied().max(); let mut b = Box::new(S { v: vec![1] }); b.touch(); let _ = b.own() + n.is_some() as usize;
    let a = [3, 1, 2]; let _ = a.first(); let mut z = a; z.sort(); let _ = &a[..2] == &z[1..];
})");
  EXPECT_EQ(c.problems, "");
  const std::string& main = c.thir.at("test::main");
  EXPECT_TRUE(contains(main, "deref_mut"));
  EXPECT_TRUE(contains(main, "index_mut"));
  EXPECT_TRUE(contains(main, "borrow &two-phase (adjustment): &mut test::S"));
}

TEST(Infer, CoercionsReborrowAndUnsize) {
  const Checked c = check(R"(
use std::fmt::Debug;
fn f(x: &mut i32) -> *mut i32 { g(x); x }
fn g(_: &i32) {}
fn h(s: &str, d: &dyn Debug, b: Box<dyn Debug>, a: &[u8], k: fn(i32) -> i32) -> i32 { let _ = (s, d, b, a); k(1) }
fn inc(x: i32) -> i32 { x + 1 }
fn main() {
    let s = String::from("x"); h(&s, &3, Box::new(s.clone()), &[1, 2], inc); h(&s, &s, Box::new(1), b"ab", |x| x - 1);
    let fs = [inc, |x| x]; let _ = fs[0](2); let m = match 3 { 1 => &s[..], _ => "lit" }; let _: fn(&mut i32) -> *mut i32 = f; let _ = m;
})");
  EXPECT_EQ(c.problems, "");
  EXPECT_TRUE(contains(c.thir.at("test::main"), "cast Unsize: alloc::boxed::Box<dyn core::fmt::Debug"));
  EXPECT_TRUE(contains(c.thir.at("test::main"), "cast ClosureFnPointer"));
  EXPECT_TRUE(contains(c.thir.at("test::f"), "raw borrow mut (adjustment)"));
}

TEST(Infer, ClosuresCapturePlaces) {
  const Checked c = check(R"(
struct P { x: String, y: (i32, i32), r: *mut u8 }
fn main() {
    let mut p = P { x: String::new(), y: (1, 2), r: core::ptr::null_mut() };
    let mut f = || p.y.0 += 1;
    f();
    let g = || (p.y.1, p.r);
    g();
    let m = move || p.x;
    m();
})");
  EXPECT_EQ(c.problems, "");
  const std::string& closures = c.thir.at("closure");
  EXPECT_TRUE(contains(closures, "capture 0 p by mut ref: &mut i32"));
  EXPECT_TRUE(contains(closures, "capture 0 p by ref: &i32"));
  EXPECT_TRUE(contains(closures, "capture 1 p by ref: &*mut u8"));
  EXPECT_TRUE(contains(closures, "capture 0 p by value: alloc::string::String"));
  EXPECT_TRUE(contains(c.thir.at("test::main"), "call_mut"));
  EXPECT_TRUE(contains(c.thir.at("test::main"), "call_once"));
}

TEST(Infer, BeforeEdition2021WholeVariablesAreCaptured) {
  const Checked c = check("fn main() { let mut t = (1, 2); let mut f = || t.0 += 1; f(); }", Edition::E2018);
  EXPECT_EQ(c.problems, "");
  EXPECT_TRUE(contains(c.thir.at("closure"), "capture 0 t by mut ref: &mut (i32, i32)"));
}

TEST(Infer, BindingModes) {
  const Checked c = check(R"(
fn main() {
    let mut o = Some((1, String::new()));
    if let Some((n, s)) = &mut o { *n += 1; s.push('a'); }
    match &o { Some((1, _)) => {} Some((n, s)) if *n > s.len() as i32 => {} _ => {} }
    let [a, .., b] = [1, 2, 3]; let &(c, ref d) = &(a, b); let _ = c + d;
    match "x" { "x" => 1, _ => 2 }; match 'c' { 'a'..='z' | 'A'..='Z' => {}, _ => {} };
})");
  EXPECT_EQ(c.problems, "");
  EXPECT_TRUE(
      contains(c.thir.at("test::main"), "{ 0: (i32, alloc::string::String) { 0: ref mut n#1 1: ref mut s#2 } }"));
}

TEST(Infer, OpaqueTypesAndClosureBounds) {
  const Checked c = check(R"(
fn adder(n: i32) -> impl Fn(i32) -> i32 { move |x| x + n }
fn evens(v: &[u32]) -> impl Iterator<Item = u32> + '_ { v.iter().copied().filter(|x| x % 2 == 0) }
fn twice<T>(f: impl Fn(T) -> T, x: T) -> T { f(f(x)) }
fn boxed() -> Box<dyn FnMut(&str) -> usize> { let mut n = 0; Box::new(move |s| { n += s.len(); n }) }
fn main() { let _ = twice(adder(2), 3) + evens(&[1, 2]).sum::<u32>() as i32; boxed()("x"); }
)");
  EXPECT_EQ(c.problems, "");
}

TEST(Infer, MistakesAreReported) {
  EXPECT_EQ(check("fn main() { let x: i32 = true; }").problems,
            "E0308 mismatched types: expected `i32`, found `bool`\n");
  EXPECT_EQ(check("struct S; fn main() { S.go(); }").problems,
            "E0599 no method named `go` found for `test::S` in the current scope: \n");
  EXPECT_EQ(check("fn main() { let x = Vec::new(); }").problems, "E0282 type annotations needed: cannot infer type\n");
  EXPECT_EQ(check("trait T {} fn f<X: T>(_: X) {} fn main() { f(3u8); }").problems,
            "E0277 the trait bound `u8: test::T` is not satisfied: \n");
}

TEST(Infer, MatchesMustBeExhaustive) {
  const auto problem = [](const std::string& body) {
    return check("enum N {} fn f(o: Option<bool>, n: u8, s: &[u8], r: Result<u8, N>) { " + body + " } fn main() {}")
        .problems;
  };
  EXPECT_TRUE(contains(problem("match o { Some(true) => {}, None => {} }"), "E0004"));
  EXPECT_EQ(problem("match o { Some(true) => {}, None => {} Some(false) => {} }"), "");
  EXPECT_TRUE(contains(problem("match n { 0..=9 => {}, 11.. => {} }"), "E0004"));
  EXPECT_EQ(problem("match (n, o) { (0..10, _) => {}, (10.., None) => {} (10..=255, Some(_)) => {} }"), "");
  EXPECT_TRUE(contains(problem("match s { [] => {}, [x] => {}, [1, ..] => {} }"), "E0004"));
  EXPECT_EQ(
      problem(
          "match s { [] => {}, [_] => {}, [_, .., _] => {} } let Ok(_) = r; match &o { Some(b) if *b => {}, _ => {} }"),
      "");
  EXPECT_TRUE(contains(problem("let Some(_) = o;"), "E0005"));
}

}  // namespace
}  // namespace assay::infer
