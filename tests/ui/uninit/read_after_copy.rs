fn main() {
    let x = 5u32;
    let p = &raw const x;
    let y = x;
    assert_eq!(unsafe { *p }, y);
}
