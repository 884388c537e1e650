//@ flags: --seeds 0..60
// An update continues the release sequence of the store it reads from; another store of the same thread ends it (C++20).
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;

static FLAG: AtomicU32 = AtomicU32::new(0);
static mut DATA: u32 = 0;

fn main() {
    let writer = thread::spawn(|| {
        unsafe { DATA = 1 };
        FLAG.store(1, Release);
        FLAG.store(2, Relaxed);
    });
    let reader = thread::spawn(|| {
        if FLAG.load(Acquire) == 2 {
            let _x = unsafe { *&raw const DATA }; //~ ERROR data-race: data-race
        }
    });
    writer.join().unwrap();
    reader.join().unwrap();
}
