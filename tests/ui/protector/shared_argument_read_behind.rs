//@ revisions: stacked tree
fn f(x: &i32, p: *mut i32) -> i32 {
    *x + unsafe { *p }
}
fn main() {
    let mut v = 1;
    let p = &raw mut v;
    assert_eq!(f(unsafe { &*p }, p), 2);
}
