// Memory behind a `&Cell` argument may be freed in the call, except by the rules of the paper of 2020.
//@ revisions: off on
//@ flags[on]: --model-option protect_cells=on
use std::cell::Cell;

fn callee(argument: &Cell<i32>, owner: *mut Cell<i32>) {
    argument.set(1);
    drop(unsafe { Box::from_raw(owner) }); //~[on] ERROR aliasing: protected
}

fn main() {
    let owner = Box::into_raw(Box::new(Cell::new(0)));
    callee(unsafe { &*owner }, owner);
}
