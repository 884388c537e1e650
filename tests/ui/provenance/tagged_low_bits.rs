fn main() {
    let x = 5u32;
    let tagged = (&raw const x).map_addr(|a| a | 1);
    assert_eq!(tagged.addr() & 1, 1);
    assert_eq!(unsafe { *tagged.map_addr(|a| a & !1) }, 5);
}
