//@ revisions: stacked tree none
// Only the cell's bytes may be written through a shared reference.
use std::cell::Cell;
struct S {
    plain: u32,
    _cell: Cell<u32>,
}
fn main() {
    let s = S { plain: 1, _cell: Cell::new(2) };
    let r = &s;
    let p = &raw const r.plain as *mut u32;
    unsafe { *p = 5 }; //~[stacked] ERROR aliasing //~[tree] ERROR aliasing
}
