fn main() {
    let a = [1u8, 2, 3];
    let p = a.as_ptr();
    let _x = unsafe { *p.wrapping_add(3) }; //~ ERROR out-of-bounds
}
