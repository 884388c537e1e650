// A panic unwinds, destructors run, and a half-moved vector is dropped twice. Expect: use-after-free or invalid free.
fn apply_twice<T>(v: &mut Vec<T>, f: impl Fn(T) -> T) {
    for i in 0..v.len() {
        unsafe {
            let p = v.as_mut_ptr().add(i);
            let value = std::ptr::read(p);
            std::ptr::write(p, f(value)); // when f panics, *p is still in the vector and already dropped
        }
    }
}

fn main() {
    let mut v = vec![String::from("a"), String::from("b")];
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        apply_twice(&mut v, |s| if s == "b" { panic!("no b") } else { s });
    }));
    println!("{}", result.is_err());
}
