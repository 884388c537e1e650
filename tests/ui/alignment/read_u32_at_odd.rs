fn main() {
    let a = [0u32; 2];
    let p = a.as_ptr().cast::<u8>().wrapping_add(1).cast::<u32>();
    let _x = unsafe { *p }; //~ ERROR alignment
}
