// Root of Assay's own `std`: `core` and `alloc` at their usual paths, and everything that asks the machine for threads,
// output and time.
#![allow(internal_features, incomplete_features, unsafe_op_in_unsafe_fn, dead_code, unused_imports)]
#![feature(lang_items, allocator_api, rustc_attrs, thread_local, core_intrinsics, unboxed_closures, fn_traits)]

#[macro_use]
mod macros;

#[doc(hidden)]
pub extern crate alloc as alloc_crate;

pub use core::any;
pub use core::arch;
pub use core::array;
pub use core::cell;
pub use core::char;
pub use core::clone;
pub use core::cmp;
pub use core::convert;
pub use core::default;
pub use core::future;
pub use core::hint;
pub use core::intrinsics;
pub use core::iter;
pub use core::marker;
pub use core::mem;
pub use core::ops;
pub use core::option;
pub use core::pin;
pub use core::primitive;
pub use core::ptr;
pub use core::result;
pub use core::{f32, f64};
pub use core::{i128, i16, i32, i64, i8, isize};
pub use core::{u128, u16, u32, u64, u8, usize};

pub use alloc_crate::borrow;
pub use alloc_crate::boxed;
pub use alloc_crate::fmt;
pub use alloc_crate::rc;
pub use alloc_crate::slice;
pub use alloc_crate::str;
pub use alloc_crate::string;
pub use alloc_crate::task;
pub use alloc_crate::vec;

pub use core::{
    assert, assert_eq, assert_ne, cfg, column, compile_error, concat, debug_assert, debug_assert_eq, debug_assert_ne,
    env, file, format_args, format_args_nl, include, include_bytes, include_str, line, matches, module_path, option_env,
    stringify, todo, unimplemented, unreachable, write, writeln, r#try,
};
pub use core::assert_matches;
pub use alloc_crate::format;

pub mod prelude;

pub mod alloc;
pub mod ascii;
pub mod backtrace;
pub mod collections;
pub mod env;
pub mod error;
pub mod ffi;
pub mod fs;
pub mod hash;
pub mod io;
pub mod net;
pub mod num;
pub mod os;
pub mod panic;
pub mod panicking;
pub mod path;
pub mod process;
pub mod rt;
pub mod sync;
pub mod thread;
pub mod time;

#[doc(hidden)]
pub mod sys;
