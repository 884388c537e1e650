//@ revisions: contracts
// A mutable borrow locks what it points to for its region: another call must not write there.
fn callee(p: *mut i32) {
    unsafe { *p = 15 }; //~ ERROR aliasing: write-locked by another call
}

fn main() {
    let mut x = 1;
    let raw = &mut x as *mut i32;
    let r = unsafe { &mut *raw };
    callee(raw);
    println!("{}", *r);
}
