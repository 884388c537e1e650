// The operations the machine provides itself. All functions here are declarations: the machine knows them by name.
//
// Functions named `assay_*` exist only here. Their exact semantics:
//   assay_alloc(size, align, zeroed) -> *mut u8
//       size > 0 and align a power of two are required (else UB). New heap memory, contents uninitialised or zero.
//       Null only if the machine is out of memory.
//   assay_dealloc(ptr, size, align)
//       Frees heap memory; UB unless ptr is the start of a live heap allocation of exactly this size and align.
//   assay_realloc(ptr, old_size, align, new_size) -> *mut u8
//       new_size > 0. Like: allocate new_size, copy min(old, new) bytes untyped, free the old one (same checks as above).
//   assay_write(fd, ptr, len)
//       Writes len initialised bytes to standard output (fd 1) or standard error (fd 2).
//   assay_exit(code) -> !
//       Ends the program at once with this exit code; no leak check.
//   assay_start_unwind(payload) -> !
//       Starts unwinding the current thread; catch_unwind hands `payload` to its catch function. With `--panic abort`, or
//       when no frame below catches (thread entry always catches), the machine ends the program with the outcome `panic`.
//   assay_panic_note(message_ptr, message_len, location)
//       Tells the machine message and place of a panic about to start, for its report. No effect on the program.
//   assay_float_to_decimal(bits, is_f64, mode, digits, buf, out_exp) -> usize
//       Decimal digits of a finite positive non-zero float (bits as u64; f32 in the low 32 bits when is_f64 is false).
//       mode 0: shortest digits that read back; mode 1: exactly `digits` significant digits, correctly rounded (half to
//       even on exact value); mode 2: all digits up to 10^-digits, correctly rounded (may return 0 digits: value rounds
//       to 0). Writes ASCII digits without leading zero to buf (capacity 1100), writes exponent e to *out_exp such that
//       the value is 0.d1d2d3... * 10^e, returns the digit count.
//   assay_parse_float(ptr, len, is_f64) -> u64
//       The bytes are a valid decimal float literal (digits, optional fraction, optional e[+-]exp; no sign). Returns the
//       bits of the nearest float, ties to even (f32 in the low 32 bits).
//   assay_swap<T>(x, y)          Exchanges the bytes of two places that may overlap: reads x, reads y, writes x, writes y.
//   assay_tanf32 ... assay_hypotf64(x[, y])   Elementary functions as the host's mathematics library computes them.
//   assay_thread_spawn(main: fn(*mut u8), data: *mut u8) -> u64
//       Starts a thread that calls main(data); returns its id (> 0; the initial thread is 0). Never fails.
//   assay_thread_join(id)        Blocks until that thread has ended; synchronises with its end. One join per thread.
//   assay_thread_detach(id)      The thread will not be joined.
//   assay_thread_enter_scope(id, scope)   That thread, just spawned, belongs to the scope of that address.
//   assay_scope_wait(scope)      Blocks until all threads of the scope have returned from their function; synchronises
//                                with that. For `check`, where counting threads down would be a choice of order.
//   assay_thread_yield()         Gives other threads a chance to run.
//   assay_thread_current() -> u64   Id of the running thread.
//   assay_thread_park(timeout_nanos: u64) -> bool
//       Blocks until a token for this thread is there, takes it (synchronises with the unpark); u64::MAX = no timeout.
//       True if a token was taken.
//   assay_thread_unpark(id)      Leaves a token for that thread (no effect if it has one or has ended).
//   assay_thread_set_name(ptr, len)   Name of the running thread, for diagnostics.
//   assay_thread_at_exit(dtor: fn(*mut u8), data: *mut u8)
//       Runs dtor(data) when the running thread ends (thread-local destructors); last registered first; a destructor
//       may register more. The initial thread runs them after main has returned.
//   assay_thread_sleep(nanos)    Blocks the thread until the clock has advanced by nanos.
//   assay_futex_wait(addr: *const u32, expected: u32, timeout_nanos: u64) -> bool
//       Atomically (sequentially consistent load): if *addr != expected returns true at once, otherwise blocks until
//       woken. False only on timeout (u64::MAX = none).
//   assay_futex_wake(addr: *const u32, count: u32) -> u32    Wakes up to count waiters, returns how many.
//   assay_assume(condition)      Executions in which it is false do not count.
//   assay_choose(n) -> u32       A number below n; `check` explores each.
//   assay_exploring() -> bool    Is this one of the executions of `check`? Then waiting is `assay_await`.
//   assay_await()                For loops without effects that wait for a value: what was read is not it. Under
//                                `check` the thread goes no further in this execution; otherwise it yields.
//   assay_now_nanos() -> u64     The machine's monotonic clock.
//   assay_random_u64() -> u64    A random number from the machine's seed.
//   assay_available_parallelism() -> usize
//   assay_args() -> (argc, argv) of the program: assay_args_count() -> usize, assay_arg(i) -> *const u8 (NUL-terminated)
//   assay_env(name_ptr, name_len, out_len: *mut usize) -> *const u8   Value of an environment variable or null.

