//@ revisions: stacked tree
// A box's protector is weak: the callee may free what it points to.
fn f(b: Box<i32>) -> i32 {
    let p = Box::into_raw(b);
    unsafe { drop(Box::from_raw(p)) };
    7
}
fn main() {
    assert_eq!(f(Box::new(1)), 7);
}
