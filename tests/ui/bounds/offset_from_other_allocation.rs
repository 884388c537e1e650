fn main() {
    let (a, b) = ([0u8; 4], [0u8; 4]);
    let _d = unsafe { a.as_ptr().offset_from(b.as_ptr()) }; //~ ERROR provenance
}
