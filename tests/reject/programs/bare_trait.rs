trait T {}
fn f(x: &T) {} //~ E0782
fn main() {}
