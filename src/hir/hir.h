// HIR: items' signatures and bodies with every name resolved and sugar removed (for, while, ?, macros, format_args).
// Lowered on demand by resolve::HirProvider (hir/provider.h); nodes live in the Session's arena, const once built.
#pragma once
#include <optional>
#include <vector>

#include "base/id.h"
#include "hir/defs.h"
#include "syntax/ast.h"

namespace assay::hir {

using ast::BinOp;
using ast::UnOp;
using HirId = Id<struct HirIdTag>;        // an expression or pattern, unique within its Body (closures included)
using LocalVar = Id<struct LocalVarTag>;  // a local variable, unique within its Body

enum class PrimTy : uint8_t {
  Bool,
  Char,
  Str,
  Never,
  I8,
  I16,
  I32,
  I64,
  I128,
  Isize,
  U8,
  U16,
  U32,
  U64,
  U128,
  Usize,
  F16,
  F32,
  F64,
  F128
};

struct Expr;
struct Pat;
struct Ty;
struct Body;
struct GenericArgs;

// ---- paths -------------------------------------------------------------------------------------------------
struct Res {
  enum class Kind : uint8_t {
    Err,
    Def,
    Local,
    Prim,
    SelfTyParam /* Self in a trait: def = trait */,
    SelfTyAlias /* Self in an impl: def = impl; in a
    struct, enum or union: def = that */
    ,
    SelfCtor /* Self(..) in an impl: def = impl */
  };
  Kind kind = Kind::Err;
  DefId def;
  LocalVar local;
  PrimTy prim = PrimTy::Bool;
};
struct PathSegment {
  Ident ident;
  const GenericArgs* args = nullptr;
};
/// `segments[..resolved]` resolve to `res`; the rest are associated names, to be looked up by type.
/// `Vec::<T>::new` is res Vec with one more segment; `Enum::Variant` and `module::f` are resolved wholly, and so is
/// `Trait::method`: res = the trait's item, `trait_segment` = index of the trait's segment, no qself.
/// With `qself` and a trait, `<T as Trait>::Name` has res = the associated item and `trait_segment` = index of the
/// trait's segment. With `qself` alone (`<T>::Name`) nothing is resolved (resolved == 0, res Err).
struct Path {
  Span span;
  Res res;
  const Ty* qself = nullptr;
  uint32_t resolved = 0;
  uint32_t trait_segment = kNoId;
  std::vector<PathSegment> segments;
};

struct ConstArg {  // an array length, a const generic argument
  enum class Kind : uint8_t { Literal, Param, Anon, Infer, Path } kind = Kind::Infer;
  Span span;
  uint64_t value = 0;          // Literal (fits: others become Anon); a bool is 0 or 1, a char its scalar
  DefId def;                   // Param: the ConstParam; Anon: the AnonConst (its body has the expression)
  const Path* path = nullptr;  // Path: a constant item or associated constant without more
};

struct TraitBound {
  Span span;
  bool maybe = false;                  // ?Sized
  std::vector<DefId> bound_lifetimes;  // for<'a>
  const Path* path = nullptr;          // res: the trait (or trait alias)
};
struct AssocConstraint {  // Iterator<Item = T>, Iterator<Item: Bound>
  Ident name;
  const GenericArgs* args = nullptr;
  const Ty* ty = nullptr;
  const ConstArg* constant = nullptr;
  std::vector<TraitBound> bounds;
};
struct GenericArg {
  enum class Kind : uint8_t { Lifetime, Type, Const } kind;
  Span span;
  const Ty* ty = nullptr;
  const ConstArg* constant = nullptr;
  struct Lifetime* lifetime = nullptr;
};
struct Lifetime {
  enum class Kind : uint8_t {
    Elided,
    Static,
    Param /* early or late, of an item */,
    Bound /* of a for<> */
  } kind = Kind::Elided;
  DefId def;
};
struct GenericArgs {
  Span span;
  bool parenthesized = false;  // Fn(A, B) -> C: args = [tuple type], constraints = [Output = C]
  std::vector<GenericArg> args;
  std::vector<AssocConstraint> constraints;
};

// ---- types -------------------------------------------------------------------------------------------------
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
    Opaque /* impl Trait in
return position: def */
    ,
    DynTrait,
    Error
  } kind = Kind::Error;
  Span span;
  const Path* path = nullptr;
  const Ty* inner = nullptr;
  bool is_mut = false;
  Lifetime lifetime;  // Ref; DynTrait
  const ConstArg* length = nullptr;
  std::vector<const Ty*> elements;     // Tuple; BareFn inputs
  const Ty* output = nullptr;          // BareFn; null: ()
  std::vector<DefId> bound_lifetimes;  // BareFn for<'a>; elided lifetimes in inputs are counted by types
  bool is_unsafe = false, is_variadic = false;
  SymbolId abi;                    // BareFn; none: Rust
  std::vector<TraitBound> bounds;  // DynTrait
  DefId def;                       // Opaque
};

