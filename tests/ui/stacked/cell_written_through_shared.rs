//@ revisions: stacked tree none
use std::cell::Cell;
fn main() {
    let c = Cell::new(1u32);
    let (a, b) = (&c, &c);
    let p = a.as_ptr();
    b.set(2);
    unsafe { *p += 1 };
    assert_eq!(a.get(), 3);
}
