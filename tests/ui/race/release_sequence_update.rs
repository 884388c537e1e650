//@ flags: --seeds 0..60
// The passing twin of release_sequence.rs.
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;

static FLAG: AtomicU32 = AtomicU32::new(0);
static mut DATA: u32 = 0;

fn main() {
    let writer = thread::spawn(|| {
        unsafe { DATA = 1 };
        FLAG.store(1, Release);
        FLAG.fetch_add(1, Relaxed);
    });
    let reader = thread::spawn(|| {
        if FLAG.load(Acquire) == 2 {
            assert_eq!(unsafe { *&raw const DATA }, 1);
        }
    });
    writer.join().unwrap();
    reader.join().unwrap();
}
