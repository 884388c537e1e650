// Panics that are caught: payloads, drop order while unwinding, resuming.
use std::panic::{catch_unwind, panic_any, resume_unwind, AssertUnwindSafe};

struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {} (panicking: {})", self.0, std::thread::panicking());
    }
}

fn message(e: &(dyn std::any::Any + Send)) -> String {
    if let Some(s) = e.downcast_ref::<&'static str>() {
        format!("str {s}")
    } else if let Some(s) = e.downcast_ref::<String>() {
        format!("string {s}")
    } else if let Some(n) = e.downcast_ref::<i32>() {
        format!("number {n}")
    } else {
        "other".to_string()
    }
}

fn deep(n: u32) -> u32 {
    let _guard = Noisy(["zero", "one", "two"][n as usize]);
    if n == 0 {
        panic!("bottom");
    }
    deep(n - 1) + 1
}

fn try_it<R: std::fmt::Debug>(name: &str, f: impl FnOnce() -> R) {
    match catch_unwind(AssertUnwindSafe(f)) {
        Ok(r) => println!("{name}: ok {r:?}"),
        Err(e) => println!("{name}: {}", message(&*e)),
    }
}

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    try_it("fine", || 5);
    try_it("plain", || panic!("plain"));
    let three = 3;
    try_it("formatted", || panic!("n = {}", three));
    try_it("any", || panic_any(42));
    try_it("deep", || deep(2));
    let zero = std::hint::black_box(0);
    let v = vec![1, 2, 3];
    try_it("index", || v[std::hint::black_box(7)]);
    try_it("div", || 1 / zero);
    try_it("rem", || 1 % zero);
    try_it("overflow", || std::hint::black_box(255u8) + 1);
    try_it("neg", || -std::hint::black_box(i32::MIN));
    try_it("shift", || 1u32 << std::hint::black_box(32));
    try_it("unwrap", || None::<i32>.unwrap());
    try_it("expect", || Err::<i32, _>("why").expect("failed"));
    try_it("assert", || assert!(zero == 1, "zero is {zero}"));
    try_it("assert_eq", || assert_eq!(1 + 1, 3));
    try_it("slice", || v[2..zero].len());
    try_it("str", || "é"[1..].len());
    try_it("borrow", || {
        let c = std::cell::RefCell::new(1);
        let _a = c.borrow_mut();
        let b = *c.borrow();
        b
    });
    let one = 1;
    try_it("unreachable", || unreachable!("state {}", one));
    try_it("todo", || todo!());
    let mut log = Vec::new();
    let r = catch_unwind(AssertUnwindSafe(|| {
        log.push(1);
        let _n = Noisy("local");
        log.push(2);
        if log.len() == 2 {
            panic!("stop");
        }
        log.push(3);
    }));
    println!("{log:?} {}", r.is_err());
    let nested = catch_unwind(|| {
        let inner = catch_unwind(|| panic!("inner"));
        let _n = Noisy("between");
        resume_unwind(inner.unwrap_err());
    });
    println!("{}", message(&*nested.unwrap_err()));
    let partial = catch_unwind(|| {
        let _all = [Noisy("a"), Noisy("b"), panic_any("third")];
    });
    println!("{}", partial.is_err());
    let args = catch_unwind(|| {
        fn f(_: Noisy, _: i32) {}
        f(Noisy("arg"), deep(0) as i32)
    });
    println!("{}", args.is_err());
    let boxed: Box<dyn FnOnce() -> String> = Box::new(|| panic!("boxed"));
    println!("{}", catch_unwind(AssertUnwindSafe(boxed)).map_err(|e| message(&*e)).unwrap_err());
}
