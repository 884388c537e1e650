// `Arc::get_mut` as it once was: "am I the only owner?" was asked with a relaxed load. Another owner reads the value and
// gives up its share with a release decrement; a relaxed load that sees the decrement does not synchronise with it, so the
// write through `get_mut` races with that read. The proof of `Arc` in weak memory (RustBelt meets relaxed memory, POPL
// 2020) exposed it. Expect of `assay check`: undefined behaviour, a data race between the two marked lines.
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
        let unique = unsafe { (*self.0.as_ptr()).strong.load(Relaxed) == 1 }; // the mistake
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
    let reader = thread::spawn(move || *other.get()); // one side of the race
    if let Some(value) = mine.get_mut() {
        *value += 1; // the other side
    }
    let seen = reader.join().unwrap();
    assert!(seen == 1);
}
