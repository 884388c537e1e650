// What the families share: rows, and small helpers over ShimCall. Included by src/shims/*.cpp only.
#pragma once
#include <string_view>

#include "machine/machine.h"
#include "machine/shim.h"

namespace assay::shims {

using code::RegClass;
using code::TypeInfo;
using machine::Machine;
using machine::ShimCall;
using machine::ShimStatus;
using machine::Value;
using memory::Pointer;
using Status = Outcome<ShimStatus>;
using Handler = Status (*)(ShimCall&);

struct Rows {
  virtual ~Rows() = default;
  virtual void intrinsic(std::string_view name, Handler run, bool may_unwind = false) = 0;
  virtual void foreign(std::string_view name, Handler run, bool may_unwind = false) = 0;
};

void add_integer(Rows& rows);
void add_float(Rows& rows);
void add_memory(Rows& rows);
void add_pointer(Rows& rows);
void add_type_info(Rows& rows);
void add_control(Rows& rows);
void add_atomic(Rows& rows);
void add_thread(Rows& rows);
void add_decimal(Rows& rows);
void add_libc(Rows& rows);
void add_miri(Rows& rows);
void add_pthread(Rows& rows);
void add_assay(Rows& rows);

/// Makes `value` the call's result (its type is the call's result type).
Status ret_value(ShimCall& call, const Value& value);
/// A `(T, bool)` result.
Status ret_pair(ShimCall& call, u128 value, uint64_t size_bytes, bool flag);
inline const layout::Scalar& scalar_of(const TypeInfo& type) { return type.layout->a; }
/// The value of an integer argument as signed or unsigned, as its type says.
i128 signed_value(u128 bits, uint64_t size_bytes);
u128 mask_of(uint64_t size_bytes);
std::string name_of(ShimCall& call);
/// Bytes of the pointee of a thin pointer type.
Outcome<const TypeInfo*> pointee_of(ShimCall& call, const TypeInfo& pointer);

}  // namespace assay::shims