// ---- item signatures ---------------------------------------------------------------------------------------
struct GenericParam {
  DefId def;  // TyParam, ConstParam or LifetimeParam
  ast::GenericParam::Kind kind;
  SymbolId name;
  const Ty* ty = nullptr;  // Const: its type; Type: its default
  const ConstArg* const_default = nullptr;
  bool synthetic = false;  // from `impl Trait` in argument position
};
struct WherePredicate {
  Span span;
  std::vector<DefId> bound_lifetimes;
  const Ty* bounded = nullptr;
  std::vector<TraitBound> bounds;
};
/// An item's own generics; the parent's come from the DefTable's parent. Bounds on parameters (`T: A`) and of
/// `impl Trait` arguments are among the predicates. A type parameter without a `?Sized` bound is Sized: `types` adds
/// it.
struct Generics {
  std::vector<GenericParam> params;
  std::vector<WherePredicate> predicates;
};

struct FnSig {
  std::vector<const Ty*> inputs;  // self included, with its type written out
  const Ty* output = nullptr;     // null: ()
  bool has_self = false, is_unsafe = false, is_const = false, is_async = false, is_variadic = false;
  SymbolId abi;  // none: Rust
};

/// What an item says apart from bodies; which members are filled depends on the definition's kind.
struct ItemSig {
  Generics generics;
  FnSig fn;                // Fn, AssocFn
  const Ty* ty = nullptr;  // TyAlias, AssocTy default/value, Const, AssocConst, Static, Impl self, Field, ConstParam
  const Path* of_trait = nullptr;  // Impl
  bool negative = false;           // Impl
  std::vector<TraitBound> bounds;  // Trait: supertraits; AssocTy: bounds; Opaque: bounds; TraitAlias
};

// ---- patterns ----------------------------------------------------------------------------------------------
struct FieldPat {
  Ident name;
  const Pat* pat;
  Span span;
};

struct Pat {
  enum class Kind : uint8_t {
    Wild,
    Binding,
    Struct,
    TupleStruct,
    Path,
    Tuple,
    Ref,
    Lit,
    Range,
    Slice,
    Or,
    Box,
    Never,
    Error
  } kind;
  HirId id;
  Span span;
  LocalVar local;                       // Binding: for or-patterns all alternatives share the variable
  bool by_ref = false, is_mut = false;  // Binding; Ref: is_mut
  const Pat* sub = nullptr;             // Binding @, Ref, Box
  const Path* path = nullptr;           // Struct, TupleStruct, Path
  std::vector<const Pat*> pats;         // TupleStruct, Tuple, Or; Slice: all, the rest pattern included
  std::vector<FieldPat> fields;         // Struct
  uint32_t rest = kNoId;                // TupleStruct, Tuple: position of `..` among pats (not itself in pats);
                                        // Slice: index in pats of the sub-slice pattern (Wild for a bare `..`)
  bool has_rest = false;                // Struct
  const Expr* lo = nullptr;             // Lit, Range: a literal, negated literal, path or const block; may be null
  const Expr* hi = nullptr;
  ast::RangeEnd range_end = ast::RangeEnd::Closed;
};

