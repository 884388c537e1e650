fn main() {
    let x = [0u32; 2];
    let p = x.as_ptr().cast::<u8>().wrapping_add(1).cast::<u32>();
    let _r = unsafe { &*p }; //~ ERROR alignment
}
