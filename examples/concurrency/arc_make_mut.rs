// `Arc::make_mut` in small, with strong and weak counts. It looks at the weak count with a relaxed load; is that the same
// mistake as `get_mut`'s? No: it takes the value by a compare-exchange of the strong count from 1 to 0, an acquire, and the
// weak count is only compared with the share that all strong owners hold together; if another weak reference may still
// exist, the value moves to a new allocation. Expect of `assay check`: ok, all executions.
use std::alloc::{alloc, dealloc, Layout};
use std::ptr::{self, NonNull};
use std::sync::atomic::{fence, AtomicUsize, Ordering::*};
use std::thread;

struct Inner<T> {
    strong: AtomicUsize,
    weak: AtomicUsize, // one share belongs to all strong owners together
    data: T,
}
struct Arc<T>(NonNull<Inner<T>>);
struct Weak<T>(NonNull<Inner<T>>);
unsafe impl<T: Send + Sync> Send for Arc<T> {}
unsafe impl<T: Send + Sync> Send for Weak<T> {}

impl<T: Clone> Arc<T> {
    fn new(data: T) -> Self {
        unsafe {
            let p = alloc(Layout::new::<Inner<T>>()) as *mut Inner<T>;
            p.write(Inner { strong: AtomicUsize::new(1), weak: AtomicUsize::new(1), data });
            Arc(NonNull::new_unchecked(p))
        }
    }
    fn inner(&self) -> *mut Inner<T> {
        self.0.as_ptr()
    }
    fn downgrade(&self) -> Weak<T> {
        unsafe { (*self.inner()).weak.fetch_add(1, Relaxed) };
        Weak(self.0)
    }
    fn make_mut(&mut self) -> &mut T {
        unsafe {
            let this = self.inner();
            if (*this).strong.compare_exchange(1, 0, Acquire, Relaxed).is_err() {
                *self = Arc::new((*this).data.clone()); // others own it too
            } else if (*this).weak.load(Relaxed) != 1 {
                // Weak references are left: the value moves away from them.
                let moved = Arc::new(ptr::read(&raw const (*this).data));
                drop(Weak(self.0)); // the share of the strong owners
                ptr::write(self, moved);
            } else {
                (*this).strong.store(1, Release); // this was the only reference of either kind
            }
            &mut (*self.inner()).data
        }
    }
}
impl<T> Weak<T> {
    fn upgrade(&self) -> bool {
        let strong = unsafe { &(*self.0.as_ptr()).strong };
        let mut n = strong.load(Relaxed);
        while n != 0 {
            match strong.compare_exchange(n, n + 1, Acquire, Relaxed) {
                Ok(_) => {
                    drop(Arc(self.0));
                    return true;
                }
                Err(now) => n = now,
            }
        }
        false
    }
}
impl<T> Drop for Weak<T> {
    fn drop(&mut self) {
        unsafe {
            if (*self.0.as_ptr()).weak.fetch_sub(1, Release) == 1 {
                fence(Acquire);
                dealloc(self.0.as_ptr() as *mut u8, Layout::new::<Inner<T>>());
            }
        }
    }
}
impl<T> Drop for Arc<T> {
    fn drop(&mut self) {
        unsafe {
            if (*self.0.as_ptr()).strong.fetch_sub(1, Release) != 1 {
                return;
            }
            fence(Acquire);
            ptr::drop_in_place(&raw mut (*self.0.as_ptr()).data);
        }
        drop(Weak(self.0));
    }
}

fn main() {
    let mut mine = Arc::new(1u32);
    let weak = mine.downgrade();
    let other = thread::spawn(move || weak.upgrade());
    *mine.make_mut() += 1;
    other.join().unwrap();
    assert!(*mine.make_mut() == 2);
}
