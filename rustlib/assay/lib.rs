// The crate `assay`: how a program speaks to the tool that runs it. Every program may name it without declaring it; under
// rustc the published stub (stub/assay) takes its place and does nothing. Documented in docs/in-program.md.
#![no_std]

extern "Rust" {
    fn assay_print_borrows(ptr: *const u8);
    fn assay_name(ptr: *const u8, name: *const u8, length: usize);
    fn assay_expect_ub(kind: *const u8, length: usize);
}
#[rustc_intrinsic]
unsafe fn assay_choose(n: usize) -> usize;
#[rustc_intrinsic]
unsafe fn assay_assume(condition: bool);

/// Prints what the aliasing model keeps about the allocation that `ptr` points to, to standard error.
pub fn print_borrows<T: ?Sized>(ptr: *const T) {
    unsafe { assay_print_borrows(ptr as *const u8) }
}

/// Calls the tag of `ptr` by this name in reports and in what `print_borrows` prints.
pub fn name<T: ?Sized>(ptr: *const T, name: &str) {
    unsafe { assay_name(ptr as *const u8, name.as_ptr(), name.len()) }
}

/// A number below `n`, each in an execution of its own.
pub fn choose(n: usize) -> usize {
    unsafe { assay_choose(n) }
}

/// Executions in which `condition` does not hold are not executions of the program.
pub fn assume(condition: bool) {
    unsafe { assay_assume(condition) }
}

/// From here on the program is expected to end with undefined behaviour, of this kind if one is given ("aliasing").
#[macro_export]
macro_rules! expect_ub {
    () => {
        $crate::expect_ub_of("")
    };
    ($kind:literal) => {
        $crate::expect_ub_of($kind)
    };
}

#[doc(hidden)]
pub fn expect_ub_of(kind: &str) {
    unsafe { assay_expect_ub(kind.as_ptr(), kind.len()) }
}
