//@ flags: --no-validation
fn main() {
    let x = 0xD800u32;
    let c = unsafe { *(&raw const x).cast::<char>() };
    let _n = c as u32; //~ ERROR validity
}
