//@ check
// The flag is read relaxed: no execution order makes this fine, and only an execution that sees the flag shows it.
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::thread;

static FLAG: AtomicBool = AtomicBool::new(false);
static mut DATA: u32 = 0;

fn main() {
    let t = thread::spawn(|| unsafe {
        DATA = 7;
        FLAG.store(true, Release);
    });
    if FLAG.load(Relaxed) {
        let _seen = unsafe { DATA }; //~ ERROR data-race
    }
    t.join().unwrap();
}
