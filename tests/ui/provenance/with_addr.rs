fn main() {
    let x = [5u8, 6];
    let p = x.as_ptr();
    let q = p.with_addr(p.addr() + 1);
    assert_eq!(unsafe { *q }, 6);
}
