// THIR: a checked body. Every expression has its type (in terms of the owner's generics, no inference variables), every
// adjustment is written out, every call says what it calls, every pattern says how it binds. Built by infer, read by
// lower.
#pragma once
#include <optional>
#include <vector>

#include "hir/hir.h"
#include "types/collect.h"

namespace assay::thir {

using namespace types;
using hir::BinOp;
using hir::HirId;
using hir::LocalVar;

struct Expr;
struct Pat;

/// A constant operand: scalar bits, a string, or something to be evaluated after mono.
struct ConstValue {
  enum class Kind : uint8_t {
    Scalar,     // bits: bool, char, int, float (its IEEE bits)
    Str,        // text: &'static str
    ByteStr,    // text: &'static [u8; N] (type says)
    CStr,       // text without the final 0: &'static CStr
    ZeroSized,  // FnDef, unit, unit struct without fields: the type says it all
    Named,      // def, args: Const, AssocConst (maybe a trait's), AnonConst, InlineConst: evaluate
    Param,      // a const generic parameter: constant
    Promoted  // MIR only: def (the body's owner), args, bits = index into mir::Body::promoted; type `&T`: evaluate that
              // body once per (def, args, index) like a constant item of type `&T`
  } kind = Kind::Scalar;
  TyId ty;
  u128 bits = 0;
  SymbolId text;
  DefId def;
  ArgsId args;
  ConstId constant;
};

enum class BorrowKind : uint8_t { Shared, Mut, TwoPhaseMut, Fake /* match guards */ };

enum class CastKind : uint8_t {
  IntToInt,  // also bool, char, u8 -> char, fieldless enum -> int (lower reads the discriminant)
  FloatToInt,
  IntToFloat,
  FloatToFloat,
  PtrToPtr,  // raw -> raw, thin or same metadata; wide -> thin drops it
  PtrToInt,  // exposes
  IntToPtr,  // with exposed provenance
  FnPtrToPtr,
  FnPtrToInt,
  // coercions
  ReifyFnPointer,
  UnsafeFnPointer,
  ClosureFnPointer,
  MutToConstPointer,
  ArrayToPointer,
  Unsize,  // &[T; N] -> &[T], &T -> &dyn Trait, Box<T> -> Box<dyn Trait>, upcasts: CoerceUnsized
  NeverToAny
};

struct MatchArm {
  Span span;
  const Pat* pat;
  const Expr* guard /* may be null; may contain Let */;
  const Expr* body;
};
struct FieldExpr {
  uint32_t field;
  const Expr* value;
};

struct Stmt {
  enum class Kind : uint8_t { Let, Expr } kind;
  Span span;
  const Pat* pat = nullptr;    // Let
  const Expr* init = nullptr;  // Let (may be null), Expr
  const Expr* else_block = nullptr;
};

/// A place expression is a chain of Local, Upvar, Static, Deref, Field, Index ending in one of the first three or in a
/// value expression (which gets a temporary). Used where a value is wanted, a place is copied or moved: `is_copy` says.
struct Expr {
  enum class Kind : uint8_t {
    // values
    Const,
    Tuple,
    Array,
    Repeat /* lhs [count] */,
    Adt,
    Call,
    Binary /* built in, not && || */,
    LogicalAnd,
    LogicalOr,
    Neg,
    Not /* built in */,
    Cast,
    Borrow,
    RawBorrow,
    Block,
    If,
    Let,
    Match,
    Loop,
    Break,
    Continue,
    Return,
    Assign,
    AssignOp /* built in */,
    Closure,
    OffsetOf,
    DropTemps,
    Unsupported,
    // places
    Local,
    Upvar /* index: capture of the enclosing closure; already through the reference if captured by one */,
    Static /* def: the place of a static; thread_local says */,
    Deref /* of a reference, raw pointer or Box, built in */,
    Field /* lhs.field, of struct, union, tuple, or of enum variant never */,
    Index /* built in, arrays and slices, usize */
  } kind;
  HirId id;  // of the HIR expression it came from
  TyId ty;
  Span span;
  bool is_copy = false;  // places used as values
  ConstValue constant;
  const Expr* lhs = nullptr;       // operand, callee (of fn-pointer calls), condition, scrutinee, place, value
  const Expr* rhs = nullptr;       // second operand; If: else; Adt: base of `..base`
  const Expr* third = nullptr;     // If: then
  std::vector<const Expr*> exprs;  // Tuple, Array, Call arguments, Closure captures
  std::vector<FieldExpr> fields;   // Adt
  DefId def;                       // Adt: the ADT; Closure; Static
  uint32_t variant = 0;            // Adt
  uint32_t field = 0;              // Field; Upvar
  LocalVar local;                  // Local
  bool is_outer = false;           // Local of the body around the closure, only parts of which are captured
  ArgsId args;                     // Adt, Closure
  ConstId count;                   // Repeat
  BinOp bin_op = BinOp::Add;
  CastKind cast = CastKind::IntToInt;
  BorrowKind borrow = BorrowKind::Shared;
  bool is_mut = false;               // RawBorrow
  bool from_overloaded_op = false;   // Call made of an operator, index or deref: evaluation order is the operator's
  bool reborrow_adjustment = false;  // Borrow/Deref made by an adjustment (autoref, reborrow), not written
  // Block
  std::vector<Stmt> stmts;  // with `lhs` as tail (may be null)
  bool targeted = false;    // some `break 'label` targets this block
  bool is_unsafe = false, tail_2024 = false;
  const Pat* pat = nullptr;  // Let
  std::vector<MatchArm> arms;
  hir::MatchSource source = hir::MatchSource::Normal;
  HirId target;           // Break, Continue
  TyId offset_container;  // OffsetOf: the type; offset_path: (variant or none, field) steps
  std::vector<std::pair<uint32_t, uint32_t>> offset_path;
  SymbolId feature;  // Unsupported
};
// A direct call: kind Call, `lhs` is a Const of kind ZeroSized and type FnDef (trait methods not yet resolved: FnDef of
// the trait's method with Self first in its args). Otherwise `lhs` evaluates to a fn pointer. Overloaded calls of
// closures and `F: Fn` values are calls of the Fn*/call* methods with (receiver, tuple of arguments).

struct FieldPat {
  uint32_t field;
  const Pat* pat;
};
struct Pat {
  enum class Kind : uint8_t {
    Wild,
    Binding,
    Variant,   // of an enum: def, args, variant, fields
    Leaf,      // struct, union, tuple: fields
    Deref,     // `&pat` or a default-binding-mode step through a reference: sub
    DerefBox,  // box pattern: sub
    Constant,  // compare with `constant`; for &str constants by string equality, for ADT constants structurally
    Range,     // lo..hi of char, integer, float; none: open
    Slice,     // of a slice or array (type says): prefix, slice?, suffix
    Or,
    Never,
    Error
  } kind;
  TyId ty;
  Span span;
  LocalVar local;       // Binding
  bool by_ref = false;  // Binding: ref or ref mut (after default binding modes)
  bool ref_mut = false;
  bool is_copy = false;      // Binding by value: copies
  bool is_mut = false;       // the variable is declared mut
  bool is_primary = true;    // Binding: first of its occurrences in an or-pattern
  const Pat* sub = nullptr;  // Binding @, Deref, DerefBox
  DefId def;
  ArgsId args;
  uint32_t variant = 0;
  std::vector<FieldPat> fields;
  ConstValue constant;  // Constant
  std::optional<ConstValue> lo, hi;
  bool hi_inclusive = true;
  std::vector<const Pat*> prefix, suffix, alternatives;
  const Pat* slice = nullptr;
};

struct Param {
  const Pat* pat;  // null: a closure's implicit environment
  TyId ty;
  Span span;
};
struct LocalInfo {
  SymbolId name;
  TyId ty;
  Span span;
  bool is_mut;
};

struct CaptureStep {
  bool is_deref;
  uint32_t field;
};
struct Capture {
  CaptureMode mode;
  LocalVar var;  // the variable of the parent body that the captured place starts from
  TyId ty;       // type stored in the closure
  SymbolId name;
  std::vector<CaptureStep> steps;  // from `var` to the captured place
};

/// The body of a function, constant, static or closure. Closures of a body are bodies of their own, sharing its
/// generics and its LocalVar numbering (but each variable is used by exactly one of them).
struct Body {
  DefId owner;  // Fn, Const, ..., or Closure
  TyId return_ty;
  std::vector<Param> params;  // of a closure: without the environment, inputs not tupled
  const Expr* value = nullptr;
  Store<LocalVar, LocalInfo> locals;
  std::vector<Capture> captures;  // closure
  bool is_closure = false;
  ClosureKind closure_kind = ClosureKind::Fn;
  Edition edition = Edition::E2021;
  Span span;
};

/// Gives checked bodies. Implemented by infer.
class Provider {
 public:
  virtual ~Provider() = default;
  /// The checked body of `def` (closures included), or null: then why is in the Session's DiagSink, or it has no body.
  virtual const Body* thir(DefId def) = 0;
};

}  // namespace assay::thir
