//@ revisions: stacked tree
use std::cell::Cell;
fn f(_x: &Cell<i32>, p: *mut Cell<i32>) {
    drop(unsafe { Box::from_raw(p) });
}
fn main() {
    let p = Box::into_raw(Box::new(Cell::new(1)));
    f(unsafe { &*p }, p);
}
