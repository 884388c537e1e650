//@ revisions: contracts aca
// The twin: the region of `r` ends with its last use, before the call.
fn callee(p: *mut i32) {
    unsafe { *p = 15 };
}

fn main() {
    let mut x = 1;
    let raw = &mut x as *mut i32;
    let r = unsafe { &mut *raw };
    *r = 2;
    callee(raw);
    println!("{}", unsafe { *raw });
}
