fn main() {
    let a = [1u8, 0, 0, 0, 2];
    let p = a.as_ptr().wrapping_add(1).cast::<u32>();
    assert_eq!(unsafe { p.read_unaligned() }, 0x0200_0000);
}