use crate::marker::{ConstParamTy_, Copy, DiscriminantKind, PointeeSized, Sized, StructuralPartialEq, Tuple};
use crate::clone::Clone;
use crate::cmp::{Eq, PartialEq};
use crate::ops::FnOnce;

pub mod fallback;
pub mod mir;
pub mod simd;

#[repr(u8)]
pub enum AtomicOrdering {
    Relaxed = 0,
    Release = 1,
    Acquire = 2,
    AcqRel = 3,
    SeqCst = 4,
}
impl Copy for AtomicOrdering {}
impl Clone for AtomicOrdering {
    fn clone(&self) -> Self {
        *self
    }
}
impl StructuralPartialEq for AtomicOrdering {}
impl PartialEq for AtomicOrdering {
    fn eq(&self, other: &Self) -> bool {
        *self as u8 == *other as u8
    }
}
impl Eq for AtomicOrdering {}
impl ConstParamTy_ for AtomicOrdering {}

// ---- Assay's own ----
#[rustc_intrinsic] pub unsafe fn assay_alloc(size: usize, align: usize, zeroed: bool) -> *mut u8;
#[rustc_intrinsic] pub unsafe fn assay_dealloc(ptr: *mut u8, size: usize, align: usize);
#[rustc_intrinsic] pub unsafe fn assay_realloc(ptr: *mut u8, old_size: usize, align: usize, new_size: usize) -> *mut u8;
#[rustc_intrinsic] pub unsafe fn assay_write(fd: i32, ptr: *const u8, len: usize);
#[rustc_intrinsic] pub fn assay_exit(code: i32) -> !;
#[rustc_intrinsic] pub unsafe fn assay_start_unwind(payload: *mut u8) -> !;
#[rustc_intrinsic] pub unsafe fn assay_panic_note(message: *const u8, len: usize, location: &'static crate::panic::Location<'static>);
#[rustc_intrinsic] pub unsafe fn assay_float_to_decimal(bits: u64, is_f64: bool, mode: u32, digits: usize, buf: *mut u8, out_exp: *mut i32) -> usize;
#[rustc_intrinsic] pub unsafe fn assay_parse_float(ptr: *const u8, len: usize, is_f64: bool) -> u64;
#[rustc_intrinsic] pub unsafe fn assay_thread_spawn(main: fn(*mut u8), data: *mut u8) -> u64;
#[rustc_intrinsic] pub unsafe fn assay_thread_join(id: u64);
#[rustc_intrinsic] pub unsafe fn assay_thread_detach(id: u64);
#[rustc_intrinsic] pub fn assay_thread_enter_scope(id: u64, scope: *const u8);
#[rustc_intrinsic] pub fn assay_scope_wait(scope: *const u8);
#[rustc_intrinsic] pub fn assay_thread_yield();
#[rustc_intrinsic] pub fn assay_thread_current() -> u64;
#[rustc_intrinsic] pub fn assay_thread_park(timeout_nanos: u64) -> bool;
#[rustc_intrinsic] pub fn assay_thread_unpark(id: u64);
#[rustc_intrinsic] pub unsafe fn assay_thread_set_name(ptr: *const u8, len: usize);
#[rustc_intrinsic] pub unsafe fn assay_thread_at_exit(dtor: fn(*mut u8), data: *mut u8);
#[rustc_intrinsic] pub fn assay_thread_sleep(nanos: u64);
#[rustc_intrinsic] pub unsafe fn assay_futex_wait(addr: *const u32, expected: u32, timeout_nanos: u64) -> bool;
#[rustc_intrinsic] pub unsafe fn assay_futex_wake(addr: *const u32, count: u32) -> u32;
#[rustc_intrinsic] pub fn assay_assume(condition: bool);
#[rustc_intrinsic] pub fn assay_choose(n: u32) -> u32;
#[rustc_intrinsic] pub fn assay_exploring() -> bool;
#[rustc_intrinsic] pub fn assay_await();
#[rustc_intrinsic] pub fn assay_now_nanos() -> u64;
#[rustc_intrinsic] pub fn assay_random_u64() -> u64;
#[rustc_intrinsic] pub fn assay_available_parallelism() -> usize;
#[rustc_intrinsic] pub fn assay_args_count() -> usize;
#[rustc_intrinsic] pub fn assay_arg(index: usize) -> *const u8;
#[rustc_intrinsic] pub unsafe fn assay_env(name: *const u8, len: usize, out_len: *mut usize) -> *const u8;

