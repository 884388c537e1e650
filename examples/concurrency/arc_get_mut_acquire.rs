// `Arc::get_mut` since its repair: the load that finds this owner to be the only one is an acquire load, so it synchronises
// with the release decrement of every owner before it. Expect of `assay check`: ok, all executions.
use std::alloc::{dealloc, Layout};
use std::ptr::NonNull;
use std::sync::atomic::{fence, AtomicUsize, Ordering::*};
use std::thread;

struct Inner<T> {
    strong: AtomicUsize,
    data: T,
}
struct Arc<T>(NonNull<Inner<T>>);
unsafe impl<T: Send + Sync> Send for Arc<T> {}

impl<T> Arc<T> {
    fn new(data: T) -> Self {
        Arc(unsafe { NonNull::new_unchecked(Box::into_raw(Box::new(Inner { strong: AtomicUsize::new(1), data }))) })
    }
    fn get(&self) -> &T {
        unsafe { &(*self.0.as_ptr()).data }
    }
    fn get_mut(&mut self) -> Option<&mut T> {
        let unique = unsafe { (*self.0.as_ptr()).strong.load(Acquire) == 1 };
        if unique { Some(unsafe { &mut (*self.0.as_ptr()).data }) } else { None }
    }
}
impl<T> Clone for Arc<T> {
    fn clone(&self) -> Self {
        unsafe { (*self.0.as_ptr()).strong.fetch_add(1, Relaxed) };
        Arc(self.0)
    }
}
impl<T> Drop for Arc<T> {
    fn drop(&mut self) {
        unsafe {
            if (*self.0.as_ptr()).strong.fetch_sub(1, Release) != 1 {
                return;
            }
            fence(Acquire);
            std::ptr::drop_in_place(&raw mut (*self.0.as_ptr()).data);
            dealloc(self.0.as_ptr() as *mut u8, Layout::new::<Inner<T>>());
        }
    }
}

fn main() {
    let mut mine = Arc::new(1u32);
    let other = mine.clone();
    let reader = thread::spawn(move || *other.get());
    if let Some(value) = mine.get_mut() {
        *value += 1;
    }
    let seen = reader.join().unwrap();
    assert!(seen == 1);
}
