fn main() {
    let a = [1u8, 2, 3];
    let p = a.as_ptr().wrapping_add(10).wrapping_sub(8);
    assert_eq!(unsafe { *p }, 3);
}
