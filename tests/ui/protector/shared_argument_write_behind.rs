//@ revisions: stacked tree
fn f(x: &i32, p: *mut i32) -> i32 {
    unsafe { *p = 2 }; //~[stacked] ERROR aliasing //~[tree] ERROR aliasing
    *x
}
fn main() {
    let mut v = 1;
    let p = &raw mut v;
    f(unsafe { &*p }, p);
}
