//@ flags: --seeds 0..10
// The passing twin of free_unordered.rs: the join orders the read before the free.
use std::thread;

struct Shared(*mut u32);
unsafe impl Send for Shared {}

fn main() {
    let p = Box::into_raw(Box::new(1u32));
    let shared = Shared(p);
    let reader = thread::spawn(move || {
        let shared = shared;
        let _ = unsafe { *shared.0 };
    });
    reader.join().unwrap();
    unsafe { drop(Box::from_raw(p)) };
}
