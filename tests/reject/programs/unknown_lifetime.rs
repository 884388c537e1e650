fn f(x: &'a u8) {} //~ E0261
fn main() {}
