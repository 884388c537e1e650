// Arithmetic that is not worth an operation of its own: 128 bits, floats, division, shifts, casts. Pure functions.
#pragma once
#include "code/bytecode.h"
#include "diag/stop.h"

namespace assay::machine {

/// out[0] (and out[1]: the overflow flag) = a op b; wide pointers take two registers each. Stops: ub (division).
Outcome<> binary_op(const code::BinaryOp& op, code::Reg* out, const code::Reg* a, const code::Reg* b);
code::Reg unary_op(const code::UnaryOp& op, const code::Reg& a);
code::Reg cast_op(const code::CastOp& op, const code::Reg& a);

i128 sign_extend(u128 bits, uint64_t size_bytes);
u128 truncate(u128 bits, uint64_t size_bytes);
double float_of(const code::Reg& reg, uint64_t size_bytes);  // 4 or 8 bytes
code::Reg reg_of_float(double value, uint64_t size_bytes);

}  // namespace assay::machine
