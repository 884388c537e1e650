// Vectors from and into other types.

use core::alloc::Allocator;
use core::ptr;

use super::Vec;
use crate::borrow::{Cow, ToOwned};
use crate::boxed::Box;
use crate::string::String;

impl<T: Clone> From<&[T]> for Vec<T> {
    #[track_caller]
    fn from(s: &[T]) -> Vec<T> {
        s.to_vec()
    }
}
impl<T: Clone> From<&mut [T]> for Vec<T> {
    #[track_caller]
    fn from(s: &mut [T]) -> Vec<T> {
        s.to_vec()
    }
}
impl<T: Clone, const N: usize> From<&[T; N]> for Vec<T> {
    #[track_caller]
    fn from(s: &[T; N]) -> Vec<T> {
        s.as_slice().to_vec()
    }
}
impl<T: Clone, const N: usize> From<&mut [T; N]> for Vec<T> {
    #[track_caller]
    fn from(s: &mut [T; N]) -> Vec<T> {
        s.as_slice().to_vec()
    }
}
impl<T, const N: usize> From<[T; N]> for Vec<T> {
    #[track_caller]
    fn from(s: [T; N]) -> Vec<T> {
        <[T]>::into_vec(Box::new(s))
    }
}
impl<'a, T> From<Cow<'a, [T]>> for Vec<T>
where
    [T]: ToOwned<Owned = Vec<T>>,
{
    #[track_caller]
    fn from(s: Cow<'a, [T]>) -> Vec<T> {
        s.into_owned()
    }
}
impl<T, A: Allocator> From<Box<[T], A>> for Vec<T, A> {
    fn from(s: Box<[T], A>) -> Self {
        s.into_vec()
    }
}
impl<T, A: Allocator> From<Vec<T, A>> for Box<[T], A> {
    #[track_caller]
    fn from(v: Vec<T, A>) -> Self {
        v.into_boxed_slice()
    }
}
impl From<&str> for Vec<u8> {
    #[track_caller]
    fn from(s: &str) -> Vec<u8> {
        From::from(s.as_bytes())
    }
}
impl<T, A: Allocator, const N: usize> TryFrom<Vec<T, A>> for [T; N] {
    type Error = Vec<T, A>;
    fn try_from(mut vec: Vec<T, A>) -> Result<[T; N], Vec<T, A>> {
        if vec.len() != N {
            return Err(vec);
        }
        unsafe {
            vec.set_len(0);
            Ok(ptr::read(vec.as_ptr() as *const [T; N]))
        }
    }
}
impl<T, const N: usize> TryFrom<Vec<T>> for Box<[T; N]> {
    type Error = Vec<T>;
    fn try_from(vec: Vec<T>) -> Result<Self, Vec<T>> {
        if vec.len() == N {
            let raw = Box::into_raw(vec.into_boxed_slice());
            Ok(unsafe { Box::from_raw(raw as *mut [T; N]) })
        } else {
            Err(vec)
        }
    }
}
impl<'a, T: Clone> From<&'a [T]> for Cow<'a, [T]> {
    fn from(s: &'a [T]) -> Cow<'a, [T]> {
        Cow::Borrowed(s)
    }
}
impl<'a, T: Clone, const N: usize> From<&'a [T; N]> for Cow<'a, [T]> {
    fn from(s: &'a [T; N]) -> Cow<'a, [T]> {
        Cow::Borrowed(s as &[T])
    }
}
impl<'a, T: Clone> From<Vec<T>> for Cow<'a, [T]> {
    fn from(v: Vec<T>) -> Cow<'a, [T]> {
        Cow::Owned(v)
    }
}
impl<'a, T: Clone> From<&'a Vec<T>> for Cow<'a, [T]> {
    fn from(v: &'a Vec<T>) -> Cow<'a, [T]> {
        Cow::Borrowed(v.as_slice())
    }
}
impl<'a, T: Clone> FromIterator<T> for Cow<'a, [T]> {
    fn from_iter<I: IntoIterator<Item = T>>(it: I) -> Cow<'a, [T]> {
        Cow::Owned(FromIterator::from_iter(it))
    }
}
