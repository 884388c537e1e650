//@ flags: --seeds 0..30
// A free is a write: it races with a read that nothing orders before it, whoever comes first.
use std::alloc::{alloc_zeroed, dealloc, Layout};
use std::thread;

struct Shared(*mut u8);
unsafe impl Send for Shared {}

fn main() {
    let p = unsafe { alloc_zeroed(Layout::new::<u8>()) };
    let shared = Shared(p);
    let reader = thread::spawn(move || {
        let shared = shared;
        let _ = unsafe { *shared.0 };
    });
    thread::yield_now();
    unsafe { dealloc(p, Layout::new::<u8>()) }; //~ ERROR data-race: dealloc-race
    reader.join().unwrap();
}
