// Types at run time.

use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::intrinsics;
use crate::prelude::v1::*;

pub trait Any: 'static {
    fn type_id(&self) -> TypeId;
}
impl<T: 'static + ?Sized> Any for T {
    fn type_id(&self) -> TypeId {
        TypeId::of::<T>()
    }
}
macro_rules! any_methods {
    ($($t:ty;)*) => { $(
        impl fmt::Debug for $t {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("Any { .. }") }
        }
        impl $t {
            pub fn is<T: Any>(&self) -> bool { self.type_id() == TypeId::of::<T>() }
            pub fn downcast_ref<T: Any>(&self) -> Option<&T> {
                if self.is::<T>() { Some(unsafe { &*(self as *const Self as *const T) }) } else { None }
            }
            pub fn downcast_mut<T: Any>(&mut self) -> Option<&mut T> {
                if self.is::<T>() { Some(unsafe { &mut *(self as *mut Self as *mut T) }) } else { None }
            }
            pub unsafe fn downcast_unchecked_ref<T: Any>(&self) -> &T { unsafe { &*(self as *const Self as *const T) } }
        }
    )* };
}
any_methods! { dyn Any; dyn Any + Send; dyn Any + Send + Sync; }

#[lang = "type_id"]
#[derive(Copy, Clone)]
pub struct TypeId {
    // Pieces of a hash of the type; the machine keeps provenance in them.
    data: [*const (); 2],
}
unsafe impl Send for TypeId {}
unsafe impl Sync for TypeId {}
impl TypeId {
    pub const fn of<T: ?Sized + 'static>() -> TypeId {
        intrinsics::type_id::<T>()
    }
    fn words(self) -> [usize; 2] {
        [self.data[0].addr(), self.data[1].addr()]
    }
}
impl PartialEq for TypeId {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        intrinsics::type_id_eq(*self, *other)
    }
}
impl Eq for TypeId {}
impl PartialOrd for TypeId {
    fn partial_cmp(&self, other: &Self) -> Option<crate::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for TypeId {
    fn cmp(&self, other: &Self) -> crate::cmp::Ordering {
        self.words().cmp(&other.words())
    }
}
impl Hash for TypeId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.words()[0])
    }
}
impl fmt::Debug for TypeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b] = self.words();
        write!(f, "TypeId({a:#018x}{b:016x})")
    }
}
pub const fn type_name<T: ?Sized>() -> &'static str {
    intrinsics::type_name::<T>()
}
pub const fn type_name_of_val<T: ?Sized>(_val: &T) -> &'static str {
    type_name::<T>()
}
