fn f(x: Nothing) {} //~ E0412
fn main() {}
