// The frame around `main`.

pub use crate::panicking::begin_panic;
pub use core::panicking::{panic_display, panic_fmt};

use crate::prelude::rust_2021::*;
use crate::process::Termination;

#[lang = "start"]
fn lang_start<T: Termination + 'static>(
    main: fn() -> T,
    _argc: isize,
    _argv: *const *const u8,
    _sigpipe: u8,
) -> isize {
    // The machine itself reports a panic that nobody catches.
    main().report().to_i32() as isize
}
