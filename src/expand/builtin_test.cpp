#include "expand/builtin.h"

#include <gtest/gtest.h>

#include "base/symbols.h"
#include "lex/lexer.h"
#include "syntax/parser.h"
#include "syntax/printer.h"
#include "syntax/token_text.h"

namespace assay::expand {
namespace {

/// The output of `name!(input)`, with a space between any two tokens, or the finished expression.
std::string run(const std::string& name, const std::string& input, Edition edition = Edition::E2021) {
  Session session;
  SyntaxContexts contexts;
  const SourceFile& file = session.sources.add("dir/t.rs", "\n\n  " + input, false);
  const auto* tokens = session.arena.make<TokenBuffer>(lex::lex(session, file));
  BuiltinContext context{.session = session, .contexts = contexts, .edition = edition};
  context.call_span = {file.start + 4, file.start + 5};
  context.module_path = "krate::m";
  context.expand_inner = [&](const ast::MacroCall& call) -> const TokenBuffer* {
    const auto inner = builtin_by_name(session.text(call.path.segments.back().ident.name));
    return inner ? expand_builtin(context, *inner, call.tokens).tokens : nullptr;
  };
  const BuiltinResult result = expand_builtin(context, *builtin_by_name(name), *tokens);
  if (result.expr) return syntax::print_expr(session, *result.expr);
  if (!result.tokens) {
    if (!session.diags.errors().empty()) return "error: " + session.diags.errors()[0].message;
    return "unsupported: " + session.diags.unsupported_features()[0].feature;
  }
  syntax::Parser parser(session, *result.tokens, edition);
  const ast::Expr* expr = parser.parse_expr_complete(true);
  return session.diags.any() ? "does not parse" : syntax::print_expr(session, *expr);
}

TEST(Builtin, LiteralsAndPlaces) {
  EXPECT_EQ(run("concat", "\"a\", 1_0, 2.5, true, 'c', -3, stringify!(x + y), 0xffu8"), "\"a102.5truec-3x + y255\"");
  EXPECT_EQ(run("concat", "x"), "error: expected a literal");
  EXPECT_EQ(run("stringify", "a+b  *  c :: <d>"), "\"a+b * c :: <d>\"");
  EXPECT_EQ(run("line", "") + run("column", "") + run("file", "") + run("module_path", ""),
            "3u323u32\"dir/t.rs\"\"krate::m\"");
  EXPECT_EQ(run("cfg", "all(unix, not(windows))") + run("cfg", "target_pointer_width = \"32\""), "truefalse");
  EXPECT_EQ(run("compile_error", "\"no\""), "error: no");
  EXPECT_EQ(run("env", "\"HOME\""), "unsupported: macro:env");
  EXPECT_EQ(run("cfg_select", "windows => { 1 } unix => 2, _ => 3"), "2");
}

TEST(Builtin, Expressions) {
  EXPECT_EQ(run("addr_of", "(*p).f"), "(&raw const (*p).f)");
  EXPECT_EQ(run("addr_of_mut", "x"), "(&raw mut x)");
  EXPECT_EQ(run("offset_of", "S<u8>, a.0.1"), "offset_of!(S<u8>, a.0.1)");
  EXPECT_EQ(run("format_args", "\"{}\", x"), "format_args!(..)");
}

TEST(Builtin, PanicsDependOnTheEdition) {
  EXPECT_EQ(run("panic", ""), "$crate::panicking::panic(\"explicit panic\")");
  EXPECT_EQ(run("panic", "\"a\""), "$crate::panicking::panic(\"a\")");
  EXPECT_EQ(run("panic", "\"{x}\""), "$crate::panicking::panic_fmt($crate::format_args!(\"{x}\"))");
  EXPECT_EQ(run("panic", "\"{x}\"", Edition::E2018), "$crate::panicking::panic(\"{x}\")");
  EXPECT_EQ(run("panic", "5", Edition::E2018), "$crate::rt::begin_panic(5)");
  EXPECT_EQ(run("panic", "\"{}\", 1", Edition::E2018),
            "$crate::panicking::panic_fmt($crate::format_args!(\"{}\", *&( 1)))");
  EXPECT_EQ(run("unreachable", "\"x\""), "$crate::panicking::panic(\"internal error: entered unreachable code: x\")");
}

TEST(Builtin, Assert) {
  EXPECT_EQ(run("assert", "a == b"), "if (!(a == b)) { $crate::panicking::panic(\"assertion failed: a == b\") }");
  EXPECT_EQ(run("assert", "a, \"m {}\", c"),
            "if (!a) { $crate::panicking::panic_fmt($crate::format_args!(\"m {}\", c)) }");
  EXPECT_EQ(run("assert", ""), "error: macro requires a boolean expression as an argument");
}

}  // namespace
}  // namespace assay::expand
