// Untagged raw pointers too end with the reference below them.
//@ revisions: off on
//@ flags[on]: --model-option untagged_raw=on
fn main() {
    let mut value = 0;
    let reference = &mut value;
    let raw = reference as *mut i32;
    *reference = 1;
    unsafe { *raw = 2 } //~ ERROR aliasing
    let _heap = Box::new(1);
}
