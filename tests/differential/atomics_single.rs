// Atomics, locks and once cells in one thread.
use std::cell::UnsafeCell;
use std::sync::atomic::*;
use std::sync::{Arc, Mutex, Once, OnceLock, RwLock};

static FLAG: AtomicBool = AtomicBool::new(false);
static TOTAL: AtomicI64 = AtomicI64::new(-3);
static INIT: Once = Once::new();
static NAME: OnceLock<String> = OnceLock::new();
static LIST: Mutex<Vec<u32>> = Mutex::new(Vec::new());

struct SpinLock<T> {
    locked: AtomicBool,
    value: UnsafeCell<T>,
}
unsafe impl<T: Send> Sync for SpinLock<T> {}
impl<T> SpinLock<T> {
    const fn new(t: T) -> Self {
        SpinLock { locked: AtomicBool::new(false), value: UnsafeCell::new(t) }
    }
    fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        while self.locked.swap(true, Ordering::Acquire) {
            std::hint::spin_loop();
        }
        let r = f(unsafe { &mut *self.value.get() });
        self.locked.store(false, Ordering::Release);
        r
    }
}
static SPIN: SpinLock<(u8, &str)> = SpinLock::new((1, "init"));

fn main() {
    println!("{} {}", FLAG.swap(true, Ordering::AcqRel), FLAG.load(Ordering::SeqCst));
    println!("{:?} {:?}", FLAG.compare_exchange(true, false, Ordering::SeqCst, Ordering::Relaxed), FLAG.compare_exchange(true, false, Ordering::SeqCst, Ordering::Relaxed));
    println!("{} {}", FLAG.fetch_or(true, Ordering::Relaxed), FLAG.fetch_xor(true, Ordering::Relaxed));
    println!("{} {} {}", TOTAL.fetch_sub(4, Ordering::SeqCst), TOTAL.fetch_max(10, Ordering::SeqCst), TOTAL.fetch_and(6, Ordering::SeqCst));
    println!("{:?} {:?}", TOTAL.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| (n < 5).then(|| n * 10)), TOTAL.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| (n < 5).then_some(0)));
    let a = AtomicU8::new(250);
    println!("{} {} {}", a.fetch_add(10, Ordering::Relaxed), a.load(Ordering::Relaxed), a.fetch_nand(5, Ordering::Relaxed));
    println!("{a:?}");
    println!("{}", a.into_inner());
    let mut x = 5;
    let p = AtomicPtr::new(&mut x);
    unsafe { *p.load(Ordering::Acquire) += 1 };
    let mut y = 9;
    let old = p.swap(&mut y, Ordering::AcqRel);
    println!("{} {}", unsafe { *old }, unsafe { *p.load(Ordering::Relaxed) });
    fence(Ordering::SeqCst);
    for _ in 0..3 {
        INIT.call_once(|| println!("once"));
    }
    println!("{} {:?} {}", NAME.get().is_none(), NAME.get_or_init(|| "first".into()), NAME.get_or_init(|| "second".into()));
    LIST.lock().unwrap().push(1);
    {
        let mut g = LIST.lock().unwrap();
        g.extend([2, 3]);
        println!("{:?} {}", *g, LIST.try_lock().is_err());
    }
    println!("{:?}", LIST.lock().map(|l| l.iter().sum::<u32>()).unwrap());
    let rw = RwLock::new(vec!["a"]);
    {
        let (r1, r2) = (rw.read().unwrap(), rw.read().unwrap());
        println!("{} {} {}", r1.len(), r2[0], rw.try_write().is_err());
    }
    rw.write().unwrap().push("b");
    println!("{:?}", rw.into_inner().unwrap());
    let shared = Arc::new(Mutex::new(0));
    let other = Arc::clone(&shared);
    *other.lock().unwrap() += 5;
    println!("{} {} {:?}", shared.lock().unwrap(), Arc::strong_count(&shared), Arc::downgrade(&other).upgrade().is_some());
    println!("{}", SPIN.with(|s| { s.0 += 1; s.1 = "changed"; s.1.len() }));
    println!("{:?}", SPIN.with(|s| *s));
    let m = Mutex::new(1);
    let r = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _g = m.lock().unwrap();
        std::panic::resume_unwind(Box::new(1));
    }));
    println!("{} {} {}", r.is_err(), m.is_poisoned(), m.lock().unwrap_or_else(|e| e.into_inner()));
}
