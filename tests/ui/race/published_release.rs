//@ flags: --seeds 0..30
// The passing twin of published_relaxed.rs.
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::thread;

static FLAG: AtomicBool = AtomicBool::new(false);
static mut DATA: u32 = 0;

fn main() {
    let writer = thread::spawn(|| {
        unsafe { DATA = 1 };
        FLAG.store(true, Release);
    });
    let reader = thread::spawn(|| {
        if FLAG.load(Acquire) {
            assert_eq!(unsafe { *&raw const DATA }, 1);
        }
    });
    writer.join().unwrap();
    reader.join().unwrap();
}
