//@ flags: --seeds 0..20
// The passing twin of two_mutexes.rs: both threads take the locks in the same order.
use std::sync::Mutex;
use std::thread;

fn main() {
    let (a, b) = (Mutex::new(0), Mutex::new(0));
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                let _a = a.lock().unwrap();
                let _b = b.lock().unwrap();
            });
        }
    });
}
