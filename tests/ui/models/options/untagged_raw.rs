// Two raw pointers of one place: with a tag each, the second ends the first.
//@ revisions: off on
//@ flags[on]: --model-option untagged_raw=on
fn main() {
    let mut value = 0;
    let first = &mut value as *mut i32;
    let second = &mut value as *mut i32;
    unsafe {
        *second = 1;
        *first = 2; //~[off] ERROR aliasing: not in the borrow stack
    }
}
