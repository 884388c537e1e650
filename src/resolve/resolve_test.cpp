// Modules, imports, preludes and files: which definition does a name mean?
#include <gtest/gtest.h>

#include "resolve/test_support.h"

namespace assay::resolve {
namespace {

TEST(Resolve, LoadsTheMiniCore) {
  Loaded t("fn main() {}");
  EXPECT_EQ(t.problems(), "");
  EXPECT_TRUE(t.db.main_fn());
  t.db.check_library_imports();
  EXPECT_EQ(t.problems(), "");
}

TEST(Resolve, ExplicitImportShadowsGlob) {
  Loaded t("mod a { pub fn f() {} pub fn g() {} } mod b { pub fn f() {} } use a::*; use b::f; fn main() { f(); g(); }");
  EXPECT_EQ(t.body("main::main"), "|| {\n  main::b::f();\n  main::a::g();\n}");
  EXPECT_EQ(t.problems(), "");
}

TEST(Resolve, ReExportsRenamesAndSelf) {
  Loaded t(R"(
    mod a { pub mod inner { pub struct S; pub enum E { A, B(u8) } } pub use self::inner::{self as i, E::*}; }
    use a::{i::S as T, A, B};
    fn main() { T; A; B(1); a::i::E::A; crate::a::inner::S; }
  )");
  EXPECT_EQ(t.body("main::main"),
            "|| {\n  main::a::inner::S;\n  main::a::inner::E::A;\n  main::a::inner::E::B(1);\n"
            "  main::a::inner::E::A;\n  main::a::inner::S;\n}");
  EXPECT_EQ(t.problems(), "");
}

TEST(Resolve, GlobCycleEnds) {
  Loaded t("mod a { pub use crate::b::*; pub fn f() {} } mod b { pub use crate::a::*; } fn main() { b::f(); }");
  EXPECT_EQ(t.body("main::main"), "|| {\n  main::a::f();\n}");
}

TEST(Resolve, PrivateNamesDoNotLeakThroughGlobs) {
  Loaded t("mod a { use core::mem::id; pub fn f() {} } use a::*; fn main() { f(); id(1); }");
  EXPECT_EQ(t.body("main::main").substr(0, 6), "error ");
  EXPECT_EQ(t.problems(), "E0425 cannot find function `id` in this scope\n");
}

TEST(Resolve, SuperGlobSeesPrivateItems) {
  Loaded t("fn secret() {} mod tests { use super::*; pub fn f() { secret(); } } fn main() {}");
  EXPECT_EQ(t.body("main::tests::f"), "|| {\n  main::secret();\n}");
}

TEST(Resolve, MissingLibraryItemIsUnsupportedOnlyWhenUsed) {
  Loaded t("use core::mem::missing; use core::nothing::Thing; fn main() { } fn f(t: Thing) { missing(); }");
  EXPECT_TRUE(t.ok);
  EXPECT_EQ(t.problems(), "");
  t.body("main::f");
  EXPECT_EQ(t.problems(), "std:nothing::Thing\nstd:mem::missing\n");
}

TEST(Resolve, UnresolvedNamesAreErrors) {
  Loaded t("use crate::nope::x; fn main() { y; z::w(); let a: Q; }");
  t.body("main::main");
  EXPECT_EQ(t.problems(),
            "E0432 unresolved import `crate::nope::x`\nE0425 cannot find value `y` in this scope\n"
            "E0433 cannot find module or crate `z` in this scope\n"
            "E0412 cannot find type `Q` in this scope\n");
}

TEST(Resolve, PrimitiveTypesAndModulesOfTheSameName) {
  Loaded t("mod u8 { pub fn f() {} } fn main() { u8::f(); u8::MAX; u16::MAX; let x: u8 = 1; }");
  EXPECT_EQ(t.body("main::main"), "|| {\n  main::u8::f();\n  u8::MAX;\n  u16::MAX;\n  let x#0: u8 = 1;\n}");
}

TEST(Resolve, UnsupportedMacrosAndCratesMakeTheirNamesUnsupported) {
  Loaded t("extern crate unwind as uw; thread_local! { static X: u8 = 1; } fn main() { X; uw::f(); }");
  t.body("main::main");
  EXPECT_EQ(t.problems(), "std:thread_local!\nstd:thread_local!\ncrate:unwind\n");
}

TEST(Resolve, NamesThatALibraryGlobMayBringAreUnsupported) {
  Loaded t("use core::mem::*; use core::option; fn main() { gone(1); let new = 1; new; option!(); }");
  t.body("main::main");
  EXPECT_EQ(t.problems(), "std:mem::*!\nstd:mem::*\n");
}

TEST(Resolve, Edition2015PathsStartAtTheRoot) {
  Loaded t("mod a { pub fn f() {} } mod b { use a::f; pub fn g() { f(); ::a::f(); ::core::mem::id(1); } } fn main() {}",
           Edition::E2015);
  EXPECT_EQ(t.problems(), "");
  EXPECT_EQ(t.body("main::b::g"), "|| {\n  main::a::f();\n  main::a::f();\n  core::mem::id(1);\n}");
}

TEST(Resolve, ModuleFiles) {
  std::map<std::string, std::string> files = {
      {"a.rs", "pub mod b; pub fn f() {}"}, {"a/b.rs", "pub fn g() {}"},      {"c/mod.rs", "pub mod d;"},
      {"c/d.rs", "pub fn h() {}"},          {"x/y.rs", "pub mod z;"},         {"x/z.rs", "pub fn i() {}"},
      {"in/inner.rs", "pub fn j() {}"},     {"in/other.rs", "pub fn k() {}"},
  };
  Loaded t(R"(mod a; mod c; #[path = "x/y.rs"] mod p; mod r#in { pub mod inner; #[path = "other.rs"] pub mod q; }
    fn main() { a::f(); a::b::g(); c::d::h(); p::z::i(); r#in::inner::j(); r#in::q::k(); })",
           Edition::E2021, files);
  EXPECT_EQ(t.problems(), "");
  t.body("main::main");
  EXPECT_EQ(t.problems(), "");
}

TEST(Resolve, ItemsOfBlocksAreSeenInTheWholeBlockButSeeNoLocals) {
  Loaded t(R"(fn main() { let x = 1; f(); const N: u8 = 2; fn f() { N; g(); } { use core::mem::id as f; f(x); } }
    fn g() {})");
  EXPECT_EQ(t.body("main::main"), "|| {\n  let x#0 = 1;\n  main::main::f();\n  {\n    core::mem::id(x#0);\n  }\n}");
  EXPECT_EQ(t.body("main::main::f"), "no main::main::f");
  EXPECT_EQ(t.problems(), "");
}

TEST(Resolve, TraitsInScope) {
  Loaded t(R"(mod a { pub trait T {} pub trait U {} pub trait V {} } use a::T as _;
    fn main() { use a::U; } fn f() {})");
  auto names = [&](std::string_view path) {
    std::string text;
    for (DefId trait : t.db.traits_in_scope(t.db.find_path(path)))
      text += std::string(t.session.text(t.db.defs[trait].name)) + " ";
    return text;
  };
  EXPECT_NE(names("main::main").find("U "), std::string::npos);
  EXPECT_NE(names("main::main").find("T "), std::string::npos);
  EXPECT_NE(names("main::main").find("Iterator "), std::string::npos);
  EXPECT_EQ(names("main::main").find("V "), std::string::npos);
  EXPECT_EQ(names("main::f").find("U "), std::string::npos);
}

TEST(Resolve, Exports) {
  Loaded t(R"(#[no_mangle] pub extern "C" fn a() {} #[export_name = "bee"] static B: u8 = 1;
    #[no_mangle] fn miri_start() {} fn main() {})");
  EXPECT_EQ(t.db.exported(t.session.sym("a")), t.db.find_path("main::a"));
  EXPECT_EQ(t.db.exported(t.session.sym("bee")), t.db.find_path("main::B"));
  EXPECT_TRUE(t.db.miri_start());
}

TEST(Signatures, GenericsBoundsAndSugar) {
  Loaded t(R"(
    trait Shape { type Out; const N: usize; fn area(&self, by: Self::Out) -> [u8; 4]; }
    struct W<'a, T: Shape + ?Sized, const K: usize = 3>(&'a T, [u8; K]);
    fn f<F: Fn(u8) -> u16>(f: F, s: impl Shape<Out = u8>) -> impl Shape { f }
    impl<T> Shape for [T] where T: Copy { type Out = Option<Self>; const N: usize = 1; fn area(&self, by: Self::Out) -> [u8; 4] { [0; 4] } }
    fn g(_: W<u8, N>, _: &dyn Shape<Out = ()>) {} const N: usize = 2; fn main() {})");
  EXPECT_EQ(
      t.sig("main::f"),
      "main::f<F, impl Shape<Out = u8>> where main::f::F: core::ops::Fn<(u8), Output = u16> where "
      "main::f::impl Shape<Out = u8>: main::Shape<, Out = u8> (main::f::F, main::f::impl Shape<Out = u8>) -> impl#" +
          t.sig("main::f").substr(t.sig("main::f").rfind('#') + 1));
  EXPECT_EQ(t.sig("main::W"), "main::W<'a, T, K = usize> where main::W::T: main::Shape + ?core::marker::Sized");
  EXPECT_EQ(t.sig("main::Shape::area"), "main::Shape::area<> (&Self, Self::Out) -> [u8; 4]");
  EXPECT_EQ(t.sig("main::g"), "main::g<> (main::W<u8, main::N>, &dyn main::Shape<, Out = ()>)");
  EXPECT_EQ(t.problems(), "");
}

}  // namespace
}  // namespace assay::resolve
