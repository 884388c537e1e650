// A mutex guard for a part of the protected value.

use super::mutex::RawMutex;
use super::poison;
use crate::fmt;
use crate::marker::PhantomData;
use crate::ops::{Deref, DerefMut};
use crate::ptr::NonNull;

pub struct MappedMutexGuard<'a, T: ?Sized + 'a> {
    data: NonNull<T>,
    raw: &'a RawMutex,
    flag: &'a poison::Flag,
    poison: poison::Guard,
    _variance: PhantomData<&'a mut T>,
}
impl<'a, T: ?Sized> MappedMutexGuard<'a, T> {
    pub(super) fn new(data: NonNull<T>, raw: &'a RawMutex, flag: &'a poison::Flag, poison: poison::Guard) -> Self {
        MappedMutexGuard { data, raw, flag, poison, _variance: PhantomData }
    }
}
impl<T: ?Sized> Deref for MappedMutexGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { self.data.as_ref() }
    }
}
impl<T: ?Sized> DerefMut for MappedMutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        unsafe { self.data.as_mut() }
    }
}
impl<T: ?Sized> Drop for MappedMutexGuard<'_, T> {
    fn drop(&mut self) {
        self.flag.done(&self.poison);
        self.raw.unlock();
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for MappedMutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
impl<T: ?Sized + fmt::Display> fmt::Display for MappedMutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
