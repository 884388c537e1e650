//@ flags: --aliasing none
fn main() {
    let x = 5u8;
    let p = &raw const x;
    let mut q = std::ptr::null::<u8>();
    unsafe { *(&raw mut q).cast::<usize>() = p.addr() };
    let _y = unsafe { *q }; //~ ERROR provenance
}
