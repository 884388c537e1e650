fn f(1: u8) {} //~ E0005
fn main() {}
