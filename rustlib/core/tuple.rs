// Traits of tuples up to twelve elements.

use crate::cmp::Ordering::{self, Equal};
use crate::prelude::v1::*;

macro_rules! tuple_impls {
    ($( ($($T:ident $i:tt)+) )*) => { $(
        impl<$($T: PartialEq),+> PartialEq for ($($T,)+) {
            #[inline]
            fn eq(&self, other: &($($T,)+)) -> bool { $( self.$i == other.$i )&&+ }
            #[inline]
            fn ne(&self, other: &($($T,)+)) -> bool { $( self.$i != other.$i )||+ }
        }
        impl<$($T: Eq),+> Eq for ($($T,)+) {}
        impl<$($T: PartialOrd),+> PartialOrd for ($($T,)+) {
            #[inline]
            fn partial_cmp(&self, other: &($($T,)+)) -> Option<Ordering> {
                $( match self.$i.partial_cmp(&other.$i) { Some(Equal) => {} other => return other } )+
                Some(Equal)
            }
        }
        impl<$($T: Ord),+> Ord for ($($T,)+) {
            #[inline]
            fn cmp(&self, other: &($($T,)+)) -> Ordering {
                $( match self.$i.cmp(&other.$i) { Equal => {} other => return other } )+
                Equal
            }
        }
        impl<$($T: Default),+> Default for ($($T,)+) {
            #[inline]
            fn default() -> ($($T,)+) { ($($T::default(),)+) }
        }
        impl<$($T: crate::hash::Hash),+> crate::hash::Hash for ($($T,)+) {
            #[inline]
            fn hash<HS: crate::hash::Hasher>(&self, state: &mut HS) { $( self.$i.hash(state); )+ }
        }
        impl<$($T: crate::fmt::Debug),+> crate::fmt::Debug for ($($T,)+) {
            fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
                let mut builder = f.debug_tuple("");
                $( builder.field(&self.$i); )+
                builder.finish()
            }
        }
    )* };
}
tuple_impls! {
    (A 0)
    (A 0 B 1)
    (A 0 B 1 C 2)
    (A 0 B 1 C 2 D 3)
    (A 0 B 1 C 2 D 3 E 4)
    (A 0 B 1 C 2 D 3 E 4 F 5)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11)
}
macro_rules! tuple_from_array {
    ($( $n:literal ($($v:ident $T:ident)+) )*) => { $(
        impl<T> From<[T; $n]> for ($($T,)+) {
            #[inline]
            fn from(array: [T; $n]) -> Self { let [$($v),+] = array; ($($v,)+) }
        }
        impl<T> From<($($T,)+)> for [T; $n] {
            #[inline]
            fn from(tuple: ($($T,)+)) -> Self { let ($($v,)+) = tuple; [$($v),+] }
        }
    )* };
}
tuple_from_array! { 1 (a T) 2 (a T b T) 3 (a T b T c T) 4 (a T b T c T d T) 5 (a T b T c T d T e T) 6 (a T b T c T d T e T f T) }
