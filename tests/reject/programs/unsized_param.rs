fn f(x: [u8]) {} //~ E0277
fn main() {}
