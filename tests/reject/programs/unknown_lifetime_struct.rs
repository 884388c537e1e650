struct S { x: &'a u8 } //~ E0261
fn main() {}