// ---- types and layout ----
#[rustc_intrinsic] pub const fn size_of<T>() -> usize;
#[rustc_intrinsic] pub const fn align_of<T>() -> usize;
#[rustc_intrinsic] pub const fn offset_of<T: PointeeSized>(variant: u32, field: u32) -> usize;
#[rustc_intrinsic] pub const unsafe fn size_of_val<T: ?Sized>(ptr: *const T) -> usize;
#[rustc_intrinsic] pub const unsafe fn align_of_val<T: ?Sized>(ptr: *const T) -> usize;
#[rustc_intrinsic] pub const fn needs_drop<T: ?Sized>() -> bool;
#[rustc_intrinsic] pub const fn type_id<T: ?Sized>() -> crate::any::TypeId;
#[rustc_intrinsic] pub const fn type_id_eq(a: crate::any::TypeId, b: crate::any::TypeId) -> bool;
#[rustc_intrinsic] pub const fn type_name<T: ?Sized>() -> &'static str;
#[rustc_intrinsic] pub const fn variant_count<T>() -> usize;
#[rustc_intrinsic] pub const fn discriminant_value<T>(v: &T) -> <T as DiscriminantKind>::Discriminant;
#[rustc_intrinsic] pub const fn assert_inhabited<T>();
#[rustc_intrinsic] pub const fn assert_zero_valid<T>();
#[rustc_intrinsic] pub const fn assert_mem_uninitialized_valid<T>();
#[rustc_intrinsic] pub const fn ptr_metadata<P: crate::ptr::Pointee<Metadata = M> + PointeeSized, M>(ptr: *const P) -> M;
#[rustc_intrinsic] pub const fn aggregate_raw_ptr<P, D, M>(data: D, meta: M) -> P;
#[rustc_intrinsic] pub unsafe fn vtable_size(ptr: *const ()) -> usize;
#[rustc_intrinsic] pub unsafe fn vtable_align(ptr: *const ()) -> usize;
#[rustc_intrinsic] pub const fn ub_checks() -> bool;
#[rustc_intrinsic] pub const fn overflow_checks() -> bool;
#[rustc_intrinsic] #[track_caller] pub const fn caller_location() -> &'static crate::panic::Location<'static>;

