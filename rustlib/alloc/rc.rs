// `Rc` and its `Weak`: one allocation with two counters in front of the value. While any strong pointer exists all of
// them together own one weak count.

mod impls;
mod weak;

pub use self::weak::Weak;

use core::alloc::{AllocError, Allocator, Layout};
use core::any::Any;
use core::cell::Cell;
use core::marker::{PhantomData, Unsize};
use core::mem::{self, ManuallyDrop, MaybeUninit};
use core::ops::{CoerceUnsized, Deref, DispatchFromDyn, Receiver};
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::pin::Pin;
use core::ptr::{self, NonNull};

use crate::alloc::{handle_alloc_error, Global};
use crate::boxed::Box;

#[repr(C)]
struct RcInner<T: ?Sized> {
    strong: Cell<usize>,
    weak: Cell<usize>,
    value: T,
}

pub struct Rc<T: ?Sized, A: Allocator = Global> {
    ptr: NonNull<RcInner<T>>,
    phantom: PhantomData<RcInner<T>>,
    alloc: A,
}
impl<T: ?Sized, A: Allocator> !Send for Rc<T, A> {}
impl<T: ?Sized, A: Allocator> !Sync for Rc<T, A> {}
impl<T: RefUnwindSafe + ?Sized, A: Allocator + UnwindSafe> UnwindSafe for Rc<T, A> {}
impl<T: RefUnwindSafe + ?Sized, A: Allocator + UnwindSafe> RefUnwindSafe for Rc<T, A> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized, A: Allocator> CoerceUnsized<Rc<U, A>> for Rc<T, A> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Rc<U>> for Rc<T> {}

// Where the value lies behind the counters, for a value of alignment `align`.
fn data_offset_align(align: usize) -> usize {
    let header = Layout::new::<RcInner<()>>();
    header.size() + header.padding_needed_for(align)
}
unsafe fn data_offset<T: ?Sized>(ptr: *const T) -> usize {
    unsafe { data_offset_align(mem::align_of_val_raw(ptr)) }
}
fn layout_for_value(value: Layout) -> Layout {
    Layout::new::<RcInner<()>>().extend(value).unwrap().0.pad_to_align()
}
// Fresh counters for a value of this layout; the value itself is left uninitialised.
fn allocate<A: Allocator>(value: Layout, zeroed: bool, alloc: &A) -> *mut u8 {
    let layout = layout_for_value(value);
    let result = if zeroed { alloc.allocate_zeroed(layout) } else { alloc.allocate(layout) };
    let Ok(memory) = result else { handle_alloc_error(layout) };
    let memory = memory.cast::<u8>().as_ptr();
    unsafe {
        let header = memory as *mut RcInner<()>;
        (&raw mut (*header).strong).write(Cell::new(1));
        (&raw mut (*header).weak).write(Cell::new(1));
    }
    memory
}

impl<T: ?Sized, A: Allocator> Rc<T, A> {
    #[inline]
    fn inner(&self) -> &RcInner<T> {
        unsafe { self.ptr.as_ref() }
    }
    #[inline]
    unsafe fn from_inner_in(ptr: NonNull<RcInner<T>>, alloc: A) -> Self {
        Rc { ptr, phantom: PhantomData, alloc }
    }
    #[inline]
    unsafe fn from_ptr_in(ptr: *mut RcInner<T>, alloc: A) -> Self {
        unsafe { Self::from_inner_in(NonNull::new_unchecked(ptr), alloc) }
    }
    fn into_inner_with_allocator(this: Self) -> (NonNull<RcInner<T>>, A) {
        let this = ManuallyDrop::new(this);
        (this.ptr, unsafe { ptr::read(&this.alloc) })
    }
    fn strong_ref(&self) -> &Cell<usize> {
        &self.inner().strong
    }
    fn weak_ref(&self) -> &Cell<usize> {
        &self.inner().weak
    }
}

#[inline]
fn increment(count: &Cell<usize>) {
    let new = count.get().wrapping_add(1);
    count.set(new);
    if new == 0 {
        core::intrinsics::abort()
    }
}
#[inline]
fn decrement(count: &Cell<usize>) {
    count.set(count.get() - 1);
}

