// Bodies: hygiene, sugar, patterns and blocks as they look after lowering.
#include <gtest/gtest.h>

#include "resolve/test_support.h"

namespace assay::resolve {
namespace {

std::string body(std::string code, Edition edition = Edition::E2021) {
  Loaded t(std::move(code), edition);
  const std::string text = t.body("main::main");
  return text + (t.problems().empty() ? "" : "\n" + t.problems());
}

TEST(Body, ForLoop) {
  EXPECT_EQ(body("fn main() { 'a: for x in 0..2 { if x == 1 { continue 'a; } break; } }"),
            "|| {\n  match core::iter::IntoIterator::into_iter(core::ops::Range { start: 0, end: 2 }) {\n"
            "    mut iter#0 => '8: loop {\n"
            "      match core::iter::Iterator::next(&mut iter#0) {\n"
            "        core::option::Option::None => break '8,\n"
            "        core::option::Option::Some(x#1) => {\n"
            "          if drop_temps((x#1 == 1)) {\n            continue '8;\n          }\n"
            "          break '8;\n        },\n      }\n    },\n  }\n}");
}

TEST(Body, WhileLetChainAndTry) {
  EXPECT_EQ(
      body("fn main() -> Option<u8> { let mut o = Some(1); while let Some(x) = o && x < 3 { o = None; } o?; None }"),
      "|| {\n  let mut o#0 = core::option::Option::Some(1);\n"
      "  '5: loop {\n"
      "    if (let core::option::Option::Some(x#1) = o#0 && drop_temps((x#1 < 3))) {\n"
      "      o#0 = core::option::Option::None;\n    } else {\n      break '5\n    }\n  }\n"
      "  match core::ops::Try::branch(o#0) {\n"
      "    core::ops::ControlFlow::Continue(val#2) => val#2,\n"
      "    core::ops::ControlFlow::Break(residual#3) => return core::ops::FromResidual::from_residual(residual#3),\n"
      "  };\n  core::option::Option::None\n}");
}

TEST(Body, MacroHygiene) {
  EXPECT_EQ(body("macro_rules! two { ($e:expr) => {{ let x = 2; x + $e }} } fn main() { let x = 1; two!(x); }"),
            "|| {\n  let x#0 = 1;\n  {\n    let x#1 = 2;\n    (x#1 + x#0)\n  };\n}");
}

TEST(Body, LocalMacroSeesLocalsOfItsDefinition) {
  EXPECT_EQ(body("fn main() { let x = 1; macro_rules! get { () => { x } } let x = 2; get!(); x; }"),
            "|| {\n  let x#0 = 1;\n  let x#1 = 2;\n  x#0;\n  x#1;\n}");
}

TEST(Body, ModuleMacroDoesNotSeeLocals) {
  EXPECT_EQ(body("macro_rules! get { () => { x } } fn main() { let x = 1; get!(); }"),
            "error || {\n  let x#0 = 1;\n  {error};\n}\nE0425 cannot find value `x` in this scope\n");
}

TEST(Body, StatementMacroMakesItemsAndBindings) {
  EXPECT_EQ(
      body("macro_rules! m { ($n:ident, $f:ident) => { fn $f() {} let $n = 1; } } fn main() { f(); m!(a, f); a; }"),
      "|| {\n  main::main::f();\n  let a#0 = 1;\n  a#0;\n}");
}

TEST(Body, TrailingMacroExpandsToStatements) {
  EXPECT_EQ(body("macro_rules! m { () => { let y = 3; y } } fn main() -> u8 { m!() }"),
            "|| {\n  let y#0 = 3;\n  y#0\n}");
}

TEST(Body, MacroExportAndDollarCrate) {
  EXPECT_EQ(body("fn main() { give!(1); core::give!(2); }"), "|| {\n  core::mem::id(1);\n  core::mem::id(2);\n}");
}

TEST(Body, ItemMacrosAndUseOfMacros) {
  EXPECT_EQ(body(R"(mod m { macro_rules! make { ($n:ident) => { pub fn $n() {} } } make!(f); pub(crate) use make; }
    m::make!(g); use m::make as k; k!(h); fn main() { m::f(); g(); h(); })"),
            "|| {\n  main::m::f();\n  main::g();\n  main::h();\n}");
}

TEST(Body, DestructuringAssignment) {
  EXPECT_EQ(body("fn main() { let (mut a, mut b) = (1, 2); (a, b) = (b, a); [a, .., _] = [1, 2, 3]; _ = a; }"),
            "|| {\n  let (mut a#0, mut b#1) = (1, 2);\n"
            "  {\n    let (lhs#2, lhs#3) = (b#1, a#0);\n    a#0 = lhs#2;\n    b#1 = lhs#3;\n  };\n"
            "  {\n    let [lhs#4, .._, _] = [1, 2, 3];\n    a#0 = lhs#4;\n  };\n"
            "  {\n    let _ = a#0;\n  };\n}");
}

TEST(Body, PatternsNameConstantsAndShareOrBindings) {
  EXPECT_EQ(
      body("const K: u8 = 1; fn main() { match 2 { K => {} -1 => {} x @ (3 | 4..=5) | x @ 7.. => { x; } _ => {} } }"),
      "|| {\n  match 2 {\n    main::K => {},\n    -1 => {},\n    x#0 @ 3 | 4..=5 | x#0 @ 7.. => {\n      x#0;\n    },\n"
      "    _ => {},\n  }\n}");
}

TEST(Body, ClosuresLabelsAndBlocks) {
  EXPECT_EQ(body("fn main() { let v = 'b: { if true { break 'b 1; } 2 }; let f = move |a: u8, _| a + v; f(1, 2); }"),
            "|| {\n  let v#0 = '1: {\n    if drop_temps(true) {\n      break '1 1;\n    }\n    2\n  };\n"
            "  let f#2 = move |a#1: u8, _| (a#1 + v#0);\n  f#2(1, 2);\n}");
}

TEST(Body, Ranges) {
  EXPECT_EQ(body("fn main() { ..; 1..=2; }"),
            "|| {\n  core::ops::RangeFull;\n  core::ops::RangeInclusive::new(1, 2);\n}");
}

TEST(Body, FormatArgs) {
  EXPECT_EQ(body(R"(fn main() { let a = 1; format_args!("x{}y{a:?}", 2); })"),
            "|| {\n  let a#0 = 1;\n  core::fmt::Arguments::new(&[\"x2y\"], "
            "&[core::fmt::rt::Argument::new_debug(&a#0)], &[]);\n}");
  EXPECT_EQ(
      body(R"(fn main() { let a = 1; format_args!("{0:>5}{0}", a); })"),
      "|| {\n  let a#0 = 1;\n  core::fmt::Arguments::new(&[\"\", \"\"], &[core::fmt::rt::Argument::new_display(&a#0)], "
      "&[core::fmt::rt::Placeholder::new(0usize, '32', core::fmt::rt::Alignment::Right, 0u32, "
      "core::fmt::rt::Count::Implied, core::fmt::rt::Count::Is(5usize)), "
      "core::fmt::rt::Placeholder::new(0usize, '32', core::fmt::rt::Alignment::Unknown, 0u32, "
      "core::fmt::rt::Count::Implied, core::fmt::rt::Count::Implied)]);\n}");
}

TEST(Body, DerivesMakeImpls) {
  Loaded t("mod m { pub trait T {} } #[derive(Clone, Copy)] struct S; fn main() {}");
  EXPECT_EQ(t.problems(), "");
  EXPECT_EQ(t.db.impls().size(), 2u);
}

}  // namespace
}  // namespace assay::resolve
