// Statics, static mut, consts, const fn, const blocks, associated consts.
use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};

const fn fib(n: u32) -> u64 {
    let (mut a, mut b, mut i) = (0, 1, 0);
    while i < n {
        let t = a + b;
        a = b;
        b = t;
        i += 1;
    }
    a
}

const fn table() -> [u8; 16] {
    let mut t = [0; 16];
    let mut i = 0;
    while i < t.len() {
        t[i] = (i * i % 11) as u8;
        i += 1;
    }
    t
}

const fn longest(words: &[&'static str]) -> &'static str {
    let mut best = "";
    let mut i = 0;
    while i < words.len() {
        if words[i].len() > best.len() {
            best = words[i];
        }
        i += 1;
    }
    best
}

const FIB_40: u64 = fib(40);
static TABLE: [u8; 16] = table();
const WORDS: &[&str] = &["a", "longest", "mid"];
const LONGEST: &str = longest(WORDS);
static COUNTER: AtomicUsize = AtomicUsize::new(5);
static mut LOG: [u32; 4] = [0; 4];
static mut NEXT: usize = 0;
static GREETING: &str = "hello";
static NESTED: &[&[i32]] = &[&[1, 2], &[], &[3]];
static SELF_ADDR: &&str = &GREETING;
const MASK: u32 = !0 << 4 & 0xff | 1;
const LEN: usize = FIB_40 as usize % 7;
const NONE: Option<Box<i32>> = None;

struct Config {
    name: &'static str,
    limits: (u8, i16),
}
impl Config {
    const DEFAULT: Config = Config { name: "default", limits: (10, -10) };
    const fn named(self, name: &'static str) -> Self {
        Config { name, ..self }
    }
}
static CONFIG: Config = Config::DEFAULT.named("static");

trait Bounded {
    const MIN: i64;
    const MAX: i64 = Self::MIN + 100;
    const SPAN: [i64; 2] = [Self::MIN, Self::MAX];
}
struct A;
struct B;
impl Bounded for A {
    const MIN: i64 = -5;
}
impl Bounded for B {
    const MIN: i64 = 1;
    const MAX: i64 = 2;
}

fn log(n: u32) {
    unsafe {
        LOG[NEXT % 4] = n;
        NEXT += 1;
    }
}

fn next_id() -> usize {
    static ID: AtomicUsize = AtomicUsize::new(100);
    ID.fetch_add(1, Ordering::SeqCst)
}

fn generic_size<T>() -> usize {
    const { std::mem::size_of::<T>() * 2 }
}

thread_local! {
    static LOCAL: Cell<i32> = const { Cell::new(3) };
}

fn main() {
    println!("{FIB_40} {:?} {LONGEST}", TABLE);
    println!("{} {} {}", MASK, LEN, [0u8; LEN].len());
    println!("{} {}", COUNTER.fetch_add(2, Ordering::Relaxed), COUNTER.load(Ordering::Relaxed));
    for n in 1..=6 {
        log(n * n);
    }
    println!("{:?} {}", unsafe { *(&raw const LOG) }, unsafe { NEXT });
    println!("{:?} {} {}", NESTED, *SELF_ADDR, GREETING.len());
    println!("{} {:?} {}", CONFIG.name, CONFIG.limits, Config::DEFAULT.name);
    println!("{:?} {:?} {}", A::SPAN, B::SPAN, <A as Bounded>::MAX);
    println!("{} {} {}", next_id(), next_id(), next_id());
    println!("{} {}", generic_size::<u32>(), generic_size::<[u64; 3]>());
    LOCAL.with(|c| c.set(c.get() + 1));
    println!("{}", LOCAL.with(|c| c.get()));
    let mut a = NONE;
    a = Some(Box::new(1));
    println!("{:?} {:?}", a, NONE);
    let x: &'static [i32] = &[1, 2, 3];
    println!("{:?} {}", x, std::ptr::eq(&TABLE, &TABLE));
    const INLINE: i32 = {
        let mut n = 0;
        loop {
            n += 3;
            if n > 10 {
                break n;
            }
        }
    };
    println!("{INLINE} {}", i32::MAX.wrapping_add(INLINE));
    match 12 {
        INLINE => println!("inline"),
        _ => println!("other"),
    }
}
