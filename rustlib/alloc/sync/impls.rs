// What traits an `Arc` has, and what it can be made of.

use core::alloc::{Allocator, Layout};
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::error::Error;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::mem::{self, ManuallyDrop};
use core::pin::Pin;
use core::ptr;

use super::{allocate, slice_from_raw, Arc, ArcInner};
use crate::alloc::Global;
use crate::borrow::{Cow, ToOwned};
use crate::boxed::Box;
use crate::string::String;
use crate::vec::Vec;

impl<T: Default> Default for Arc<T> {
    fn default() -> Arc<T> {
        Arc::new(Default::default())
    }
}
impl Default for Arc<str> {
    fn default() -> Self {
        Arc::from("")
    }
}
impl<T> Default for Arc<[T]> {
    fn default() -> Self {
        let empty: [T; 0] = [];
        Arc::from(empty)
    }
}
impl<T: ?Sized + PartialEq, A: Allocator> PartialEq for Arc<T, A> {
    #[inline]
    fn eq(&self, other: &Arc<T, A>) -> bool {
        **self == **other
    }
}
impl<T: ?Sized + Eq, A: Allocator> Eq for Arc<T, A> {}
impl<T: ?Sized + PartialOrd, A: Allocator> PartialOrd for Arc<T, A> {
    fn partial_cmp(&self, other: &Arc<T, A>) -> Option<Ordering> {
        (**self).partial_cmp(&**other)
    }
}
impl<T: ?Sized + Ord, A: Allocator> Ord for Arc<T, A> {
    fn cmp(&self, other: &Arc<T, A>) -> Ordering {
        (**self).cmp(&**other)
    }
}
impl<T: ?Sized + Hash, A: Allocator> Hash for Arc<T, A> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
impl<T: ?Sized + fmt::Display, A: Allocator> fmt::Display for Arc<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}
impl<T: ?Sized + fmt::Debug, A: Allocator> fmt::Debug for Arc<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
impl<T: ?Sized, A: Allocator> fmt::Pointer for Arc<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&(&raw const **self), f)
    }
}
impl<T: ?Sized, A: Allocator> Unpin for Arc<T, A> {}
impl<T: ?Sized, A: Allocator> Borrow<T> for Arc<T, A> {
    fn borrow(&self) -> &T {
        &**self
    }
}
impl<T: ?Sized, A: Allocator> AsRef<T> for Arc<T, A> {
    fn as_ref(&self) -> &T {
        &**self
    }
}
impl<T: Error + ?Sized, A: Allocator> Error for Arc<T, A> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Error::source(&**self)
    }
}
impl<T> From<T> for Arc<T> {
    fn from(t: T) -> Self {
        Arc::new(t)
    }
}
impl<T, const N: usize> From<[T; N]> for Arc<[T]> {
    fn from(v: [T; N]) -> Arc<[T]> {
        Arc::<[T; N]>::new(v)
    }
}
impl<T: Clone> From<&[T]> for Arc<[T]> {
    fn from(v: &[T]) -> Arc<[T]> {
        Arc::from(v.to_vec())
    }
}
impl<T: Clone> From<&mut [T]> for Arc<[T]> {
    fn from(v: &mut [T]) -> Arc<[T]> {
        Arc::from(&*v)
    }
}
impl From<&str> for Arc<str> {
    fn from(v: &str) -> Arc<str> {
        unsafe {
            let bytes = slice_from_raw(v.as_ptr(), v.len(), Global);
            Arc::from_raw(Arc::into_raw(bytes) as *const str)
        }
    }
}
impl From<&mut str> for Arc<str> {
    fn from(v: &mut str) -> Arc<str> {
        Arc::from(&*v)
    }
}
impl From<String> for Arc<str> {
    fn from(v: String) -> Arc<str> {
        Arc::from(&v[..])
    }
}
impl<T: ?Sized, A: Allocator> From<Box<T, A>> for Arc<T, A> {
    fn from(v: Box<T, A>) -> Arc<T, A> {
        unsafe {
            let (source, alloc) = Box::into_raw_with_allocator(v);
            let layout = Layout::for_value_raw(source as *const T);
            let memory = allocate(layout, false, &alloc);
            let inner = memory.with_metadata_of(source as *const ArcInner<T>);
            ptr::copy_nonoverlapping(source as *const u8, (&raw mut (*inner).data) as *mut u8, layout.size());
            // The content has moved: only the box's memory is left.
            let left = Box::from_raw_in(source as *mut ManuallyDrop<T>, &alloc);
            drop(left);
            Arc::from_ptr_in(inner, alloc)
        }
    }
}
impl<T, A: Allocator> From<Vec<T, A>> for Arc<[T], A> {
    fn from(v: Vec<T, A>) -> Arc<[T], A> {
        unsafe {
            let (ptr, len, cap, alloc) = v.into_raw_parts_with_alloc();
            let result = slice_from_raw(ptr, len, alloc);
            // The elements have moved; the buffer goes back.
            drop(Vec::from_raw_parts_in(ptr, 0, cap, Arc::allocator(&result)));
            result
        }
    }
}
impl<'a, B: ?Sized + ToOwned> From<Cow<'a, B>> for Arc<B>
where
    Arc<B>: From<&'a B> + From<B::Owned>,
{
    fn from(cow: Cow<'a, B>) -> Arc<B> {
        match cow {
            Cow::Borrowed(s) => Arc::from(s),
            Cow::Owned(s) => Arc::from(s),
        }
    }
}
impl From<Arc<str>> for Arc<[u8]> {
    fn from(rc: Arc<str>) -> Self {
        unsafe { Arc::from_raw(Arc::into_raw(rc) as *const [u8]) }
    }
}
impl<T, A: Allocator, const N: usize> TryFrom<Arc<[T], A>> for Arc<[T; N], A> {
    type Error = Arc<[T], A>;
    fn try_from(slice: Arc<[T], A>) -> Result<Self, Self::Error> {
        if slice.len() != N {
            return Err(slice);
        }
        let (ptr, alloc) = Arc::into_raw_with_allocator(slice);
        Ok(unsafe { Arc::from_raw_in(ptr as *const [T; N], alloc) })
    }
}
impl<T> FromIterator<T> for Arc<[T]> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        iter.into_iter().collect::<Vec<T>>().into()
    }
}
