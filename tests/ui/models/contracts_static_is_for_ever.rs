//@ revisions: contracts
// A region that must outlive 'static keeps its read lock for ever, beyond the call that took it.
struct Keep {
    value: &'static i32,
}

fn promise(p: *mut i32) -> i32 {
    let keep = Keep { value: unsafe { &*p } };
    *keep.value
}

fn main() {
    let p = Box::into_raw(Box::new(1));
    let a = promise(p);
    unsafe { *p = 2 }; //~ ERROR aliasing: read-locked
    println!("{a}");
}
