// The memory and string functions of the C library's subset, `abort` and `exit`.
#include "shims/rows.h"

namespace assay::shims {

namespace {

using memory::AllocKind;

uint64_t malloc_align(uint64_t size) {
  if (size >= 16) return 16;
  uint64_t align = 1;
  while (align * 2 <= size) align *= 2;
  return align;
}
Status give(ShimCall& call, uint64_t size, uint64_t align, bool zeroed) {
  if (size > static_cast<uint64_t>(INT64_MAX)) {
    call.ret(Pointer{});
    return ShimStatus::Done;
  }
  ASSAY_TRY_LET(const Pointer p, call.machine.allocate(size, align, AllocKind::HeapC, zeroed, call.span));
  call.ret(p);
  return ShimStatus::Done;
}
Status malloc(ShimCall& call) { return give(call, call.bits(0), malloc_align(call.bits(0)), false); }
Status calloc(ShimCall& call) {
  uint64_t size = 0;
  if (__builtin_mul_overflow(call.bits(0), call.bits(1), &size)) size = UINT64_MAX;
  return give(call, size, malloc_align(size), true);
}
Status free(ShimCall& call) {
  if (call.bits(0) == 0) return ShimStatus::Done;
  ASSAY_TRY(call.machine.deallocate(call.pointer(0), AllocKind::HeapC, std::nullopt, std::nullopt));
  return ShimStatus::Done;
}
Status realloc(ShimCall& call) {
  Machine& m = call.machine;
  const uint64_t size = call.bits(1);
  if (call.bits(0) == 0) return give(call, size, malloc_align(size), false);
  if (size == 0) return stop_ub(UbKind::InvalidOperation, "`realloc` called with a size of zero");  // since C23
  ASSAY_TRY_LET(memory::Allocation* const old,
                m.memory.check_free(call.pointer(0), AllocKind::HeapC, std::nullopt, std::nullopt));
  const uint64_t old_size = old->size;
  ASSAY_TRY_LET(const Pointer p, m.allocate(size, malloc_align(size), AllocKind::HeapC, false, call.span));
  if (const uint64_t n = std::min(size, old_size)) ASSAY_TRY(m.copy_bytes(call.pointer(0), p, n, 1, true));
  ASSAY_TRY(m.deallocate(call.pointer(0), AllocKind::HeapC, std::nullopt, std::nullopt));
  call.ret(p);
  return ShimStatus::Done;
}
Status posix_memalign(ShimCall& call) {
  const uint64_t align = call.bits(1), size = call.bits(2);
  if (align < 8 || (align & (align - 1)) != 0) {
    call.ret(uint64_t{22});  // EINVAL
    return ShimStatus::Done;
  }
  ASSAY_TRY_LET(const Pointer p, call.machine.allocate(size, align, AllocKind::HeapC, false, call.span));
  ASSAY_TRY(call.machine.write_pointer(call.pointer(0), p));
  call.ret(uint64_t{0});
  return ShimStatus::Done;
}
Status aligned_alloc(ShimCall& call) {
  const uint64_t align = call.bits(0), size = call.bits(1);
  if (align == 0 || (align & (align - 1)) != 0 || size % align != 0) {
    call.ret(Pointer{});
    return ShimStatus::Done;
  }
  return give(call, size, align, false);
}
Status memalign(ShimCall& call) {
  const uint64_t align = call.bits(0);
  if (align == 0 || (align & (align - 1)) != 0)
    return stop_ub(UbKind::InvalidOperation, "`memalign` called with an alignment that is no power of two");
  return give(call, call.bits(1), align, false);
}

Status memcpy(ShimCall& call) {
  ASSAY_TRY(call.machine.copy_bytes(call.pointer(1), call.pointer(0), call.bits(2), 1, true));
  call.ret(call.pointer(0));
  return ShimStatus::Done;
}
Status memmove(ShimCall& call) {
  ASSAY_TRY(call.machine.copy_bytes(call.pointer(1), call.pointer(0), call.bits(2), 1, false));
  call.ret(call.pointer(0));
  return ShimStatus::Done;
}
Status memset(ShimCall& call) {
  const uint64_t n = call.bits(2);
  ASSAY_TRY_LET(const memory::BytePlace place, call.machine.write_place(call.pointer(0), n, 1));
  if (n) call.machine.memory.fill(place, static_cast<uint8_t>(call.bits(1)), n);
  call.ret(call.pointer(0));
  return ShimStatus::Done;
}
/// C wants the pointers of string functions to be valid even where no byte is accessed.
Outcome<> check_start(ShimCall& call, uint32_t arg) {
  const Pointer p = call.pointer(arg);
  if (p.prov.alloc && call.machine.memory.live(p.prov.alloc)) return {};
  ASSAY_TRY(call.machine.read_place(p, 1, 1));
  return {};
}
Status memcmp(ShimCall& call) {
  const uint64_t n = call.bits(2);
  int order = 0;
  // The pointers must be valid even for no bytes at all.
  if (call.bits(0) == 0 || call.bits(1) == 0)
    return stop_ub(UbKind::NullPointer, "`memcmp` called with a null pointer");
  if (n == 0) {
    ASSAY_TRY(check_start(call, 0));
    ASSAY_TRY(check_start(call, 1));
  } else {
    ASSAY_TRY_LET(const memory::BytePlace a, call.machine.read_place(call.pointer(0), n, 1));
    ASSAY_TRY_LET(const memory::BytePlace b, call.machine.read_place(call.pointer(1), n, 1));
    ASSAY_TRY_LET(order, call.machine.memory.compare(a, b, n));
  }
  call.ret(uint64_t{static_cast<uint32_t>(order)});
  return ShimStatus::Done;
}
template <bool last>
Status find_byte(ShimCall& call) {
  if (call.bits(0) == 0) return stop_ub(UbKind::NullPointer, "`" + name_of(call) + "` called with a null pointer");
  ASSAY_TRY_LET(const std::string bytes, call.machine.read_bytes(call.pointer(0), call.bits(2)));
  const auto c = static_cast<char>(call.bits(1));
  const size_t at = last ? bytes.rfind(c) : bytes.find(c);
  Pointer p = call.pointer(0);
  p.addr += at;
  call.ret(at == std::string::npos ? Pointer{} : p);
  return ShimStatus::Done;
}
Status strlen(ShimCall& call) {
  ASSAY_TRY_LET(const std::string text, call.machine.read_c_string(call.pointer(0)));
  call.ret(text.size());
  return ShimStatus::Done;
}
Status strcmp(ShimCall& call) {
  ASSAY_TRY_LET(const std::string a, call.machine.read_c_string(call.pointer(0)));
  ASSAY_TRY_LET(const std::string b, call.machine.read_c_string(call.pointer(1)));
  const int order = a.compare(b);
  call.ret(uint64_t{static_cast<uint32_t>(order < 0 ? -1 : order > 0)});
  return ShimStatus::Done;
}
Status strcpy(ShimCall& call) {
  ASSAY_TRY_LET(const std::string text, call.machine.read_c_string(call.pointer(1)));
  ASSAY_TRY(call.machine.copy_bytes(call.pointer(1), call.pointer(0), text.size() + 1, 1, true));
  call.ret(call.pointer(0));
  return ShimStatus::Done;
}
Status abort(ShimCall& call) { return call.machine.stop_abort("the program called `abort`"); }
Status exit(ShimCall& call) { return call.machine.stop_exit(static_cast<int32_t>(call.bits(0))); }
Status sched_yield(ShimCall& call) {
  call.machine.yield_now();
  call.ret(uint64_t{0});
  return ShimStatus::Done;
}

}  // namespace

void add_libc(Rows& rows) {
  rows.foreign("malloc", malloc);
  rows.foreign("calloc", calloc);
  rows.foreign("realloc", realloc);
  rows.foreign("free", free);
  rows.foreign("posix_memalign", posix_memalign);
  rows.foreign("aligned_alloc", aligned_alloc);
  rows.foreign("memalign", memalign);
  rows.foreign("memcpy", memcpy);
  rows.foreign("memmove", memmove);
  rows.foreign("memset", memset);
  rows.foreign("memcmp", memcmp);
  rows.foreign("memchr", find_byte<false>);
  rows.foreign("memrchr", find_byte<true>);
  rows.foreign("strlen", strlen);
  rows.foreign("strcmp", strcmp);
  rows.foreign("strcpy", strcpy);
  rows.foreign("abort", abort);
  rows.foreign("exit", exit);
  rows.foreign("_exit", exit);
  rows.foreign("sched_yield", sched_yield);
}

}  // namespace assay::shims
