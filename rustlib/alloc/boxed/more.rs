// Boxes made in rarer ways: with failure as a value, of slices, of copies, and from other owners.

use core::alloc::{AllocError, Allocator, Layout};
use core::error::Error;
use core::mem::MaybeUninit;

use super::Box;
use crate::alloc::Global;
use crate::borrow::Cow;
use crate::string::String;
use crate::vec::Vec;

impl<T> Box<T> {
    pub fn try_new_zeroed() -> Result<Box<MaybeUninit<T>>, AllocError> {
        Self::try_new_zeroed_in(Global)
    }
}
impl<T, A: Allocator> Box<T, A> {
    pub fn try_new_zeroed_in(alloc: A) -> Result<Box<MaybeUninit<T>, A>, AllocError> {
        let ptr = alloc.allocate_zeroed(Layout::new::<MaybeUninit<T>>())?;
        Ok(unsafe { Box::from_raw_in(ptr.cast::<MaybeUninit<T>>().as_ptr(), alloc) })
    }
}
impl<T> Box<[T]> {
    pub fn try_new_uninit_slice(len: usize) -> Result<Box<[MaybeUninit<T>]>, AllocError> {
        Self::try_new_uninit_slice_in(len, Global)
    }
    pub fn try_new_zeroed_slice(len: usize) -> Result<Box<[MaybeUninit<T>]>, AllocError> {
        Self::try_new_zeroed_slice_in(len, Global)
    }
}
impl<T, A: Allocator> Box<[T], A> {
    pub fn new_zeroed_slice_in(len: usize, alloc: A) -> Box<[MaybeUninit<T>], A> {
        let mut boxed = Self::new_uninit_slice_in(len, alloc);
        unsafe { (*boxed).as_mut_ptr().write_bytes(0, len) };
        boxed
    }
    pub fn try_new_uninit_slice_in(len: usize, alloc: A) -> Result<Box<[MaybeUninit<T>], A>, AllocError> {
        let mut v: Vec<MaybeUninit<T>, A> = Vec::new_in(alloc);
        v.try_reserve_exact(len).map_err(|_| AllocError)?;
        unsafe { v.set_len(len) };
        Ok(v.into_boxed_slice())
    }
    pub fn try_new_zeroed_slice_in(len: usize, alloc: A) -> Result<Box<[MaybeUninit<T>], A>, AllocError> {
        let mut boxed = Self::try_new_uninit_slice_in(len, alloc)?;
        unsafe { (*boxed).as_mut_ptr().write_bytes(0, len) };
        Ok(boxed)
    }
}
impl<T: Clone> From<&mut [T]> for Box<[T]> {
    fn from(slice: &mut [T]) -> Box<[T]> {
        Self::from(&*slice)
    }
}
impl From<&mut str> for Box<str> {
    fn from(s: &mut str) -> Box<str> {
        Self::from(&*s)
    }
}
impl<T: Clone> From<Cow<'_, [T]>> for Box<[T]> {
    fn from(cow: Cow<'_, [T]>) -> Box<[T]> {
        match cow {
            Cow::Borrowed(slice) => Box::from(slice),
            Cow::Owned(slice) => Box::from(slice),
        }
    }
}
impl<'a, 'b> From<Cow<'b, str>> for Box<dyn Error + Send + Sync + 'a> {
    fn from(err: Cow<'b, str>) -> Box<dyn Error + Send + Sync + 'a> {
        From::from(String::from(err))
    }
}
impl<'a, 'b> From<Cow<'b, str>> for Box<dyn Error + 'a> {
    fn from(err: Cow<'b, str>) -> Box<dyn Error + 'a> {
        From::from(String::from(err))
    }
}
