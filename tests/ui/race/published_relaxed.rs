//@ flags: --seeds 0..30
// A relaxed store publishes nothing: the reader may see the flag without being ordered after the data.
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::thread;

static FLAG: AtomicBool = AtomicBool::new(false);
static mut DATA: u32 = 0;

fn main() {
    let writer = thread::spawn(|| {
        unsafe { DATA = 1 };
        FLAG.store(true, Relaxed);
    });
    let reader = thread::spawn(|| {
        if FLAG.load(Acquire) {
            let _x = unsafe { *&raw const DATA }; //~ ERROR data-race: data-race: 4-byte non-atomic write on thread 1
        }
    });
    writer.join().unwrap();
    reader.join().unwrap();
}
