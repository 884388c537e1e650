// What the machine does not know itself: intrinsics and foreign functions, as a table from name to handler. The table
// is made by `shims`; a handler reads its arguments from a ShimCall and leaves its result there.
#pragma once
#include <span>
#include <string_view>

#include "code/bytecode.h"
#include "diag/stop.h"

namespace assay::machine {

class Machine;
using code::CallSite;
using code::Pointer;
using code::Reg;
using code::TypeInfo;

/// A value on its way: registers (Scalar: a; Pair: a, b) or the address of its bytes (Memory: a).
struct Value {
  const TypeInfo* type = nullptr;
  Reg a, b;
};

/// How a handler ended.
enum class ShimStatus : uint8_t {
  Done,     // the result is set (or there is none)
  Entered,  // a frame was pushed: the call's result comes when it returns
  Blocked,  // the thread waits; the handler runs again when it is woken
  Diverged  // the frame is gone (unwinding, thread end)
};

struct ShimCall {
  Machine& machine;
  const CallSite& site;
  std::span<const Value> args;
  Reg result_a, result_b;  // Scalar and Pair results
  Pointer dest;            // Memory results: where to write
  Span span;               // of the call in the calling function

  uint64_t bits(size_t i) const { return args[i].a.bits; }
  u128 wide(size_t i) const { return args[i].a.value(args[i].type ? args[i].type->size : 8); }
  Pointer pointer(size_t i) const { return args[i].a.pointer(); }
  const TypeInfo* type(size_t i) const { return i < site.types.size() ? site.types[i] : nullptr; }
  void ret(uint64_t value) { result_a = Reg{value, {}}; }
  void ret(const Pointer& p) { result_a = Reg::of(p); }
  void ret_wide(u128 value, uint64_t size_bytes) { result_a = Reg::of(value, size_bytes); }
};

}  // namespace assay::machine

namespace assay::code {
/// A row of the table.
struct ShimHandler {
  Outcome<machine::ShimStatus> (*run)(machine::ShimCall&) = nullptr;
  bool may_unwind = false;
};
}  // namespace assay::code

namespace assay::machine {

class ShimTable {
 public:
  virtual ~ShimTable() = default;
  /// Null: unknown, the stop `intrinsic:NAME` is due.
  virtual const code::ShimHandler* intrinsic(std::string_view name) const = 0;
  /// Null: unknown, the stop `foreign:NAME` is due.
  virtual const code::ShimHandler* foreign(std::string_view name) const = 0;
};

}  // namespace assay::machine
