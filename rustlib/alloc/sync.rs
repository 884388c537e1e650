// `Arc` and its `Weak`: as `Rc`, with atomic counters. A weak count of `usize::MAX` is locked: somebody is finding out
// whether he is alone.

pub use core::sync::*;

mod impls;
mod weak;

pub use self::weak::Weak;

use core::alloc::{AllocError, Allocator, Layout};
use core::any::Any;
use core::hint;
use core::marker::{PhantomData, Unsize};
use core::mem::{self, ManuallyDrop, MaybeUninit};
use core::ops::{CoerceUnsized, Deref, DispatchFromDyn};
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::pin::Pin;
use core::ptr::{self, NonNull};
use core::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use core::sync::atomic::{self, AtomicUsize};

use crate::alloc::{handle_alloc_error, Global};
use crate::boxed::Box;

const MAX_REFCOUNT: usize = isize::MAX as usize;

#[repr(C)]
struct ArcInner<T: ?Sized> {
    strong: AtomicUsize,
    weak: AtomicUsize,
    data: T,
}
unsafe impl<T: ?Sized + Sync + Send> Send for ArcInner<T> {}
unsafe impl<T: ?Sized + Sync + Send> Sync for ArcInner<T> {}

#[lang = "Arc"]
pub struct Arc<T: ?Sized, A: Allocator = Global> {
    ptr: NonNull<ArcInner<T>>,
    phantom: PhantomData<ArcInner<T>>,
    alloc: A,
}
unsafe impl<T: ?Sized + Sync + Send, A: Allocator + Send> Send for Arc<T, A> {}
unsafe impl<T: ?Sized + Sync + Send, A: Allocator + Sync> Sync for Arc<T, A> {}
impl<T: RefUnwindSafe + ?Sized, A: Allocator + UnwindSafe> UnwindSafe for Arc<T, A> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized, A: Allocator> CoerceUnsized<Arc<U, A>> for Arc<T, A> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Arc<U>> for Arc<T> {}

// Where the value lies behind the counters, for a value of alignment `align`.
fn data_offset_align(align: usize) -> usize {
    let header = Layout::new::<ArcInner<()>>();
    header.size() + header.padding_needed_for(align)
}
unsafe fn data_offset<T: ?Sized>(ptr: *const T) -> usize {
    unsafe { data_offset_align(mem::align_of_val_raw(ptr)) }
}
// Fresh counters for a value of this layout; the value itself is left uninitialised.
fn allocate<A: Allocator>(value: Layout, zeroed: bool, alloc: &A) -> *mut u8 {
    let layout = Layout::new::<ArcInner<()>>().extend(value).unwrap().0.pad_to_align();
    let result = if zeroed { alloc.allocate_zeroed(layout) } else { alloc.allocate(layout) };
    let Ok(memory) = result else { handle_alloc_error(layout) };
    let memory = memory.cast::<u8>().as_ptr();
    unsafe {
        let header = memory as *mut ArcInner<()>;
        (&raw mut (*header).strong).write(AtomicUsize::new(1));
        (&raw mut (*header).weak).write(AtomicUsize::new(1));
    }
    memory
}

