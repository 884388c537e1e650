fn main() {
    let x = 5u8;
    let a = &raw const x as usize;
    let p: *const u8 = unsafe { std::mem::transmute(a) };
    let _y = unsafe { *p }; //~ ERROR provenance
}
