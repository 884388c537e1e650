//@ revisions: stacked tree none
// A reference to one element does not reach the next: never in the stack; the tree grows with the allocation.
fn main() {
    let mut a = [1u8, 2];
    let p = &mut a[0] as *mut u8;
    unsafe { *p.add(1) = 5 }; //~[stacked] ERROR aliasing
    assert_eq!(a[1], 5);
}
