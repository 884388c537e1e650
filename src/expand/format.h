// What does a format string say? Parses the arguments of format_args! into literal pieces and placeholders.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "diag/session.h"
#include "expand/builtin.h"
#include "syntax/ast.h"

namespace assay::ast {

enum class FormatTrait : uint8_t { Display, Debug, LowerHex, UpperHex, Octal, Binary, LowerExp, UpperExp, Pointer };
enum class FormatAlign : uint8_t { Unknown, Left, Center, Right };
enum class DebugHex : uint8_t { None, Lower, Upper };

struct FormatCount {
  enum class Kind : uint8_t { None, Literal, Argument } kind = Kind::None;
  uint32_t value = 0;  // Literal: the number; Argument: index into args, of type usize
};

struct FormatPlaceholder {
  Span span;
  uint32_t argument = 0;  // index into args
  FormatTrait trait = FormatTrait::Display;
  char32_t fill = U' ';
  FormatAlign align = FormatAlign::Unknown;
  bool plus = false, minus = false, alternate = false, zero_pad = false;
  DebugHex debug_hex = DebugHex::None;
  FormatCount width, precision;
  bool plain() const {
    return fill == U' ' && align == FormatAlign::Unknown && !plus && !minus && !alternate && !zero_pad &&
           debug_hex == DebugHex::None && width.kind == FormatCount::Kind::None &&
           precision.kind == FormatCount::Kind::None;
  }
};

struct FormatPiece {
  bool is_literal = false;
  SymbolId literal;               // is_literal: the text, escapes resolved; never empty; literals never adjoin
  FormatPlaceholder placeholder;  // otherwise
};

struct FormatArg {
  std::optional<Ident> name;  // `name = expr`, and implicit captures `{name}`
  bool captured = false;      // implicit: `expr` is a path of just the name, in the string literal's context
  const Expr* expr = nullptr;
};

struct FormatArgsExpr {
  Span span;
  std::vector<FormatPiece> pieces;
  std::vector<FormatArg> args;  // evaluated once each, in this order
};

}  // namespace assay::ast

namespace assay::expand {

/// The arguments of format_args!: `"template", a, name = b`. `newline` appends a line feed to the template.
/// Null after a diagnostic. `context.expand_inner` expands a macro that stands where the template should.
const ast::FormatArgsExpr* parse_format_args(const BuiltinContext& context, TokenSlice input, bool newline);

}  // namespace assay::expand
