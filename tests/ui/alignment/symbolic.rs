//@ flags: --symbolic-alignment
// Only what the allocation promises counts, not the address it happens to have.
fn main() {
    let a = [0u8; 64];
    let p = a.as_ptr().cast::<u32>();
    let _x = unsafe { *p }; //~ ERROR alignment
}
