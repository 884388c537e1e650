// `Alignment`: a power of two.

use crate::fmt;
use crate::num::NonZero;
use crate::prelude::v1::*;

#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Alignment(NonZero<usize>);
impl Alignment {
    pub const MIN: Self = Self::new(1).unwrap();
    pub const fn of<T>() -> Self {
        unsafe { Self::new_unchecked(align_of::<T>()) }
    }
    pub const fn new(align: usize) -> Option<Self> {
        if align.is_power_of_two() { Some(unsafe { Self::new_unchecked(align) }) } else { None }
    }
    pub const unsafe fn new_unchecked(align: usize) -> Self {
        Alignment(unsafe { NonZero::new_unchecked(align) })
    }
    pub const fn as_usize(self) -> usize {
        self.0.get()
    }
    pub const fn as_nonzero(self) -> NonZero<usize> {
        self.0
    }
    pub const fn log2(self) -> u32 {
        self.0.get().trailing_zeros()
    }
    pub const fn mask(self) -> usize {
        !(self.as_usize() - 1)
    }
}
impl fmt::Debug for Alignment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (1 << {})", self.as_usize(), self.log2())
    }
}
