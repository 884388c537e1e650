// Entry points of panics: everything that panics ends here, and from here in the panic handler.

use crate::fmt::{self, Debug};
use crate::panic::{Location, PanicInfo};
use crate::prelude::v1::*;

unsafe extern "Rust" {
    // Defined by `std` (or by the program's `#[panic_handler]`).
    #[lang = "panic_impl"]
    safe fn panic_impl(info: &PanicInfo<'_>) -> !;
}

#[lang = "panic_fmt"]
#[cold]
#[inline(never)]
#[track_caller]
#[rustc_do_not_const_check]
pub const fn panic_fmt(fmt: fmt::Arguments<'_>) -> ! {
    let info = PanicInfo::new(&fmt, Location::caller(), true, false);
    panic_impl(&info)
}
#[lang = "panic"]
#[cold]
#[inline(never)]
#[track_caller]
pub const fn panic(expr: &'static str) -> ! {
    panic_fmt(fmt::Arguments::from_str(expr))
}
#[lang = "panic_display"]
#[track_caller]
pub fn panic_display<T: fmt::Display>(x: &T) -> ! {
    panic_fmt(format_args!("{}", *x))
}
#[track_caller]
pub const fn panic_str_2015(expr: &str) -> ! {
    panic_fmt(fmt::Arguments::from_unstatic_str(expr))
}
#[track_caller]
pub const fn panic_explicit() -> ! {
    panic("explicit panic")
}
#[track_caller]
pub fn unreachable_display<T: fmt::Display>(x: &T) -> ! {
    panic_fmt(format_args!("internal error: entered unreachable code: {}", *x))
}
#[lang = "panic_nounwind"]
#[cold]
#[inline(never)]
#[rustc_nounwind]
pub const fn panic_nounwind(expr: &'static str) -> ! {
    panic_nounwind_fmt(fmt::Arguments::from_str(expr), false)
}
#[lang = "panic_nounwind_fmt"]
#[cold]
#[track_caller]
#[rustc_nounwind]
#[rustc_do_not_const_check]
pub const fn panic_nounwind_fmt(fmt: fmt::Arguments<'_>, force_no_backtrace: bool) -> ! {
    let info = PanicInfo::new(&fmt, Location::caller(), false, force_no_backtrace);
    panic_impl(&info)
}
#[lang = "panic_bounds_check"]
#[cold]
#[track_caller]
pub fn panic_bounds_check(index: usize, len: usize) -> ! {
    panic!("index out of bounds: the len is {len} but the index is {index}")
}
#[lang = "panic_misaligned_pointer_dereference"]
#[track_caller]
#[rustc_nounwind]
pub fn panic_misaligned_pointer_dereference(required: usize, found: usize) -> ! {
    panic_nounwind_fmt(
        format_args!("misaligned pointer dereference: address must be a multiple of {required:#x} but is {found:#x}"),
        false,
    )
}
#[lang = "panic_null_pointer_dereference"]
#[track_caller]
#[rustc_nounwind]
pub fn panic_null_pointer_dereference() -> ! {
    panic_nounwind("null pointer dereference occurred")
}
// Reached when a panic would leave a function that must not unwind.
#[lang = "panic_cannot_unwind"]
#[rustc_nounwind]
pub fn panic_cannot_unwind() -> ! {
    panic_nounwind("panic in a function that cannot unwind")
}
#[lang = "panic_in_cleanup"]
#[rustc_nounwind]
pub fn panic_in_cleanup() -> ! {
    panic_nounwind("panic in a destructor during cleanup")
}
#[lang = "const_panic_fmt"]
pub const fn const_panic_fmt(fmt: fmt::Arguments<'_>) -> ! {
    panic_fmt(fmt)
}

pub enum AssertKind {
    Eq,
    Ne,
    Match,
}
#[cold]
#[track_caller]
pub fn assert_failed<T, U>(kind: AssertKind, left: &T, right: &U, args: Option<fmt::Arguments<'_>>) -> !
where
    T: Debug + ?Sized,
    U: Debug + ?Sized,
{
    assert_failed_inner(kind, &left, &right, args)
}
#[cold]
#[track_caller]
pub fn assert_matches_failed<T: Debug + ?Sized>(left: &T, right: &str, args: Option<fmt::Arguments<'_>>) -> ! {
    struct Pattern<'a>(&'a str);
    impl Debug for Pattern<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }
    assert_failed_inner(AssertKind::Match, &left, &Pattern(right), args)
}
#[track_caller]
fn assert_failed_inner(kind: AssertKind, left: &dyn Debug, right: &dyn Debug, args: Option<fmt::Arguments<'_>>) -> ! {
    let op = match kind {
        AssertKind::Eq => "==",
        AssertKind::Ne => "!=",
        AssertKind::Match => "matches",
    };
    match args {
        Some(args) => panic!("assertion `left {op} right` failed: {args}\n  left: {left:?}\n right: {right:?}"),
        None => panic!("assertion `left {op} right` failed\n  left: {left:?}\n right: {right:?}"),
    }
}
