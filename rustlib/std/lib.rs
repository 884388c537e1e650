// Root of Assay's own `std`: everything of `core` and `alloc` under the usual paths, and what needs a system.
#![no_std]
#![allow(internal_features, incomplete_features, unsafe_op_in_unsafe_fn, static_mut_refs, dead_code, unused_imports)]
#![allow(unused_variables, private_interfaces, private_bounds, clippy::all)]
#![feature(lang_items, rustc_attrs, allocator_api, never_type, decl_macro, negative_impls, auto_traits, thread_local)]
#![feature(coerce_unsized, unsize, dropck_eyepatch, unboxed_closures, fn_traits, core_intrinsics, panic_internals)]

#[macro_use]
extern crate core;
#[macro_use]
extern crate alloc as alloc_crate;

#[macro_use]
mod macros;

pub mod alloc;
pub mod backtrace;
pub mod collections;
pub mod env;
pub mod error;
pub mod ffi;
pub mod fs;
pub mod hash;
pub mod io;
pub mod net;
pub mod os;
pub mod panic;
pub mod panicking;
pub mod path;
pub mod prelude;
pub mod process;
pub mod rt;
pub mod sync;
pub mod task;
pub mod thread;
pub mod time;

pub use alloc_crate::borrow;
pub use alloc_crate::boxed;
pub use alloc_crate::fmt;
pub use alloc_crate::rc;
pub use alloc_crate::slice;
pub use alloc_crate::str;
pub use alloc_crate::string;
pub use alloc_crate::vec;
pub use core::any;
pub use core::arch;
pub use core::array;
pub use core::ascii;
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
pub use core::num;
pub use core::ops;
pub use core::option;
pub use core::pin;
pub use core::primitive;
pub use core::ptr;
pub use core::result;

pub use core::{f32, f64, i128, i16, i32, i64, i8, isize, u128, u16, u32, u64, u8, usize};

pub use alloc_crate::{format, vec};
pub use core::{
    assert, assert_eq, assert_matches, assert_ne, cfg, column, compile_error, concat, debug_assert, debug_assert_eq,
    debug_assert_ne, env, file, format_args, include, include_bytes, include_str, line, matches, module_path, option_env,
    r#try, stringify, todo, unimplemented, unreachable, write, writeln,
};
