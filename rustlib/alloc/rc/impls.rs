// What traits an `Rc` has, and what it can be made of.

use core::alloc::{Allocator, Layout};
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::error::Error;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::mem::{self, ManuallyDrop};
use core::pin::Pin;
use core::ptr;

use super::{allocate, slice_from_raw, Rc, RcInner};
use crate::alloc::Global;
use crate::borrow::{Cow, ToOwned};
use crate::boxed::Box;
use crate::string::String;
use crate::vec::Vec;

impl<T: Default> Default for Rc<T> {
    fn default() -> Rc<T> {
        Rc::new(Default::default())
    }
}
impl Default for Rc<str> {
    fn default() -> Self {
        Rc::from("")
    }
}
impl<T> Default for Rc<[T]> {
    fn default() -> Self {
        let empty: [T; 0] = [];
        Rc::from(empty)
    }
}
impl<T: ?Sized + PartialEq, A: Allocator> PartialEq for Rc<T, A> {
    #[inline]
    fn eq(&self, other: &Rc<T, A>) -> bool {
        **self == **other
    }
}
impl<T: ?Sized + Eq, A: Allocator> Eq for Rc<T, A> {}
impl<T: ?Sized + PartialOrd, A: Allocator> PartialOrd for Rc<T, A> {
    fn partial_cmp(&self, other: &Rc<T, A>) -> Option<Ordering> {
        (**self).partial_cmp(&**other)
    }
}
impl<T: ?Sized + Ord, A: Allocator> Ord for Rc<T, A> {
    fn cmp(&self, other: &Rc<T, A>) -> Ordering {
        (**self).cmp(&**other)
    }
}
impl<T: ?Sized + Hash, A: Allocator> Hash for Rc<T, A> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
impl<T: ?Sized + fmt::Display, A: Allocator> fmt::Display for Rc<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}
impl<T: ?Sized + fmt::Debug, A: Allocator> fmt::Debug for Rc<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
impl<T: ?Sized, A: Allocator> fmt::Pointer for Rc<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&(&raw const **self), f)
    }
}
impl<T: ?Sized, A: Allocator> Unpin for Rc<T, A> {}
impl<T: ?Sized, A: Allocator> Borrow<T> for Rc<T, A> {
    fn borrow(&self) -> &T {
        &**self
    }
}
impl<T: ?Sized, A: Allocator> AsRef<T> for Rc<T, A> {
    fn as_ref(&self) -> &T {
        &**self
    }
}
impl<T: Error + ?Sized, A: Allocator> Error for Rc<T, A> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Error::source(&**self)
    }
}
impl<T> From<T> for Rc<T> {
    fn from(t: T) -> Self {
        Rc::new(t)
    }
}
impl<T, const N: usize> From<[T; N]> for Rc<[T]> {
    fn from(v: [T; N]) -> Rc<[T]> {
        Rc::<[T; N]>::new(v)
    }
}
impl<T: Clone> From<&[T]> for Rc<[T]> {
    fn from(v: &[T]) -> Rc<[T]> {
        Rc::from(v.to_vec())
    }
}
impl<T: Clone> From<&mut [T]> for Rc<[T]> {
    fn from(v: &mut [T]) -> Rc<[T]> {
        Rc::from(&*v)
    }
}
impl From<&str> for Rc<str> {
    fn from(v: &str) -> Rc<str> {
        unsafe {
            let bytes = slice_from_raw(v.as_ptr(), v.len(), Global);
            Rc::from_raw(Rc::into_raw(bytes) as *const str)
        }
    }
}
impl From<&mut str> for Rc<str> {
    fn from(v: &mut str) -> Rc<str> {
        Rc::from(&*v)
    }
}
impl From<String> for Rc<str> {
    fn from(v: String) -> Rc<str> {
        Rc::from(&v[..])
    }
}
impl<T: ?Sized, A: Allocator> From<Box<T, A>> for Rc<T, A> {
    fn from(v: Box<T, A>) -> Rc<T, A> {
        unsafe {
            let (source, alloc) = Box::into_raw_with_allocator(v);
            let layout = Layout::for_value_raw(source as *const T);
            let memory = allocate(layout, false, &alloc);
            let inner = memory.with_metadata_of(source as *const RcInner<T>);
            ptr::copy_nonoverlapping(source as *const u8, (&raw mut (*inner).value) as *mut u8, layout.size());
            // The content has moved: only the box's memory is left.
            let left = Box::from_raw_in(source as *mut ManuallyDrop<T>, &alloc);
            drop(left);
            Rc::from_ptr_in(inner, alloc)
        }
    }
}
impl<T, A: Allocator> From<Vec<T, A>> for Rc<[T], A> {
    fn from(v: Vec<T, A>) -> Rc<[T], A> {
        unsafe {
            let (ptr, len, cap, alloc) = v.into_raw_parts_with_alloc();
            let result = slice_from_raw(ptr, len, alloc);
            // The elements have moved; the buffer goes back.
            drop(Vec::from_raw_parts_in(ptr, 0, cap, Rc::allocator(&result)));
            result
        }
    }
}
impl<'a, B: ?Sized + ToOwned> From<Cow<'a, B>> for Rc<B>
where
    Rc<B>: From<&'a B> + From<B::Owned>,
{
    fn from(cow: Cow<'a, B>) -> Rc<B> {
        match cow {
            Cow::Borrowed(s) => Rc::from(s),
            Cow::Owned(s) => Rc::from(s),
        }
    }
}
impl From<Rc<str>> for Rc<[u8]> {
    fn from(rc: Rc<str>) -> Self {
        unsafe { Rc::from_raw(Rc::into_raw(rc) as *const [u8]) }
    }
}
impl<T, A: Allocator, const N: usize> TryFrom<Rc<[T], A>> for Rc<[T; N], A> {
    type Error = Rc<[T], A>;
    fn try_from(slice: Rc<[T], A>) -> Result<Self, Self::Error> {
        if slice.len() != N {
            return Err(slice);
        }
        let (ptr, alloc) = Rc::into_raw_with_allocator(slice);
        Ok(unsafe { Rc::from_raw_in(ptr as *const [T; N], alloc) })
    }
}
impl<T> FromIterator<T> for Rc<[T]> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        iter.into_iter().collect::<Vec<T>>().into()
    }
}
