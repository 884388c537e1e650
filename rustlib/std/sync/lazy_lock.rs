// `LazyLock`.

use super::once::Once;
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::mem;
use crate::ops::Deref;
use crate::prelude::rust_2021::*;

enum State<T, F> {
    Uninit(F),
    Init(T),
    Poisoned,
}
pub struct LazyLock<T, F = fn() -> T> {
    once: Once,
    state: UnsafeCell<State<T, F>>,
}
unsafe impl<T: Sync + Send, F: Send> Sync for LazyLock<T, F> {}
impl<T: crate::panic::UnwindSafe, F: crate::panic::UnwindSafe> crate::panic::RefUnwindSafe for LazyLock<T, F> {}
impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    pub const fn new(f: F) -> LazyLock<T, F> {
        LazyLock { once: Once::new(), state: UnsafeCell::new(State::Uninit(f)) }
    }
    #[track_caller]
    pub fn force(this: &LazyLock<T, F>) -> &T {
        let slot = &this.state;
        this.once.call_once(|| {
            let state = unsafe { mem::replace(&mut *slot.get(), State::Poisoned) };
            if let State::Uninit(f) = state {
                let value = f();
                unsafe { *slot.get() = State::Init(value) };
            }
        });
        match unsafe { &*this.state.get() } {
            State::Init(value) => value,
            _ => panic!("LazyLock instance has previously been poisoned"),
        }
    }
}
impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;
    #[track_caller]
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
        if self.once.is_completed() {
            if let State::Init(v) = unsafe { &*self.state.get() } {
                d.field(v);
            }
        } else {
            d.field(&format_args!("<uninit>"));
        }
        d.finish()
    }
}