// ---- memory ----
#[rustc_intrinsic] pub const unsafe fn transmute<Src, Dst>(src: Src) -> Dst;
#[rustc_intrinsic] pub const unsafe fn transmute_unchecked<Src, Dst>(src: Src) -> Dst;
#[rustc_intrinsic] pub const unsafe fn copy_nonoverlapping<T>(src: *const T, dst: *mut T, count: usize);
#[rustc_intrinsic] pub const unsafe fn copy<T>(src: *const T, dst: *mut T, count: usize);
#[rustc_intrinsic] pub const unsafe fn write_bytes<T>(dst: *mut T, val: u8, count: usize);
#[rustc_intrinsic] pub unsafe fn volatile_copy_nonoverlapping_memory<T>(dst: *mut T, src: *const T, count: usize);
#[rustc_intrinsic] pub unsafe fn volatile_copy_memory<T>(dst: *mut T, src: *const T, count: usize);
#[rustc_intrinsic] pub unsafe fn volatile_set_memory<T>(dst: *mut T, val: u8, count: usize);
#[rustc_intrinsic] pub unsafe fn volatile_load<T>(src: *const T) -> T;
#[rustc_intrinsic] pub unsafe fn volatile_store<T>(dst: *mut T, val: T);
#[rustc_intrinsic] pub unsafe fn unaligned_volatile_load<T>(src: *const T) -> T;
#[rustc_intrinsic] pub unsafe fn unaligned_volatile_store<T>(dst: *mut T, val: T);
#[rustc_intrinsic] pub unsafe fn nontemporal_store<T>(ptr: *mut T, val: T);
#[rustc_intrinsic] pub const unsafe fn read_via_copy<T>(ptr: *const T) -> T;
#[rustc_intrinsic] pub const unsafe fn write_via_move<T>(ptr: *mut T, value: T);
#[rustc_intrinsic] pub const unsafe fn assay_swap<T>(x: *mut T, y: *mut T);
#[rustc_intrinsic] pub const unsafe fn typed_swap_nonoverlapping<T>(x: *mut T, y: *mut T);
#[rustc_intrinsic] pub const unsafe fn raw_eq<T>(a: &T, b: &T) -> bool;
// Whether `[T] == [U]` compares memory: equal values of T and U are equal bytes. Whether `[T]::cmp` does.
#[rustc_intrinsic] pub(crate) const fn assay_bytewise_eq<T, U>() -> bool;
#[rustc_intrinsic] pub(crate) const fn assay_bytewise_ord<T>() -> bool;
#[rustc_intrinsic] pub const unsafe fn compare_bytes(left: *const u8, right: *const u8, bytes: usize) -> i32;
#[rustc_intrinsic] pub const fn forget<T: ?Sized>(_: T);
#[rustc_intrinsic] pub const unsafe fn offset<Ptr, Delta>(dst: Ptr, offset: Delta) -> Ptr;
#[rustc_intrinsic] pub const unsafe fn arith_offset<T>(dst: *const T, offset: isize) -> *const T;
#[rustc_intrinsic] pub const unsafe fn slice_get_unchecked<ItemPtr, SlicePtr, T>(slice_ptr: SlicePtr, index: usize) -> ItemPtr;
#[rustc_intrinsic] pub fn ptr_mask<T>(ptr: *const T, mask: usize) -> *const T;
#[rustc_intrinsic] pub const unsafe fn ptr_offset_from<T>(ptr: *const T, base: *const T) -> isize;
#[rustc_intrinsic] pub const unsafe fn ptr_offset_from_unsigned<T>(ptr: *const T, base: *const T) -> usize;
#[rustc_intrinsic] pub const fn ptr_guaranteed_cmp<T>(ptr: *const T, other: *const T) -> u8;
#[rustc_intrinsic] pub fn prefetch_read_data<T, const LOCALITY: i32>(data: *const T);
#[rustc_intrinsic] pub fn prefetch_write_data<T, const LOCALITY: i32>(data: *const T);
#[rustc_intrinsic] pub fn prefetch_read_instruction<T, const LOCALITY: i32>(data: *const T);
#[rustc_intrinsic] pub fn prefetch_write_instruction<T, const LOCALITY: i32>(data: *const T);

// ---- control ----
#[rustc_intrinsic] pub fn abort() -> !;
#[rustc_intrinsic] pub const unsafe fn unreachable() -> !;
#[rustc_intrinsic] pub fn breakpoint();
#[rustc_intrinsic] pub const unsafe fn assume(b: bool);
#[rustc_intrinsic] pub const fn cold_path();
#[rustc_intrinsic] pub fn black_box<T>(dummy: T) -> T;
#[rustc_intrinsic] pub const fn select_unpredictable<T>(b: bool, true_val: T, false_val: T) -> T;
#[rustc_intrinsic] pub const fn is_val_statically_known<T: Copy>(arg: T) -> bool;
#[rustc_intrinsic] pub const fn const_eval_select<ARG: Tuple, F, G, RET>(arg: ARG, called_in_const: F, called_at_rt: G) -> RET
where G: FnOnce<ARG, Output = RET>, F: FnOnce<ARG, Output = RET>;
#[rustc_intrinsic] pub const fn three_way_compare<T: Copy>(lhs: T, rhs: T) -> crate::cmp::Ordering;
#[rustc_intrinsic] pub unsafe fn catch_unwind(try_fn: fn(*mut u8), data: *mut u8, catch_fn: fn(*mut u8, *mut u8)) -> bool;
#[inline]
pub const fn likely(b: bool) -> bool {
    b
}
#[inline]
pub const fn unlikely(b: bool) -> bool {
    b
}

