// #[global_allocator]: every allocation of the program goes through it.
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

static ALLOCATED: AtomicUsize = AtomicUsize::new(0);
static FREED: AtomicUsize = AtomicUsize::new(0);
static GROWN: AtomicUsize = AtomicUsize::new(0);

struct Counting {
    offset: usize,
}
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.size() >= 1100 {
            ALLOCATED.fetch_add(layout.size() + self.offset, Ordering::Relaxed);
        }
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        if layout.size() >= 1100 {
            FREED.fetch_add(layout.size(), Ordering::Relaxed);
        }
        unsafe { System.dealloc(ptr, layout) }
    }
    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if layout.size() >= 1100 {
            GROWN.fetch_add(1, Ordering::Relaxed);
        }
        unsafe { System.realloc(ptr, layout, size) }
    }
}
#[global_allocator]
static ALLOCATOR: Counting = Counting { offset: 1 };

fn main() {
    let b = Box::new([0u8; 1100]);
    println!("{}", ALLOCATED.load(Ordering::Relaxed));
    drop(b);
    println!("{}", FREED.load(Ordering::Relaxed));
    let mut v: Vec<u64> = Vec::with_capacity(300);
    v.reserve(600);
    println!("{} {}", GROWN.load(Ordering::Relaxed), v.capacity());
    let zeroed = vec![0u8; 5000];
    println!("{} {}", ALLOCATED.load(Ordering::Relaxed), zeroed.len());
}
