// Storage of one thread-local value; it lives in a `#[thread_local]` static.

use crate::cell::{Cell, UnsafeCell};
use crate::mem::{self, MaybeUninit};
use crate::prelude::rust_2021::*;
use crate::ptr;
use core::intrinsics;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Empty,
    Alive,
    Destroyed,
}
pub struct Storage<T> {
    state: Cell<State>,
    value: UnsafeCell<MaybeUninit<T>>,
}
unsafe impl<T> Sync for Storage<T> {}
impl<T: 'static> Storage<T> {
    pub const fn new() -> Storage<T> {
        Storage { state: Cell::new(State::Empty), value: UnsafeCell::new(MaybeUninit::uninit()) }
    }
    // Null once the value has been destroyed.
    #[inline]
    pub fn get_or_init(&self, init: Option<&mut Option<T>>, make: fn() -> T) -> *const T {
        match self.state.get() {
            State::Alive => self.value.get() as *const T,
            State::Destroyed => ptr::null(),
            State::Empty => self.initialize(init, make),
        }
    }
    fn initialize(&self, init: Option<&mut Option<T>>, make: fn() -> T) -> *const T {
        let value = match init.and_then(|slot| slot.take()) {
            Some(value) => value,
            None => make(),
        };
        let slot = self.value.get() as *mut T;
        if self.state.get() == State::Alive {
            // The initialiser has used the variable itself.
            let old = unsafe { mem::replace(&mut *slot, value) };
            drop(old);
            return slot;
        }
        unsafe { slot.write(value) };
        self.state.set(State::Alive);
        if mem::needs_drop::<T>() {
            unsafe { intrinsics::assay_thread_at_exit(destroy::<T>, self as *const Self as *mut u8) };
        }
        slot
    }
}
fn destroy<T>(data: *mut u8) {
    let storage = unsafe { &*(data as *const Storage<T>) };
    storage.state.set(State::Destroyed);
    unsafe { ptr::drop_in_place(storage.value.get() as *mut T) }
}
