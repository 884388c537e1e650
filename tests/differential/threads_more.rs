// arc/thread/mpsc with deterministic results, scoped sums, barriers
use std::sync::atomic::*;
use std::sync::*;
use std::thread;
fn main() {
    let v: Vec<u64> = (1..=40).collect();
    let total: u64 = thread::scope(|s| {
        let hs: Vec<_> = v.chunks(10).map(|c| s.spawn(move || c.iter().sum::<u64>())).collect();
        hs.into_iter().map(|h| h.join().unwrap()).sum()
    });
    println!("{total}");
    let bar = Arc::new(Barrier::new(3));
    let n = Arc::new(AtomicUsize::new(0));
    let hs: Vec<_> = (0..3)
        .map(|_| {
            let (b, n) = (bar.clone(), n.clone());
            thread::spawn(move || {
                n.fetch_add(1, Ordering::SeqCst);
                let leader = b.wait().is_leader();
                (n.load(Ordering::SeqCst), leader)
            })
        })
        .collect();
    let r: Vec<_> = hs.into_iter().map(|h| h.join().unwrap()).collect();
    println!("{} {}", r.iter().all(|x| x.0 == 3), r.iter().filter(|x| x.1).count());
    let (tx, rx) = mpsc::sync_channel(1);
    let h = thread::spawn(move || {
        for i in 0..4 {
            tx.send(i).unwrap();
        }
    });
    println!("{:?}", rx.into_iter().collect::<Vec<i32>>());
    h.join().unwrap();
    let (tx, rx) = mpsc::channel::<String>();
    drop(tx);
    println!("{:?} {:?}", rx.recv(), rx.try_recv());
    let q = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
    let c = {
        let q = q.clone();
        thread::spawn(move || {
            let mut got = vec![];
            while got.len() < 3 {
                let g = q.0.lock().unwrap();
                let mut g = q.1.wait_while(g, |v: &mut Vec<i32>| v.is_empty()).unwrap();
                got.extend(g.drain(..));
            }
            got
        })
    };
    for i in 0..3 {
        q.0.lock().unwrap().push(i);
        q.1.notify_one();
    }
    println!("{:?}", c.join().unwrap());
    let once = OnceLock::new();
    thread::scope(|s| {
        for _ in 0..3 {
            s.spawn(|| {
                once.get_or_init(|| 7);
            });
        }
    });
    println!("{:?}", once.get());
    thread_local!(static T: std::cell::Cell<u32> = std::cell::Cell::new(1));
    T.set(5);
    let o = thread::spawn(|| T.with(|c| c.replace(9))).join().unwrap();
    println!("{o} {}", T.get());
    let r = thread::Builder::new()
        .name("w".into())
        .spawn(|| thread::current().name().map(String::from))
        .unwrap()
        .join()
        .unwrap();
    println!("{r:?}");
    let rw = RwLock::new(1);
    thread::scope(|s| {
        s.spawn(|| *rw.write().unwrap() += 1);
        s.spawn(|| *rw.write().unwrap() *= 1);
    });
    println!("{}", rw.into_inner().unwrap());
    let m = Arc::new(Mutex::new(0));
    let m2 = m.clone();
    let _ = thread::spawn(move || {
        let _g = m2.lock().unwrap();
        std::panic::resume_unwind(Box::new(0))
    })
    .join();
    println!("{} {:?}", m.is_poisoned(), m.lock().map_err(|e| *e.into_inner()));
    let lazy = LazyLock::new(|| {
        println!("init");
        3
    });
    println!("{} {}", *lazy, *lazy);
    let f = Arc::new(AtomicBool::new(false));
    let f2 = f.clone();
    let t = thread::spawn(move || {
        while !f2.load(Ordering::Acquire) {
            thread::yield_now();
        }
        "seen"
    });
    f.store(true, Ordering::Release);
    println!("{}", t.join().unwrap());
    let p = thread::spawn(|| {
        thread::park();
        1
    });
    p.thread().unpark();
    println!("{}", p.join().unwrap());
}
