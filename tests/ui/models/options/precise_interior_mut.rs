// The field beside a cell is frozen, or the whole struct counts as a cell.
//@ flags: --aliasing tree
//@ revisions: on off flag
//@ flags[off]: --model-option precise_interior_mut=off
//@ flags[flag]: --tree-no-precise-interior-mut
use std::cell::Cell;

struct Both {
    plain: i32,
    _cell: Cell<i32>,
}

fn main() {
    let mut both = Both { plain: 1, _cell: Cell::new(1) };
    let raw = &raw mut both;
    let shared = unsafe { &*raw };
    unsafe { (*raw).plain = 2 };
    assert_eq!(shared.plain, 2); //~[on] ERROR aliasing
}
