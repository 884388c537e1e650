// Atomic types.

use crate::cell::UnsafeCell;
use crate::fmt;
use crate::intrinsics::{self, AtomicOrdering as AO};
use crate::prelude::v1::*;

#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash)]
#[non_exhaustive]
pub enum Ordering {
    Relaxed,
    Release,
    Acquire,
    AcqRel,
    SeqCst,
}
use Ordering::*;

#[inline]
#[track_caller]
unsafe fn atomic_load<T: Copy>(src: *const T, order: Ordering) -> T {
    unsafe {
        match order {
            Relaxed => intrinsics::atomic_load::<T, { AO::Relaxed }>(src),
            Acquire => intrinsics::atomic_load::<T, { AO::Acquire }>(src),
            SeqCst => intrinsics::atomic_load::<T, { AO::SeqCst }>(src),
            Release => panic!("there is no such thing as a release load"),
            AcqRel => panic!("there is no such thing as an acquire-release load"),
        }
    }
}
#[inline]
#[track_caller]
unsafe fn atomic_store<T: Copy>(dst: *mut T, val: T, order: Ordering) {
    unsafe {
        match order {
            Relaxed => intrinsics::atomic_store::<T, { AO::Relaxed }>(dst, val),
            Release => intrinsics::atomic_store::<T, { AO::Release }>(dst, val),
            SeqCst => intrinsics::atomic_store::<T, { AO::SeqCst }>(dst, val),
            Acquire => panic!("there is no such thing as an acquire store"),
            AcqRel => panic!("there is no such thing as an acquire-release store"),
        }
    }
}
macro_rules! read_modify_write {
    ($($name:ident $intrinsic:ident;)*) => { $(
        #[inline]
        #[track_caller]
        unsafe fn $name<T: Copy>(dst: *mut T, val: T, order: Ordering) -> T {
            unsafe {
                match order {
                    Relaxed => intrinsics::$intrinsic::<T, { AO::Relaxed }>(dst, val),
                    Acquire => intrinsics::$intrinsic::<T, { AO::Acquire }>(dst, val),
                    Release => intrinsics::$intrinsic::<T, { AO::Release }>(dst, val),
                    AcqRel => intrinsics::$intrinsic::<T, { AO::AcqRel }>(dst, val),
                    SeqCst => intrinsics::$intrinsic::<T, { AO::SeqCst }>(dst, val),
                }
            }
        }
    )* };
}
read_modify_write! {
    atomic_swap atomic_xchg;
    atomic_max atomic_max;
    atomic_min atomic_min;
    atomic_umax atomic_umax;
    atomic_umin atomic_umin;
}
macro_rules! read_modify_write_mixed {
    ($($name:ident $intrinsic:ident;)*) => { $(
        #[inline]
        #[track_caller]
        unsafe fn $name<T: Copy, U: Copy>(dst: *mut T, val: U, order: Ordering) -> T {
            unsafe {
                match order {
                    Relaxed => intrinsics::$intrinsic::<T, U, { AO::Relaxed }>(dst, val),
                    Acquire => intrinsics::$intrinsic::<T, U, { AO::Acquire }>(dst, val),
                    Release => intrinsics::$intrinsic::<T, U, { AO::Release }>(dst, val),
                    AcqRel => intrinsics::$intrinsic::<T, U, { AO::AcqRel }>(dst, val),
                    SeqCst => intrinsics::$intrinsic::<T, U, { AO::SeqCst }>(dst, val),
                }
            }
        }
    )* };
}
read_modify_write_mixed! {
    atomic_add atomic_xadd;
    atomic_sub atomic_xsub;
    atomic_and atomic_and;
    atomic_nand atomic_nand;
    atomic_or atomic_or;
    atomic_xor atomic_xor;
}
macro_rules! compare_exchange {
    ($($name:ident $intrinsic:ident;)*) => { $(
        #[inline]
        #[track_caller]
        unsafe fn $name<T: Copy>(dst: *mut T, old: T, new: T, success: Ordering, failure: Ordering) -> Result<T, T> {
            let (val, ok) = unsafe {
                match (success, failure) {
                    (Relaxed, Relaxed) => intrinsics::$intrinsic::<T, { AO::Relaxed }, { AO::Relaxed }>(dst, old, new),
                    (Relaxed, Acquire) => intrinsics::$intrinsic::<T, { AO::Relaxed }, { AO::Acquire }>(dst, old, new),
                    (Relaxed, SeqCst) => intrinsics::$intrinsic::<T, { AO::Relaxed }, { AO::SeqCst }>(dst, old, new),
                    (Acquire, Relaxed) => intrinsics::$intrinsic::<T, { AO::Acquire }, { AO::Relaxed }>(dst, old, new),
                    (Acquire, Acquire) => intrinsics::$intrinsic::<T, { AO::Acquire }, { AO::Acquire }>(dst, old, new),
                    (Acquire, SeqCst) => intrinsics::$intrinsic::<T, { AO::Acquire }, { AO::SeqCst }>(dst, old, new),
                    (Release, Relaxed) => intrinsics::$intrinsic::<T, { AO::Release }, { AO::Relaxed }>(dst, old, new),
                    (Release, Acquire) => intrinsics::$intrinsic::<T, { AO::Release }, { AO::Acquire }>(dst, old, new),
                    (Release, SeqCst) => intrinsics::$intrinsic::<T, { AO::Release }, { AO::SeqCst }>(dst, old, new),
                    (AcqRel, Relaxed) => intrinsics::$intrinsic::<T, { AO::AcqRel }, { AO::Relaxed }>(dst, old, new),
                    (AcqRel, Acquire) => intrinsics::$intrinsic::<T, { AO::AcqRel }, { AO::Acquire }>(dst, old, new),
                    (AcqRel, SeqCst) => intrinsics::$intrinsic::<T, { AO::AcqRel }, { AO::SeqCst }>(dst, old, new),
                    (SeqCst, Relaxed) => intrinsics::$intrinsic::<T, { AO::SeqCst }, { AO::Relaxed }>(dst, old, new),
                    (SeqCst, Acquire) => intrinsics::$intrinsic::<T, { AO::SeqCst }, { AO::Acquire }>(dst, old, new),
                    (SeqCst, SeqCst) => intrinsics::$intrinsic::<T, { AO::SeqCst }, { AO::SeqCst }>(dst, old, new),
                    (_, AcqRel) => panic!("there is no such thing as an acquire-release failure ordering"),
                    (_, Release) => panic!("there is no such thing as a release failure ordering"),
                }
            };
            if ok { Ok(val) } else { Err(val) }
        }
    )* };
}
compare_exchange! { atomic_compare_exchange atomic_cxchg; atomic_compare_exchange_weak atomic_cxchgweak; }

