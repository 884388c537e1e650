//@ check
//@ executions: 2
// Two threads take a mutex in two orders.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let m = Arc::new(Mutex::new(0));
    let other = Arc::clone(&m);
    let t = thread::spawn(move || *other.lock().unwrap() += 1);
    *m.lock().unwrap() *= 2;
    t.join().unwrap();
    println!("{}", m.lock().unwrap());
}
