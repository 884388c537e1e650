// A sequence lock over plain data: the reader reads while a writer may write, and uses what it read only if the sequence
// number says that nobody wrote. By Rust's rules of today the racing read itself is undefined. `assay::read_racy` (a proposed
// extension) allows the race and makes the value invalid instead; whether the check then protects its use depends on what
// exactly "invalid" means. Expect:
//   assay check                                             undefined: the read races
//   assay run --seeds 0..100 --racy-reads maybe-invalid     ok: after a passed check the value is the one from before
use std::cell::UnsafeCell;
use std::sync::atomic::{fence, AtomicU32, Ordering::*};
use std::thread;

// What rustc sees. Assay gives `assay::read_racy` its own meaning.
#[allow(dead_code)]
mod assay {
    use std::mem::MaybeUninit;
    pub struct MaybeInvalid<T>(MaybeUninit<T>);
    impl<T> MaybeInvalid<T> {
        pub unsafe fn assume_valid(self) -> T {
            unsafe { self.0.assume_init() }
        }
    }
    pub unsafe fn read_racy<T>(p: *const T) -> MaybeInvalid<T> {
        MaybeInvalid(unsafe { p.cast::<MaybeUninit<T>>().read_volatile() })
    }
}

struct SeqLock {
    sequence: AtomicU32,
    data: UnsafeCell<u32>,
}
unsafe impl Sync for SeqLock {}

impl SeqLock {
    // One writer only.
    fn write(&self, value: u32) {
        let s = self.sequence.load(Relaxed);
        self.sequence.store(s + 1, Relaxed);
        fence(Release);
        unsafe { *self.data.get() = value };
        self.sequence.store(s + 2, Release);
    }
    fn try_read(&self) -> Option<u32> {
        let before = self.sequence.load(Acquire);
        let value = unsafe { assay::read_racy(self.data.get()) };
        fence(Acquire);
        let after = self.sequence.load(Relaxed);
        if before == after && before % 2 == 0 { Some(unsafe { value.assume_valid() }) } else { None }
    }
}

static LOCK: SeqLock = SeqLock { sequence: AtomicU32::new(0), data: UnsafeCell::new(0) };

fn main() {
    let writer = thread::spawn(|| LOCK.write(7));
    let seen = LOCK.try_read();
    writer.join().unwrap();
    println!("{seen:?}");
}
