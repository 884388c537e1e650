fn main() {
    let _r: &u8 = unsafe { std::mem::transmute(16usize) }; //~ ERROR provenance
}
