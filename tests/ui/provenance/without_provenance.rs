fn main() {
    let x = 5u8;
    let p = std::ptr::without_provenance::<u8>((&raw const x).addr());
    let _y = unsafe { *p }; //~ ERROR provenance
}
