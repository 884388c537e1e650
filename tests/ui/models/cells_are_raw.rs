// Bytes inside a cell take part as if through raw pointers, the bytes beside it do not.
//@ revisions: stacked-2018 stacked-2018-impl stacked-barriers unique-id timestamp
use std::cell::Cell;

struct Both {
    plain: i32,
    cell: Cell<i32>,
}

fn main() {
    let mut both = Both { plain: 1, cell: Cell::new(1) };
    let raw = &raw mut both;
    let shared = unsafe { &*raw };
    let copy = unsafe { &*raw };
    copy.cell.set(2);
    shared.cell.set(3);
    unsafe { (*raw).cell.set(4) };
    assert_eq!((shared.cell.get(), copy.plain), (4, 1));
    unsafe { (*raw).plain = 2 };
    let _copy = shared.plain; //~ ERROR aliasing
}
