fn g(x: u8) -> u8 { x }
fn main() {
    let f: fn(u16) -> u8 = g; //~ E0308
}