#[inline]
const fn failure_of(order: Ordering) -> Ordering {
    match order {
        Release => Relaxed,
        Relaxed => Relaxed,
        SeqCst => SeqCst,
        Acquire => Acquire,
        AcqRel => Acquire,
    }
}

// What all atomic types share, over the value type and the type it is stored as.
macro_rules! atomic_common {
    (($($g:tt)*) $Atomic:ty, $t:ty, $stored:ty, |$x:ident| $to:expr, $from:expr) => {
        unsafe impl<$($g)*> Sync for $Atomic {}
        unsafe impl<$($g)*> Send for $Atomic {}
        impl<$($g)*> $Atomic {
            #[inline]
            pub const fn new(v: $t) -> Self { Self { v: UnsafeCell::new({ let $x = v; $to }) } }
            #[inline]
            pub const unsafe fn from_ptr<'a>(ptr: *mut $t) -> &'a Self { unsafe { &*(ptr as *mut Self) } }
            #[inline]
            pub const fn get_mut(&mut self) -> &mut $t { unsafe { &mut *(self.v.get() as *mut $t) } }
            #[inline]
            pub fn from_mut(v: &mut $t) -> &mut Self { unsafe { &mut *(v as *mut $t as *mut Self) } }
            #[inline]
            pub fn get_mut_slice(this: &mut [Self]) -> &mut [$t] { unsafe { &mut *(this as *mut [Self] as *mut [$t]) } }
            #[inline]
            pub fn from_mut_slice(v: &mut [$t]) -> &mut [Self] { unsafe { &mut *(v as *mut [$t] as *mut [Self]) } }
            #[inline]
            pub const fn as_ptr(&self) -> *mut $t { self.v.get() as *mut $t }
            #[inline]
            pub fn into_inner(self) -> $t { let $x = self.v.into_inner(); $from }
            #[inline]
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $t {
                let $x = unsafe { atomic_load::<$stored>(self.v.get(), order) };
                $from
            }
            #[inline]
            #[track_caller]
            pub fn store(&self, val: $t, order: Ordering) {
                unsafe { atomic_store::<$stored>(self.v.get(), { let $x = val; $to }, order) }
            }
            #[inline]
            #[track_caller]
            pub fn swap(&self, val: $t, order: Ordering) -> $t {
                let $x = unsafe { atomic_swap::<$stored>(self.v.get(), { let $x = val; $to }, order) };
                $from
            }
            #[inline]
            #[track_caller]
            pub fn compare_and_swap(&self, current: $t, new: $t, order: Ordering) -> $t {
                match self.compare_exchange(current, new, order, failure_of(order)) { Ok(x) => x, Err(x) => x }
            }
            #[inline]
            #[track_caller]
            pub fn compare_exchange(&self, current: $t, new: $t, success: Ordering, failure: Ordering) -> Result<$t, $t> {
                let result = unsafe {
                    atomic_compare_exchange::<$stored>(
                        self.v.get(), { let $x = current; $to }, { let $x = new; $to }, success, failure)
                };
                match result { Ok($x) => Ok($from), Err($x) => Err($from) }
            }
            #[inline]
            #[track_caller]
            pub fn compare_exchange_weak(&self, current: $t, new: $t, success: Ordering, failure: Ordering) -> Result<$t, $t> {
                let result = unsafe {
                    atomic_compare_exchange_weak::<$stored>(
                        self.v.get(), { let $x = current; $to }, { let $x = new; $to }, success, failure)
                };
                match result { Ok($x) => Ok($from), Err($x) => Err($from) }
            }
            #[track_caller]
            pub fn fetch_update<F: FnMut($t) -> Option<$t>>(
                &self, set_order: Ordering, fetch_order: Ordering, mut f: F) -> Result<$t, $t> {
                let mut prev = self.load(fetch_order);
                while let Some(next) = f(prev) {
                    match self.compare_exchange_weak(prev, next, set_order, fetch_order) {
                        x @ Ok(_) => return x,
                        Err(next_prev) => prev = next_prev,
                    }
                }
                Err(prev)
            }
            #[track_caller]
            pub fn try_update(
                &self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut($t) -> Option<$t>) -> Result<$t, $t> {
                self.fetch_update(set_order, fetch_order, f)
            }
            #[track_caller]
            pub fn update(&self, set_order: Ordering, fetch_order: Ordering, mut f: impl FnMut($t) -> $t) -> $t {
                let mut prev = self.load(fetch_order);
                loop {
                    match self.compare_exchange_weak(prev, f(prev), set_order, fetch_order) {
                        Ok(x) => return x,
                        Err(next_prev) => prev = next_prev,
                    }
                }
            }
        }
        impl<$($g)*> From<$t> for $Atomic {
            fn from(v: $t) -> Self { Self::new(v) }
        }
        impl<$($g)*> fmt::Debug for $Atomic {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&self.load(Relaxed), f) }
        }
    };
}

