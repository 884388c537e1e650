struct S { x: &u8 } //~ E0106
fn main() {}
