// Threads whose result does not depend on the schedule.
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{mpsc, Arc, Condvar, Mutex, RwLock};
use std::thread;

fn main() {
    let h = thread::spawn(|| (1..=5).product::<u32>());
    println!("{}", h.join().unwrap());
    let counter = Arc::new(AtomicUsize::new(0));
    let handles: Vec<_> = (0..3)
        .map(|i| {
            let c = Arc::clone(&counter);
            thread::spawn(move || {
                for _ in 0..4 {
                    c.fetch_add(i, Ordering::Relaxed);
                }
                i * 10
            })
        })
        .collect();
    let results: Vec<usize> = handles.into_iter().map(|h| h.join().unwrap()).collect();
    println!("{results:?} {}", counter.load(Ordering::Relaxed));
    let mut data = vec![1, 2, 3, 4];
    thread::scope(|s| {
        let (a, b) = data.split_at_mut(2);
        s.spawn(move || a.iter_mut().for_each(|x| *x *= 10));
        s.spawn(move || b.swap(0, 1));
    });
    println!("{data:?}");
    let (tx, rx) = mpsc::channel();
    let tx2 = tx.clone();
    let p = thread::spawn(move || {
        for i in 0..3 {
            tx.send(i).unwrap();
        }
    });
    let q = thread::spawn(move || tx2.send(100).unwrap());
    let mut got: Vec<i32> = rx.iter().collect();
    got.sort();
    println!("{got:?}");
    p.join().unwrap();
    q.join().unwrap();
    let pair = Arc::new((Mutex::new(false), Condvar::new()));
    let other = Arc::clone(&pair);
    let waiter = thread::spawn(move || {
        let mut ready = other.0.lock().unwrap();
        while !*ready {
            ready = other.1.wait(ready).unwrap();
        }
        "woken"
    });
    *pair.0.lock().unwrap() = true;
    pair.1.notify_one();
    println!("{}", waiter.join().unwrap());
    let map = Arc::new(RwLock::new(vec![0; 3]));
    let ts: Vec<_> = (0..3)
        .map(|i| {
            let m = map.clone();
            thread::spawn(move || m.write().unwrap()[i] = i * i)
        })
        .collect();
    for t in ts {
        t.join().unwrap();
    }
    println!("{:?}", map.read().unwrap());
    let failed = thread::spawn(|| std::panic::resume_unwind(Box::new("stopped"))).join();
    println!("{:?}", failed.unwrap_err().downcast_ref::<&str>());
}
