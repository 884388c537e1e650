//@ flags: --provenance strict
fn main() {
    let x = 5u8;
    let a = &raw const x as usize;
    let _p = a as *const u8; //~ ERROR unsupported
}
