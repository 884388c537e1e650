// `Default` and its implementations for primitives, arrays and tuples.

use crate::marker::Sized;

pub trait Default: Sized {
    fn default() -> Self;
}

macro_rules! impl_default {
    ($($t:ty, $v:expr;)*) => { $(
        impl Default for $t {
            #[inline(always)]
            fn default() -> $t { $v }
        }
    )* };
}
impl_default! {
    (), (); bool, false; char, '\x00';
    usize, 0; u8, 0; u16, 0; u32, 0; u64, 0; u128, 0;
    isize, 0; i8, 0; i16, 0; i32, 0; i64, 0; i128, 0;
    f32, 0.0; f64, 0.0;
}
impl<T: Default, const N: usize> Default for [T; N] {
    fn default() -> [T; N] {
        crate::array::from_fn(|_| T::default())
    }
}
impl<T> Default for &[T] {
    fn default() -> Self {
        &[]
    }
}
impl<T> Default for &mut [T] {
    fn default() -> Self {
        &mut []
    }
}
impl<T> Default for *const T {
    fn default() -> Self {
        crate::ptr::null()
    }
}
impl<T> Default for *mut T {
    fn default() -> Self {
        crate::ptr::null_mut()
    }
}
impl Default for &str {
    fn default() -> Self {
        ""
    }
}
