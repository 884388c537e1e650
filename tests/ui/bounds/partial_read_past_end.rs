fn main() {
    let a = [1u8, 2, 3];
    let p = a.as_ptr().cast::<u32>();
    let _x = unsafe { p.read_unaligned() }; //~ ERROR out-of-bounds
}
