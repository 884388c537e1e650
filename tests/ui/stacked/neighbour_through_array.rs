//@ revisions: stacked tree none
fn main() {
    let mut a = [1u8, 2];
    let p = a.as_mut_ptr();
    unsafe { *p.add(1) = 5 };
    assert_eq!(a[1], 5);
}
