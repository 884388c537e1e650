//@ verdict: deadlock
// Nobody notifies.
use std::sync::{Condvar, Mutex};

fn main() {
    let (m, c) = (Mutex::new(false), Condvar::new());
    let mut ready = m.lock().unwrap();
    while !*ready {
        ready = c.wait(ready).unwrap();
    }
}
