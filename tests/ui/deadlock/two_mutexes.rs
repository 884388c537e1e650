//@ flags: --seeds 0..60
//@ verdict: deadlock
// Each thread holds one lock and wants the other: the report names the cycle.
use std::sync::Mutex;
use std::thread;

fn main() {
    let (a, b) = (Mutex::new(0), Mutex::new(0));
    thread::scope(|s| {
        s.spawn(|| {
            let _a = a.lock().unwrap();
            let _b = b.lock().unwrap();
        });
        s.spawn(|| {
            let _b = b.lock().unwrap();
            let _a = a.lock().unwrap();
        });
    });
}