impl<T> Rc<T> {
    pub fn new(value: T) -> Rc<T> {
        unsafe {
            let inner = Box::new(RcInner { strong: Cell::new(1), weak: Cell::new(1), value });
            Self::from_inner_in(Box::leak(inner).into(), Global)
        }
    }
    pub fn new_cyclic<F: FnOnce(&Weak<T>) -> T>(data_fn: F) -> Rc<T> {
        Self::new_cyclic_in(data_fn, Global)
    }
    pub fn new_uninit() -> Rc<MaybeUninit<T>> {
        Rc::new_uninit_in(Global)
    }
    pub fn new_zeroed() -> Rc<MaybeUninit<T>> {
        unsafe {
            let memory = allocate(Layout::new::<T>(), true, &Global);
            Rc::from_ptr_in(memory as *mut RcInner<MaybeUninit<T>>, Global)
        }
    }
    pub fn try_new_zeroed() -> Result<Rc<MaybeUninit<T>>, AllocError> {
        Ok(Rc::new_zeroed())
    }
    pub fn map<U>(this: Self, f: impl FnOnce(&T) -> U) -> Rc<U> {
        Rc::new(f(&this))
    }
    pub fn try_new_uninit() -> Result<Rc<MaybeUninit<T>>, AllocError> {
        Ok(Rc::new_uninit())
    }
    pub fn try_new(value: T) -> Result<Rc<T>, AllocError> {
        Ok(Rc::new(value))
    }
    pub fn pin(value: T) -> Pin<Rc<T>> {
        unsafe { Pin::new_unchecked(Rc::new(value)) }
    }
    pub fn unwrap_or_clone(this: Self) -> T
    where
        T: Clone,
    {
        Rc::try_unwrap(this).unwrap_or_else(|shared| (*shared).clone())
    }
}
impl<T, A: Allocator> Rc<T, A> {
    pub fn try_new_in(value: T, alloc: A) -> Result<Rc<T, A>, AllocError> {
        Ok(Rc::new_in(value, alloc))
    }
    pub fn try_new_uninit_in(alloc: A) -> Result<Rc<MaybeUninit<T>, A>, AllocError> {
        Ok(Rc::new_uninit_in(alloc))
    }
    pub fn try_new_zeroed_in(alloc: A) -> Result<Rc<MaybeUninit<T>, A>, AllocError> {
        Ok(Rc::new_zeroed_in(alloc))
    }
    pub fn new_zeroed_in(alloc: A) -> Rc<MaybeUninit<T>, A> {
        unsafe {
            let memory = allocate(Layout::new::<T>(), true, &alloc);
            Rc::from_ptr_in(memory as *mut RcInner<MaybeUninit<T>>, alloc)
        }
    }
    pub fn new_in(value: T, alloc: A) -> Rc<T, A> {
        let mut this = Rc::new_uninit_in(alloc);
        unsafe {
            (&raw mut (*this.ptr.as_ptr()).value).write(MaybeUninit::new(value));
            this.assume_init()
        }
    }
    pub fn new_uninit_in(alloc: A) -> Rc<MaybeUninit<T>, A> {
        unsafe {
            let memory = allocate(Layout::new::<T>(), false, &alloc);
            Rc::from_ptr_in(memory as *mut RcInner<MaybeUninit<T>>, alloc)
        }
    }
    pub fn new_cyclic_in<F: FnOnce(&Weak<T, A>) -> T>(data_fn: F, alloc: A) -> Rc<T, A> {
        unsafe {
            let memory = allocate(Layout::new::<T>(), false, &alloc) as *mut RcInner<T>;
            // Nobody may upgrade before the value is there.
            (*(memory as *mut RcInner<()>)).strong.set(0);
            let weak = Weak { ptr: NonNull::new_unchecked(memory), alloc };
            let value = data_fn(&weak);
            (&raw mut (*memory).value).write(value);
            (&(*memory).strong).set(1);
            // The weak pointer becomes the count that the strong ones own.
            let weak = ManuallyDrop::new(weak);
            Rc::from_ptr_in(memory, ptr::read(&weak.alloc))
        }
    }
    pub fn pin_in(value: T, alloc: A) -> Pin<Self>
    where
        A: 'static,
    {
        unsafe { Pin::new_unchecked(Rc::new_in(value, alloc)) }
    }
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        if Rc::strong_count(&this) != 1 {
            return Err(this);
        }
        let this = ManuallyDrop::new(this);
        unsafe {
            let value = ptr::read(&**this);
            let alloc = ptr::read(&this.alloc);
            decrement(this.strong_ref());
            // Frees the allocation if no other weak pointer is left.
            let _weak = Weak { ptr: this.ptr, alloc };
            Ok(value)
        }
    }
    pub fn into_inner(this: Self) -> Option<T> {
        Rc::try_unwrap(this).ok()
    }
}
impl<T> Rc<[T]> {
    pub fn new_uninit_slice(len: usize) -> Rc<[MaybeUninit<T>]> {
        unsafe { Rc::from_ptr_in(allocate_slice::<MaybeUninit<T>, Global>(len, &Global), Global) }
    }
    pub fn new_zeroed_slice(len: usize) -> Rc<[MaybeUninit<T>]> {
        let mut slice = Self::new_uninit_slice(len);
        unsafe { Rc::get_mut_unchecked(&mut slice).as_mut_ptr().write_bytes(0, len) };
        slice
    }
    pub fn into_array<const N: usize>(self) -> Option<Rc<[T; N]>> {
        if self.len() == N { Some(unsafe { Rc::from_raw(Rc::into_raw(self) as *const [T; N]) }) } else { None }
    }
}
impl<T, A: Allocator> Rc<[T], A> {
    pub fn new_uninit_slice_in(len: usize, alloc: A) -> Rc<[MaybeUninit<T>], A> {
        unsafe { Rc::from_ptr_in(allocate_slice::<MaybeUninit<T>, A>(len, &alloc), alloc) }
    }
}
fn allocate_slice<T, A: Allocator>(len: usize, alloc: &A) -> *mut RcInner<[T]> {
    let memory = allocate(Layout::array::<T>(len).unwrap(), false, alloc);
    ptr::slice_from_raw_parts_mut(memory as *mut T, len) as *mut RcInner<[T]>
}
// Moves `len` elements behind new counters.
unsafe fn slice_from_raw<T, A: Allocator>(source: *const T, len: usize, alloc: A) -> Rc<[T], A> {
    unsafe {
        let inner = allocate_slice::<T, A>(len, &alloc);
        ptr::copy_nonoverlapping(source, (&raw mut (*inner).value) as *mut T, len);
        Rc::from_ptr_in(inner, alloc)
    }
}
impl<T, A: Allocator> Rc<MaybeUninit<T>, A> {
    pub unsafe fn assume_init(self) -> Rc<T, A> {
        let (ptr, alloc) = Rc::into_inner_with_allocator(self);
        unsafe { Rc::from_inner_in(ptr.cast(), alloc) }
    }
}
impl<T, A: Allocator> Rc<[MaybeUninit<T>], A> {
    pub unsafe fn assume_init(self) -> Rc<[T], A> {
        let (ptr, alloc) = Rc::into_inner_with_allocator(self);
        unsafe { Rc::from_ptr_in(ptr.as_ptr() as *mut RcInner<[T]>, alloc) }
    }
}
impl<T: ?Sized> Rc<T> {
    #[inline]
    pub unsafe fn from_raw(ptr: *const T) -> Self {
        unsafe { Self::from_raw_in(ptr, Global) }
    }
    #[inline]
    pub unsafe fn increment_strong_count(ptr: *const T) {
        unsafe { Self::increment_strong_count_in(ptr, Global) }
    }
    #[inline]
    pub unsafe fn decrement_strong_count(ptr: *const T) {
        unsafe { Self::decrement_strong_count_in(ptr, Global) }
    }
}
impl<T: ?Sized, A: Allocator> Rc<T, A> {
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
        let ptr: *mut RcInner<T> = NonNull::as_ptr(this.ptr);
        unsafe { &raw mut (*ptr).value }
    }
    pub unsafe fn from_raw_in(ptr: *const T, alloc: A) -> Self {
        unsafe {
            let offset = data_offset(ptr);
            let inner = ptr.byte_sub(offset) as *mut RcInner<T>;
            Self::from_ptr_in(inner, alloc)
        }
    }
    pub fn downgrade(this: &Self) -> Weak<T, A>
    where
        A: Clone,
    {
        increment(this.weak_ref());
        Weak { ptr: this.ptr, alloc: this.alloc.clone() }
    }
    #[inline]
    pub fn weak_count(this: &Self) -> usize {
        this.weak_ref().get() - 1
    }
    #[inline]
    pub fn strong_count(this: &Self) -> usize {
        this.strong_ref().get()
    }
    #[inline]
    pub unsafe fn increment_strong_count_in(ptr: *const T, alloc: A)
    where
        A: Clone,
    {
        let rc = unsafe { ManuallyDrop::new(Rc::<T, A>::from_raw_in(ptr, alloc)) };
        let _clone: ManuallyDrop<_> = rc.clone();
    }
    #[inline]
    pub unsafe fn decrement_strong_count_in(ptr: *const T, alloc: A) {
        unsafe { drop(Rc::from_raw_in(ptr, alloc)) };
    }
    fn is_unique(this: &Self) -> bool {
        Rc::weak_count(this) == 0 && Rc::strong_count(this) == 1
    }
    #[inline]
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if Rc::is_unique(this) { unsafe { Some(Rc::get_mut_unchecked(this)) } } else { None }
    }
    #[inline]
    pub unsafe fn get_mut_unchecked(this: &mut Self) -> &mut T {
        // Only the value: a reference to all of it would alias the counters.
        unsafe { &mut (*this.ptr.as_ptr()).value }
    }
    #[inline]
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        ptr::addr_eq(this.ptr.as_ptr(), other.ptr.as_ptr())
    }
}
impl<T: Clone, A: Allocator + Clone> Rc<T, A> {
    pub fn make_mut(this: &mut Self) -> &mut T {
        if Rc::strong_count(this) != 1 {
            *this = Rc::new_in((**this).clone(), this.alloc.clone());
        } else if Rc::weak_count(this) != 0 {
            // Only weak pointers besides this one: the value moves out, they stay behind with nothing.
            unsafe {
                let fresh = Rc::<T, A>::new_uninit_in(this.alloc.clone());
                let source = Rc::as_ptr(this);
                ptr::copy_nonoverlapping(source, Rc::as_ptr(&fresh) as *mut T, 1);
                decrement(this.strong_ref());
                decrement(this.weak_ref());
                ptr::write(this, fresh.assume_init());
            }
        }
        unsafe { &mut (*this.ptr.as_ptr()).value }
    }
}
impl<A: Allocator> Rc<dyn Any, A> {
    pub fn downcast<T: Any>(self) -> Result<Rc<T, A>, Self> {
        if (*self).is::<T>() { unsafe { Ok(self.downcast_unchecked()) } } else { Err(self) }
    }
    pub unsafe fn downcast_unchecked<T: Any>(self) -> Rc<T, A> {
        let (ptr, alloc) = Rc::into_inner_with_allocator(self);
        unsafe { Rc::from_inner_in(ptr.cast(), alloc) }
    }
}
impl<T: ?Sized, A: Allocator> Deref for Rc<T, A> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        &self.inner().value
    }
}
impl<T: ?Sized, A: Allocator + Clone> Clone for Rc<T, A> {
    #[inline]
    fn clone(&self) -> Self {
        unsafe {
            increment(self.strong_ref());
            Self::from_inner_in(self.ptr, self.alloc.clone())
        }
    }
}
unsafe impl<#[may_dangle] T: ?Sized, A: Allocator> Drop for Rc<T, A> {
    #[inline]
    fn drop(&mut self) {
        unsafe {
            decrement(self.strong_ref());
            if self.strong_ref().get() == 0 {
                // Gives the strong pointers' weak count back after the value is gone, also if its drop panics.
                let _weak = Weak { ptr: self.ptr, alloc: &self.alloc };
                ptr::drop_in_place(&mut (*self.ptr.as_ptr()).value);
            }
        }
    }
}