// ---- integers ----
#[rustc_intrinsic] pub const fn add_with_overflow<T: Copy>(x: T, y: T) -> (T, bool);
#[rustc_intrinsic] pub const fn sub_with_overflow<T: Copy>(x: T, y: T) -> (T, bool);
#[rustc_intrinsic] pub const fn mul_with_overflow<T: Copy>(x: T, y: T) -> (T, bool);
#[rustc_intrinsic] pub const fn wrapping_add<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic] pub const fn wrapping_sub<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic] pub const fn wrapping_mul<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic] pub const fn saturating_add<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic] pub const fn saturating_sub<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic] pub const unsafe fn exact_div<T: Copy>(x: T, y: T) -> T;
#[rustc_intrinsic] pub const unsafe fn unchecked_div<T: Copy>(x: T, y: T) -> T;
#[rustc_intrinsic] pub const unsafe fn unchecked_rem<T: Copy>(x: T, y: T) -> T;
#[rustc_intrinsic] pub const unsafe fn unchecked_shl<T: Copy, U: Copy>(x: T, y: U) -> T;
#[rustc_intrinsic] pub const unsafe fn unchecked_shr<T: Copy, U: Copy>(x: T, y: U) -> T;
#[rustc_intrinsic] pub const unsafe fn unchecked_add<T: Copy>(x: T, y: T) -> T;
#[rustc_intrinsic] pub const unsafe fn unchecked_sub<T: Copy>(x: T, y: T) -> T;
#[rustc_intrinsic] pub const unsafe fn unchecked_mul<T: Copy>(x: T, y: T) -> T;
#[rustc_intrinsic] pub const unsafe fn unchecked_funnel_shl<T: fallback::FunnelShift>(a: T, b: T, shift: u32) -> T;
#[rustc_intrinsic] pub const unsafe fn unchecked_funnel_shr<T: fallback::FunnelShift>(a: T, b: T, shift: u32) -> T;
#[rustc_intrinsic] pub const unsafe fn disjoint_bitor<T: fallback::DisjointBitOr>(a: T, b: T) -> T;
#[rustc_intrinsic] pub const fn carrying_mul_add<T: fallback::CarryingMulAdd<Unsigned = U>, U>(multiplier: T, multiplicand: T, addend: T, carry: T) -> (U, T);
#[rustc_intrinsic] pub const fn rotate_left<T: fallback::FunnelShift>(x: T, shift: u32) -> T;
#[rustc_intrinsic] pub const fn rotate_right<T: fallback::FunnelShift>(x: T, shift: u32) -> T;
#[rustc_intrinsic] pub const fn ctpop<T: Copy>(x: T) -> u32;
#[rustc_intrinsic] pub const fn ctlz<T: Copy>(x: T) -> u32;
#[rustc_intrinsic] pub const unsafe fn ctlz_nonzero<T: Copy>(x: T) -> u32;
#[rustc_intrinsic] pub const fn cttz<T: Copy>(x: T) -> u32;
#[rustc_intrinsic] pub const unsafe fn cttz_nonzero<T: Copy>(x: T) -> u32;
#[rustc_intrinsic] pub const fn bswap<T: Copy>(x: T) -> T;
#[rustc_intrinsic] pub const fn bitreverse<T: Copy>(x: T) -> T;

