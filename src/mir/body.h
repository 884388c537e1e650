// MIR: places, operands, rvalues, statements, terminators over basic blocks, as in rustc. Bodies are generic;
// substitution happens when bytecode is made. Printed by mir/printer.h, checked by mir/validate.h.
#pragma once
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "thir/thir.h"
#include "types/collect.h"

namespace assay::mir {

using namespace types;
using ast_BinOp = hir::BinOp;
using thir::CastKind;
using thir::ConstValue;

using LocalId = Id<struct LocalTag>;  // 0: return place; 1..=args: arguments; then variables and temporaries
using BlockId = Id<struct BlockTag>;

struct ProjectionElem {
  enum class Kind : uint8_t { Deref, Field, Index, ConstantIndex, Subslice, Downcast } kind;
  uint32_t field = 0;       // Field; Downcast: variant index
  TyId ty;                  // Field: type of the field
  LocalId index;            // Index
  uint64_t offset = 0;      // ConstantIndex; Subslice: from
  uint64_t min_length = 0;  // ConstantIndex; Subslice: to
  bool from_end = false;    // ConstantIndex; Subslice (to counts from the end)
  bool operator==(const ProjectionElem&) const = default;
};
struct Place {
  LocalId local;
  std::vector<ProjectionElem> projection;
  bool is_local() const { return projection.empty(); }
  bool operator==(const Place&) const = default;
};

struct Operand {
  enum class Kind : uint8_t { Copy, Move, Constant } kind = Kind::Copy;
  Place place;
  ConstValue constant;
  Span span;
};

enum class BorrowKind : uint8_t { Shared, Mut, TwoPhaseMut, Fake };
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
  Offset,
  AddWithOverflow,
  SubWithOverflow,
  MulWithOverflow,
  Cmp
};
enum class UnOp : uint8_t { Neg, Not, PtrMetadata };
enum class AggregateKind : uint8_t { Tuple, Array, Adt, Closure };

struct Rvalue {
  enum class Kind : uint8_t {
    Use,
    Repeat,
    Ref,
    RawPtr,
    Len /* of a slice or array place */,
    Cast,
    Binary,
    Unary,
    Discriminant,
    Aggregate,
    StaticRef /* address of static `def` (ty: `&T`, or a raw pointer for mutable and foreign ones) */,
    ThreadLocalRef,
    OffsetOf,
    SizeOf,
    AlignOf,
    CopyForDeref /* as Use, made by the compiler: no retag */
  } kind = Kind::Use;
  std::vector<Operand> operands;  // Use, Repeat, Cast, Unary: 1; Binary: 2; Aggregate: n (union: 1)
  Place place;                    // Ref, RawPtr, Len, Discriminant, CopyForDeref
  BorrowKind borrow = BorrowKind::Shared;
  bool is_mut = false;  // RawPtr
  BinOp bin_op = BinOp::Add;
  UnOp un_op = UnOp::Neg;
  CastKind cast = CastKind::IntToInt;
  TyId ty;  // Cast: target; Aggregate: the whole type; OffsetOf, SizeOf, AlignOf: the type
  AggregateKind aggregate = AggregateKind::Tuple;
  uint32_t variant = 0;                                    // Aggregate of an enum
  uint32_t active_field = kNoId;                           // Aggregate of a union
  ConstId count;                                           // Repeat
  DefId def;                                               // StaticRef, ThreadLocalRef
  std::vector<std::pair<uint32_t, uint32_t>> offset_path;  // OffsetOf
};

/// All retags are explicit: also the one after an assignment of a Ref (Default or TwoPhase) or RawPtr (Raw). Evaluating
/// such an rvalue makes a pointer with the tag of its place and does no retag by itself. Recurses into fields.
enum class RetagKind : uint8_t { Default, FnEntry, TwoPhase, Raw, Copy, Return };

struct Statement {
  enum class Kind : uint8_t {
    Assign,
    SetDiscriminant,
    StorageLive,
    StorageDead,
    Retag,
    PlaceMention /* evaluates the place, reads nothing */,
    FakeRead /* `match place {}` on an uninhabited type: a read */,
    Nop
  } kind = Kind::Nop;
  Span span;
  Place place;
  Rvalue rvalue;
  uint32_t variant = 0;
  RetagKind retag = RetagKind::Default;
  LocalId local() const { return place.local; }
};

enum class AssertKind : uint8_t {
  Overflow /* op */,
  OverflowNeg,
  DivisionByZero,
  RemainderByZero,
  BoundsCheck /* operands: len, index */,
  DivisionOverflow,
  RemainderOverflow,
  NullPointerDereference,
  MisalignedPointer
};
enum class UnwindAction : uint8_t { Continue, Cleanup, Unreachable, Terminate };

struct Terminator {
  enum class Kind : uint8_t {
    Goto,
    SwitchInt,
    Return,
    Unreachable,
    UnwindResume,
    UnwindTerminate,
    Drop,
    Call,
    Assert,
    Unsupported
  } kind = Kind::Unreachable;
  Span span;
  Operand operand;               // SwitchInt: discriminant; Assert: condition; Call: the function
  TyId switch_ty;                // SwitchInt
  std::vector<u128> values;      // SwitchInt: targets[i] for values[i]; the last target is `otherwise`
  std::vector<BlockId> targets;  // Goto: 1; SwitchInt: values.size() + 1
  Place place;                   // Drop: the place; Call: destination
  std::vector<Operand> args;     // Call; Assert: message operands
  BlockId target;                // Drop, Call (none: diverges), Assert
  UnwindAction unwind = UnwindAction::Continue;
  BlockId cleanup;       // when unwind == Cleanup
  bool expected = true;  // Assert
  AssertKind assert_kind = AssertKind::Overflow;
  BinOp overflow_op = BinOp::Add;  // Assert Overflow
  bool from_hir_call = false;      // Call written by the user
  bool replace = false;            // Drop of an assignment `place = value`
  SymbolId feature;                // Unsupported
};

struct Block {
  std::vector<Statement> statements;
  Terminator terminator;
  bool is_cleanup = false;
};

struct LocalDecl {
  TyId ty;
  Span span;
  SymbolId name;  // user variables
  bool is_user = false, is_mut = true, is_arg = false;
  bool is_deref_temp = false;  // CopyForDeref temporary
};

struct Body {
  DefId owner;
  uint32_t arg_count = 0;
  bool spread_last_arg = false;  // closures: arg_count is 2, local 1 is the environment (by reference or by value
                                 // as its kind says), local 2 the tuple of arguments: called as Fn*::call*
  std::vector<std::unique_ptr<Body>> promoted;  // constants of type `&T` (ConstValue::Kind::Promoted), no arguments
  Store<LocalId, LocalDecl> locals;
  Store<BlockId, Block> blocks;  // entry: block 0
  Span span;
  bool is_closure = false;
};

/// Gives MIR bodies of functions, closures, constants and statics. Implemented by lower.
class Provider {
 public:
  virtual ~Provider() = default;
  /// Null: no body, or an error was reported to the Session's DiagSink.
  virtual const Body* mir(DefId def) = 0;
  /// What dropping a coroutine runs: `fn(*mut Coroutine)`.
  virtual const Body* coroutine_drop(DefId) { return nullptr; }
};

}  // namespace assay::mir
