fn f<T, T>(x: T) {} //~ E0403
fn main() {}
