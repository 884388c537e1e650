//@ revisions: stacked tree none
// A write through the local ends the `&mut` that the raw pointer was made from.
fn main() {
    let mut x = 0u8;
    let p = &mut x as *mut u8;
    x = 1;
    unsafe { *p = 2 }; //~[stacked] ERROR aliasing //~[tree] ERROR aliasing
}
