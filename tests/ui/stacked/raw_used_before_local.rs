//@ revisions: stacked tree none
fn main() {
    let mut x = 0u8;
    let p = &raw mut x;
    unsafe { *p = 2 };
    unsafe { *p += 1 };
    x += 1;
    assert_eq!(x, 4);
}
