// What do the built-in macros become? Only those that no macro_rules can express; the others are rustlib's.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "diag/session.h"
#include "expand/hygiene.h"
#include "lex/token.h"
#include "syntax/ast.h"

namespace assay::expand {

enum class Builtin : uint8_t {
  Concat,
  ConcatBytes,
  Stringify,
  Line,
  Column,
  File,
  ModulePath,
  Cfg,
  CfgSelect,
  IncludeStr,
  Include,
  IncludeBytes,
  Env,
  OptionEnv,
  CompileError,
  FormatArgs,
  FormatArgsNl,
  ConstFormatArgs,
  AddrOf,
  AddrOfMut,
  OffsetOf,
  Assert,
  Panic,
  CorePanic,
  Unreachable,
  Asm,
  GlobalAsm,
  NakedAsm,
  PatternType,
  Unsupported
};
/// By the name of the macro item that carries `#[rustc_builtin_macro]`: `concat`, `format_args`, `assert`, `addr_of`,
/// `panic` (std's), `core_panic`, ... None if the name is not known.
std::optional<Builtin> builtin_by_name(std::string_view name);

struct BuiltinContext {
  Session& session;
  SyntaxContexts& contexts;
  Edition edition = Edition::E2021;  // of the invocation
  Span call_span;                    // the whole invocation
  SyntaxContextId call_context;      // of the invocation's name
  std::string module_path;           // `krate::module`, for module_path!
  FileProvider* files = nullptr;     // for include*!; null: unsupported
  /// The tokens that a macro call at expression position becomes, or null after a diagnostic.
  std::function<const TokenBuffer*(const ast::MacroCall&)> expand_inner;
};

/// Exactly one of the two is set, or none after a diagnostic.
struct BuiltinResult {
  const TokenBuffer* tokens = nullptr;  // to be parsed at the invocation's position
  const ast::Expr* expr = nullptr;      // format_args!, offset_of!, addr_of!: finished expressions
  bool failed() const { return !tokens && !expr; }
};

/// `input`: the tokens between the invocation's delimiters.
///
/// Items that outputs name, all in `core` unless said otherwise:
///   panic!()                 $crate::panicking::panic("explicit panic")
///   panic!(fmt, ..)          $crate::panicking::panic_fmt(format_args!(fmt, ..))
///   panic!(x), 2015 and 2018 $crate(std)::rt::begin_panic(x); core_panic: $crate::panicking::panic_str_2015(x)
///   unreachable!(..)         $crate::panicking::panic("internal error: entered unreachable code"), or panic_fmt
///   assert!(c)               if !c { $crate::panicking::panic("assertion failed: c") }
///   assert!(c, args)         if !c { panic as above with args }
///   option_env!              $crate::option::Option::{Some, None}
BuiltinResult expand_builtin(const BuiltinContext& context, Builtin macro, TokenSlice input);

}  // namespace assay::expand
