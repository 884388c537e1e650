// Root of Assay's own `core`: the language's types and traits without heap and without a system.
#![no_core]
#![allow(internal_features, incomplete_features, unsafe_op_in_unsafe_fn, static_mut_refs, dead_code, unused_unsafe)]
#![allow(unused_variables, unused_imports, non_camel_case_types, private_interfaces, private_bounds, clippy::all)]
#![feature(no_core, lang_items, rustc_attrs, intrinsics, auto_traits, negative_impls, unboxed_closures, fn_traits)]
#![feature(arbitrary_self_types, arbitrary_self_types_pointers, never_type, exhaustive_patterns, decl_macro)]
#![feature(adt_const_params, unsized_const_params, const_trait_impl, extern_types, ptr_metadata, coerce_unsized)]
#![feature(unsize, dispatch_from_dyn, unsized_fn_params, dropck_eyepatch, fundamental, prelude_import, f16, f128)]
#![feature(stmt_expr_attributes, allow_internal_unstable, transparent_unions, link_llvm_intrinsics, let_chains)]
#![feature(const_precise_live_drops, half_open_range_patterns, rustc_allow_const_fn_unstable, thread_local)]
#![feature(sized_hierarchy, structural_match, repr_simd, custom_mir, freeze_impls, macro_metavar_expr)]
#![rustc_coherence_is_core]

#[macro_use]
mod macros;

pub mod intrinsics;
pub mod marker;
pub mod ops;
pub mod clone;
pub mod cmp;
pub mod convert;
pub mod default;
pub mod option;
pub mod result;
pub mod mem;
pub mod ptr;
pub mod cell;
pub mod num;
pub mod panicking;
pub mod panic;
pub mod prelude;
pub mod tuple;
pub mod bool;
pub mod borrow;
pub mod any;
pub mod array;
pub mod alloc;
pub mod ascii;
pub mod char;
pub mod error;
pub mod ffi;
pub mod fmt;
pub mod future;
pub mod hash;
pub mod hint;
pub mod iter;
pub mod pin;
pub mod slice;
pub mod str;
pub mod sync;
pub mod task;
pub mod time;
pub mod arch;
pub mod primitive;

macro_rules! primitive_modules {
    ($($int:ident)*) => {
        $(pub mod $int {
            pub const MIN: $int = $int::MIN;
            pub const MAX: $int = $int::MAX;
        })*
    };
}
primitive_modules! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
pub use crate::num::f32_consts as f32;
pub use crate::num::f64_consts as f64;