macro_rules! atomic_integers {
    ($($Atomic:ident $t:ident $align:literal $max:ident $min:ident;)*) => { $(
        #[repr(C, align($align))]
        pub struct $Atomic {
            v: UnsafeCell<$t>,
        }
        impl Default for $Atomic {
            fn default() -> Self { Self::new(0) }
        }
        atomic_common! { () $Atomic, $t, $t, |x| x, x }
        impl $Atomic {
            #[inline]
            #[track_caller]
            pub fn fetch_add(&self, val: $t, order: Ordering) -> $t { unsafe { atomic_add(self.v.get(), val, order) } }
            #[inline]
            #[track_caller]
            pub fn fetch_sub(&self, val: $t, order: Ordering) -> $t { unsafe { atomic_sub(self.v.get(), val, order) } }
            #[inline]
            #[track_caller]
            pub fn fetch_and(&self, val: $t, order: Ordering) -> $t { unsafe { atomic_and(self.v.get(), val, order) } }
            #[inline]
            #[track_caller]
            pub fn fetch_nand(&self, val: $t, order: Ordering) -> $t { unsafe { atomic_nand(self.v.get(), val, order) } }
            #[inline]
            #[track_caller]
            pub fn fetch_or(&self, val: $t, order: Ordering) -> $t { unsafe { atomic_or(self.v.get(), val, order) } }
            #[inline]
            #[track_caller]
            pub fn fetch_xor(&self, val: $t, order: Ordering) -> $t { unsafe { atomic_xor(self.v.get(), val, order) } }
            #[inline]
            #[track_caller]
            pub fn fetch_max(&self, val: $t, order: Ordering) -> $t { unsafe { $max(self.v.get(), val, order) } }
            #[inline]
            #[track_caller]
            pub fn fetch_min(&self, val: $t, order: Ordering) -> $t { unsafe { $min(self.v.get(), val, order) } }
        }
    )* };
}
atomic_integers! {
    AtomicU8 u8 1 atomic_umax atomic_umin;
    AtomicU16 u16 2 atomic_umax atomic_umin;
    AtomicU32 u32 4 atomic_umax atomic_umin;
    AtomicU64 u64 8 atomic_umax atomic_umin;
    AtomicUsize usize 8 atomic_umax atomic_umin;
    AtomicI8 i8 1 atomic_max atomic_min;
    AtomicI16 i16 2 atomic_max atomic_min;
    AtomicI32 i32 4 atomic_max atomic_min;
    AtomicI64 i64 8 atomic_max atomic_min;
    AtomicIsize isize 8 atomic_max atomic_min;
}