// ---- floats ----
#[rustc_intrinsic] pub unsafe fn fadd_fast<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic] pub unsafe fn fsub_fast<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic] pub unsafe fn fmul_fast<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic] pub unsafe fn fdiv_fast<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic] pub unsafe fn frem_fast<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic] pub const fn fadd_algebraic<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic] pub const fn fsub_algebraic<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic] pub const fn fmul_algebraic<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic] pub const fn fdiv_algebraic<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic] pub const fn frem_algebraic<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic] pub unsafe fn float_to_int_unchecked<Float: Copy, Int: Copy>(value: Float) -> Int;
macro_rules! float_intrinsics {
    ($t:ty: $($one:ident)* ; $($two:ident)* ; $($three:ident)*) => {
        $(#[rustc_intrinsic] pub fn $one(x: $t) -> $t;)*
        $(#[rustc_intrinsic] pub fn $two(x: $t, y: $t) -> $t;)*
        $(#[rustc_intrinsic] pub fn $three(a: $t, b: $t, c: $t) -> $t;)*
    };
}
float_intrinsics! { f32: sqrtf32 sinf32 cosf32 expf32 exp2f32 logf32 log10f32 log2f32; powf32; }
float_intrinsics! { f64: sqrtf64 sinf64 cosf64 expf64 exp2f64 logf64 log10f64 log2f64; powf64; }
float_intrinsics! { f32: assay_tanf32 assay_asinf32 assay_acosf32 assay_atanf32 assay_sinhf32 assay_coshf32 assay_tanhf32 assay_exp_m1f32 assay_ln_1pf32 assay_cbrtf32; assay_atan2f32 assay_hypotf32; }
float_intrinsics! { f64: assay_tanf64 assay_asinf64 assay_acosf64 assay_atanf64 assay_sinhf64 assay_coshf64 assay_tanhf64 assay_exp_m1f64 assay_ln_1pf64 assay_cbrtf64; assay_atan2f64 assay_hypotf64; }
macro_rules! const_float_intrinsics {
    ($t:ty: $($one:ident)* ; $($two:ident)* ; $($three:ident)*) => {
        $(#[rustc_intrinsic] pub const fn $one(x: $t) -> $t;)*
        $(#[rustc_intrinsic] pub const fn $two(x: $t, y: $t) -> $t;)*
        $(#[rustc_intrinsic] pub const fn $three(a: $t, b: $t, c: $t) -> $t;)*
    };
}
const_float_intrinsics! {
    f32: fabsf32 floorf32 ceilf32 truncf32 round_ties_even_f32 roundf32;
    copysignf32 minnumf32 minimumf32 maxnumf32 maximumf32; fmaf32 fmuladdf32
}
const_float_intrinsics! {
    f64: fabsf64 floorf64 ceilf64 truncf64 round_ties_even_f64 roundf64;
    copysignf64 minnumf64 minimumf64 maxnumf64 maximumf64; fmaf64 fmuladdf64
}
#[rustc_intrinsic] pub fn powif32(a: f32, x: i32) -> f32;
#[rustc_intrinsic] pub fn powif64(a: f64, x: i32) -> f64;

// ---- atomics ----
#[rustc_intrinsic] pub unsafe fn atomic_cxchg<T: Copy, const ORD_SUCC: AtomicOrdering, const ORD_FAIL: AtomicOrdering>(dst: *mut T, old: T, src: T) -> (T, bool);
#[rustc_intrinsic] pub unsafe fn atomic_cxchgweak<T: Copy, const ORD_SUCC: AtomicOrdering, const ORD_FAIL: AtomicOrdering>(dst: *mut T, old: T, src: T) -> (T, bool);
#[rustc_intrinsic] pub unsafe fn atomic_load<T: Copy, const ORD: AtomicOrdering>(src: *const T) -> T;
#[rustc_intrinsic] pub unsafe fn atomic_store<T: Copy, const ORD: AtomicOrdering>(dst: *mut T, val: T);
#[rustc_intrinsic] pub unsafe fn atomic_xchg<T: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: T) -> T;
#[rustc_intrinsic] pub unsafe fn atomic_xadd<T: Copy, U: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: U) -> T;
#[rustc_intrinsic] pub unsafe fn atomic_xsub<T: Copy, U: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: U) -> T;
#[rustc_intrinsic] pub unsafe fn atomic_and<T: Copy, U: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: U) -> T;
#[rustc_intrinsic] pub unsafe fn atomic_nand<T: Copy, U: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: U) -> T;
#[rustc_intrinsic] pub unsafe fn atomic_or<T: Copy, U: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: U) -> T;
#[rustc_intrinsic] pub unsafe fn atomic_xor<T: Copy, U: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: U) -> T;
#[rustc_intrinsic] pub unsafe fn atomic_max<T: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: T) -> T;
#[rustc_intrinsic] pub unsafe fn atomic_min<T: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: T) -> T;
#[rustc_intrinsic] pub unsafe fn atomic_umin<T: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: T) -> T;
#[rustc_intrinsic] pub unsafe fn atomic_umax<T: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: T) -> T;
#[rustc_intrinsic] pub unsafe fn atomic_fence<const ORD: AtomicOrdering>();
#[rustc_intrinsic] pub unsafe fn atomic_singlethreadfence<const ORD: AtomicOrdering>();

pub unsafe fn drop_in_place<T: ?Sized>(to_drop: *mut T) {
    unsafe { crate::ptr::drop_in_place(to_drop) }
}
