//@ revisions: stacked tree none
fn f(x: &mut i32) {
    *x += 1;
}
fn main() {
    let mut v = 1;
    let p = &raw mut v;
    f(unsafe { &mut *p });
    unsafe { *p = 5 };
    assert_eq!(v, 5);
}
