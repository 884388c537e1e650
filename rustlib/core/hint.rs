// Hints to the optimiser; promises to the machine.

use crate::intrinsics;
use crate::prelude::v1::*;

#[inline]
#[track_caller]
pub const unsafe fn unreachable_unchecked() -> ! {
    unsafe { intrinsics::unreachable() }
}
#[inline]
#[track_caller]
pub const unsafe fn assert_unchecked(cond: bool) {
    unsafe { intrinsics::assume(cond) }
}
unsafe extern "Rust" {
    // Tells the machine that this thread waits for others.
    safe fn miri_spin_loop();
}
#[inline(always)]
pub fn spin_loop() {
    miri_spin_loop()
}
#[inline]
pub fn black_box<T>(dummy: T) -> T {
    intrinsics::black_box(dummy)
}
pub const fn must_use<T>(value: T) -> T {
    value
}
pub const fn likely(b: bool) -> bool {
    b
}
pub const fn unlikely(b: bool) -> bool {
    b
}
pub const fn cold_path() {
    intrinsics::cold_path()
}
#[inline]
pub fn select_unpredictable<T>(condition: bool, true_val: T, false_val: T) -> T {
    intrinsics::select_unpredictable(condition, true_val, false_val)
}
pub fn prefetch_read<T>(_ptr: *const T, _locality: Locality) {}
pub fn prefetch_write<T>(_ptr: *mut T, _locality: Locality) {}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locality {
    L3,
    L2,
    L1,
}
