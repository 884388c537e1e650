// Cells that are written once: `OnceCell`, `LazyCell`.

use super::{Cell, UnsafeCell};
use crate::fmt;
use crate::mem;
use crate::ops::Deref;
use crate::prelude::v1::*;

pub struct OnceCell<T> {
    inner: UnsafeCell<Option<T>>,
}
impl<T> OnceCell<T> {
    pub const fn new() -> OnceCell<T> {
        OnceCell { inner: UnsafeCell::new(None) }
    }
    #[inline]
    pub fn get(&self) -> Option<&T> {
        unsafe { &*self.inner.get() }.as_ref()
    }
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.inner.get_mut().as_mut()
    }
    pub fn set(&self, value: T) -> Result<(), T> {
        match self.try_insert(value) {
            Ok(_) => Ok(()),
            Err((_, value)) => Err(value),
        }
    }
    pub fn try_insert(&self, value: T) -> Result<&T, (&T, T)> {
        if let Some(old) = self.get() {
            return Err((old, value));
        }
        Ok(unsafe { &mut *self.inner.get() }.insert(value))
    }
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T {
        if let Some(val) = self.get() {
            return val;
        }
        let val = f();
        match self.try_insert(val) {
            Ok(val) => val,
            Err(_) => panic!("reentrant init"),
        }
    }
    pub fn get_or_try_init<F: FnOnce() -> Result<T, E>, E>(&self, f: F) -> Result<&T, E> {
        if let Some(val) = self.get() {
            return Ok(val);
        }
        let val = f()?;
        match self.try_insert(val) {
            Ok(val) => Ok(val),
            Err(_) => panic!("reentrant init"),
        }
    }
    pub fn into_inner(self) -> Option<T> {
        self.inner.into_inner()
    }
    pub fn take(&mut self) -> Option<T> {
        mem::take(self).into_inner()
    }
}
impl<T> !Sync for OnceCell<T> {}
impl<T> Default for OnceCell<T> {
    fn default() -> Self {
        Self::new()
    }
}
impl<T: fmt::Debug> fmt::Debug for OnceCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut d = f.debug_tuple("OnceCell");
        match self.get() {
            Some(v) => d.field(v),
            None => d.field(&format_args!("<uninit>")),
        };
        d.finish()
    }
}
impl<T: Clone> Clone for OnceCell<T> {
    fn clone(&self) -> OnceCell<T> {
        let res = OnceCell::new();
        if let Some(value) = self.get() {
            let _ = res.set(value.clone());
        }
        res
    }
}
impl<T: PartialEq> PartialEq for OnceCell<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}
impl<T: Eq> Eq for OnceCell<T> {}
impl<T> From<T> for OnceCell<T> {
    fn from(value: T) -> Self {
        OnceCell { inner: UnsafeCell::new(Some(value)) }
    }
}

enum State<T, F> {
    Uninit(F),
    Init(T),
    Poisoned,
}
pub struct LazyCell<T, F = fn() -> T> {
    state: UnsafeCell<State<T, F>>,
}
impl<T, F: FnOnce() -> T> LazyCell<T, F> {
    pub const fn new(f: F) -> LazyCell<T, F> {
        LazyCell { state: UnsafeCell::new(State::Uninit(f)) }
    }
    pub fn force(this: &LazyCell<T, F>) -> &T {
        match unsafe { &*this.state.get() } {
            State::Init(data) => data,
            State::Uninit(_) => {
                let state = unsafe { mem::replace(&mut *this.state.get(), State::Poisoned) };
                let State::Uninit(f) = state else { unreachable!() };
                let data = f();
                unsafe { this.state.get().write(State::Init(data)) };
                match unsafe { &*this.state.get() } {
                    State::Init(data) => data,
                    _ => unreachable!(),
                }
            }
            State::Poisoned => panic!("LazyCell instance has previously been poisoned"),
        }
    }
}
impl<T, F: FnOnce() -> T> Deref for LazyCell<T, F> {
    type Target = T;
    fn deref(&self) -> &T {
        LazyCell::force(self)
    }
}
impl<T: Default> Default for LazyCell<T> {
    fn default() -> LazyCell<T> {
        LazyCell::new(T::default)
    }
}
impl<T: fmt::Debug, F> fmt::Debug for LazyCell<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut d = f.debug_tuple("LazyCell");
        match unsafe { &*self.state.get() } {
            State::Init(data) => d.field(data),
            _ => d.field(&format_args!("<uninit>")),
        };
        d.finish()
    }
}
