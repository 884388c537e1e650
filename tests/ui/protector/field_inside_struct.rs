//@ revisions: stacked tree
struct Wrap<'a>(&'a mut i32);
fn f(w: Wrap<'_>, p: *mut i32) {
    *w.0 = 3;
    unsafe { *p = 2 }; //~[stacked] ERROR aliasing //~[tree] ERROR aliasing
}
fn main() {
    let mut v = 1;
    let p = &raw mut v;
    f(Wrap(unsafe { &mut *p }), p);
}
