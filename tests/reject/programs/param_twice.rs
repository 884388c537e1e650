fn f(a: u8, a: u8) {} //~ E0415
fn main() {}
