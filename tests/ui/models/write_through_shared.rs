// The gap of the first implementation: freezing also pushed a shared item.
//@ revisions: stacked-2018 stacked-2018-impl stacked-barriers timestamp
#![allow(invalid_reference_casting)]
fn main() {
    let mut value = 1;
    let reference = &mut value;
    let shared = &*reference;
    let raw = shared as *const i32 as *mut i32;
    unsafe { *raw = 2 } //~[stacked-barriers] ERROR aliasing: not on the stack
    assert_eq!(*reference, 2); //~[stacked-2018] ERROR aliasing: not on the stack
}
