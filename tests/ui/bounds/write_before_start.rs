fn main() {
    let mut a = [1u32, 2];
    let p = a.as_mut_ptr().wrapping_sub(1);
    unsafe { *p = 5 }; //~ ERROR out-of-bounds
}
