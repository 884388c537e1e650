// The surface syntax tree of Rust. Nodes live in the Session's arena and are const once built.
// Nothing here is resolved: paths are names, macro calls are token slices. Function bodies are kept as token
// slices and parsed when first asked for (syntax::parse_body), so that unused library code costs nothing.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "lex/token.h"
#include "source/span.h"

namespace assay::ast {

struct Expr;
struct Pat;
struct Ty;
struct Item;
struct Block;
struct GenericArgs;

// ---- attributes, paths, macro calls ------------------------------------------------------------------------
struct Path;

/// `#[path tokens]` or `#![...]`. Doc comments are dropped by the parser. `tokens` is what follows the path:
/// empty, `= literal...`, or one delimited group including its delimiters.
struct Attribute {
  Span span;
  bool inner = false;
  std::vector<SymbolId> path;  // {"repr"}, {"rustfmt","skip"}; `unsafe(...)` wrappers are peeled
  TokenSlice tokens;
};
using Attributes = std::vector<Attribute>;

struct GenericArg {
  enum class Kind : uint8_t { Lifetime, Type, Const, AssocEq, AssocConstEq, AssocBound } kind;
  Span span;
  Ident lifetime;                           // Lifetime; also the name of Assoc*
  const Ty* ty = nullptr;                   // Type (a lone path may turn out to be a const), AssocEq
  const Expr* expr = nullptr;               // Const ({..} block or literal), AssocConstEq
  std::vector<struct Bound> bounds;         // AssocBound
  const GenericArgs* assoc_args = nullptr;  // `Item<'a> = T`
};
struct GenericArgs {
  Span span;
  bool parenthesized = false;  // Fn(A, B) -> C: inputs are the Type args, output below
  std::vector<GenericArg> args;
  const Ty* output = nullptr;  // parenthesized only; null means ()
};
struct PathSegment {
  Ident ident;  // may be self, Self, super, crate, $crate (text "$crate", see Path::dollar_crate)
  const GenericArgs* args = nullptr;
};
/// `global`: leading `::`. With `qself`, `<qself as segments[..trait_segments]>::rest`; trait_segments 0:
/// `<qself>::rest`.
struct Path {
  Span span;
  bool global = false;
  SymbolId dollar_crate;  // name of the crate when the first segment is `$crate`
  const Ty* qself = nullptr;
  uint32_t trait_segments = 0;
  std::vector<PathSegment> segments;
};

struct MacroCall {
  Span span;
  Path path;
  TokenKind delimiter;  // the Open* kind
  TokenSlice tokens;    // between the delimiters
};

// ---- types -------------------------------------------------------------------------------------------------
struct Bound {
  enum class Kind : uint8_t { Trait, Lifetime, Use } kind = Kind::Trait;
  Span span;
  bool maybe = false;     // ?Sized
  bool is_const = false;  // const / [const] / ~const: accepted, ignored
  bool is_async = false;
  std::vector<struct GenericParam> for_params;  // for<'a>
  Path path;
  Ident lifetime;
};

struct BareFnParam {
  Ident name;
  const Ty* ty;
};

struct Ty {
  enum class Kind : uint8_t {
    Path,
    Ref,
    RawPtr,
    Slice,
    Array,
    Tuple,
    Never,
    Infer,
    BareFn,
    ImplTrait,
    DynTrait,
    Paren,
    Macro,
    SelfImplicit,
    CVarArgs,
    Error
  } kind;
  Span span;
  Path path;                        // Path; SelfImplicit: none
  const Ty* inner = nullptr;        // Ref, RawPtr, Slice, Array, Paren
  bool is_mut = false;              // Ref, RawPtr
  std::optional<Ident> lifetime;    // Ref
  const Expr* length = nullptr;     // Array
  std::vector<const Ty*> elements;  // Tuple
  std::vector<Bound> bounds;        // ImplTrait, DynTrait
  // BareFn
  std::vector<GenericParam> for_params;
  std::vector<BareFnParam> params;
  const Ty* output = nullptr;  // null: ()
  bool is_unsafe = false, is_variadic = false;
  std::optional<SymbolId> abi;  // extern "C": "C"; `extern` alone: "C"
  const MacroCall* macro = nullptr;
};

// ---- generics ----------------------------------------------------------------------------------------------
struct GenericParam {
  enum class Kind : uint8_t { Lifetime, Type, Const } kind = Kind::Lifetime;
  Attributes attrs;
  Ident name;
  std::vector<Bound> bounds;
  const Ty* ty = nullptr;  // Const: its type; Type: its default
  const Expr* const_default = nullptr;
};
struct WherePredicate {
  Span span;
  std::vector<GenericParam> for_params;
  const Ty* bounded = nullptr;  // null: a lifetime predicate, ignored
  std::vector<Bound> bounds;
};
struct Generics {
  Span span;
  std::vector<GenericParam> params;
  std::vector<WherePredicate> where_clauses;
};

// ---- patterns ----------------------------------------------------------------------------------------------
struct FieldPat {
  Ident name; /* also tuple indices as text */
  const Pat* pat;
  bool shorthand;
  Span span;
};
enum class RangeEnd : uint8_t { HalfOpen, Closed };

struct Pat {
  enum class Kind : uint8_t {
    Wild,
    Rest /* .. */,
    Ident,
    Lit,
    Range,
    Ref,
    Tuple,
    Slice,
    Path,
    TupleStruct,
    Struct,
    Or,
    Paren,
    Box,
    Macro,
    ConstBlock,
    Never,
    Error
  } kind;
  Span span;
  Ident ident;                          // Ident
  bool by_ref = false, is_mut = false;  // Ident; Ref uses is_mut
  const Pat* sub = nullptr;             // Ident @ sub, Ref, Paren, Box
  Path path;                            // Path, TupleStruct, Struct
  std::vector<const Pat*> pats;         // Tuple, Slice, TupleStruct, Or
  std::vector<FieldPat> fields;         // Struct
  bool has_rest = false;                // Struct { .. }
  const Expr* lo = nullptr;             // Lit (also negative literals), Range low end, ConstBlock
  const Expr* hi = nullptr;             // Range
  RangeEnd range_end = RangeEnd::Closed;
  const MacroCall* macro = nullptr;
};

// ---- expressions and statements ----------------------------------------------------------------------------
enum class BinOp : uint8_t {
  Add,
  Sub,
  Mul,
  Div,
  Rem,
  BitAnd,
  BitOr,
  BitXor,
  Shl,
  Shr,
  Eq,
  Ne,
  Lt,
  Le,
  Gt,
  Ge,
  And,
  Or
};
enum class UnOp : uint8_t { Neg, Not, Deref };

struct Literal {
  enum class Kind : uint8_t { Bool, Char, Byte, Int, Float, Str, ByteStr, CStr } kind = Kind::Bool;
  SymbolId text;        // Int, Float: digits as written without suffix (and with 0x/0o/0b); strings: the value
  SymbolId suffix;      // i32, f64, ...; none when absent
  uint32_t scalar = 0;  // Bool, Char, Byte
};

struct Param {
  Attributes attrs;
  const Pat* pat;
  const Ty* ty; /* null in closures without annotation */
  Span span;
};
struct Arm {
  Attributes attrs;
  Span span;
  const Pat* pat;
  const Expr* guard;
  const Expr* body;
};
struct FieldInit {
  Attributes attrs;
  Ident name;
  const Expr* value;
  bool shorthand;
  Span span;
};

struct Expr {
  enum class Kind : uint8_t {
    Lit,
    Path,
    Array,
    Repeat,
    Tuple,
    Struct,
    Call,
    MethodCall,
    Binary,
    Unary,
    AddrOf,
    RawAddrOf,
    Cast,
    Field,
    Index,
    Assign,
    AssignOp,
    Range,
    Block,
    Unsafe,
    ConstBlock,
    If,
    Let,
    Match,
    Loop,
    While,
    For,
    Break,
    Continue,
    Return,
    Closure,
    Try,
    Await,
    Async,
    Macro,
    Paren,
    Underscore,
    Yield,
    Become,
    Error,
    FormatArgs /* made by expand: see expand/format.h */,
    OffsetOf,
    BuiltinType /* (type ascription of expand) */
  } kind;
  NodeId id;
  Span span;
  Attributes attrs;
  Literal lit;
  Path path;                       // Path, Struct
  const Expr* lhs = nullptr;       // operand of everything unary; callee, receiver, condition, scrutinee, ...
  const Expr* rhs = nullptr;       // second operand; Repeat: length; If: else branch; Struct: base; Range: end
  std::vector<const Expr*> exprs;  // Array, Tuple, Call and MethodCall arguments
  std::vector<FieldInit> fields;   // Struct
  bool struct_rest = false;        // Struct { .. } in destructuring assignment
  PathSegment segment;             // MethodCall: name and turbofish; Field: ident (tuple index as text)
  BinOp bin_op = BinOp::Add;
  UnOp un_op = UnOp::Neg;
  bool is_mut = false;           // AddrOf, RawAddrOf
  bool inclusive = false;        // Range
  const Ty* ty = nullptr;        // Cast; Closure return type; OffsetOf
  const Block* block = nullptr;  // Block, Unsafe, ConstBlock, If (then), Loop, While, For bodies, Async
  std::optional<Ident> label;    // Block, Loop, While, For, Break, Continue
  const Pat* pat = nullptr;      // Let, For
  std::vector<Arm> arms;         // Match
  std::vector<Param> params;     // Closure
  bool is_move = false, is_async = false, is_static = false;  // Closure, Async
  std::vector<GenericParam> for_params;                       // Closure binder
  const MacroCall* macro = nullptr;
  const struct FormatArgsExpr* format = nullptr;
  std::vector<Ident> offset_fields;  // OffsetOf
};

struct Stmt {
  enum class Kind : uint8_t { Let, Item, Expr /* no semicolon */, Semi, Macro, Empty } kind;
  Span span;
  Attributes attrs;
  const Pat* pat = nullptr;  // Let
  const Ty* ty = nullptr;
  const Expr* init = nullptr;         // Let initialiser; Expr, Semi: the expression
  const Block* else_block = nullptr;  // let-else
  const Item* item = nullptr;
  const MacroCall* macro = nullptr;  // Macro: `m!{...}` or `m!(...);` at statement position
  bool macro_semi = false;           // a `;`, or braces that were not the block's end: no value. `m!(..)` at the
                                     // end of a block is an Expr instead
};

struct Block {
  NodeId id;
  Span span;
  Attributes attrs;  // inner attributes
  std::vector<Stmt> stmts;
};

/// A body that may not have been parsed yet.
struct LazyBody {
  TokenSlice tokens;  // `{ ... }` with its braces; empty: no body (`;`)
  mutable const Block* parsed = nullptr;
  bool present() const { return !tokens.empty() || parsed; }
};

// ---- items -------------------------------------------------------------------------------------------------
struct Visibility {
  enum class Kind : uint8_t { Inherited, Public, Crate, Restricted } kind = Kind::Inherited;
  Path path;  // Restricted: pub(super), pub(in path)
};

struct FnSig {
  bool is_const = false, is_async = false, is_unsafe = false, is_safe = false, is_variadic = false;
  std::optional<SymbolId> abi;
  std::vector<Param> params;  // a self parameter is the first, its pattern is the identifier `self`
  enum class SelfKind : uint8_t { None, Value, Ref, RefMut, Typed } self_kind = SelfKind::None;
  bool self_mut = false;       // `mut self`
  const Ty* output = nullptr;  // null: ()
};

struct FieldDef {
  Attributes attrs;
  Visibility vis;
  Ident name; /* tuple: "0", "1" */
  const Ty* ty;
  Span span;
};
struct VariantDef {
  Attributes attrs;
  Ident name;
  Span span;
  enum class Shape : uint8_t { Unit, Tuple, Named } shape = Shape::Unit;
  std::vector<FieldDef> fields;
  const Expr* discriminant = nullptr;
};

struct UseTree {
  Span span;
  Path prefix;  // may be empty for `{a, b}` and `*`
  enum class Kind : uint8_t { Simple, Glob, Nested } kind = Kind::Simple;
  std::optional<Ident> rename;  // `as x`; `as _` has the name "_"
  std::vector<UseTree> nested;
};

struct Item {
  enum class Kind : uint8_t {
    Fn,
    Struct,
    Union,
    Enum,
    Trait,
    TraitAlias,
    Impl,
    TypeAlias,
    Const,
    Static,
    Mod,
    Use,
    ExternCrate,
    ForeignMod,
    MacroRules /* also `macro` 2.0 */,
    MacroCall,
    GlobalAsm,
    Error
  } kind;
  NodeId id;
  Span span;
  Attributes attrs;
  Visibility vis;
  Ident name;  // Const may be "_"
  Generics generics;
  // Fn
  FnSig sig;
  LazyBody body;
  bool is_default = false;  // `default fn`
  // Struct, Union: variants[0]; Enum: variants
  std::vector<VariantDef> variants;
  // Trait, TraitAlias, TypeAlias (bounds of an associated type), Impl
  std::vector<Bound> bounds;
  std::vector<const Item*> items;  // Trait, Impl, Mod (inline), ForeignMod
  bool is_auto = false, is_unsafe = false, is_negative = false;
  std::optional<Path> of_trait;  // Impl
  const Ty* ty = nullptr;        // Impl self type; TypeAlias; Const, Static type
  const Expr* expr = nullptr;    // Const, Static initialiser
  bool is_mut = false;           // static mut
  // Mod
  bool is_inline = true;  // false: `mod m;`
  // Use
  UseTree use_tree;
  std::optional<Ident> rename;  // extern crate a as b
  std::optional<SymbolId> abi;  // ForeignMod
  // macros
  TokenSlice macro_tokens;  // MacroRules: the body between its delimiters
  bool macro_v2 = false;
  const MacroCall* macro = nullptr;  // MacroCall
};

struct Crate {
  Attributes attrs;  // #![...]
  std::vector<const Item*> items;
  Span span;
};

}  // namespace assay::ast