impl<T: ?Sized, A: Allocator> Arc<T, A> {
    #[inline]
    fn inner(&self) -> &ArcInner<T> {
        unsafe { self.ptr.as_ref() }
    }
    #[inline]
    unsafe fn from_inner_in(ptr: NonNull<ArcInner<T>>, alloc: A) -> Self {
        Arc { ptr, phantom: PhantomData, alloc }
    }
    #[inline]
    unsafe fn from_ptr_in(ptr: *mut ArcInner<T>, alloc: A) -> Self {
        unsafe { Self::from_inner_in(NonNull::new_unchecked(ptr), alloc) }
    }
    fn into_inner_with_allocator(this: Self) -> (NonNull<ArcInner<T>>, A) {
        let this = ManuallyDrop::new(this);
        (this.ptr, unsafe { ptr::read(&this.alloc) })
    }
}
impl<T> Arc<T> {
    #[inline]
    pub fn new(data: T) -> Arc<T> {
        let inner = Box::new(ArcInner { strong: AtomicUsize::new(1), weak: AtomicUsize::new(1), data });
        unsafe { Self::from_inner_in(Box::leak(inner).into(), Global) }
    }
    pub fn new_cyclic<F: FnOnce(&Weak<T>) -> T>(data_fn: F) -> Arc<T> {
        Self::new_cyclic_in(data_fn, Global)
    }
    pub fn new_uninit() -> Arc<MaybeUninit<T>> {
        Arc::new_uninit_in(Global)
    }
    pub fn new_zeroed() -> Arc<MaybeUninit<T>> {
        unsafe {
            let memory = allocate(Layout::new::<T>(), true, &Global);
            Arc::from_ptr_in(memory as *mut ArcInner<MaybeUninit<T>>, Global)
        }
    }
    pub fn try_new_zeroed() -> Result<Arc<MaybeUninit<T>>, AllocError> {
        Ok(Arc::new_zeroed())
    }
    pub fn map<U>(this: Self, f: impl FnOnce(&T) -> U) -> Arc<U> {
        Arc::new(f(&this))
    }
    pub fn try_new_uninit() -> Result<Arc<MaybeUninit<T>>, AllocError> {
        Ok(Arc::new_uninit())
    }
    pub fn try_new(data: T) -> Result<Arc<T>, AllocError> {
        Ok(Arc::new(data))
    }
    pub fn pin(data: T) -> Pin<Arc<T>> {
        unsafe { Pin::new_unchecked(Arc::new(data)) }
    }
    pub fn unwrap_or_clone(this: Self) -> T
    where
        T: Clone,
    {
        Arc::try_unwrap(this).unwrap_or_else(|shared| (*shared).clone())
    }
}
impl<T, A: Allocator> Arc<T, A> {
    pub fn try_new_in(data: T, alloc: A) -> Result<Arc<T, A>, AllocError> {
        Ok(Arc::new_in(data, alloc))
    }
    pub fn try_new_uninit_in(alloc: A) -> Result<Arc<MaybeUninit<T>, A>, AllocError> {
        Ok(Arc::new_uninit_in(alloc))
    }
    pub fn try_new_zeroed_in(alloc: A) -> Result<Arc<MaybeUninit<T>, A>, AllocError> {
        Ok(Arc::new_zeroed_in(alloc))
    }
    pub fn new_zeroed_in(alloc: A) -> Arc<MaybeUninit<T>, A> {
        unsafe {
            let memory = allocate(Layout::new::<T>(), true, &alloc);
            Arc::from_ptr_in(memory as *mut ArcInner<MaybeUninit<T>>, alloc)
        }
    }
    pub fn new_in(data: T, alloc: A) -> Arc<T, A> {
        let this = Arc::new_uninit_in(alloc);
        unsafe {
            (&raw mut (*this.ptr.as_ptr()).data).write(MaybeUninit::new(data));
            this.assume_init()
        }
    }
    pub fn new_uninit_in(alloc: A) -> Arc<MaybeUninit<T>, A> {
        unsafe {
            let memory = allocate(Layout::new::<T>(), false, &alloc);
            Arc::from_ptr_in(memory as *mut ArcInner<MaybeUninit<T>>, alloc)
        }
    }
    pub fn new_cyclic_in<F: FnOnce(&Weak<T, A>) -> T>(data_fn: F, alloc: A) -> Arc<T, A> {
        unsafe {
            let memory = allocate(Layout::new::<T>(), false, &alloc) as *mut ArcInner<T>;
            // Nobody may upgrade before the value is there.
            (*(memory as *mut ArcInner<()>)).strong.store(0, Relaxed);
            let weak = Weak { ptr: NonNull::new_unchecked(memory), alloc };
            let data = data_fn(&weak);
            (&raw mut (*memory).data).write(data);
            (&(*memory).strong).fetch_add(1, Release);
            // The weak pointer becomes the count that the strong ones own.
            let weak = ManuallyDrop::new(weak);
            Arc::from_ptr_in(memory, ptr::read(&weak.alloc))
        }
    }
    pub fn pin_in(data: T, alloc: A) -> Pin<Self>
    where
        A: 'static,
    {
        unsafe { Pin::new_unchecked(Arc::new_in(data, alloc)) }
    }
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        if this.inner().strong.compare_exchange(1, 0, Relaxed, Relaxed).is_err() {
            return Err(this);
        }
        atomic::fence(Acquire);
        let this = ManuallyDrop::new(this);
        unsafe {
            let data = ptr::read(&this.ptr.as_ref().data);
            let alloc = ptr::read(&this.alloc);
            // Frees the allocation if no other weak pointer is left.
            let _weak = Weak { ptr: this.ptr, alloc };
            Ok(data)
        }
    }
    pub fn into_inner(this: Self) -> Option<T> {
        let this = ManuallyDrop::new(this);
        if this.inner().strong.fetch_sub(1, Release) != 1 {
            return None;
        }
        atomic::fence(Acquire);
        unsafe {
            let data = ptr::read(&(*this.ptr.as_ptr()).data);
            let alloc = ptr::read(&this.alloc);
            drop(Weak { ptr: this.ptr, alloc });
            Some(data)
        }
    }
}
impl<T> Arc<[T]> {
    pub fn new_uninit_slice(len: usize) -> Arc<[MaybeUninit<T>]> {
        unsafe { Arc::from_ptr_in(allocate_slice::<MaybeUninit<T>, Global>(len, &Global), Global) }
    }
    pub fn new_zeroed_slice(len: usize) -> Arc<[MaybeUninit<T>]> {
        let mut slice = Self::new_uninit_slice(len);
        unsafe { Arc::get_mut_unchecked(&mut slice).as_mut_ptr().write_bytes(0, len) };
        slice
    }
    pub fn into_array<const N: usize>(self) -> Option<Arc<[T; N]>> {
        if self.len() == N { Some(unsafe { Arc::from_raw(Arc::into_raw(self) as *const [T; N]) }) } else { None }
    }
}
impl<T, A: Allocator> Arc<[T], A> {
    pub fn new_uninit_slice_in(len: usize, alloc: A) -> Arc<[MaybeUninit<T>], A> {
        unsafe { Arc::from_ptr_in(allocate_slice::<MaybeUninit<T>, A>(len, &alloc), alloc) }
    }
}
fn allocate_slice<T, A: Allocator>(len: usize, alloc: &A) -> *mut ArcInner<[T]> {
    let memory = allocate(Layout::array::<T>(len).unwrap(), false, alloc);
    ptr::slice_from_raw_parts_mut(memory as *mut T, len) as *mut ArcInner<[T]>
}
// Moves `len` elements behind new counters.
unsafe fn slice_from_raw<T, A: Allocator>(source: *const T, len: usize, alloc: A) -> Arc<[T], A> {
    unsafe {
        let inner = allocate_slice::<T, A>(len, &alloc);
        ptr::copy_nonoverlapping(source, (&raw mut (*inner).data) as *mut T, len);
        Arc::from_ptr_in(inner, alloc)
    }
}
impl<T, A: Allocator> Arc<MaybeUninit<T>, A> {
    pub unsafe fn assume_init(self) -> Arc<T, A> {
        let (ptr, alloc) = Arc::into_inner_with_allocator(self);
        unsafe { Arc::from_inner_in(ptr.cast(), alloc) }
    }
}
impl<T, A: Allocator> Arc<[MaybeUninit<T>], A> {
    pub unsafe fn assume_init(self) -> Arc<[T], A> {
        let (ptr, alloc) = Arc::into_inner_with_allocator(self);
        unsafe { Arc::from_ptr_in(ptr.as_ptr() as *mut ArcInner<[T]>, alloc) }
    }
}
impl<T: ?Sized> Arc<T> {
    #[inline]
    pub unsafe fn from_raw(ptr: *const T) -> Self {
        unsafe { Arc::from_raw_in(ptr, Global) }
    }
    #[inline]
    pub unsafe fn increment_strong_count(ptr: *const T) {
        unsafe { Arc::increment_strong_count_in(ptr, Global) }
    }
    #[inline]
    pub unsafe fn decrement_strong_count(ptr: *const T) {
        unsafe { Arc::decrement_strong_count_in(ptr, Global) }
    }
}
impl<T: ?Sized, A: Allocator> Arc<T, A> {
    #[inline]
    pub fn allocator(this: &Self) -> &A {
        &this.alloc
    }
    pub fn into_raw(this: Self) -> *const T {
        let this = ManuallyDrop::new(this);
        Self::as_ptr(&*this)
    }
    pub fn into_raw_with_allocator(this: Self) -> (*const T, A) {
        let this = ManuallyDrop::new(this);
        (Self::as_ptr(&this), unsafe { ptr::read(&this.alloc) })
    }
    pub fn as_ptr(this: &Self) -> *const T {
        // Not through a reference: the pointer must reach the counters again in `from_raw`.
        let ptr: *mut ArcInner<T> = NonNull::as_ptr(this.ptr);
        unsafe { &raw mut (*ptr).data }
    }
    pub unsafe fn from_raw_in(ptr: *const T, alloc: A) -> Self {
        unsafe {
            let offset = data_offset(ptr);
            let inner = ptr.byte_sub(offset) as *mut ArcInner<T>;
            Self::from_ptr_in(inner, alloc)
        }
    }
    pub fn downgrade(this: &Self) -> Weak<T, A>
    where
        A: Clone,
    {
        let mut current = this.inner().weak.load(Relaxed);
        loop {
            if current == usize::MAX {
                hint::spin_loop();
                current = this.inner().weak.load(Relaxed);
                continue;
            }
            assert!(current <= MAX_REFCOUNT, "Arc counter overflow");
            match this.inner().weak.compare_exchange_weak(current, current + 1, Acquire, Relaxed) {
                Ok(_) => return Weak { ptr: this.ptr, alloc: this.alloc.clone() },
                Err(old) => current = old,
            }
        }
    }
    pub fn weak_count(this: &Self) -> usize {
        let count = this.inner().weak.load(Relaxed);
        if count == usize::MAX { 0 } else { count - 1 }
    }
    pub fn strong_count(this: &Self) -> usize {
        this.inner().strong.load(Relaxed)
    }
    pub unsafe fn increment_strong_count_in(ptr: *const T, alloc: A)
    where
        A: Clone,
    {
        let arc = unsafe { ManuallyDrop::new(Arc::from_raw_in(ptr, alloc)) };
        let _clone: ManuallyDrop<_> = arc.clone();
    }
    pub unsafe fn decrement_strong_count_in(ptr: *const T, alloc: A) {
        unsafe { drop(Arc::from_raw_in(ptr, alloc)) };
    }
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        ptr::addr_eq(this.ptr.as_ptr(), other.ptr.as_ptr())
    }
    #[inline]
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if Self::is_unique(this) { unsafe { Some(Arc::get_mut_unchecked(this)) } } else { None }
    }
    #[inline]
    pub unsafe fn get_mut_unchecked(this: &mut Self) -> &mut T {
        // Only the value: a reference to all of it would alias the counters.
        unsafe { &mut (*this.ptr.as_ptr()).data }
    }
    pub fn is_unique(this: &Self) -> bool {
        // Locks the weak count, so that nobody downgrades while the strong count is read.
        if this.inner().weak.compare_exchange(1, usize::MAX, Acquire, Relaxed).is_err() {
            return false;
        }
        let unique = this.inner().strong.load(Acquire) == 1;
        this.inner().weak.store(1, Release);
        unique
    }
    #[inline(never)]
    unsafe fn drop_slow(&mut self) {
        // Gives the strong pointers' weak count back after the value is gone, also if its drop panics.
        let _weak = Weak { ptr: self.ptr, alloc: &self.alloc };
        unsafe { ptr::drop_in_place(&mut (*self.ptr.as_ptr()).data) };
    }
}
impl<T: Clone, A: Allocator + Clone> Arc<T, A> {
    pub fn make_mut(this: &mut Self) -> &mut T {
        if this.inner().strong.compare_exchange(1, 0, Acquire, Relaxed).is_err() {
            // Others share the value.
            *this = Arc::new_in((**this).clone(), this.alloc.clone());
        } else if this.inner().weak.load(Relaxed) != 1 {
            // Only weak pointers besides this one: the value moves out, they stay behind with nothing.
            unsafe {
                let _weak = Weak { ptr: this.ptr, alloc: this.alloc.clone() };
                let fresh = Arc::<T, A>::new_uninit_in(this.alloc.clone());
                ptr::copy_nonoverlapping(Arc::as_ptr(this), Arc::as_ptr(&fresh) as *mut T, 1);
                ptr::write(this, fresh.assume_init());
            }
        } else {
            this.inner().strong.store(1, Release);
        }
        unsafe { &mut (*this.ptr.as_ptr()).data }
    }
}
impl<A: Allocator> Arc<dyn Any + Send + Sync, A> {
    pub fn downcast<T: Any + Send + Sync>(self) -> Result<Arc<T, A>, Self> {
        if (*self).is::<T>() { unsafe { Ok(self.downcast_unchecked()) } } else { Err(self) }
    }
    pub unsafe fn downcast_unchecked<T: Any + Send + Sync>(self) -> Arc<T, A> {
        let (ptr, alloc) = Arc::into_inner_with_allocator(self);
        unsafe { Arc::from_inner_in(ptr.cast(), alloc) }
    }
}
impl<T: ?Sized, A: Allocator> Deref for Arc<T, A> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        &self.inner().data
    }
}
impl<T: ?Sized, A: Allocator + Clone> Clone for Arc<T, A> {
    #[inline]
    fn clone(&self) -> Arc<T, A> {
        let old = self.inner().strong.fetch_add(1, Relaxed);
        if old > MAX_REFCOUNT {
            core::intrinsics::abort();
        }
        unsafe { Self::from_inner_in(self.ptr, self.alloc.clone()) }
    }
}
unsafe impl<#[may_dangle] T: ?Sized, A: Allocator> Drop for Arc<T, A> {
    #[inline]
    fn drop(&mut self) {
        if self.inner().strong.fetch_sub(1, Release) != 1 {
            return;
        }
        atomic::fence(Acquire);
        unsafe { self.drop_slow() }
    }
}
