//@ revisions: stacked tree none
fn f(mut b: Box<i32>, p: *mut i32) {
    *b = 3;
    unsafe { *p = 2 }; //~[stacked] ERROR aliasing //~[tree] ERROR aliasing
    std::mem::forget(b);
}
fn main() {
    let p = Box::into_raw(Box::new(1));
    f(unsafe { Box::from_raw(p) }, p);
    drop(unsafe { Box::from_raw(p) });
}
