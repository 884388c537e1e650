// Bounds of a few integer intrinsics.

use crate::marker::Copy;

pub trait FunnelShift: Copy + 'static {}
pub trait DisjointBitOr: Copy + 'static {}
pub trait CarryingMulAdd: Copy + 'static {
    type Unsigned: Copy + 'static;
}
macro_rules! impl_fallback {
    ($($t:ident $u:ident)*) => { $(
        impl DisjointBitOr for $t {}
        impl CarryingMulAdd for $t { type Unsigned = $u; }
    )* };
}
impl_fallback! { u8 u8 u16 u16 u32 u32 u64 u64 u128 u128 usize usize i8 u8 i16 u16 i32 u32 i64 u64 i128 u128 isize usize }
impl DisjointBitOr for bool {}
macro_rules! impl_funnel {
    ($($t:ident)*) => { $(impl FunnelShift for $t {})* };
}
impl_funnel! { u8 u16 u32 u64 u128 usize }
