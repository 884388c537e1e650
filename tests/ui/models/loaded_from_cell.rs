// Inside a cell the chain of times is broken.
//@ revisions: timestamp
use std::cell::Cell;

fn main() {
    let mut value = 1;
    let raw = &raw mut value;
    let cell = Cell::new(unsafe { &*raw });
    let root = &cell;
    unsafe { *raw = 2 };
    cell.set(unsafe { &*raw });
    assert_eq!(*root.get(), 2);
}
