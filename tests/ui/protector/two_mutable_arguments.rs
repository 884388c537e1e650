//@ revisions: stacked tree none
fn f(a: &mut i32, b: &mut i32) { //~[stacked] ERROR aliasing
    *b = 1; //~[tree] ERROR aliasing
    *a = 2;
}
fn main() {
    let mut v = 1;
    let p = &raw mut v;
    unsafe { f(&mut *p, &mut *p) };
}
