// `LazyLock`: a value made when it is first used.

use super::Once;
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::mem::ManuallyDrop;
use crate::ops::Deref;
use crate::ptr;

union Data<T, F> {
    value: ManuallyDrop<T>,
    f: ManuallyDrop<F>,
}
pub struct LazyLock<T, F = fn() -> T> {
    once: Once,
    data: UnsafeCell<Data<T, F>>,
    // The initialiser has been taken out.
    started: UnsafeCell<bool>,
}
unsafe impl<T: Sync + Send, F: Send> Sync for LazyLock<T, F> {}
unsafe impl<T: Send, F: Send> Send for LazyLock<T, F> {}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    pub const fn new(f: F) -> LazyLock<T, F> {
        LazyLock {
            once: Once::new(),
            data: UnsafeCell::new(Data { f: ManuallyDrop::new(f) }),
            started: UnsafeCell::new(false),
        }
    }
    pub fn force(this: &LazyLock<T, F>) -> &T {
        this.once.call_once(|| unsafe {
            *this.started.get() = true;
            let data = &mut *this.data.get();
            let f = ManuallyDrop::take(&mut data.f);
            let value = f();
            data.value = ManuallyDrop::new(value);
        });
        unsafe { &*(*this.data.get()).value }
    }
    pub fn force_mut(this: &mut LazyLock<T, F>) -> &mut T {
        LazyLock::force(this);
        unsafe { &mut *(*this.data.get()).value }
    }
}
impl<T, F> LazyLock<T, F> {
    pub fn get(this: &LazyLock<T, F>) -> Option<&T> {
        if this.once.is_completed() { Some(unsafe { &*(*this.data.get()).value }) } else { None }
    }
}
impl<T, F> Drop for LazyLock<T, F> {
    fn drop(&mut self) {
        unsafe {
            let data = &mut *self.data.get();
            if self.once.is_completed() {
                ManuallyDrop::drop(&mut data.value)
            } else if !*self.started.get() {
                ManuallyDrop::drop(&mut data.f)
            }
        }
    }
}
impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;
    fn deref(&self) -> &T {
        LazyLock::force(self)
    }
}
impl<T: Default> Default for LazyLock<T> {
    fn default() -> LazyLock<T> {
        LazyLock::new(T::default)
    }
}
impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut d = f.debug_tuple("LazyLock");
        match LazyLock::get(self) {
            Some(v) => d.field(v),
            None => d.field(&format_args!("<uninit>")),
        };
        d.finish()
    }
}
