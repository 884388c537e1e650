//! What a program says to Assay, for compilers that are not Assay: nothing happens.
//!
//! Under Assay the crate `assay` is predeclared and this one is not used.
#![no_std]

/// Under Assay: prints the borrows of the allocation that `ptr` points to.
pub fn print_borrows<T: ?Sized>(_ptr: *const T) {}

/// Under Assay: calls the tag of `ptr` by this name in reports.
pub fn name<T: ?Sized>(_ptr: *const T, _name: &str) {}

/// Under Assay: any number below `n`. Here: 0.
pub fn choose(_n: usize) -> usize {
    0
}

/// Under Assay: drops executions in which `condition` does not hold. Here: nothing.
pub fn assume(_condition: bool) {}

/// Under Assay: the program is expected to end with undefined behaviour from here on. Here: nothing.
#[macro_export]
macro_rules! expect_ub {
    () => {};
    ($kind:literal) => {};
}