#[repr(C, align(1))]
pub struct AtomicBool {
    v: UnsafeCell<u8>,
}
impl Default for AtomicBool {
    fn default() -> Self {
        Self::new(false)
    }
}
atomic_common! { () AtomicBool, bool, u8, |x| x as u8, x != 0 }
impl AtomicBool {
    #[inline]
    #[track_caller]
    pub fn fetch_and(&self, val: bool, order: Ordering) -> bool {
        unsafe { atomic_and(self.v.get(), val as u8, order) != 0 }
    }
    #[inline]
    #[track_caller]
    pub fn fetch_nand(&self, val: bool, order: Ordering) -> bool {
        if val { self.fetch_xor(true, order) } else { self.swap(true, order) }
    }
    #[inline]
    #[track_caller]
    pub fn fetch_or(&self, val: bool, order: Ordering) -> bool {
        unsafe { atomic_or(self.v.get(), val as u8, order) != 0 }
    }
    #[inline]
    #[track_caller]
    pub fn fetch_xor(&self, val: bool, order: Ordering) -> bool {
        unsafe { atomic_xor(self.v.get(), val as u8, order) != 0 }
    }
    #[inline]
    #[track_caller]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.fetch_xor(true, order)
    }
}

#[repr(C, align(8))]
pub struct AtomicPtr<T> {
    v: UnsafeCell<*mut T>,
}
impl<T> Default for AtomicPtr<T> {
    fn default() -> Self {
        Self::new(crate::ptr::null_mut())
    }
}
atomic_common! { (T) AtomicPtr<T>, *mut T, *mut T, |x| x, x }
impl<T> AtomicPtr<T> {
    #[inline]
    #[track_caller]
    pub fn fetch_ptr_add(&self, val: usize, order: Ordering) -> *mut T {
        self.fetch_byte_add(val.wrapping_mul(size_of::<T>()), order)
    }
    #[inline]
    #[track_caller]
    pub fn fetch_ptr_sub(&self, val: usize, order: Ordering) -> *mut T {
        self.fetch_byte_sub(val.wrapping_mul(size_of::<T>()), order)
    }
    #[inline]
    #[track_caller]
    pub fn fetch_byte_add(&self, val: usize, order: Ordering) -> *mut T {
        unsafe { atomic_add(self.v.get(), val, order) }
    }
    #[inline]
    #[track_caller]
    pub fn fetch_byte_sub(&self, val: usize, order: Ordering) -> *mut T {
        unsafe { atomic_sub(self.v.get(), val, order) }
    }
    #[inline]
    #[track_caller]
    pub fn fetch_or(&self, val: usize, order: Ordering) -> *mut T {
        unsafe { atomic_or(self.v.get(), val, order) }
    }
    #[inline]
    #[track_caller]
    pub fn fetch_and(&self, val: usize, order: Ordering) -> *mut T {
        unsafe { atomic_and(self.v.get(), val, order) }
    }
    #[inline]
    #[track_caller]
    pub fn fetch_xor(&self, val: usize, order: Ordering) -> *mut T {
        unsafe { atomic_xor(self.v.get(), val, order) }
    }
}
impl<T> fmt::Pointer for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.load(Relaxed), f)
    }
}

#[inline]
#[track_caller]
pub fn fence(order: Ordering) {
    unsafe {
        match order {
            Acquire => intrinsics::atomic_fence::<{ AO::Acquire }>(),
            Release => intrinsics::atomic_fence::<{ AO::Release }>(),
            AcqRel => intrinsics::atomic_fence::<{ AO::AcqRel }>(),
            SeqCst => intrinsics::atomic_fence::<{ AO::SeqCst }>(),
            Relaxed => panic!("there is no such thing as a relaxed fence"),
        }
    }
}
#[inline]
#[track_caller]
pub fn compiler_fence(order: Ordering) {
    unsafe {
        match order {
            Acquire => intrinsics::atomic_singlethreadfence::<{ AO::Acquire }>(),
            Release => intrinsics::atomic_singlethreadfence::<{ AO::Release }>(),
            AcqRel => intrinsics::atomic_singlethreadfence::<{ AO::AcqRel }>(),
            SeqCst => intrinsics::atomic_singlethreadfence::<{ AO::SeqCst }>(),
            Relaxed => panic!("there is no such thing as a relaxed compiler fence"),
        }
    }
}
pub fn spin_loop_hint() {
    crate::hint::spin_loop()
}
