// A write through a pointer based on a `&` parameter.
//@ revisions: noalias
#![allow(invalid_reference_casting)]
fn callee(shared: &i32) {
    let raw = shared as *const i32 as *mut i32;
    unsafe { *raw = 2 } //~ ERROR aliasing: readonly parameter
}

fn main() {
    let mut value = 1;
    callee(&mut value);
    assert_eq!(value, 2);
}