// ---- expressions -------------------------------------------------------------------------------------------
struct FieldInit {
  Ident name;
  const Expr* value;
};
struct Arm {
  Span span;
  const Pat* pat;
  const Expr* guard;
  const Expr* body;
};
struct Param {
  const Pat* pat;
  const Ty* ty; /* null in closures */
  Span span;
};

enum class MatchSource : uint8_t { Normal, ForLoop, Try, Await };

struct Stmt {
  enum class Kind : uint8_t { Let, Expr, Semi } kind;
  Span span;
  const Pat* pat = nullptr;
  const Ty* ty = nullptr;
  const Expr* init = nullptr;        // Let (may be null); Expr, Semi
  const Expr* else_block = nullptr;  // let-else: a Block of type !
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
    Binary /* also && and ||, whose operands may be Let */,
    Unary,
    AddrOf,
    RawAddrOf,
    Cast,
    Field,
    Index,
    Assign,
    AssignOp,
    Block,
    If,
    Let,
    Match,
    Loop,
    Break,
    Continue,
    Return,
    Closure,
    ConstBlock,
    OffsetOf,
    DropTemps /* evaluates lhs, drops its temporaries */,
    Unsupported,
    Error
  } kind;
  HirId id;
  Span span;
  ast::Literal lit;
  const Path* path = nullptr;      // Path, Struct
  const Expr* lhs = nullptr;       // callee, receiver, operand, condition, scrutinee, place, value of break/return
  const Expr* rhs = nullptr;       // second operand; If: else; Struct: base
  std::vector<const Expr*> exprs;  // Array, Tuple, arguments (receiver not included)
  std::vector<FieldInit> fields;
  PathSegment segment;  // MethodCall, Field
  BinOp bin_op = BinOp::Add;
  UnOp un_op = UnOp::Neg;
  bool is_mut = false;               // AddrOf, RawAddrOf
  const Ty* ty = nullptr;            // Cast; OffsetOf
  const ConstArg* length = nullptr;  // Repeat
  DefId def;                         // Closure; ConstBlock (InlineConst)
  // Block
  std::vector<Stmt> stmts;  // Block, with `lhs` as its tail (may be null)
  bool targeted = false;    // Block: a labelled block or target of break; Loop: always
  bool is_unsafe = false;   // Block
  bool tail_2024 = false;   // Block: edition 2024 rules for temporaries of the tail (also on If for its condition)
  // If: lhs condition, block = then (an Expr of kind Block), rhs else
  const Expr* block = nullptr;  // If: then; Loop: body
  const Pat* pat = nullptr;     // Let
  std::vector<Arm> arms;
  MatchSource source = MatchSource::Normal;
  HirId target;  // Break, Continue: the id of the Loop or Block meant
  // Closure (types in params may be null; ty: declared return type or null; lhs: body)
  std::vector<Param> params;
  bool is_coroutine = false;  // Closure: the body of an async block
  bool is_move = false;
  std::vector<Ident> offset_fields;  // OffsetOf
  SymbolId feature;                  // Unsupported: e.g. "expr:await"
};

struct LocalDecl {
  Ident name;
  Span span;
  HirId owner;
  bool is_mut;
};

/// One body with its closures: a function, a constant's or static's initialiser, an anonymous or inline constant.
struct Body {
  DefId owner;
  Edition edition;
  std::vector<Param> params;  // pattern and declared type
  const Expr* value = nullptr;
  Store<LocalVar, LocalDecl> locals;
  uint32_t hir_ids = 0;    // ids are below this
  bool has_error = false;  // an error was reported: must not be executed
};

}  // namespace assay::hir
