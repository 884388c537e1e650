#include "report/explain.h"

#include <fmt/format.h>

#include "diag/diagnostic.h"

namespace assay::report {

namespace {

struct Entry {
  UbKind kind;
  const char* text;
};

constexpr Entry kEntries[] = {
    {UbKind::Aliasing,
     "A pointer was used after its right to do so had ended, under the aliasing model in force.\n\n"
     "Every reference and every raw pointer made from one carries a tag. Creating a reference, or accessing memory\n"
     "through another pointer, can end what older pointers may do with the same bytes.\n\n"
     "    let mut x = 0u8;\n"
     "    let child = &mut x as *mut u8;\n"
     "    x = 1;                    // not through `child`: its claim ends here\n"
     "    unsafe { *child = 2 };    // undefined\n\n"
     "Try: derive all raw pointers from one place and use only those until the last use; or make the pointer again\n"
     "after the other access. `--aliasing tree` and `--aliasing stacked` differ; `docs/models/` has the rules.\n"},
    {UbKind::DataRace,
     "Two threads accessed the same bytes, at least one wrote, at least one access was not atomic, and nothing orders\n"
     "them. Use an atomic, a lock, or join the thread before the access.\n"},
    {UbKind::Uninit,
     "A value was read from bytes that were never written since the memory was allocated, or that are padding.\n\n"
     "    let x: MaybeUninit<u32> = MaybeUninit::uninit();\n"
     "    let y = unsafe { x.assume_init() };   // undefined\n\n"
     "Integers, floats and raw pointers must be initialised too. Copy unknown bytes as `MaybeUninit<u8>`.\n"},
    {UbKind::OutOfBounds,
     "A pointer was used, or moved by `add`/`offset`, outside of the allocation that it points into.\n"
     "Use `wrapping_add` for arithmetic that may leave the allocation, and stay inside for every access.\n"},
    {UbKind::UseAfterFree,
     "Memory was accessed through a pointer after it had been freed, or after the local that it belonged to had gone\n"
     "out of scope. The report shows where it was allocated and where it was freed.\n"},
    {UbKind::NullPointer, "A null pointer was dereferenced, or a reference or box that is null was made.\n"},
    {UbKind::Provenance,
     "A pointer without provenance was used for an access: it was made from an integer that does not come from an\n"
     "exposed pointer (`without_provenance`, `transmute` of an integer, bytes copied as integers), so it may access\n"
     "nothing. Keep the pointer itself, or use `expose_provenance` and `with_exposed_provenance`.\n"},
    {UbKind::Alignment,
     "A pointer that is not a multiple of its type's alignment was dereferenced or made a reference. Use\n"
     "`read_unaligned`/`write_unaligned`, or `&raw const` for fields of packed structs.\n"},
    {UbKind::Validity,
     "A value was produced that its type does not allow: a `bool` other than 0 and 1, a `char` that is a surrogate, "
     "an\n"
     "enum with a tag that no variant has, a reference that dangles, a function pointer to no function.\n"},
    {UbKind::Uninhabited, "A value of a type without values (`!`, an empty enum) was produced.\n"},
    {UbKind::Overflow, "An unchecked operation (`unchecked_add`, ...) overflowed.\n"},
    {UbKind::DivByZero, "An unchecked division or remainder had a divisor of zero.\n"},
    {UbKind::InvalidShift, "An unchecked shift had an amount that is not less than the number of bits.\n"},
    {UbKind::Unreachable,
     "`unreachable_unchecked` was reached, or a `match` that the compiler could assume exhaustive fell through.\n"},
    {UbKind::Abi,
     "A function was called with a signature that does not fit its definition: another number of arguments, types "
     "that\n"
     "are not passed alike, another calling convention.\n"},
    {UbKind::Vtable, "A trait object's vtable is not one of the right trait.\n"},
    {UbKind::InvalidFree,
     "Memory was freed in a way that does not fit how it was allocated: with another size or alignment, by another\n"
     "allocator, through a pointer that is not to its start, or memory that is not from the heap at all.\n"},
    {UbKind::Overlap, "`copy_nonoverlapping` (or a similar operation) was given ranges that overlap. Use `copy`.\n"},
    {UbKind::ReadOnly,
     "Memory that must not change (a `static` without interior mutability, a constant, a literal) was written.\n"},
    {UbKind::Intrinsic,
     "A precondition of a compiler intrinsic or of an `unsafe` library function built on one was broken.\n"},
    {UbKind::Lock, "A lock of the C library was used in a way that POSIX leaves undefined.\n"},
    {UbKind::Thread,
     "A thread was joined twice, joined after being detached, or used in another way that is undefined.\n"},
    {UbKind::Unwind, "A panic unwound through a function that must not unwind.\n"},
    {UbKind::SizeOverflow, "A size or offset computation exceeded what a pointer can express (`isize::MAX` bytes).\n"},
    {UbKind::InvalidOperation, "An operation had operands for which it is not defined.\n"},
    {UbKind::Leak,
     "Memory was still allocated when `main` returned and nothing reachable from a static points to it. Not "
     "undefined,\n"
     "but rarely wanted; `--ignore-leaks` accepts it.\n"},
};

}  // namespace

std::string explain(std::string_view code) {
  for (const Entry& e : kEntries)
    if (code == kind_code(e.kind) || code == kind_name(e.kind))
      return fmt::format("{}: {}\n\n{}", kind_code(e.kind), kind_name(e.kind), e.text);
  return {};
}

std::string all_codes() {
  std::string out;
  for (const Entry& e : kEntries) out += fmt::format("{}  {}\n", kind_code(e.kind), kind_name(e.kind));
  return out;
}

}  // namespace assay::report
