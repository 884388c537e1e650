// The start of a program.

pub use crate::panicking::begin_panic;
pub use core::panicking::{panic_display, panic_fmt};

use crate::process::Termination;

#[lang = "start"]
fn lang_start<T: Termination + 'static>(main: fn() -> T, argc: isize, argv: *const *const u8, sigpipe: u8) -> isize {
    main().report().to_i32() as isize
}
