// A mutex whose guard is `Sync` whatever it guards. `&Guard<Cell<u32>>` may then be sent to another thread, and through it a
// `&Cell<u32>`, although a `Cell` must not be shared. The standard library had this mistake in `MutexGuard` until 2017
// (found while its safety was being proved). Expect of `assay check`: undefined behaviour, a data race on the cell.
use std::cell::{Cell, UnsafeCell};
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::thread;

struct Lock<T> {
    held: AtomicBool,
    data: UnsafeCell<T>,
}
unsafe impl<T: Send> Sync for Lock<T> {}
struct Guard<'a, T>(&'a Lock<T>);
unsafe impl<T> Sync for Guard<'_, T> {} // the mistake: this needs `T: Sync`

impl<T> Lock<T> {
    fn try_lock(&self) -> Option<Guard<'_, T>> {
        if self.held.swap(true, Acquire) { None } else { Some(Guard(self)) }
    }
}
impl<T> Deref for Guard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { &*self.0.data.get() }
    }
}
impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        self.0.held.store(false, Release);
    }
}

fn main() {
    let lock = Lock { held: AtomicBool::new(false), data: UnsafeCell::new(Cell::new(0u32)) };
    let guard = lock.try_lock().unwrap();
    thread::scope(|scope| {
        scope.spawn(|| guard.set(1));
        guard.set(2);
    });
}
