// Marker traits and marker types: which kinds of types may be copied, moved, sent, shared, unsized.

use crate::clone::Clone;
use crate::cell::UnsafeCell;
use crate::cmp::{Eq, Ord, Ordering, PartialEq, PartialOrd};
use crate::default::Default;
use crate::hash::{Hash, Hasher};
use crate::option::Option::{self, Some};

#[lang = "pointee_sized"]
#[fundamental]
pub trait PointeeSized {}

#[lang = "meta_sized"]
#[fundamental]
pub trait MetaSized: PointeeSized {}

#[lang = "sized"]
#[fundamental]
pub trait Sized: MetaSized {}

#[lang = "unsize"]
pub trait Unsize<T: PointeeSized>: PointeeSized {}

#[lang = "structural_peq"]
pub trait StructuralPartialEq {}

#[lang = "copy"]
pub trait Copy: Clone {}

macro_rules! impl_copy {
    ($($t:ty)*) => { $(impl Copy for $t {})* };
}
impl_copy! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 f16 f128 bool char }
impl Copy for ! {}
impl<T: PointeeSized> Copy for *const T {}
impl<T: PointeeSized> Copy for *mut T {}
impl<T: PointeeSized> Copy for &T {}
impl<T: Copy, const N: usize> Copy for [T; N] {}

pub unsafe auto trait Send {}
impl<T: PointeeSized> !Send for *const T {}
impl<T: PointeeSized> !Send for *mut T {}
unsafe impl<T: Sync + PointeeSized> Send for &T {}

#[lang = "sync"]
pub unsafe auto trait Sync {}
impl<T: PointeeSized> !Sync for *const T {}
impl<T: PointeeSized> !Sync for *mut T {}

#[lang = "unpin"]
pub auto trait Unpin {}
impl !Unpin for PhantomPinned {}
impl<T: PointeeSized> Unpin for &T {}
impl<T: PointeeSized> Unpin for &mut T {}
impl<T: PointeeSized> Unpin for *const T {}
impl<T: PointeeSized> Unpin for *mut T {}

#[lang = "unsafe_unpin"]
pub unsafe auto trait UnsafeUnpin {}
unsafe impl<T: PointeeSized> UnsafeUnpin for PhantomData<T> {}
unsafe impl<T: PointeeSized> UnsafeUnpin for *const T {}
unsafe impl<T: PointeeSized> UnsafeUnpin for *mut T {}
unsafe impl<T: PointeeSized> UnsafeUnpin for &T {}
unsafe impl<T: PointeeSized> UnsafeUnpin for &mut T {}

#[lang = "freeze"]
pub unsafe auto trait Freeze {}
impl<T: PointeeSized> !Freeze for UnsafeCell<T> {}
unsafe impl<T: PointeeSized> Freeze for PhantomData<T> {}
unsafe impl<T: PointeeSized> Freeze for *const T {}
unsafe impl<T: PointeeSized> Freeze for *mut T {}
unsafe impl<T: PointeeSized> Freeze for &T {}
unsafe impl<T: PointeeSized> Freeze for &mut T {}

#[lang = "tuple_trait"]
pub trait Tuple {}

#[lang = "destruct"]
pub trait Destruct: PointeeSized {}

#[lang = "discriminant_kind"]
pub trait DiscriminantKind {
    #[lang = "discriminant_type"]
    type Discriminant: Clone + Copy + crate::fmt::Debug + Eq + PartialEq + Hash + Send + Sync + Unpin;
}

#[lang = "fn_ptr_trait"]
#[rustc_deny_explicit_impl]
pub trait FnPtr: Copy + Clone {
    #[lang = "fn_ptr_addr"]
    fn addr(self) -> *const ();
}

#[lang = "const_param_ty"]
pub trait ConstParamTy_: StructuralPartialEq + Eq {}
macro_rules! impl_const_param {
    ($($t:ty)*) => { $(impl ConstParamTy_ for $t {} impl StructuralPartialEq for $t {})* };
}
impl_const_param! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 bool char }
impl ConstParamTy_ for () {}
impl StructuralPartialEq for () {}

#[lang = "coerce_pointee_validated"]
pub trait CoercePointeeValidated {}

#[lang = "reborrow"]
pub trait Reborrow {}
#[lang = "coerce_shared"]
pub trait CoerceShared<Target: Copy>: Reborrow {}

#[lang = "phantom_data"]
pub struct PhantomData<T: PointeeSized>;

impl<T: PointeeSized> PhantomData<T> {
    pub const fn new() -> Self {
        PhantomData
    }
}
impl<T: PointeeSized> Copy for PhantomData<T> {}
impl<T: PointeeSized> Clone for PhantomData<T> {
    fn clone(&self) -> Self {
        PhantomData
    }
}
impl<T: PointeeSized> Default for PhantomData<T> {
    fn default() -> Self {
        PhantomData
    }
}
impl<T: PointeeSized> PartialEq for PhantomData<T> {
    fn eq(&self, _other: &PhantomData<T>) -> bool {
        true
    }
}
impl<T: PointeeSized> Eq for PhantomData<T> {}
impl<T: PointeeSized> PartialOrd for PhantomData<T> {
    fn partial_cmp(&self, _other: &PhantomData<T>) -> Option<Ordering> {
        Some(Ordering::Equal)
    }
}
impl<T: PointeeSized> Ord for PhantomData<T> {
    fn cmp(&self, _other: &PhantomData<T>) -> Ordering {
        Ordering::Equal
    }
}
impl<T: PointeeSized> Hash for PhantomData<T> {
    fn hash<H: Hasher>(&self, _state: &mut H) {}
}
impl<T: PointeeSized> StructuralPartialEq for PhantomData<T> {}

pub struct PhantomPinned;
impl Copy for PhantomPinned {}
impl Clone for PhantomPinned {
    fn clone(&self) -> Self {
        PhantomPinned
    }
}
impl Default for PhantomPinned {
    fn default() -> Self {
        PhantomPinned
    }
}
impl crate::fmt::Debug for PhantomPinned {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
        f.write_str("PhantomPinned")
    }
}
impl PartialEq for PhantomPinned {
    fn eq(&self, _other: &PhantomPinned) -> bool {
        true
    }
}
impl Eq for PhantomPinned {}
impl PartialOrd for PhantomPinned {
    fn partial_cmp(&self, _other: &PhantomPinned) -> Option<crate::cmp::Ordering> {
        Some(crate::cmp::Ordering::Equal)
    }
}
impl Ord for PhantomPinned {
    fn cmp(&self, _other: &PhantomPinned) -> crate::cmp::Ordering {
        crate::cmp::Ordering::Equal
    }
}
impl crate::hash::Hash for PhantomPinned {
    fn hash<H: crate::hash::Hasher>(&self, _state: &mut H) {}
}
