fn main() {
    let a = [0u32; 2];
    let mut b = 0u32;
    let p = a.as_ptr().cast::<u8>().wrapping_add(2).cast::<u32>();
    unsafe { std::ptr::copy_nonoverlapping(p, &mut b, 1) }; //~ ERROR alignment
}
