//@ revisions: stacked tree none
fn f(x: &mut i32, p: *mut i32) {
    unsafe { *p = 2 }; //~[stacked] ERROR aliasing //~[tree] ERROR aliasing
    *x = 3;
}
fn main() {
    let mut v = 1;
    let p = &raw mut v;
    f(unsafe { &mut *p }, p);
}
