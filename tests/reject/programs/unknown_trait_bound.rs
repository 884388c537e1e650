fn f<T: Nope>(x: T) {} //~ E0405
fn main() {}
