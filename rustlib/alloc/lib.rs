// Root of Assay's own `alloc`: everything that needs a heap.
#![no_std]
#![allow(internal_features, incomplete_features, unsafe_op_in_unsafe_fn, dead_code, unused_imports)]
#![feature(lang_items, allocator_api, coerce_unsized, dispatch_from_dyn, unsize, fundamental, rustc_attrs)]

#[macro_use]
mod macros;

pub mod alloc;
pub mod borrow;
pub mod boxed;
pub mod collections;
pub mod fmt;
pub mod raw_vec;
pub mod rc;
pub mod slice;
pub mod str;
pub mod string;
pub mod sync;
pub mod task;
pub mod vec;

#[doc(hidden)]
pub mod __export {
    pub use core::format_args;
}
