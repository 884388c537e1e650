#include "shims/table.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include "shims/rows.h"

namespace assay::shims {

namespace {

class Table : public machine::ShimTable, public Rows {
 public:
  Table() {
    add_integer(*this);
    add_float(*this);
    add_memory(*this);
    add_pointer(*this);
    add_type_info(*this);
    add_control(*this);
    add_atomic(*this);
    add_thread(*this);
    add_decimal(*this);
    add_libc(*this);
    add_miri(*this);
    add_pthread(*this);
    add_assay(*this);
  }
  const code::ShimHandler* intrinsic(std::string_view name) const override { return find(intrinsics_, name); }
  const code::ShimHandler* foreign(std::string_view name) const override { return find(foreign_, name); }
  void intrinsic(std::string_view name, Handler run, bool may_unwind) override {
    intrinsics_[std::string(name)] = {run, may_unwind};
  }
  void foreign(std::string_view name, Handler run, bool may_unwind) override {
    foreign_[std::string(name)] = {run, may_unwind};
  }

 private:
  using Map = boost::unordered_flat_map<std::string, code::ShimHandler>;
  static const code::ShimHandler* find(const Map& map, std::string_view name) {
    const auto it = map.find(std::string(name));
    return it == map.end() ? nullptr : &it->second;
  }
  Map intrinsics_, foreign_;
};

}  // namespace

const machine::ShimTable& table() {
  static const Table instance;
  return instance;
}

Status ret_value(ShimCall& call, const Value& value) {
  const TypeInfo* type = call.site.ret;
  if (type && type->cls == RegClass::Memory) {
    ASSAY_TRY(call.machine.copy_value(call.dest, type->align, value.a.pointer(), type->align, *type));
    return ShimStatus::Done;
  }
  call.result_a = value.a;
  call.result_b = value.b;
  return ShimStatus::Done;
}

Status ret_pair(ShimCall& call, u128 value, uint64_t size_bytes, bool flag) {
  const TypeInfo* type = call.site.ret;
  if (type->cls == RegClass::Memory) {
    const uint64_t at = type->layout->offsets[0];
    Pointer low = call.dest;
    low.addr += at;
    if (size_bytes == 16) {
      ASSAY_TRY(call.machine.write_int(low, static_cast<uint64_t>(value), 8));
      low.addr += 8;
      ASSAY_TRY(call.machine.write_int(low, static_cast<uint64_t>(value >> 64), 8));
    } else {
      ASSAY_TRY(call.machine.write_int(low, static_cast<uint64_t>(value), size_bytes));
    }
    Pointer bit = call.dest;
    bit.addr += type->layout->offsets[1];
    ASSAY_TRY(call.machine.write_int(bit, flag, 1));
    return ShimStatus::Done;
  }
  call.result_a = code::Reg::of(value, size_bytes);
  call.result_b = code::Reg::bit(flag);
  return ShimStatus::Done;
}

i128 signed_value(u128 bits, uint64_t size_bytes) {
  const unsigned shift = 128 - static_cast<unsigned>(size_bytes) * 8;
  return static_cast<i128>(bits << shift) >> shift;
}

u128 mask_of(uint64_t size_bytes) { return size_bytes >= 16 ? ~u128{0} : (u128{1} << (size_bytes * 8)) - 1; }

std::string name_of(ShimCall& call) { return std::string(call.machine.program.session.text(call.site.name)); }

Outcome<const TypeInfo*> pointee_of(ShimCall& call, const TypeInfo& pointer) {
  const types::TyData& data = call.machine.program.tcx[pointer.ty];
  const TypeInfo* type = data.inner ? call.machine.codes.type(data.inner) : nullptr;
  if (!type) return stop_unsupported("intrinsic:" + name_of(call), call.span, "the layout of a pointee is not known");
  return type;
}

}  // namespace assay::shims
